"""Dates as English texts write them, whole or in part; months are those of `index.language.calendar`.

`read_date` reads words that are a date, `find_dates` finds the words of a sentence that tell a time, and `days` takes
the dates of a sentence apart, to be compared with another's. `rag.citations.relative_dates` reads "last December".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from index.language.calendar import AMBIGUOUS_MONTHS, LIKE_A_MONTH, MONTH, WEEKDAY, month_numbers, weekday_numbers
from index.records import Span
from rag.language.parsing import Reading

YearMonthDay = tuple[int | None, int | None, int | None]
"""A date, as far as it is given."""
_A_MONTH: Final = re.compile(rf"\b{MONTH}\b", re.IGNORECASE)
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR: Final = re.compile(r"\b(1\d{3}|20\d{2})\b")
_DAY: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_SPAN_OF_YEARS: Final = re.compile(r"century|\b\d{4}s\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def read_date(text: str) -> YearMonthDay:
    """Return the year, month and day that some words give; a decade, a century and a relative date give none."""
    iso = _ISO.search(text)
    if iso:
        return int(iso.group(1)), int(iso.group(2)), int(iso.group(3))
    if _SPAN_OF_YEARS.search(text):
        return None, None, None
    year, month = _YEAR.search(text), _A_MONTH.search(text)
    day = _DAY.search(text) if month else None
    return (
        int(year.group()) if year else None,
        _MONTHS[month.group().lower()] if month else None,
        int(day.group(1)) if day else None,
    )


_LIKE_A_MONTH: Final = re.compile(rf"\b{LIKE_A_MONTH}\b", re.IGNORECASE)


def published_day(published: str | None) -> date | None:
    """Return the day on which an article was published, where its date tells the day."""
    try:
        return date.fromisoformat(published or "")
    except ValueError:
        return None


def is_like_a_month(text: str) -> bool:
    """Return True if a word of a text begins as a month does, be it one or not: "Mar.", "Octobers", but also "Marta".

    What counts as an answer to "who" and "where" was measured with this loose test: with the strict one other names
    are chosen, some of them better.
    """
    return _LIKE_A_MONTH.search(text) is not None


_FOUR_DIGITS: Final = r"(?:1\d{3}|20\d{2})"
_TIME_WORDS: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\.?(?:,?\s+{_FOUR_DIGITS})?"  # 15 July 2016
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_FOUR_DIGITS})?"  # July 15, 2016
    rf"|{MONTH}\.?,?\s+(?:of\s+)?{_FOUR_DIGITS}"  # July 2016
    rf"|{_FOUR_DIGITS}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]{_FOUR_DIGITS}"
    # A year, a decade or a range of years, perhaps with its season: "early 2016", "1914–18", "the 1930s".
    r"|(?:(?:spring|summer|autumn|fall|winter|early|mid|late)[\s-]+(?:of\s+|in\s+)?)?"
    rf"{_FOUR_DIGITS}(?:s|\s?[–-]\s?\d{{2,4}})?"
    rf"|(?:last|this|next)\s+(?:week|month|year|{MONTH}\.?|{WEEKDAY})"
    rf"|(?:in|since|until|every)\s+{MONTH}\.?(?!,?\s+(?:of\s+)?\d)"
    rf"|(?:on\s+){WEEKDAY}|yesterday|today"
    r"|\d{1,2}(?:st|nd|rd|th)[\s-]century|\d{1,2}:\d{2})\b",
    re.IGNORECASE,
)


def find_dates(sentence: str) -> Iterator[Span]:
    """Yield the ranges of words that tell a time: dates, years, decades, "last week", "in May", "12:30"."""
    yield from (Span(*match.span()) for match in _TIME_WORDS.finditer(sentence))


_ASIDE: Final = re.compile(
    r",? (?:who|which|whose)\b[^,;]*|\b(?:since|than|after|before|until|from) (?:\w+ ){0,3}\d{4}\b"
)
"""What tells of another time beside the one that a sentence is about: "which surveyed it in 2014", "since 2012"."""


def years_of(sentence: str) -> set[int]:
    """Return the years that a sentence is about, without those that it names aside."""
    return years_in(_ASIDE.sub(" ", sentence))


def years_in(text: str) -> set[int]:
    """Return all the years that a text names."""
    return {year for year, _, _ in (read_date(span.of(text)) for span in find_dates(text)) if year}


# A date that needs no other to be read: with a month and a day or a year, or a year alone.
_NAMED_DATE: Final = re.compile(
    rf"\b(?:(?:\d{{1,2}} )?{MONTH}\.?[ \xa0]\d{{1,2}}(?:,? \d{{4}})?"
    rf"|\d{{1,2}} {MONTH}\.?(?: \d{{4}})?|{MONTH}\.? \d{{4}}"
    r"|(?:1[5-9]|20)\d\d)\b(?![-–]\d)"
)


def find_named_dates(text: str) -> Iterator[Span]:
    """Yield the ranges of dates that a text names, capitalised: "July 15, 2016", "15 July", "2016"; no "last week"."""
    yield from (Span(*match.span()) for match in _NAMED_DATE.finditer(text))


_MONTHS: Final = month_numbers("en")
_DAYS: Final = weekday_numbers("en", short=False)
# Each way to write a date has its own groups: ISO; 15.7.2016; 15 July 2016; July 15, 2016 (not "July 15%"); July 2016;
# July; 2016 (not part of a sum).
_DATED: Final = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)|(?P<dotted>\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)"
    r"|(?P<day1>\b\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>" + MONTH + r")\b\.?(?:,?\s+(?P<year1>\d{4}))?"
    r"|\b(?P<month2>" + MONTH + r")\b\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[:%.]\d)(?:,?\s+(?P<year2>\d{4}))?"
    r"|\b(?P<month3>" + MONTH + r")\b\.?,?\s+(?:of\s+)?(?P<year3>\d{4})\b"
    r"|\b(?P<month4>" + MONTH + r")\b"
    r"|(?<![\d.,$€£-])(?P<year5>1[0-9]\d{2}|20\d{2})s?\b(?![.,]\d|\s*%)"
)
_OF_TIME: Final = re.compile(r"\b(?:in|since|until|by|last|this|next|every|early|late|mid|of|during)[\s-]+$", re.I)


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a sentence, as far as it is told."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    """Monday is 0."""
    start: int
    end: int
    clause: int
    words: str


@lru_cache(maxsize=8192)
def days(reading: Reading) -> tuple[Day, ...]:
    """Return the dates of a sentence, in order."""
    return tuple(sorted(_days(reading), key=lambda found: found.start))


def _days(reading: Reading) -> Iterator[Day]:
    text = reading.text
    for match in _DATED.finditer(text):
        found = _day_of(match, text)
        if found is not None:
            yield Day(*found, None, match.start(), match.end(), _clause_at(reading, match.start()), match.group())
    for token in reading.tokens:
        weekday = _DAYS.get(token.word)
        if weekday is not None and token.capital:
            yield Day(None, None, None, weekday, token.start, token.end, token.clause, token.raw)


def _day_of(match: re.Match[str], text: str) -> tuple[int | None, int | None, int | None] | None:
    """Return year, month and day of a match, or nothing when its words are no date."""
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return year, month, day
    if match["dotted"]:
        day, month, year = (int(part) for part in re.split(r"[./]", match["dotted"]))
        return (year, month, day) if month <= 12 else (year, day, month)
    if match["year5"]:
        return int(match["year5"]), None, None
    name = next(filter(None, (match[f"month{number}"] for number in range(1, 5)))).lower()
    number = _MONTHS[name]
    if match["month4"] and name in AMBIGUOUS_MONTHS and not _OF_TIME.search(text[: match.start()]):
        return None
    written = next(filter(None, (match["day1"], match["day2"])), None)
    year_written = next(filter(None, (match["year1"], match["year2"], match["year3"])), None)
    return int(year_written) if year_written else None, number, int(written) if written else None


def same_day(claimed: Day, found: Day, published: str | None) -> bool:
    """Return True if a date of a source bears a claimed one out.

    The source may tell more (July 12, 2019, for July) or leave the year to the day it was published: "in December", in
    an article of March 2017, is December 2016.
    """
    if claimed.weekday is not None:
        return claimed.weekday in {found.weekday, _weekday(found, published)}
    year = found.year or _year_meant(found.month, published)
    if claimed.year is not None and claimed.year != (year if found.month or found.year else None):
        return False
    if claimed.month is not None and claimed.month != found.month:
        return False
    return claimed.day is None or claimed.day == found.day


def _year_meant(month: int | None, published: str | None) -> int | None:
    """Return the year of a month without one: the last such month before the article."""
    if not published or len(published) < 7 or month is None:
        return None
    year, of = int(published[:4]), int(published[5:7])
    return year if month <= of else year - 1


def _weekday(found: Day, published: str | None) -> int | None:
    year = found.year or _year_meant(found.month, published)
    if year is None or found.month is None or found.day is None:
        return None
    try:
        return date(year, found.month, found.day).weekday()
    except ValueError:
        return None


def _clause_at(reading: Reading, start: int) -> int:
    return next((token.clause for token in reading.tokens if token.end > start), 0)
