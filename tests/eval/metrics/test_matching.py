"""Does a text state a fact?"""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.dates import When, find_dates, month_names, read_date
from eval.metrics.matching import in_words, plain, stated_facts, states, token_f1
from eval.metrics.numbers import find_numbers
from eval.records import Alternative, Date, Number


def number(value: str, unit: str | None = None) -> Number:
    return Number(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was **Recep Tayyip Erdoğan** [1] who spoke.", "Erdogan"),
        ("They met FETHULLAH GULEN.", "Fethullah Gülen"),
        ("the final\u00a0stages\nof a deal", "final stages"),
        ("the S-400s arrived", "S-400"),
        ("the S400 arrived", "S-400"),
        ("U.S. troops", "US"),
        ("a convention", "The convention"),
        ("He had **1,000** men. [1]", "1000"),
        ("It cost 5.6 billion euros", "5.6"),
        ("It cost $5.6 billion", "5.6 billion dollars"),
        ("It cost 1,5 million", "1.5 million"),
        ("two hundred and five thousand men", number("205000")),
        ("thirty men", "30"),
        ("10 000 people", number("10000", "people")),
        ("in 2015 300 came", "300"),
        ("17 of those long seconds", number("17", "second")),
        ("for seventeen seconds", number("17", "seconds")),
        ("sixty-three years", "63 years"),
        ("a fall of 30 percent", "30%"),
        ("a fall of 30 per cent", "30 %"),
    ],
)
def test_a_fact_is_found_in_another_spelling(text: str, wanted: Alternative) -> None:
    assert states(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1,308 men", "308"),
        ("11.5 metres", "1.5"),
        ("Turkey", "Turk"),
        ("3 million", number("3")),
        ("17 men, and it was only much later that seconds counted", number("17", "seconds")),
        ("", "anything"),
        ("anything", "…"),
    ],
)
def test_what_only_looks_alike_is_no_fact(text: str, wanted: Alternative) -> None:
    assert not states(text, wanted)


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


def test_every_number_of_a_text_is_found_once_in_each_reading() -> None:
    found = [sorted(map(str, each.values)) for each in find_numbers("1.000 of twenty-one, 7 million")]
    assert found == [["1.000", "1000"], ["7000000"], ["21"], ["1000000"]]


def test_facts_are_told_apart() -> None:
    facts = (("Iran", "Persia"), ("Israel",), (number("3"),))
    assert stated_facts("Israel and Persia", facts) == (True, True, False)
    assert in_words(facts[0]) == "“Iran” or “Persia”"
    assert in_words((number("17", "seconds"), Date("2015-10"))) == "“17 seconds” or “2015-10”"


def test_markers_and_bold_are_no_part_of_an_answer() -> None:
    assert plain("It was **1,000** men. [1] [12]") == "It was 1,000 men."


def test_token_f1_is_that_of_squad() -> None:
    # Said: cat sat on mat. Gold: cat mat. Two shared of 4 and 2: F1 = 2 * 2 / 6.
    assert token_f1("The cat sat on a mat. [1]", (("the cat",), ("a dog", "mat"))) == pytest.approx(2 / 3)
    assert token_f1("Nothing", (("cat",),)) == 0
    assert token_f1("Nothing", ()) is None


@given(st.integers(0, 10**9), st.sampled_from([",", "\u00a0", ""]))
def test_a_number_is_found_however_its_digits_are_grouped(value: int, separator: str) -> None:
    assert states(f"There were {value:,} men.".replace(",", separator), number(str(value), "men"))


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)))
def test_any_date_is_found(date: datetime.date) -> None:
    assert states(f"On {date.day} {date:%B} {date.year} it ended.", Date(date.isoformat()))


@given(st.text(), st.text())
def test_no_text_is_too_odd(text: str, wanted: str) -> None:
    states(text, wanted)
