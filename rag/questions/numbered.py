"""Things told apart by a number in a text: "Article 6", "kiln number 5", "phase two", "the second pump"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold, function_words, stem
from index.language.calendar import CALENDAR_WORDS, SHORT_MONTHS
from index.language.english_verbs import FORMS, word_set
from index.language.numbered import NUMBERED, plain_number
from rag.language.lexicon import in_order
from rag.language.numbers import number_words

_MARK: Final = r"(?:numbers?|nos?\.?|nrs?\.?|nº|n°|#|№|numéro|número|nummer|numara|номер|رقم)"
_ONE: Final = r"(?:\d{1,4}[a-z]?(?:\.\d{1,3})*|[IVXLC]{1,7})(?![\w%])(?![.-]\d|-[^\W\d_])"
_BETWEEN: Final = r"\s*(?:,\s*(?:and\s+|or\s+)?|and|or|to|und|bis|et|à|y|ve|и|–|-|و)\s*"
_PAIR: Final = re.compile(
    rf"(?P<noun>(?<![^\W\d_])[^\W\d_]{{2,}}\.?(?:\s+|-)|§§?\s*)(?P<mark>{_MARK}\s*)?"
    rf"(?P<numbers>{_ONE}(?:{_BETWEEN}{_ONE})*)",
    re.IGNORECASE,
)
"""A noun, perhaps "number", and a number or several: "Articles 5, 6 and 7"."""
_BEFORE: Final = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,4})\.?\s+(?P<noun>madde\w*|bölüm\w*|fıkra\w*|bent\w*|kısım\w*)", re.I
)
_PART: Final = re.compile(r"\s?\((\w{1,4})\)")
_YEAR: Final = re.compile(r"1[5-9]\d\d|20\d\d")
_NO_NOUN: Final = word_set("""
about age aged around top over score scored last first next past under least most than only nearly exactly roughly plus
minus times won lost sold beat made took for some another usd eur gbp year years day days all these those almost even
just born died number numbers no of and or besides containing between
""")
"""Words before a number that it doesn't tell apart."""
_MOST: Final = 200
"""Numbers that "Articles 5 to 90" is taken to mean at the most."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Something that a text calls by a number."""

    noun: str
    """Its stem; of rules and parts the English name."""
    number: str
    words: str
    """As the text writes it."""
    sure: bool
    """Whether the number surely tells it apart: it is a rule or part, or "number" stands before it."""
    part: str = ""
    """What tells a part of it apart, behind its number: the b of "paragraph 2(b)"."""


@lru_cache(maxsize=8192)
def numbered_things(text: str, language: str | None) -> tuple[Numbered, ...]:
    """Return what a text calls by a number, in order; years and dates are left out.

    >>> [(each.noun, each.number) for each in numbered_things("kiln number 5 under Articles 6 and 7", "en")]
    [('kiln', '5'), ('article', '6'), ('article', '7')]
    """
    return tuple(_found(text, language or "en"))


def asked_numbers(text: str, language: str | None) -> tuple[Numbered, ...]:
    """Return what a question calls by a number in digits, where it asks of that one: "kiln number 5", "Article VI"."""
    found: list[Numbered] = []
    for match in _PAIR.finditer(text):
        plain = match["noun"].strip(" -.")
        tells = plain.lower() in NUMBERED or bool(match["mark"])
        counts = not _CLOSES.match(text, match.end()) and not _is_verb(text, match.end())
        if tells or (plain.islower() and not counts and match["noun"][-1] != "-"):
            part = _PART.match(text, match.end())
            pairs = list(_pairs(match, language or "en"))
            found += [replace(each, part=part[1].lower()) for each in pairs] if part and tells else pairs
    return (*found, *_before(text, language or "en"))


def _is_verb(text: str, place: int) -> bool:
    """Return True if a verb follows: "from platform 4 go"."""
    following = re.match(r"\s+([a-z]{2,})\b", text[place : place + 40])
    return following is not None and not following[1].endswith("s") and following[1] in FORMS


_CLOSES: Final = re.compile(
    r"\s*(?:$|[?.!,;:)]|['’]s\b|(?:of|in|at|on|by|for|to|from|with|the|is|was|are|were|has|had|do|does|did|can|may|must"
    r"|shall|will|and|or|say|says|about)\b)",
    re.IGNORECASE,
)
"""What may stand behind the number of a thing: "kiln 5 of", but not "beat 5 rivals"."""


def _found(text: str, language: str) -> Iterator[Numbered]:
    for match in _PAIR.finditer(text):
        yield from _pairs(match, language)
    yield from _before(text, language)
    for match in re.finditer(r"(?=(?<![^\W\d_])(?P<one>[^\W\d_]{2,})\s+(?P<other>[^\W\d_]{2,}))", text):
        one, other = match["one"], match["other"]
        value = number_words(language).get(fold(other))
        if value is not None and (noun := _noun(one, language)):
            yield Numbered(noun, str(value), f"{one} {other}", sure=False)
        elif language == "en" and (place := _ordinals().get(fold(one))) and (noun := _noun(other, language)):
            yield Numbered(noun, str(place), f"{one} {other}", sure=False)


def _pairs(match: re.Match[str], language: str) -> Iterator[Numbered]:
    plain = match["noun"].strip(" -")
    noun = _noun(plain, language)
    if noun is None:
        return
    named = plain.lower().rstrip(".") in NUMBERED
    for number in _numbers(match["numbers"], several=plain.lower().endswith("s")):
        if named or match["mark"] or not _YEAR.fullmatch(number):
            yield Numbered(noun, number, match.group().strip(), named or bool(match["mark"]))


def _before(text: str, language: str) -> Iterator[Numbered]:
    for match in _BEFORE.finditer(text):
        noun = next((name for word, name in NUMBERED.items() if fold(match["noun"]).startswith(fold(word))), "article")
        yield Numbered(noun, match["number"], match.group(), sure=language in {"tr", "en"})


def _noun(word: str, language: str) -> str | None:
    """Return the stem of a noun, or the English name of a rule or part; nothing for a word that is no noun."""
    plain = word.lower().rstrip(".")
    if plain in NUMBERED:
        return NUMBERED[plain]
    folded = fold(plain)
    if folded in _NO_NOUN or folded in function_words(language) or folded in CALENDAR_WORDS or folded in SHORT_MONTHS:
        return None
    return None if plain.endswith("ed") else stem([folded], language)[0]


def _numbers(written: str, *, several: bool) -> Iterator[str]:
    last: int | None = None
    for match in re.finditer(rf"(?P<ranged>(?:to|bis|à|–|-)\s*)?(?P<one>{_ONE})", written, re.IGNORECASE):
        one = match["one"]
        if one[0].isalpha() and not one.isupper():
            continue
        one = plain_number(one)
        whole = int(one) if one.isdigit() else None
        if several and match["ranged"] and last is not None and whole is not None and last < whole <= last + _MOST:
            yield from map(str, range(last + 1, whole))
        last = whole
        yield one


@cache
def _ordinals() -> dict[str, int]:
    return {"first": 1, **{word: place for place, word in enumerate(in_order("ordinals"), start=2)}}
