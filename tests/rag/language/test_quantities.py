"""Tests of the numbers of a sentence, and of what bears one out."""

from decimal import Decimal

import pytest

from rag.language.dates import days
from rag.language.parsing import read
from rag.language.quantities import (
    counts_own_list,
    follows_from,
    loose_units,
    means_pair,
    numbers,
    same_number,
    same_unit,
)


@pytest.mark.parametrize(("sentence", "value", "unit", "per"), [
    ("It cost 4.2 million dollars.", "4200000.0", "$", None),
    ("They built twenty-one planes a day.", "21", None, "day"),
    ("It took three long years.", "3", "year", None),
    ("It rose by 40 per cent.", "40", "%", None),
])  # fmt: skip
def test_a_number_has_its_value_unit_and_rate(sentence: str, value: str, unit: str | None, per: str | None) -> None:
    (found,) = numbers(read(sentence))
    assert (found.value, found.unit, found.per) == (Decimal(value), unit, per)


def test_a_date_and_the_pronoun_one_are_no_numbers() -> None:
    assert numbers(read("No one came on July 15, 2016.")) == ()


def test_thousands_bear_out_any_number_of_thousands() -> None:
    (rough,), (exact,) = numbers(read("thousands of people")), numbers(read("It was 3,500 people."))
    assert rough.rough
    assert same_number(rough, exact)
    assert not same_number(exact, rough)


def test_another_unit_is_another_number() -> None:
    (years,), (days_,) = numbers(read("It took 3 years.")), numbers(read("It took 3 days."))
    assert not same_number(years, days_)
    assert not same_unit(years, days_)


def test_a_number_of_years_may_follow_from_two_dates() -> None:
    (claimed,) = numbers(read("It took 3 years."))
    assert follows_from(claimed, list(days(read("It began in 2006 and ended in 2009."))))


def test_both_means_two() -> None:
    (two,) = numbers(read("He met two ministers."))
    assert means_pair(two, frozenset({"both"}))


def test_a_number_may_count_what_its_sentence_lists() -> None:
    reading = read("There are three branches, civil, military, and judicial.")
    assert counts_own_list(numbers(reading)[0], reading)


def test_a_loose_unit_of_time_is_told_when_the_source_has_another() -> None:
    assert loose_units(read("It took some weeks."), [read("It took some years.")]) == "weeks"
    assert loose_units(read("It took some weeks."), [read("It took a week.")]) is None
