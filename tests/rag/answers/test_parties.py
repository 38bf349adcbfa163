"""Whose word a value is."""

import pytest

from index.records import Span
from rag.answers.agreement import answers_given
from rag.answers.parties import are_two, party_of, was_said_before
from tests.rag.answers.test_named_answers import named
from tests.rag.builders import search


@pytest.mark.parametrize(
    ("sentence", "value", "party", "language"),
    [
        ("Gardaí put it at 2,500; the organisers counted 6,000.", "2,500", "Gardaí", "en"),
        ("Gardaí put it at 2,500; the organisers counted 6,000.", "6,000", "the organisers", "en"),
        ("The league, which asked the other banks, arrives at 23,000.", "23,000", "The league", "en"),
        ("Her tax return, which lies in the archive, says 42,000.", "42,000", "Her tax return", "en"),
        ("The museum's register has it that she got 24,000 marks.", "24,000", "The museum's register", "en"),
        ("Hosting it cost 4.8 million dollars, according to the ministry.", "4.8", "the ministry", "en"),
        ("In the first week it was 611, the association says.", "611", "the association", "en"),
        ("She says that it was 611.", "611", None, "en"),
        ("How many were hurt?\nThe auditors arrive at 611.", "611", "The auditors", "en"),
        ("14.05 Thornshire County Council says that it will ask the court.", "14.05", None, "en"),
        ("It cost 265 lives, according to figures that officials gave.", "265", None, "en"),
        ("The bridge cost 4.8 million dollars.", "4.8", None, "en"),
        ("Laut Polizei kamen 23 Menschen.", "23", None, "de"),
        ("Die Polizei zählte 23 Menschen.", "23", "Die Polizei", "de"),
        ("Les organisateurs comptent 6 000 personnes.", "6 000", "Les organisateurs", "fr"),
        ("Costó 12 millones, según el ministerio.", "12", "el ministerio", "es"),
        ("Мост стоил 12 миллионов, по данным министерства.", "12", "министерства", "ru"),
    ],
)
def test_who_gives_a_value_is_read_from_its_part_of_the_sentence(
    sentence: str, value: str, party: str | None, language: str
) -> None:
    start = sentence.index(value)
    assert party_of(sentence, Span(start, start + len(value)), language) == party


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("the police", "the organisers", True),
        ("the police", "Police in Selmar", False),
        ("the police", None, False),
        ("the", "a", False),
    ],
)
def test_parties_are_two_if_no_word_of_their_names_is_the_same(one: str, other: str | None, two: bool) -> None:
    assert are_two(one, other) == two


def test_one_sentence_can_give_what_two_parties_say() -> None:
    text = "Gardaí put it at 2,500; the organisers counted 6,000."
    found = named(text, "2,500", 3.0, "a.txt", "2023-05-01")
    groups = answers_given(search("How many people marched against the ward?"), [found])
    assert [group[0].values[0].text for group in groups] == ["2,500", "6,000"]
    assert [group[0].party for group in groups] == ["Gardaí", "the organisers"]


def test_an_article_can_tell_of_two_parties_that_differ() -> None:
    one = named("The chamber speaks of 11,000 jobs.", "11,000", 3.0, "a.txt", "2023-05-01")
    other = named("The airport's own prospectus counts 7,500.", "7,500", 2.0, "a.txt", "2023-05-01")
    groups = answers_given(search("How many jobs would the runway create?"), [one, other])
    assert [group[0].values[0].text for group in groups] == ["11,000 jobs", "7,500"]


@pytest.mark.parametrize(
    ("sentence", "language", "before"),
    [
        ("The bank had spoken of 180 in January.", "en", True),
        ("The bank speaks of 180.", "en", False),
        ("Die Bank hatte im Januar 180 genannt.", "de", True),
        ("La banque avait parlé de 180.", "fr", True),
        ("El banco había hablado de 180.", "es", True),
        ("Banka 180 demişti.", "tr", True),
        ("Банк ранее сообщал о 180.", "ru", True),
        ("كان قد ذكر 180", "ar", True),
    ],
)
def test_what_somebody_had_said_no_longer_holds(sentence: str, language: str, before: bool) -> None:
    start = sentence.index("180")
    assert was_said_before(sentence, Span(start, start + 3), language) == before
