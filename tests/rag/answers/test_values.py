"""What a sentence gives for an answer, and when two sentences give the same."""

import pytest

from index.records import Span
from rag.answers.values import (
    Value,
    agree,
    are_far_apart,
    tells_life,
    value_instead,
    value_like,
    value_named,
    values_of,
)  # fmt: skip
from rag.questions.analysis import Question, analyse_question


def asked(question: str) -> Question:
    return analyse_question(question, "en", ["en"])


def given(question: str, sentence: str) -> list[str]:
    return [value.text for value in values_of(sentence, asked(question))]


@pytest.mark.parametrize(("question", "sentence", "first"), [
    ("What is the population of Selmar?", "Selmar had a population of 3,046, 1,085 households and 6 mills.", "3,046"),
    ("How many drones were sold?", "In 2019 the firm sold 24 drones to 3 buyers.", "24 drones"),
    ("Who is the director of the film?", "It is a British film directed by Otto Lind and set in Dalby.", "Otto Lind"),
    ("When was Ada Reiter born?", "Ada Reiter (2 July 1829 – 3 November 1913) kept bees.", "2 July 1829"),
    ("When did Ada Reiter die?", "Ada Reiter (2 July 1829 – 3 November 1913) kept bees.", "3 November 1913"),
    ("What river does the Elm flow into?", "The Elm is a tributary of the Green River in Dalby.", "Green River"),
    ("What is the profession of Jon Hill?", "Jon Hill is an American chef from Dalby.", "American chef"),
    ("How many people were killed?", "The battle of two days left 161 people dead.", "161 people"),
])  # fmt: skip
def test_the_likeliest_value_comes_first(question: str, sentence: str, first: str) -> None:
    assert given(question, sentence)[0] == first


@pytest.mark.parametrize(("question", "sentence"), [
    ("What is the population of Selmar?", "Selmar is one of ten townships, with a population density of 24.6."),
    ("Why did the bridge close?", "It closed because a ferry struck it in 1987."),
    ("Who opened the harbour bridge?", "The bridge was opened in Turkey."),
    ("Where was it built?", "President Otto Lind built it in Oct. 1931."),
    ("What is a beehive?", "A beehive is a box."),
    ("How long was the bridge closed?", "The bridge was closed again in 1987."),
    ("How many tourists came to Dalby?", "Dalby, one of the towns that tourists love, lies on the Elm."),
    ("How many tourists came to Dalby?", "For three years tourists kept away from Dalby."),
])  # fmt: skip
def test_words_of_another_kind_are_no_value(question: str, sentence: str) -> None:
    assert given(question, sentence) == []


@pytest.mark.parametrize(("question", "one", "other", "same"), [
    ("When did it open?", "It opened on 12 May 1931.", "It opened in 1931.", True),
    ("When did it open?", "It opened on 12 May 1931.", "It opened on May 12, 1931.", True),
    ("When did it open?", "It opened on 12 May 1931.", "It opened on 13 May 1931.", False),
    ("How many people died?", "The night left 251 people dead.", "About 250 people died.", True),
    ("How many people died?", "The night left 251 people dead.", "At least 265 lives were lost.", False),
    ("How many people died?", "The night left 251 people dead.", "More than 240 people died.", True),
    ("How many people died?", "The night left 251 people dead.", "It cost 290 lives.", False),
    ("How much was it?", "It cost 20 planes.", "It cost 300 ships.", None),
    ("Who opened it?", "It was opened by Otto Lind.", "The mayor, Lind, opened it.", True),
    ("Who opened it?", "It was opened by Otto Lind.", "It was opened by Ada Reiter.", False),
    ("What sport does he play?", "He is a Welsh snooker player.", "He is a retired footballer.", False),
    ("What sport does he play?", "He is a Welsh snooker player.", "He was a snooker player.", True),
])  # fmt: skip
def test_two_values_agree_when_both_may_be_true(question: str, one: str, other: str, same: bool | None) -> None:
    first, second = (values_of(sentence, asked(question))[0] for sentence in (one, other))
    assert agree(first, second) is same
    assert agree(second, first) is same


def test_values_of_two_sorts_say_nothing_of_each_other() -> None:
    year, name = values_of("In 1931.", asked("When?")), values_of("By Otto Lind.", asked("Who?"))
    assert agree(year[0], name[0]) is None


def test_a_life_in_brackets_is_told_only_to_those_who_ask_for_it() -> None:
    sentence = "Ada Reiter (1829 – 1913) kept bees."
    assert tells_life(sentence, asked("When was Ada Reiter born?"))
    assert not tells_life(sentence, asked("When did Ada Reiter keep bees?"))


@pytest.mark.parametrize(("one", "other", "same"), [
    ("two thousand five hundred hens died.", "2,500 hens died.", True),
    ("a dozen hens died.", "12 hens died.", True),
    ("1½ million hens died.", "1,500,000 hens died.", True),
    ("3 200 hens died.", "3,200 hens died.", True),
    ("one hundred and twenty hens died.", "120 hens died.", True),
    ("one hundred and twenty hens died.", "210 hens died.", False),
    ("nearly 50 hens died.", "46 hens died.", True),
    ("46 hens died.", "64 hens died.", False),
    ("more than 100 hens died.", "140 hens died.", True),
    ("more than 100 hens died.", "96 hens died.", False),
    ("more than 100 hens died.", "2,000 hens died.", None),
    ("up to 200 hens died.", "140 hens died.", True),
    ("100 hens or more died.", "140 hens died.", True),
])  # fmt: skip
def test_equal_numbers_agree_however_they_are_written(one: str, other: str, same: bool | None) -> None:
    question = asked("How many hens died in the storm?")
    first, second = (values_of(f"In the storm {sentence}", question)[0] for sentence in (one, other))
    assert agree(first, second) is same
    assert agree(second, first) is same


@pytest.mark.parametrize(("language", "question", "one", "other", "same"), [
    ("de", "Wie viele Hühner starben?", "Es starben 1.440 Hühner.", "Tausendvierhundertvierzig Hühner starben.", True),
    ("de", "Wie viele Hühner starben?", "Es starben rund 1,5 Mio. Hühner.", "Es starben 1.500.000 Hühner.", True),
    ("de", "Wie viele Hühner starben?", "Es starben 120 Hühner.", "Es starben zweihundertzehn Hühner.", False),
    ("fr", "Combien de poules sont mortes ?", "Mille cinq cents poules mortes.", "1 500 poules mortes.", True),
    ("fr", "Combien de poules sont mortes ?", "Plus de 100 poules sont mortes.", "140 poules sont mortes.", True),
    ("es", "¿Cuántas gallinas murieron?", "Murieron tres mil doscientas gallinas.", "Murieron 3.200 gallinas.", True),
    ("tr", "Kaç tavuk öldü?", "İki bin beş yüz tavuk öldü.", "2.500 tavuk öldü.", True),
    ("tr", "Kaç tavuk öldü?", "100'den fazla tavuk öldü.", "140 tavuk öldü.", True),
    ("ru", "Сколько кур погибло?", "Погибло две тысячи пятьсот кур.", "Погибло 2500 кур.", True),
    ("ru", "Сколько кур погибло?", "Погибло 46 кур.", "Погибло 64 кур.", False),
    ("ar", "كم دجاجة ماتت؟", "ماتت ألفان وخمسمائة دجاجة.", "ماتت 2500 دجاجة.", True),
])  # fmt: skip
def test_equal_numbers_agree_in_other_languages(language: str, question: str, one: str, other: str, same: bool) -> None:
    about = analyse_question(question, language, [language])
    first, second = (values_of(sentence, about, language)[0] for sentence in (one, other))
    assert agree(first, second) is same


def named(question: str, sentence: str, words: str) -> Value | None:
    start = sentence.index(words)
    return value_named(sentence, Span(start, start + len(words)), asked(question))


@pytest.mark.parametrize(
    ("question", "one", "other", "same"),
    [
        ("How many were sold?", "No more than 160,000 were sold.", "The maker sold 210,000.", False),
        ("How many were sold?", "No less than 160,000 were sold.", "The maker sold 210,000.", True),
        ("How long is it?", "It is eleven kilometres long.", "The wind blew at 70 kilometres an hour.", None),
        ("How many were hurt?", "There 31 people were hurt.", "There 250 people were hurt.", False),
        ("How many travellers were stranded?", "About 2,300 travellers were.", "They count 4,100 stranded.", False),
    ],
)
def test_numbers_contradict_each_other_only_if_they_may_be_of_one_thing(
    question: str, one: str, other: str, same: bool | None
) -> None:
    values = [named(question, each, each) for each in (one, other)]
    assert values[0]
    assert values[1]
    assert agree(values[0], values[1]) is same


def test_numbers_far_apart_are_of_two_things() -> None:
    few, more, most = (named("How many were hurt?", f"There {each} were.", each) for each in ("31", "250", "8,900"))
    assert few
    assert more
    assert most
    assert not are_far_apart(few, more)
    assert are_far_apart(few, most)


def test_a_plural_of_a_number_says_none() -> None:
    assert named("How many were hurt?", "Dozens were hurt.", "Dozens") is None
    assert named("How many were hurt?", "Three dozen were hurt.", "Three dozen") is not None


def test_the_number_that_counts_the_same_is_found_where_another_was_named() -> None:
    soldiers = named("How many soldiers are there?", "It is to have 310 soldiers.", "310 soldiers")
    assert soldiers
    found = value_like("They are 14 kilometres away, 333 of them.", soldiers, asked("How many are there?"))
    assert found
    assert found.number == 333
    assert value_like("The fire leapt over Route 9.", soldiers, asked("How many are there?")) is None


def test_a_number_stands_in_the_place_of_one_that_its_sentence_names() -> None:
    old = named("How many started?", "In the morning 214 runners started.", "214 runners")
    assert old
    new = value_instead("There had been 198 starters and not 214.", old, asked("How many started?"))
    assert new
    assert new.number == 198
    assert value_instead("There had been 198 starters.", old, asked("How many started?")) is None
    assert value_instead("Of 214 starters 61 gave up, 12 of them hurt.", old, asked("How many started?")) is None
