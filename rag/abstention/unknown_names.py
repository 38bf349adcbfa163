"""Find names of a question that the evidence has in no form: "What did Obama say about the agreement?"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from index.language.analysis import fold, function_words, stem, words
from rag.language.names import Name
from rag.language.places import country_of, words_by_country
from rag.questions.premises import shorten_states

_KIN: Final = 4
"""Letters from which two longer names that begin alike are forms of one: Scotland and Scottish."""
_LONG: Final = 6
"""Letters from which two names that begin alike, or differ in a letter or two, are one."""
_ABBREVIATED: Final = 5
"""The most letters of an abbreviation."""


def missing_names(named: Sequence[Name], told: Sequence[str]) -> list[str]:
    """Return the names of which no text has any part, as the question writes them.

    A text has a name also in another form: the country for its people, an abbreviation for its words, a slip of the
    pen ("Sentanta" for Setanta).
    """
    missing = [name for name in named if not _is_plainly_held(name, told)]
    return [name.words for name in missing if not _is_held(name, told)] if missing else []


def _parts(name: Name) -> Iterator[str]:
    for part in name.parts:
        yield part
        yield from map(country_of, words(part))


def _is_plainly_held(name: Name, told: Sequence[str]) -> bool:
    parts = set(_parts(name))
    parts.update(stem(parts, "en"))
    return any(not parts.isdisjoint(_plain(text)) for text in told)


@lru_cache(maxsize=8192)
def _plain(text: str) -> frozenset[str]:
    """Return the words of a text, their stems and their countries."""
    row = words(shorten_states(text))
    designations = [fold(each) for each in re.findall(r"\w+-\d+", text)]
    return frozenset([*row, *stem(row, "en"), *designations, *words_by_country(text)])


def _is_held(name: Name, told: Sequence[str]) -> bool:
    return any(_is_part_held(part, text) for part in _parts(name) for text in told)


def _is_part_held(part: str, text: str) -> bool:
    if len(part) <= _ABBREVIATED and part in _initials(text):
        return True
    capital = _capitals(text)
    if "".join(word[0] for word in words(part)) in capital:
        return True
    return len(part) >= _LONG and any(_is_kin(part, each) for each in capital)


def _is_kin(one: str, other: str) -> bool:
    return len(other) >= _LONG and one[0] == other[0] and (one[:_KIN] == other[:_KIN] or _is_slip(one, other))


@lru_cache(maxsize=8192)
def _capitals(text: str) -> frozenset[str]:
    """Return the words of a text that are written like names, and two of them in a row as one."""
    found = [fold(each) for each in re.findall(r"[^\W\d_a-z]\w*", text)]
    return frozenset([*found, *(one + other for one, other in pairwise(found))])


@lru_cache(maxsize=8192)
def _initials(text: str) -> frozenset[str]:
    """Return the abbreviations that the words of a text in a row would have, with and without the small words."""
    row = words(text)
    lines = ("".join(word[0] for word in row), "".join(word[0] for word in row if word not in function_words("en")))
    sizes = range(2, _ABBREVIATED + 1)
    return frozenset(line[at : at + size] for line in lines for size in sizes for at in range(len(line) - size + 1))


@lru_cache(maxsize=4096)
def _is_slip(one: str, other: str) -> bool:
    """Return True if two long words differ by at most two letters, in place or left out."""
    if abs(len(one) - len(other)) > 2:
        return False
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, row[0] = row[0], at
        for place, each in enumerate(other, start=1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != each))
    return row[-1] <= 2
