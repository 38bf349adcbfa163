"""The numbers of a sentence, with what each measures, in a form that can be compared."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile, zip_longest
from typing import Final

from rag.language.dates import Day, days
from rag.language.lexicon import in_order, table
from rag.language.number_words import find_number_words
from rag.language.numbers import english_value, number_words, scales
from rag.language.parsing import Reading, Token

_SMALL: Final = number_words()
_NO_WORDS: Final = (0, Decimal(0))
_ORDINALS: Final = {word: value for value, word in enumerate(in_order("ordinals"), start=2)}
_ROUGH: Final[Mapping[str, int]] = table("rough")
"""Plurals that stand for a number, and the least it can be."""
_UNITS: Final[Mapping[str, str]] = table("units")
_RATES: Final = frozenset({"day", "week", "month", "year", "hour", "minute"})
_JOINT: Final = re.compile(r",? (?:and|or) ")
_SIGN: Final = re.compile(r"([$€£])\s?$")
_SHORT_SCALE: Final = re.compile(r"\s?(k|m|mn|mln|b|t|tn|trn)\b", re.IGNORECASE)
_SHORT_SCALES: Final[Mapping[str, int]] = {
    **table("short-scales"), "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12,
}  # fmt: skip
"""What multiplies an amount of money right behind its digits: "$3m"; elsewhere an m is a metre."""
_MILLIONS: Final = (10**12, 10**9, 10**6)
_RANGE: Final = re.compile(r"\s?(?:to|or|and|[–-])\s?")
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
    """Whether it is a plural such as "thousands", which stands for a range."""
    ordinal: bool = False
    """Whether it counts off, as in "the second"."""


@lru_cache(maxsize=8192)
def numbers(reading: Reading) -> tuple[Number, ...]:
    """Return the numbers of a sentence that are no part of a date or of a designation, in order."""
    dated = [(day.start, day.end) for day in days(reading)]
    tokens = reading.tokens
    written = {span.start: (span.end, value) for span, value in find_number_words(reading.text)}
    found: list[Number] = []
    position = 0
    while position < len(tokens):
        value, used, rough = _number_at(tokens, position)
        token = tokens[position]
        words_of_one = sum(token.start <= each.start < written.get(token.start, _NO_WORDS)[0] for each in tokens)
        if words_of_one > used:
            value, used, rough = written[token.start][1], words_of_one, False
        if value is None or any(start <= token.start < end for start, end in dated):
            position += max(1, used)
            continue
        last = tokens[position + used - 1]
        sign = _SIGN.search(reading.text[max(0, token.start - 2) : token.start])
        short = _SHORT_SCALE.match(reading.text, last.end) if sign and used == 1 else None
        if short:
            value *= _SHORT_SCALES[short[1].lower()]
            used += sum(last.end < each.end <= short.end() for each in tokens)
            last = tokens[position + used - 1]
        end = short.end() if short else last.end
        following = tokens[position + used : position + used + 4]
        unit = _unit(reading.text, end, following) or (sign[1] if sign else None)
        words = reading.text[token.start : end]
        per = _rate(reading.text[end : end + 60])
        ordinal = token.word in _ORDINALS or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", token.word))
        found.append(Number(value, unit, per, token.start, end, token.clause, words, rough, ordinal))
        position += used
    return tuple(_ranges(found, reading.text))


def _ranges(found: Sequence[Number], text: str) -> Iterator[Number]:
    """Yield numbers, the first of a range as large, and of the same unit, as the last: "five to six million euros"."""
    for number, following in zip_longest(found, found[1:]):
        if following is None or not _RANGE.fullmatch(text, number.end, following.start) or number.ordinal:
            yield number
            continue
        spelt = following.words[-1:].isalpha()  # "six million", not "6,000,000"
        scale = next((each for each in _MILLIONS if spelt and following.value >= each > 10 * number.value), 1)
        yield replace(number, value=number.value * scale, unit=number.unit or following.unit)


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
        if following.word in scales():
            value *= scales()[following.word]
        elif used == 1 and token.word in _SMALL and 20 <= value < 100 and 0 < _SMALL.get(following.word, 0) < 10:
            value += _SMALL[following.word]
        else:
            break
        used += 1
    return value, used, False


def _value(token: Token) -> Decimal | None:
    if token.kind == "figure":
        return english_value(re.sub(r"(?:st|nd|rd|th)$", "", token.word))
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
    """Return True if a number of a source bears a claimed one out: value, unit and rate."""
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
    """Return True if two numbers measure the same: three years are no slip for 90 countries, nor for the third."""
    return claimed.unit == found.unit and claimed.ordinal == found.ordinal


def follows_from(claimed: Number, dates: list[Day]) -> bool:
    """Return True if a number of years is the distance of two years of the source: "three years later, in 2009"."""
    years = {found.year for found in dates if found.year}
    return claimed.unit == "year" and any(abs(one - other) == claimed.value for one in years for other in years)


def means_pair(claimed: Number, words: frozenset[str]) -> bool:
    """Return True if a 2 is said in another way: "both", or for a second thing "the other"."""
    said = {"other", "another"} if claimed.ordinal else _PAIR | {"other", "another"}
    return claimed.value == 2 and not claimed.unit and bool(words & said)


def counts_own_list(claimed: Number, reading: Reading) -> bool:
    """Return True if a number counts what its own sentence lists: "three branches: civil, military, and judicial".

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
