"""Sentences that speak of different times differ about nothing; one of the time asked for needs no date beside it."""

from dataclasses import replace

import pytest

from rag.answers.agreement import answers_given
from rag.answers.times import are_apart, is_of_asked_day
from tests.rag.answers.test_named_answers import named
from tests.rag.builders import asked, card, search

DEAD = "How many people did the fires of Araucal kill?"


@pytest.mark.parametrize(
    ("question", "one", "other", "apart"),
    [
        (DEAD, ("The last great fire, in 2017, killed six.", "2024-02-03"), ("Fifteen died.", "2024-04-25"), True),
        (DEAD, ("Fourteen died, more than in 2017.", "2024-02-03"), ("Fifteen died.", "2024-04-25"), False),
        (DEAD, ("In 2024 fourteen died.", "2026-02-03"), ("Fifteen died.", "2024-04-25"), False),
        (DEAD, ("Fourteen died.", "2026-02-03"), ("Fifteen died.", "2024-04-25"), False),
        (DEAD, ("In 2024 fourteen died.", None), ("Fifteen died.", None), False),
        ("How many died in 2024?", ("In 2024 fourteen died.", "2026-02-03"), ("In 2017 six died.", "2024-04-25"), True),
        ("How many died in 2024?", ("In 2024 fourteen died.", "2026-02-03"), ("Fifteen died.", "2025-04-25"), False),
        (DEAD, ("The men, who surveyed it in 2014, saw six.", "2024-02-03"), ("Fifteen.", "2024-04-25"), False),
    ],
)
def test_sentences_are_apart_if_they_name_another_year(
    question: str, one: tuple[str, str | None], other: tuple[str, str | None], apart: bool
) -> None:
    told = [(sentence, replace(card(), published=published)) for sentence, published in (one, other)]
    assert are_apart(asked(question), told[0], told[1]) == apart


def test_a_sentence_without_a_year_may_speak_of_the_one_that_the_best_names_in_the_same_week() -> None:
    best = ("In March 2021 she borrowed 75,000.", replace(card(), published="2023-09-08"))
    week, year = (("It was a loan of 90,000.", replace(card(), published=day)) for day in ("2023-09-09", "2022-09-09"))
    question = asked("How big was the loan?")
    assert not are_apart(question, week, best, silent=True)
    assert are_apart(question, week, best)
    assert are_apart(question, year, best, silent=True)


def test_an_article_published_before_the_time_asked_for_tells_nothing_of_it() -> None:
    early, late = (("Some 600 are left.", replace(card(), published=day)) for day in ("2023-04-13", "2023-05-19"))
    assert are_apart(asked("How many were left in May 2023?"), early, late)
    assert not are_apart(asked("How many were left in April 2023?"), early, late)


def test_ages_of_two_years_contradict_nothing() -> None:
    one, other = (("She was 88.", replace(card(), published=day)) for day in ("2020-12-13", "2023-10-12"))
    assert are_apart(asked("At what age did Ruth die?"), one, other)
    assert not are_apart(asked("How many guests did Ruth have?"), one, other)


@pytest.mark.parametrize(
    ("sentence", "published", "of_it"),
    [
        ("On 13 April, five hundred stood at the gate.", "2023-05-19", True),
        ("Our reporter counted 250 people.", "2023-04-13", True),
        ("Our reporter counted 250 people.", "2023-05-13", False),
        ("On 13 April, five hundred stood at the gate.", "2022-05-19", False),
    ],
)
def test_a_sentence_is_of_the_day_asked_for_by_its_words_or_its_article(
    sentence: str, published: str, of_it: bool
) -> None:
    question = asked("How many people stood at the gate on the morning of 13 April 2023?")
    assert is_of_asked_day(question, sentence, replace(card(), published=published)) == of_it


def test_articles_of_different_times_need_no_more_than_one_week_if_they_tell_of_the_day_asked_for() -> None:
    one = named("Our reporter counted 250 people.", "250 people", 0.7, "a.txt", "2023-04-13")
    other = named("On 13 April, five hundred people stood there.", "five hundred people", -0.4, "b.txt", "2023-05-19")
    for question, groups in (("on 13 April 2023", 2), ("that day", 1)):
        assert len(answers_given(search(f"How many people stood there {question}?"), [one, other])) == groups


def test_a_day_without_its_year_is_a_date() -> None:
    one = named("The season ends on 30 June.", "30 June", 2.0, "a.txt", "2023-04-13")
    other = named("The season has been extended to 31 July.", "31 July", 1.6, "b.txt", "2023-05-19")
    groups = answers_given(search("When does the crab season end?"), [one, other])
    assert [group[0].values[0].text for group in groups] == ["30 June", "31 July"]
