"""Numbers that a draft gives roughly: "about 250", "more than 200", "nearly 300"."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from rag.language.parsing import Reading
from rag.language.quantities import Number, numbers, same_unit

_ABOUT: Final = re.compile(r"\b(?:about|around|roughly|approximately|some|circa|an estimated)[ \xa0]+$", re.IGNORECASE)
_MORE: Final = re.compile(r"\b(?:more than|over|above|at least|upwards of|exceeding|beyond)[ \xa0]+$", re.IGNORECASE)
_LESS: Final = re.compile(
    r"\b(?:less than|fewer than|under|below|up to|at most|no more than|almost|nearly|close to)[ \xa0]+$", re.IGNORECASE
)
_NEAR: Final = Decimal("0.05")
"""How far, as a share, a number may be from one that is given as "about"."""
_FAR: Final = Decimal("0.25")
"""The same for "more than" and "nearly": "more than 200" isn't said of 900."""


def borne_out_roughly(claim: Reading, sources: Iterable[Reading]) -> bool:
    """Return True if each number that a claim gives roughly, and no source has, is near one that a source has."""
    known = [number for source in sources for number in numbers(source)]
    missing = [number for number in numbers(claim) if not any(number.value == each.value for each in known)]
    return bool(missing) and all(any(_near(claim, number, each) for each in known) for number in missing)


def _near(claim: Reading, number: Number, found: Number) -> bool:
    before = claim.text[: number.start].rstrip("$€£₺¥")
    if not same_unit(number, found) or not number.value:
        return False
    far = (found.value - number.value) / number.value
    if _ABOUT.search(before):
        return abs(far) <= _NEAR
    if _MORE.search(before):
        return 0 <= far <= _FAR
    return bool(_LESS.search(before)) and -_FAR <= far <= 0
