"""Numbers that follow from those of an article: a sum, a percentage, six in ten, the double of what each has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from index.records import Span
from rag.language.parsing import Reading
from rag.language.quantities import Number, numbers

_TOGETHER: Final = re.compile(
    r"\b(?:together|total|totals|combined|altogether|in all|sum|overall|jointly|both)\b", re.IGNORECASE
)
_IN: Final = re.compile(r"\s*(?:in|out of|of every|of)\s*$", re.IGNORECASE)
_MOST: Final = 12
"""Numbers of an article that are put together by twos."""
_FRACTIONS: Final[Mapping[str, Decimal]] = {
    "half": Decimal(50), "third": Decimal("33.3"), "quarter": Decimal(25), "fifth": Decimal(20),
    "sixth": Decimal("16.7"), "eighth": Decimal("12.5"), "tenth": Decimal(10),
    "twentieth": Decimal(5), "two thirds": Decimal("66.7"),
    "three quarters": Decimal(75), "two fifths": Decimal(40), "three fifths": Decimal(60), "four fifths": Decimal(80),
}  # fmt: skip
"""Parts in words, as percentages."""
_FRACTION: Final = re.compile(
    rf"\b(?:an?|one|the)?[ -]?\b({'|'.join(sorted(_FRACTIONS, key=len, reverse=True)).replace(' ', '[ -]')})\b"
)
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


def as_a_part(claim: Reading, number: Number, readings: Iterable[Reading]) -> bool:
    """Return True if a percentage of a claim is told as a part, "a fifth", or a part of it as a percentage."""
    if number.unit == "%":
        return any(abs(part - number.value) < 1 for reading in readings for part in _parts(reading.text))
    told = [_FRACTIONS[_plain(m[1])] for m in _FRACTION.finditer(claim.text) if m.start() <= number.start < m.end()]
    return any(
        abs(part - each.value) < 1
        for part in told
        for reading in readings
        for each in numbers(reading)
        if each.unit == "%"
    )


def other_part(claim: str, source: str) -> tuple[str, Span] | None:
    """Return a part that a claim tells and the other one that a sentence tells instead: "about half", "about a third".

    Nothing where the sentence has the part, too, or no part or percentage at all, or the claim several.
    """
    mine, theirs = list(_FRACTION.finditer(claim)), list(_FRACTION.finditer(source))
    if len(mine) != 1 or len(theirs) != 1 or "%" in source or "per cent" in source or "percent" in source:
        return None
    ours, other = (_FRACTIONS[_plain(found[0][1])] for found in (mine, theirs))
    return None if ours == other else (mine[0].group().strip(), Span(*theirs[0].span()))


def _parts(text: str) -> Iterator[Decimal]:
    yield from (_FRACTIONS[_plain(match[1])] for match in _FRACTION.finditer(text))


def _plain(words: str) -> str:
    return words.replace("-", " ")


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
