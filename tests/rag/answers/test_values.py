"""What a sentence gives for an answer, and when two sentences give the same."""

import pytest

from rag.answers.values import agree, tells_life, values_of
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
