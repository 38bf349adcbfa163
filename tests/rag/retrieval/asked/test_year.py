"""What is of another year than the one asked for, or was printed long before it, answers nothing."""

from dataclasses import replace

import pytest

from rag.retrieval.asked.year import of_asked_year
from rag.retrieval.ranking import NO_ANSWER, Evidence
from tests.rag.builders import asked, evidence, passage


def ordered(question: str, *told: tuple[str, str | None]) -> list[Evidence]:
    ranked = []
    for number, (sentence, published) in enumerate(told):
        made = passage(sentence, number=number)
        made = replace(made, article=replace(made.article, published=published))
        ranked.append(replace(evidence(made, 0, 1.0 - number / 10), log_odds=1.0))
    return of_asked_year(ranked, asked(question))


def answers(question: str, *told: tuple[str, str | None]) -> list[str]:
    """Return the sentences that may answer."""
    return [each.sentence.text for each in ordered(question, *told) if each.log_odds != NO_ANSWER]


LATER = ("The council of Velm passed a 2023 budget of 431 million crowns.", "2022-12-14")
OWN = ("The council of Velm passed a budget of 390 million crowns for 2021.", "2020-12-10")
EARLY = ("The budget of Velm was 350 million crowns.", "2018-12-12")
BARE = ("The budget of Velm was 390 million crowns.", "2021-01-05")
BEFORE = ("The budget of Velm will be 390 million crowns.", "2020-12-10")
LOOKING_BACK = ("The budget of Velm had been 380 million crowns in 2020.", "2022-02-01")
UNDATED = ("The budget of Velm was 350 million crowns in 2018.", None)


@pytest.mark.parametrize(
    ("told", "may"),
    [(LATER, False), (EARLY, False), (OWN, True), (BARE, True), (BEFORE, True), (LOOKING_BACK, True), (UNDATED, True)],
)
def test_what_is_of_another_year_is_no_answer(told: tuple[str, str | None], may: bool) -> None:
    assert bool(answers("How large was the budget of Velm for 2021?", told)) is may


def test_what_is_of_the_year_goes_first() -> None:
    found = ordered("How large was the budget of Velm for 2021?", LATER, OWN)
    assert [each.sentence.text for each in found] == [OWN[0], LATER[0]]


@pytest.mark.parametrize(
    "question",
    [
        "How large was the budget of Velm?",
        "How large was the budget of Velm since 2021?",
        "How did the budget of Velm change between 2021 and 2023?",
        "When was the budget for 2021 passed?",
        "How large was the budget of Velm before 2021?",
    ],
)
def test_another_time_may_be_told_where_not_one_year_is_asked_for(question: str) -> None:
    assert answers(question, LATER, EARLY) == [LATER[0], EARLY[0]]


def test_a_season_has_two_years_and_a_month_its_day() -> None:
    gate = "The average gate of the league was 640."
    season = "What was the average gate of the league in the 2022/23 season?"
    assert answers(season, (gate, "2021-06-07")) == []
    assert answers(season, (gate, "2023-06-04")) == [gate]
    rate = "The bank raised its key rate to 2.25 per cent."
    assert answers("What was the key rate of the bank in March 2022?", (rate, "2021-08-24")) == []
    assert answers("What was the key rate of the bank in March 2022?", (rate, "2021-11-24")) == [rate]


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("In 2021 the minister said that the preacher was behind the coup.", True),
        ("The coup of 1980 was led by five generals.", True),
        ("The 1980 coup was led by five generals.", False),
    ],
)
def test_what_is_called_by_its_year_may_be_told_of_in_another(sentence: str, may: bool) -> None:
    assert bool(answers("Who was behind the 2016 coup?", (sentence, "2021-07-16"))) is may


def test_a_year_of_printing_says_nothing_of_what_is_told() -> None:
    told = ("Five years on, in 2021, nobody doubts that the preacher was behind it.", "2021-07-16")
    assert answers("Who was behind the coup in 2016?", told) == [told[0]]


def test_a_month_that_does_not_exist_is_none() -> None:
    assert answers("What did the council of Velm pass on 2021-13-40?", OWN, EARLY) == [OWN[0]]


def test_a_passage_that_names_the_year_is_of_it() -> None:
    made = passage("In 2021 the fire of Velm burnt for a week.", "In 1987 one like it had killed six.")
    made = replace(made, article=replace(made.article, published="2023-01-01"))
    row = [replace(evidence(made, 1), log_odds=1.0)]
    assert of_asked_year(row, asked("How many did the fire of 2021 kill?")) == row
