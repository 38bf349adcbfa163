"""Read complete dates, and only those: a publication date that isn't sure is worse than none.

Patterns find the words, `dateparser` knows the month names of some 200 languages. It is only given day, month name and
four-digit year, for it makes dates of nearly everything else ("May" is a day of this year to it).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import dateparser

from index.records import Span

_YEARS: Final = range(1600, 2101)
"""Newspapers begin in the 17th century."""
_ORDINAL: Final = r"(?:st|nd|rd|th|er|re|º|ª|°|\.|\)|-?(?:го|ое))?"
_MONTH: Final = r"[^\W\d_]{3,14}\.?"
_DAY_FIRST: Final = (
    rf"(?<![\w/.-])\d{{1,2}}{_ORDINAL}[ \u00a0-](?:de |of |d['’])?{_MONTH}(?:,? (?:de |del )?|[\u00a0-])\d{{4}}(?!\d)"
)
_MONTH_FIRST: Final = rf"(?<!\w){_MONTH}[ \u00a0]\d{{1,2}}{_ORDINAL}(?:, ?|[ \u00a0])\d{{4}}(?!\d)"
_EASTERN: Final = r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
_NUMERIC: Final = r"(?<![\w/.-])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})(?![\d/-]|\.\d)"
_DATE: Final = re.compile("|".join((_NUMERIC, _EASTERN, _DAY_FIRST, _MONTH_FIRST)), re.IGNORECASE)
_STRICT: Final = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "DATE_ORDER": "DMY",
}
_FILE_DATE: Final = re.compile(r"(?<!\d)(\d{4})([-_/.]?)(\d{2})\2(\d{2})(?!\d)")
_CLIP: Final = 300


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A complete date and where it stands in the words that were searched."""

    iso: str
    span: Span


def find_date(words: str) -> FoundDate | None:
    """Return the first complete date in the first 300 characters of `words`.

    `03/04/2017` is none, for it may be March or April.
    """
    for match in _DATE.finditer(words[:_CLIP]):
        iso = _read(match.group())
        if iso:
            return FoundDate(iso, Span(match.start(), match.end()))
    return None


def date_in_name(file: str) -> str | None:
    """Return the date in a file's path, such as `2017/03/12/story.txt` or `20170312-story.txt`.

    Without separators only years from 1900 on count, for other numbers look the same.
    """
    for match in _FILE_DATE.finditer(file[-_CLIP:]):
        year, separator, month, day = match.groups()
        if separator or 1900 <= int(year) <= 2100:
            iso = _iso(int(year), int(month), int(day))
            if iso:
                return iso
    return None


@lru_cache(maxsize=512)
def _read(words: str) -> str | None:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if len(numbers) == 3:
        first, second, third = numbers
        if first > 31:
            return _iso(first, second, third)
        if first == second or max(first, second) > 12:
            return _iso(third, min(first, second), max(first, second))
        return None
    parsed = dateparser.parse(words, settings=_STRICT)
    # A month that doesn't exist in any language costs it some 20 ms, which is why answers are kept.
    if parsed is None or parsed.year not in numbers or parsed.day not in numbers:
        return None
    return _iso(parsed.year, parsed.month, parsed.day)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if year in _YEARS else None
