"""Where the answers that a reader names differ: which sentences count, by how sure they are and by their dates."""

from dataclasses import replace

import pytest

from index.records import Span
from rag.answers.agreement import answers_given
from rag.answers.values import value_named
from rag.retrieval.ranking import Evidence
from tests.rag.builders import asked, candidate, passage, search

QUESTION = "How many people were hurt in the collision?"


def named(text: str, words: str, log_odds: float, file: str, published: str | None, covered: float = 0.8) -> Evidence:
    """Return a sentence of an article of its own, read as sure as that, with the words that a reader names."""
    of = passage(text, file=file, number=sum(map(ord, file)))
    of = replace(of, article=replace(of.article, published=published))
    start = text.index(words)
    return Evidence(
        candidate(of, covered=covered), 0, 1.0, None, log_odds=log_odds, answer=Span(start, start + len(words))
    )


def told(*found: Evidence) -> list[str]:
    """Return what the articles give, one value a group."""
    return [group[0].values[0].text for group in answers_given(search(QUESTION), found)]


def test_reports_of_one_week_differ_though_one_is_less_sure() -> None:
    one = named("Thirty-one people were hurt.", "Thirty-one people", 0.4, "a.txt", "2019-02-12")
    other = named("Four hospitals count 38 people hurt.", "38 people", -0.9, "b.txt", "2019-02-13")
    assert told(one, other) == ["Thirty-one", "38 people"]


def test_a_less_sure_sentence_of_another_time_is_no_other_side() -> None:
    one = named("Thirty-one people were hurt.", "Thirty-one people", 0.4, "a.txt", "2019-02-12")
    other = named("In the crash 38 people were hurt.", "38 people", -0.9, "b.txt", "2021-06-01")
    assert told(one, other) == ["Thirty-one"]


def test_two_sure_sentences_differ_whatever_lies_between_them() -> None:
    one = named("That night 251 people were hurt.", "251 people", 3.4, "a.txt", "2021-07-16")
    other = named("He said that 161 people were hurt.", "161 people", 1.7, "b.txt", "2016-07-17")
    assert told(one, other) == ["251 people", "161 people"]


def test_two_versions_of_one_report_differ_where_only_the_value_does() -> None:
    one = named("The collision at noon hurt 31 people, the coastguard said.", "31 people", -1.4, "a.txt", None)
    other = named(
        "The collision at noon hurt 38 people, the coastguard said.", "38 people", -2.3, "b.txt", "2019-02-12"
    )
    assert told(one, other) == ["31 people", "38 people"]
    elsewhere = named("Doctors of the hospital count 38 people.", "38 people", -2.3, "b.txt", "2019-02-12")
    assert told(one, elsewhere) == []


def test_who_was_there_may_be_less_sure_if_the_passage_is_about_what_is_asked() -> None:
    one = named("Thirty-one people were hurt.", "Thirty-one people", 1.0, "a.txt", "2019-02-12")
    witness = ("I counted 38, and I was there.", "38", -2.3, "b.txt", "2020-06-01")
    assert told(one, named(*witness)) == ["Thirty-one", "38"]
    assert told(one, named(*witness, covered=0.3)) == ["Thirty-one"]


def test_what_the_best_article_tells_too_is_of_something_else() -> None:
    best = named("In the collision before, twelve people were hurt.", "twelve people", 1.0, "a.txt", "2019-02-12")
    beside = named("Thirty-one people were hurt.", "Thirty-one people", -0.3, "a.txt", "2019-02-12")
    other = named("Doctors count 31 people hurt.", "31 people", 0.5, "b.txt", "2019-02-13")
    assert told(best, other) == ["twelve", "31 people"]
    assert told(best, beside, other) == ["twelve"]


def test_of_a_passage_about_something_else_nothing_is_told_to_differ() -> None:
    one = named("Thirty-one people were hurt.", "Thirty-one people", 0.4, "a.txt", "2019-02-12", covered=0.05)
    other = named("Four hospitals count 38 people hurt.", "38 people", -0.9, "b.txt", "2019-02-13")
    assert told(one, other) == ["Thirty-one"]


def test_a_later_article_replaces_a_number_that_it_names_however_little_it_has_of_the_question() -> None:
    one = named("Forty-six people were hurt.", "Forty-six people", 2.0, "a.txt", "2019-02-12")
    later = named("In fact there had been 51 and not 46.", "51", -4.0, "b.txt", "2020-06-01")
    assert told(one, later) == ["Forty-six", "51"]
    without = named("In fact there had been 51.", "51", -4.0, "b.txt", "2020-06-01")
    assert told(one, without) == ["Forty-six"]


def test_the_line_that_dates_an_article_answers_nothing() -> None:
    line = named("Published Wednesday, June 12, 2019", "June 12, 2019", 1.2, "a.txt", "2019-06-12")
    other = named("The mast was switched on in February 2020.", "February 2020", 0.2, "b.txt", "2021-11-06")
    found = answers_given(search("When was the mast switched on?"), [line, other])
    assert [group[0].values[0].text for group in found] == ["February 2020"]


def test_equal_values_are_one_answer_however_written() -> None:
    one = named("Thirty-eight people were hurt.", "Thirty-eight people", 1.0, "a.txt", "2019-02-12")
    other = named("Hospitals count 38 people hurt.", "38 people", 0.9, "b.txt", "2019-02-12")
    assert told(one, other) == ["Thirty-eight"]


def test_one_article_does_not_differ_from_itself() -> None:
    one = named("Thirty-one people were hurt.", "Thirty-one people", 1.0, "a.txt", "2019-02-12")
    other = named("Later 38 people were hurt.", "38 people", 0.9, "a.txt", "2019-02-12")
    assert told(one, other) == ["Thirty-one"]


@pytest.mark.parametrize(
    ("question", "sentence", "words", "value"),
    [
        ("When was it opened?", "It was opened on 12 May 1931 by the mayor.", "12 May 1931", "12 May 1931"),
        ("What did it cost?", "The mast cost 1.4 million dollars.", "1.4 million dollars", "1.4 million dollars"),
        ("Who opened it?", "Otto Lind opened it.", "Otto Lind", "Otto Lind"),
        ("Why was it late?", "It was late because 3 ferries had no room.", "3 ferries had no room", None),
        ("What did they see?", "They saw nothing at all.", "nothing at all", None),
    ],
)
def test_the_words_named_are_read_as_what_was_asked_for(
    question: str, sentence: str, words: str, value: str | None
) -> None:
    start = sentence.index(words)
    found = value_named(sentence, Span(start, start + len(words)), asked(question))
    assert (found.text if found else None) == value
