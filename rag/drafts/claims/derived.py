"""Numbers that follow from those of an article: a sum, a percentage, six in ten, the double of what each has."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from rag.language.parsing import Reading
from rag.language.quantities import Number, numbers

_TOGETHER: Final = re.compile(
    r"\b(?:together|total|totals|combined|altogether|in all|sum|overall|jointly|both)\b", re.IGNORECASE
)
_IN: Final = re.compile(r"\s*(?:in|out of|of every|of)\s*$", re.IGNORECASE)
_MOST: Final = 12
"""Numbers of an article that are put together by twos."""
_TENTHS: Final = Decimal("0.05")
"""How far "six in ten" may be from the exact share."""


def derived(claim: Reading, number: Number, known: Sequence[Number]) -> bool:
    """Return True if a number of a claim follows from those of an article, or from others of the claim.

    Args:
        claim: the claim.
        number: one of its numbers.
        known: the numbers of the article near what it says.
    """
    own = [each for each in numbers(claim) if each is not number]
    counted = (each for each in (*known, *own) if each.value and not each.ordinal and each.unit != "%")
    values = list(dict.fromkeys(each.value for each in counted))[:_MOST]
    ratio = _ratio(claim, number, own)
    if ratio is not None:
        return any(abs(share - ratio) <= _TENTHS for share in _shares(values))
    if number.unit == "%":
        step = Decimal(1).scaleb(int(number.value.as_tuple().exponent))  # 39 % is rounded to a whole one, 39.2 % is not
        return any(abs(100 * share - number.value) <= step / 2 for share in _shares(values))
    if _TOGETHER.search(claim.text):
        pairs = list(combinations(values, 2))
        small = [value for value in values if value in {2, 3, 4}]
        return any(one + other == number.value for one, other in pairs) or any(
            count * value == number.value for count in small or [Decimal(2)] for value in values if value != count
        )
    return False


def _shares(values: Iterable[Decimal]) -> Iterator[Decimal]:
    """Yield what share each number is of each larger one, and of the sum of both."""
    for one, other in combinations(sorted(values), 2):
        yield one / other
        yield one / (one + other)
        yield other / (one + other)


def _ratio(claim: Reading, number: Number, own: Iterable[Number]) -> Decimal | None:
    """Return the share that "six in ten" gives, of which a number is a part; nothing where it is no such part."""
    for other in own:
        first, second = sorted((number, other), key=lambda each: each.start)
        if second.value > first.value and _IN.fullmatch(claim.text[first.end : second.start]):
            return first.value / second.value
    return None
