"""Does a text state a fact?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.matching import in_words, plain, stated_facts, states, token_f1
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


@given(st.text(), st.text())
def test_no_text_is_too_odd(text: str, wanted: str) -> None:
    states(text, wanted)
