"""Numbers that a draft gives roughly, or in another unit of time: "about 250", "nearly 300", "24 months"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from rag.language.parsing import Reading
from rag.language.quantities import Number

_ABOUT: Final = re.compile(
    r"\b(?:about|around|roughly|approximately|some|circa|an estimated|or so|in the region of|more or less)[ \xa0]+$",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"\b(?:more than|over|above|at least|upwards of|exceeding|beyond|well over|in excess of|north of"
    r"|no fewer than|no less than)[ \xa0]+$",
    re.IGNORECASE,
)
_LESS: Final = re.compile(r"\b(?:less than|fewer than|under|below|up to|at most|no more than)[ \xa0]+$", re.IGNORECASE)
_NEARLY: Final = re.compile(
    r"\b(?:almost|nearly|close to|not quite|just under|just over|a little under|a little over|shy of)[ \xa0]+$",
    re.IGNORECASE,
)
ROUGHLY: Final = frozenset(
    re.findall(r"\w+", "about around roughly approximately almost nearly close circa estimated exceeding upwards least")
)
"""Words that only tell how a number is meant."""
_NEAR: Final = Decimal("0.05")
"""How far, as a share, a number may be from one that is given as "about"."""
_ROUNDED: Final = Decimal("0.1")
"""The same where it is that one rounded."""
_FAR: Final = Decimal("0.25")
"""The same for "more than" and "less than": "more than 200" isn't said of 900."""
_CLOSE: Final = Decimal("0.1")
"""The same for "nearly" and "just over"."""
_MONTHS: Final[Mapping[str, int]] = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_MINUTES: Final[Mapping[str, int]] = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080}
"""Units of time, each in another; how many days a month has nobody knows."""


def near_enough(claim: Reading, number: Number, found: Number) -> bool:
    """Return True if a number that a claim gives roughly, or in another unit of time, is near one of an article."""
    values = _comparable(number, found)
    if values is None or not values[0]:
        return False
    ours, theirs = values
    before = claim.text[: number.start].rstrip("$€£₺¥")
    far = (theirs - ours) / ours
    if _ABOUT.search(before):
        return abs(far) <= _NEAR or (abs(far) <= _ROUNDED and _rounds_to(theirs, ours))
    if _NEARLY.search(before):
        above = before.rstrip().lower().endswith("over")
        return 0 <= far <= _CLOSE if above else -_CLOSE <= far <= 0
    if _MORE.search(before):
        return 0 <= far <= _FAR
    if _LESS.search(before):
        return -_FAR <= far <= 0
    return not far and number.unit != found.unit


def is_rough(reading: Reading, number: Number) -> bool:
    """Return True if a number is given roughly where it stands: "nearly 700"."""
    before = reading.text[: number.start].rstrip("$€£₺¥")
    return any(pattern.search(before) for pattern in (_ABOUT, _MORE, _LESS, _NEARLY))


def is_time(number: Number) -> bool:
    """Return True if a number counts a unit of time."""
    return number.unit in _MONTHS or number.unit in _MINUTES


def same_kind(ours: Number, theirs: Number) -> bool:
    """Return True if two numbers measure the same, perhaps in two units of time."""
    return _comparable(ours, theirs) is not None


def _comparable(ours: Number, theirs: Number) -> tuple[Decimal, Decimal] | None:
    """Return two numbers in one unit; nothing where they measure different things."""
    if ours.ordinal != theirs.ordinal:
        return None
    if ours.unit == theirs.unit:
        return ours.value, theirs.value
    for units in (_MONTHS, _MINUTES):
        one, other = units.get(ours.unit or ""), units.get(theirs.unit or "")
        if one and other:
            return ours.value * one, theirs.value * other
    return None


def _rounds_to(exact: Decimal, rounded: Decimal) -> bool:
    """Return True if a number, rounded to as many figures as the other has, is the other."""
    figures = len(f"{rounded.normalize():f}".replace(".", "").strip("0"))
    step = Decimal(1).scaleb(exact.adjusted() - max(figures, 1) + 1)
    return (exact / step).to_integral_value() * step == rounded
