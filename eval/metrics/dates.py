"""Dates as texts write them, whole or in part, in the languages that have a stemmer."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from index.language.analysis import LANGUAGES, fold
from index.language.calendar import MONTHS

_ORDINAL: Final = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_OF: Final = r"(?:of |de |del |d['’])?"
_NAME: Final = r"(?P<month>[^\W\d_]{3,14})\.?"
_YEAR: Final = r"(?P<year>[12]\d{3})(?!\d)"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s-]+(?:the )?{_OF}{_NAME}(?:,?[\s-]+{_OF}{_YEAR})?",
        rf"(?<!\w){_NAME}\s+(?:the )?(?P<day>\d{{1,2}})(?!\d|[.,:]\d){_ORDINAL}(?:,?\s+{_YEAR})?",
        rf"(?<!\w){_NAME},?[\s-]+{_OF}{_YEAR}",
    )
)
_ISO: Final = re.compile(r"(?<!\d)([12]\d{3})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?!\d)")
_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2([12]\d{3})(?!\d)")
_YEAR_ALONE: Final = re.compile(r"(?<![\d.,])[12]\d{3}(?!\d|[.,]\d)")


class When(NamedTuple):
    """A date, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def states(self, wanted: "When") -> bool:
        """Return True if this date says all that `wanted` says; it may say more.

        >>> When(2015, 10, 25).states(When(2015, 10)), When(2015).states(When(2015, 10))
        (True, False)
        """
        return all(part is None or part == mine for part, mine in zip(wanted, self, strict=True))


def read_iso(date: str) -> When:
    """Return the date that `2015-10-25`, `2015-10` or `2015` says."""
    return When(*(int(part) for part in date.split("-")))


def find_dates(text: str) -> Iterator[When]:
    """Yield every date in a text, also in part (`October 25`, `2015`); `03/04/2017` is yielded in both readings."""
    folded = fold(text)
    for match in _ISO.finditer(folded):
        yield from _valid(int(match[1]), int(match[3]), int(match[4]) if match[4] else None)
    for match in _NUMERIC.finditer(folded):
        yield from _valid(int(match[4]), int(match[3]), int(match[1]))
        yield from _valid(int(match[4]), int(match[1]), int(match[3]))
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            yield from _named(match.groupdict())
    for match in _YEAR_ALONE.finditer(folded):
        yield When(int(match.group()))


def read_date(words: str) -> When | None:
    """Return the date that some words are, with nothing beside it: `Oct. 25, 2015`, `March 10`; else nothing."""
    folded = fold(words.strip())
    for pattern in _PATTERNS:
        match = pattern.fullmatch(folded)
        if match:
            return next(_named(match.groupdict()), None)
    match = _ISO.fullmatch(folded)
    return next(_valid(int(match[1]), int(match[3]), int(match[4]) if match[4] else None), None) if match else None


def _named(parts: dict[str, str | None]) -> Iterator[When]:
    month = month_names().get(parts["month"] or "")
    year, day = parts.get("year"), parts.get("day")
    if month:
        yield from _valid(int(year) if year else None, month, int(day) if day else None)


def _valid(year: int | None, month: int, day: int | None) -> Iterator[When]:
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        yield When(year, month, day)


@cache
def month_names() -> dict[str, int]:
    """Return the number of each month by its folded names; where languages differ, English wins."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        try:
            data = importlib.import_module(f"dateparser.data.date_translation_data.{language}").info
        except ModuleNotFoundError:  # Norwegian has two
            continue
        for number, month in enumerate(MONTHS, start=1):
            for name in data.get(month, ()):
                names.setdefault(fold(name).rstrip("."), number)
    return names
