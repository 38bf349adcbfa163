"""Numbers and dates of a sentence, in a form that can be compared."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Final

from rag.language.lexicon import lines
from rag.language.parsing import Reading, Token

_SMALL: Final = {word: value for value, word in enumerate(lines("numbers"))} | {
    word: value for value, word in zip(range(30, 100, 10), lines("tens"), strict=True)
}
_ORDINALS: Final = {word: value for value, word in enumerate(lines("ordinals"), start=2)}
_TIMES: Final = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mln": 10**6,
    "bn": 10**9,
}  # fmt: skip
_ROUGH: Final = {"dozens": 24, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9}
"""Plurals that stand for a number, and the least it can be."""
_MONTHS: Final = {
    name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names)
    if name
} | {"sept": 9}  # fmt: skip
_DAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTH: Final = "|".join(sorted((name.capitalize() for name in _MONTHS), key=len, reverse=True))
_DATE: Final = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)|(?P<dotted>\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)"
    r"|(?P<day1>\b\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>" + _MONTH + r")\b\.?(?:,?\s+(?P<year1>\d{4}))?"
    r"|\b(?P<month2>" + _MONTH + r")\b\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[:%.]\d)(?:,?\s+(?P<year2>\d{4}))?"
    r"|\b(?P<month3>" + _MONTH + r")\b\.?,?\s+(?:of\s+)?(?P<year3>\d{4})\b"
    r"|\b(?P<month4>" + _MONTH + r")\b"
    r"|(?<![\d.,$€£-])(?P<year5>1[0-9]\d{2}|20\d{2})s?\b(?![.,]\d|\s*%)"
)
_AMBIGUOUS: Final = frozenset({"may", "march", "mar", "jan", "sun", "dec", "sat"})
"""Words that name a month only beside a number or behind a word of time."""
_OF_TIME: Final = re.compile(r"\b(?:in|since|until|by|last|this|next|every|early|late|mid|of|during)[\s-]+$", re.I)
_UNITS: Final = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "decade": "decade", "century": "century", "kilometre": "km", "kilometer": "km", "km": "km",
    "metre": "m", "meter": "m", "mile": "mile", "foot": "foot", "feet": "foot", "ton": "ton", "tonne": "ton",
    "kilogram": "kg", "kg": "kg", "percent": "%", "dollar": "$", "euro": "€", "pound": "£", "rouble": "rouble",
    "ruble": "rouble", "lira": "lira", "centimetre": "cm", "centimeter": "cm", "litre": "l", "liter": "l",
}  # fmt: skip
_RATES: Final = frozenset({"day", "week", "month", "year", "hour", "minute"})
_JOINT: Final = re.compile(r",? (?:and|or) ")
_ITEM: Final = 4
"""Words of the longest item of a list, but for the first, which has the whole sentence before it."""
_PAIR: Final = frozenset({"both", "pair", "couple", "twice", "twin", "two", "either"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence."""

    value: Decimal
    unit: str | None
    """What it measures, where that is a unit of measure or time."""
    per: str | None
    """The time in which: `day` of "20 planes a day"."""
    start: int
    end: int
    clause: int
    words: str
    rough: bool = False
    ordinal: bool = False
    """Whether it counts off, as in "the second"."""
    """Whether it is a plural such as "thousands", which stands for a range."""


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
    for match in _DATE.finditer(text):
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
    if match["month4"] and name in _AMBIGUOUS and not _OF_TIME.search(text[: match.start()]):
        return None
    written = next(filter(None, (match["day1"], match["day2"])), None)
    year_written = next(filter(None, (match["year1"], match["year2"], match["year3"])), None)
    return int(year_written) if year_written else None, number, int(written) if written else None


def same_day(claimed: Day, found: Day, published: str | None) -> bool:
    """Say whether a date of a source bears a claimed one out.

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


@lru_cache(maxsize=8192)
def numbers(reading: Reading) -> tuple[Number, ...]:
    """Return the numbers of a sentence that are no part of a date or of a designation, in order."""
    dated = [(day.start, day.end) for day in days(reading)]
    tokens = reading.tokens
    found: list[Number] = []
    position = 0
    while position < len(tokens):
        value, used, rough = _number_at(tokens, position)
        token = tokens[position]
        if value is None or any(start <= token.start < end for start, end in dated):
            position += max(1, used)
            continue
        last = tokens[position + used - 1]
        following = tokens[position + used : position + used + 4]
        unit = _unit(reading.text, last.end, following)
        words = reading.text[token.start : last.end]
        per = _rate(reading.text[last.end : last.end + 60])
        ordinal = token.word in _ORDINALS or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", token.word))
        found.append(Number(value, unit, per, token.start, last.end, token.clause, words, rough, ordinal))
        position += used
    return tuple(found)


def _number_at(tokens: tuple[Token, ...], position: int) -> tuple[Decimal | None, int, bool]:
    """Return the number that begins at a token, of how many tokens it is, and whether it is rough."""
    token = tokens[position]
    value = _value(token)
    if value is None:
        rough = _ROUGH.get(token.word)
        if rough is None:
            return None, 1, False
        tens = position > 1 and tokens[position - 1].word == "of" and tokens[position - 2].word in {"tens", "hundreds"}
        times = {"tens": 10, "hundreds": 100}[tokens[position - 2].word] if tens else 1
        return Decimal(rough * times), 1, True
    used = 1
    while position + used < len(tokens):
        following = tokens[position + used]
        if following.word in _TIMES:
            value *= _TIMES[following.word]
        elif used == 1 and token.word in _SMALL and 20 <= value < 100 and 0 < _SMALL.get(following.word, 0) < 10:
            value += _SMALL[following.word]
        else:
            break
        used += 1
    return value, used, False


def _value(token: Token) -> Decimal | None:
    if token.kind == "figure":
        plain = re.sub(r"(?:st|nd|rd|th)$", "", token.word)
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
            return Decimal(plain.replace(",", ""))
        if re.fullmatch(r"\d+\.\d+|\d+", plain):
            return Decimal(plain)
        return Decimal(plain.replace(",", ".")) if re.fullmatch(r"\d+,\d+", plain) else None
    if token.word in {"zero", "one"}:  # mostly a pronoun
        return None
    known = _SMALL.get(token.word) or _ORDINALS.get(token.word)
    return Decimal(known) if known else None


def _unit(text: str, end: int, following: tuple[Token, ...]) -> str | None:
    if re.match(r"\s?(?:%|per ?cent\b)", text[end:]):
        return "%"
    for token in following[:3]:
        unit = _UNITS.get(token.word) or _UNITS.get(token.word.removesuffix("s"))
        if unit:
            return unit
        if token.word not in {"more", "long", "full", "square", "cubic", "short"}:
            break
    return None


def _rate(after: str) -> str | None:
    match = re.search(r"\b(?:a|an|per|each|every)\s+(day|week|month|year|hour|minute)\b", after.split(",")[0])
    return match[1] if match else None


def same_number(claimed: Number, found: Number) -> bool:
    """Say whether a number of a source bears a claimed one out: value, unit and rate."""
    if claimed.unit and found.unit and claimed.unit != found.unit:
        return False
    if claimed.per and found.per and claimed.per != found.per:
        return False
    if claimed.ordinal != found.ordinal:
        return False
    if claimed.rough and not found.rough:
        return claimed.value <= found.value < claimed.value * 10
    return claimed.value == found.value


def same_unit(claimed: Number, found: Number) -> bool:
    """Say whether two numbers measure the same: three years are no slip for 90 countries."""
    return claimed.unit == found.unit


def follows_from(claimed: Number, dates: list[Day]) -> bool:
    """Say whether a number of years is the distance of two years of the source: "three years later, in 2009"."""
    years = {found.year for found in dates if found.year}
    return claimed.unit == "year" and any(abs(one - other) == claimed.value for one in years for other in years)


def means_pair(claimed: Number, words: frozenset[str]) -> bool:
    """Say whether a 2 is said in another way: "both", or for a second thing "the other"."""
    return claimed.value == 2 and bool(words & (_PAIR | {"other", "another"}))


def counts_own_list(claimed: Number, reading: Reading) -> bool:
    """Say whether a number counts what its own sentence lists: "three branches: civil, military, and judicial".

    A two counts names only ("Liu and Yao were two of ..."), since any "and" joins two things.
    """
    for joint in _JOINT.finditer(reading.text):
        items = reading.text[: joint.start()].split(", ")
        short = takewhile(lambda item: len(item.split()) <= _ITEM and claimed.words not in item, reversed(items[1:]))
        counted = 1 + len(list(short))
        counted += len(items[-counted].split()) > _ITEM or claimed.words not in items[-counted]
        names = items[-1].split()[-1:] + reading.text[joint.end() :].split()[:1]
        if counted == claimed.value and (counted > 2 or all(name[0].isupper() for name in names)):
            return True
    return False


def _clause_at(reading: Reading, start: int) -> int:
    return next((token.clause for token in reading.tokens if token.end > start), 0)


def loose_units(claim: Reading, readings: Sequence[Reading]) -> str | None:
    """Return a unit of time in the claim where the sources have another one ("a couple of weeks"); else nothing.

    A unit that a number counts is compared with that number.
    """
    there = {_time_unit(other) for reading in readings for other in reading.tokens} - {None}
    there |= {number.unit for number in numbers(claim)} if there else set()
    return next(
        (token.raw for token in claim.tokens if there and (_time_unit(token) or None) not in {None, *there}), None
    )


def _time_unit(token: Token) -> str | None:
    unit = _UNITS.get(token.word.removesuffix("s"))
    if token.word == "second":  # mostly the one after the first
        return None
    return unit if unit in _RATES or unit in {"second", "decade", "century"} else None
