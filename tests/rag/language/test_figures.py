"""Numbers and dates are compared by their value, however they are written."""

import pytest

from rag.language.figures import figure_values, find_figures


@pytest.mark.parametrize(("text", "language", "values"), [
    ("1,440 were wounded", "en", {"1440"}),
    ("1\u00a0440 were wounded", "en", {"1440"}),
    ("it cost 4.2 million crowns", "en", {"4200000"}),
    ("the past three years", "en", {"3"}),
    ("on Oct. 13, 2015", "en", {"month 10", "13", "2015"}),
    ("date: 2015-10-13", "en", {"month 10", "13", "2015"}),
    ("le 13 octobre 2015", "fr", {"month 10", "13", "2015"}),
    ("on yedi saniye", "tr", {"10", "7"}),
    ("3,5 Milliarden Euro", "de", {"3500000000"}),
    ("5 миллионов", "ru", {"5000000"}),
    ("in the 1990s, on the 5th floor", "en", {"1990", "5"}),
    ("it may be that they march", "en", set()),
    ("on May 2", "en", {"month 5", "2"}),
    ("nobody came", "en", set()),
])  # fmt: skip
def test_figures_have_a_value(text: str, language: str, values: set[str]) -> None:
    assert figure_values(text, language) == values


def test_a_dot_may_part_thousands_or_decimals() -> None:
    assert figure_values("1.440", "de") == {"1440", "1.44"}


def test_a_numeric_date_may_begin_with_day_or_month() -> None:
    assert {"2017", "3", "month 3", "4", "month 4"} == figure_values("03/04/2017", "en")


def test_a_figure_says_where_it_stands() -> None:
    text = "They sold 4.2 million books in 1931."
    assert [figure.span.of(text) for figure in find_figures(text, "en")] == ["4.2 million", "1931"]
