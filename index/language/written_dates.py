"""Read dates as they are written in many languages, with or without a year, a weekday, a time of day."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from index.language.calendar import month_numbers, weekday_numbers
from index.records import Span

YEARS: Final = range(1600, 2101)
"""Newspapers begin in the 17th century."""
CLIP: Final = 400
"""Characters of a line that are searched for dates."""
_LEAP_YEAR: Final = 2000
_LANGUAGES: Final = (
    *("en", "en_AU", "de", "de_AT", "fr", "es", "it", "pt", "nl", "tr", "ru", "sv", "da", "nb", "fi", "pl"),
    *("ar", "ar_IQ", "ar_DZ", "ar_MA"),  # the months have other names from Iraq to Syria, in Algeria, in Morocco
)
"""Languages whose dates are read, with the countries that have names of their own for months."""
_TIME: Final = re.compile(
    r"(?:[\s,|·•–—-]|\b(?:at|um|a\s+las|a|alle|as|om|saat|v|в|kl)\b)*"
    r"(?:t(?=\d)|\b)(?:\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?|\d{1,2}(?=\s?[ap]\.?m\b))(?![\d.]*\d)"
    r"\s*(?:[ap]\.?m\b\.?|uhr\b|h(?:rs?)?\b)?\s*"
    r"(?P<zone>z\b|[+-]\d{2}:?\d{2}|\(?(?:gmt|utc|[ecmpw][sde]{0,2}t|bst|ist|msk|trt|aest|jst|hkt)\b(?:[+-]\d{1,2})?\)?)?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is written."""

    day: int
    month: int
    year: int | None
    span: Span
    """The words of it, weekday and time of day included."""
    weekdays: frozenset[int] = frozenset()
    """The weekdays that its word may mean, Monday as 0; empty when none is written."""
    order: str = "year"
    """`day` or `month`, whichever stands first; `either` for numbers that can be read both ways; else `year`."""
    zone: str = ""
    """The time zone written behind the time of day."""

    @property
    def iso(self) -> str | None:
        """The date as `2017-03-12`; nothing while its year or order isn't known."""
        if self.year is None or self.order == "either" or self.year not in YEARS:
            return None
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> "Day | None":
        """Return the same day in a year, unless that has no such day or it falls on another weekday."""
        return replace(self, year=year) if _fits(year, self.month, self.day, self.weekdays) else None

    def read_as(self, order: str) -> "Day":
        """Return numbers that can be read both ways, read with the day or the month first."""
        if self.order != "either":
            return self
        swapped = order == "month"
        day, month = (self.month, self.day) if swapped else (self.day, self.month)
        return replace(self, day=day, month=month, order=order)


def fold(words: str) -> str:
    """Return `words` in small letters without accents, each character in its place."""
    return words.lower() if words.isascii() else "".join(map(_fold_character, words))


@cache
def _fold_character(character: str) -> str:
    if character == "ı":
        return "i"
    return unicodedata.normalize("NFKD", character.lower())[:1] or character


def find_days(words: str) -> Iterator[Day]:
    """Yield the dates in `words`, in order, not overlapping; a day without a year must have a weekday."""
    folded = fold(words[:CLIP])
    for match in _pattern().finditer(folded):
        found = _read(match)
        if found is None:
            continue
        whole = _widen(found, folded)
        if whole.year is not None or whole.weekdays:
            yield whole


def _read(match: re.Match[str]) -> Day | None:
    got = {name.rstrip("123456"): value for name, value in match.groupdict().items() if value is not None}
    span = Span(match.start(), match.end())
    if "a" in got:
        read = _read_numbers(int(got["a"]), int(got["b"]), _full_year(got["y"]), span)
        return read.read_as("day") if read and got["s"] == "." else read  # with dots the day stands first
    month = _months()[" ".join(got["m"].split())] if "m" in got else int(got["n"])
    year = int(got["y"]) if "y" in got else None
    order = "year" if "n" in got else "day" if match["d1"] else "month"
    return _checked(Day(int(got["d"]), month, year, span, order=order))


def _read_numbers(first: int, second: int, year: int, span: Span) -> Day | None:
    if first == second or second > 12:
        return _checked(Day(min(first, second) if first == second else second, first, year, span, order="month"))
    if first > 12:
        return _checked(Day(first, second, year, span, order="day"))
    return _checked(Day(first, second, year, span, order="either"))


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written) if int(written) < 50 else 1900 + int(written)


def _checked(day: Day) -> Day | None:
    known = day.year is None or day.year in YEARS
    return day if known and _fits(day.year or _LEAP_YEAR, day.month, day.day, frozenset()) else None


def _fits(year: int, month: int, day: int, weekdays: frozenset[int]) -> bool:
    try:
        weekday = date(year, month, day).weekday()
    except ValueError:
        return False
    return not weekdays or weekday in weekdays


def _widen(day: Day, folded: str) -> Day:
    """Take in the weekday before or behind and the time of day; a weekday may settle which number is the month."""
    start, end = day.span.start, day.span.end
    weekdays: frozenset[int] = frozenset()
    before = _WEEKDAY_BEFORE.search(folded, max(0, start - 40), start)
    if before and (named := _weekdays().get(before["word"])):
        weekdays, start = named, before.start("word")
    after = _WEEKDAY_AFTER.match(folded, end)
    if not weekdays and after and len(after["word"]) > 3 and (named := _weekdays().get(after["word"])):
        weekdays, end = named, after.end()
    time = _TIME.match(folded, end)
    zone = time["zone"] or "" if time else ""
    whole = replace(day, span=Span(start, time.end() if time else end), weekdays=weekdays, zone=zone.strip("() "))
    if whole.order == "either" and whole.year:
        fitting = [
            read for order in ("day", "month") if (read := whole.read_as(order)).in_year(whole.year) and weekdays
        ]
        whole = fitting[0] if len(fitting) == 1 else whole
    elif whole.order == "either":
        whole = replace(whole, weekdays=frozenset())
    return whole


_WEEKDAY_BEFORE: Final = re.compile(
    r"(?<!\w)(?P<word>[^\W\d_]{2,14})(?:-feira)?\.?,?\s*(?:\b(?:the|den|le|el|il|dem|of|,)\s*)?$"
)
_WEEKDAY_AFTER: Final = re.compile(r"[\s,(]{1,3}(?P<word>[^\W\d_]{2,14})\)?(?!\w)")


@cache
def _months() -> dict[str, int]:
    return {fold(name): number for language in _LANGUAGES for name, number in month_numbers(language).items()}


@cache
def _weekdays() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for language in _LANGUAGES:
        for name, number in weekday_numbers(language).items():
            word = fold(name).partition("-")[0]  # quarta-feira
            found[word] = found.get(word, frozenset()) | {number}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_months(), key=len, reverse=True)
    month = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    ordinal = r"(?:st|nd|rd|th|er|re|o|a|°|\.|\)|-?(?:го|ое))?"
    forms = (
        # 2017-03-12, 2017/3/12, 2017.03.12, 2017年3月12日
        r"(?<![\w/.-])(?P<y1>\d{4})(?P<s1>[-/.])(?P<n1>\d{1,2})(?P=s1)(?P<d4>\d{1,2})(?![\d/-]|\.\d)",
        r"(?P<y2>\d{4})年(?P<n2>\d{1,2})月(?P<d5>\d{1,2})日",
        # 12.03.2017, 12/3/2017, 12-03-2017, 12.03.17
        r"(?<![\w/.:-])(?P<a1>\d{1,2})\s?(?P<s2>[-/.])\s?(?P<b1>\d{1,2})\s?(?P=s2)\s?(?P<y3>\d{4})(?![\d/-]|\.\d)",
        r"(?<![\w/.:-])(?P<a2>\d{2})(?P<s3>[/.])(?P<b2>\d{2})(?P=s3)(?P<y4>\d{2})(?![\w/-]|\.\d)",
        # 12 March 2017, 12. März 2017, 12 de marzo de 2017, 1er mars, 12 مارس 2017
        rf"(?<![\w/.:-])(?P<d1>\d{{1,2}}){ordinal}(?:\s*-?\s*)(?:(?:de|of|d['’])\s*)?(?P<m1>{month})(?![^\W\d_])\.?"
        rf"(?:[\s,-]{{0,3}}(?:(?:de|del|of)\s+)?(?P<y5>\d{{4}})(?!\d)(?:\s?(?:г\b\.?|года))?)?",
        # March 12, 2017; Mar. 12th 2017
        rf"(?<!\w)(?P<m2>{month})\.?\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?![\d:]){ordinal}"
        rf"(?:,?\s+(?:de\s+|of\s+)?(?P<y6>\d{{4}})(?!\d))?",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))
