"""Numbers as texts write them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.matching import states
from eval.metrics.numbers import find_numbers
from eval.records import Number


def number(value: str, unit: str | None = None) -> Number:
    return Number(Decimal(value), unit)


def test_every_number_of_a_text_is_found_once_in_each_reading() -> None:
    found = [sorted(map(str, each.values)) for each in find_numbers("1.000 of twenty-one, 7 million")]
    assert found == [["1.000", "1000"], ["7000000"], ["21"], ["1000000"]]


@given(st.integers(0, 10**9), st.sampled_from([",", "\u00a0", ""]))
def test_a_number_is_found_however_its_digits_are_grouped(value: int, separator: str) -> None:
    assert states(f"There were {value:,} men.".replace(",", separator), number(str(value), "men"))
