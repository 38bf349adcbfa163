"""Two spellings of a date or number are read alike."""

import pytest

from rag.language.date_words import Day, is_round, read_date, read_number


@pytest.mark.parametrize(("words", "day"), [
    ("12 May 1931", (1931, 5, 12)), ("May 12, 1931", (1931, 5, 12)), ("1931-05-12", (1931, 5, 12)),
    ("Sept. 2016", (2016, 9, None)), ("in late 1931", (1931, None, None)), ("on the 3rd of June", (None, 6, 3)),
    ("the 1930s", (None, None, None)), ("19th century", (None, None, None)), ("last Friday", (None, None, None)),
])  # fmt: skip
def test_a_date_is_read_as_far_as_it_is_given(words: str, day: Day) -> None:
    assert read_date(words) == day


@pytest.mark.parametrize(("words", "number", "unit"), [
    ("3,559 people", 3559.0, {"peopl"}), ("$4.2 million", 4_200_000.0, {"$"}), ("twenty-one planes", 21.0, {"plane"}),
    ("40 per cent", 40.0, {"percent"}), ("two hundred tourists", 200.0, {"tourist"}), ("5th", 5.0, set[str]()),
])  # fmt: skip
def test_a_number_is_read_with_its_unit(words: str, number: float, unit: set[str]) -> None:
    assert read_number(words) == (number, frozenset(unit))


@pytest.mark.parametrize("words", ["10–12 days", "many planes"])
def test_a_range_and_no_number_at_all_give_none(words: str) -> None:
    assert read_number(words)[0] is None


@pytest.mark.parametrize(("number", "round_"), [(250, True), (3000, True), (251, False), (90, False), (312000, False)])
def test_a_number_of_two_figures_and_zeros_is_round(number: float, round_: bool) -> None:
    assert is_round(number) is round_
