"""Numbers and months are read by their value, however they are written, in the languages that have word lists."""

import pytest

from rag.language.lexicon import languages
from rag.language.numbers import (
    english_value,
    figure_values,
    find_figures,
    find_numbers,
    is_round,
    number_words,
    read_number,
    scales,
)


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


@pytest.mark.parametrize(("words", "number", "unit"), [
    ("3,559 people", 3559.0, {"peopl"}), ("$4.2 million", 4_200_000.0, {"dollar"}),
    ("twenty-one planes", 21.0, {"plane"}), ("€1.2bn", 1.2e9, {"euro"}), ("$3m", 3e6, {"dollar"}), ("3m", 3.0, {"m"}),
    ("1½ million people", 1.5e6, {"peopl"}), ("3 200 hens", 3200.0, {"hen"}), ("a dozen eggs", 12.0, {"egg"}),
    ("1.2[^3] million crowns", 1.2e6, {"crown"}), ("56<sup>4</sup> million hens", 5.6e7, {"hen"}),
    ("4,300¹ hens", 4300.0, {"hen"}), ("34[5] metres", 34.0, {"metr"}), ("10<sup>7</sup> litres", 1e7, {"litr"}),
    ("10⁶ bees", 1e6, {"bee"}), ("45 m²", 45.0, {"m2"}),
    ("2,5 M€", 2.5e6, {"euro"}), ("300 k€", 3e5, {"euro"}), ("5 m high", 5.0, {"m", "high"}),
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


@pytest.mark.parametrize("language", languages())
def test_every_language_counts_to_ten_and_knows_a_million(language: str) -> None:
    assert set(range(11)) <= set(number_words(language).values())
    assert 10**6 in scales(language).values()


def test_without_a_language_the_scales_of_all_count() -> None:
    assert scales(None)["milyar"] == scales(None)["billion"] == 10**9


def test_an_unknown_language_has_no_number_words() -> None:
    assert number_words("xx") == {}


def test_a_time_of_day_is_no_number() -> None:
    assert english_value("12:30") is None


@pytest.mark.parametrize(("sentence", "found"), [
    ("They sold $4.2 million books.", ["$4.2 million books"]),
    ("Twenty-one countries sent 35,000-strong forces.", ["Twenty-one countries"]),
    ("Between 20–30 planes a day.", ["20–30 planes"]),
    ("It cost 3 M€ in all.", ["3 M€"]),
    ("It sold 56[^2] million casks.", ["56[^2] million casks"]),
])  # fmt: skip
def test_numbers_are_found_with_what_they_count(sentence: str, found: list[str]) -> None:
    assert [span.of(sentence) for span in find_numbers(sentence)] == found
