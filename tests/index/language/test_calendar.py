"""Tests of the names of months and weekdays."""

import re

import pytest

from index.language.analysis import LANGUAGES, fold
from index.language.calendar import (
    MONTH,
    MONTH_IN_PRINT,
    MONTHS,
    WEEKDAYS,
    month_numbers,
    weekday_numbers,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_with_a_stemmer_has_twelve_months_and_seven_weekdays(language: str) -> None:
    assert set(month_numbers(language, short=False).values()) == set(range(1, 13))
    assert set(weekday_numbers(language, short=False).values()) == set(range(7))


def test_years_and_weeks_begin_where_they_should() -> None:
    assert (MONTHS[0], MONTHS[-1]) == ("january", "december")
    assert (WEEKDAYS[0], WEEKDAYS[-1]) == ("monday", "sunday")


@pytest.mark.parametrize(
    ("language", "name", "number"),
    [("en", "sept", 9), ("de", "Dez", 12), ("fr", "août", 8), ("tr", "Şubat", 2), ("ru", "января", 1), ("ru", "май", 5),
     ("es", "ene", 1), ("ar", "يوليو", 7)],
)  # fmt: skip
def test_a_month_is_known_however_its_language_writes_it(language: str, name: str, number: int) -> None:
    assert month_numbers(language)[fold(name)] == number


def test_abbreviations_can_be_left_out() -> None:
    assert "mar" not in month_numbers("en", short=False)


def test_an_unknown_language_has_no_months() -> None:
    assert month_numbers("xx") == {}
    assert weekday_numbers("no language at all") == {}


@pytest.mark.parametrize("written", ["Sep", "Sept", "September", "May", "Jun", "June"])
def test_the_pattern_takes_a_month_written_out_or_abbreviated(written: str) -> None:
    assert re.fullmatch(MONTH, written)


@pytest.mark.parametrize("word", ["Mayor", "Marathon", "Decided", "september"])
def test_the_pattern_takes_no_other_word(word: str) -> None:
    assert not re.fullmatch(MONTH, word)


def test_in_print_an_abbreviation_needs_its_dot() -> None:
    assert re.fullmatch(MONTH_IN_PRINT, "Oct.")
    assert not re.fullmatch(MONTH_IN_PRINT, "Oct")
