"""Where the answers that a reader names differ: which sentences count, by how sure they are and by their dates."""

from dataclasses import replace

import pytest

from index.records import Span
from rag.answers.agreement import answers_given
from rag.answers.values import value_named
from rag.retrieval.ranking import Evidence
from tests.rag.builders import asked, evidence, passage, search

QUESTION = "How many people were hurt in the collision?"


def named(text: str, words: str, log_odds: float, file: str, published: str | None) -> Evidence:
    """Return a sentence of an article of its own, read as sure as that, with the words that a reader names."""
    of = passage(text, file=file, number=sum(map(ord, file)))
    of = replace(of, article=replace(of.article, published=published))
    start = text.index(words)
    return replace(evidence(of, 0), log_odds=log_odds, answer=Span(start, start + len(words)))


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
