"""Dates as texts write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.dates import When, find_dates, month_names, read_date
from eval.metrics.matching import states
from eval.records import Date


@pytest.mark.parametrize(
    "text",
    [
        "Oct. 25, 2015", "October 25, 2015", "October 25th, 2015", "25 October 2015", "the 25th of October 2015",
        "2015-10-25", "25.10.2015", "10/25/2015", "25 Ekim 2015'te", "25 октября 2015 г.", "am 25. Oktober 2015",
        "25 de octubre de 2015",
    ],
)  # fmt: skip
def test_a_date_is_one_date_in_any_spelling(text: str) -> None:
    assert states(f"It fell on **{text}** near the border [2].", Date("2015-10-25"))
    assert states(text, Date("2015-10"))
    assert states(text, Date("2015"))
    assert not states(text, Date("2015-10-24"))


@pytest.mark.parametrize(
    ("text", "wanted", "stated"),
    [
        ("in October 2015", "2015-10-25", False),
        ("in Oct. 2015", "2015-10", True),
        ("in 2015", "2015-10", False),
        ("from 2014 to 2016", "2016", True),
        ("12015 men", "2015", False),
    ],
)
def test_a_coarse_date_does_not_state_a_finer_one(text: str, wanted: str, stated: bool) -> None:
    assert states(text, Date(wanted)) is stated


def test_a_day_without_its_year_is_compared_as_a_day() -> None:
    assert states("It began on 10 October.", "Oct. 10")
    assert not states("It began on 10 November.", "Oct. 10")
    assert read_date("March 10") == When(month=3, day=10)
    assert read_date("March 10 meetings") is None


def test_one_date_may_be_read_in_two_ways() -> None:
    assert {When(2017, 4, 3), When(2017, 3, 4)} <= set(find_dates("03/04/2017"))


def test_months_are_known_in_many_languages() -> None:
    names = month_names()
    assert [names[name] for name in ("may", "sept", "mai", "subat", "января", "dicembre")] == [5, 9, 5, 2, 1, 12]


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)))
def test_any_date_is_found(date: datetime.date) -> None:
    assert states(f"On {date.day} {date:%B} {date.year} it ended.", Date(date.isoformat()))
