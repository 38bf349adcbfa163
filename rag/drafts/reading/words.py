"""Words for comparing quotations: what typography alone changes is the same word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold

_SOFT: Final = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens and spaces without width, which may stand within a word."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:([,\u00a0\u202f\u2009])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_CURRENCY: Final = "$€£₺¥₽"


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its range in the text."""

    key: str
    """What is the same for all ways to set it: no case, no accents, no soft hyphens, one kind of apostrophe."""
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    marks = "".join(char for char in map(chr, range(0x10000)) if unicodedata.category(char) in {"Mn", "Mc"})
    letter = rf"[^\W\d_](?:[{marks}])*"
    return re.compile(
        rf"(?P<number>\d+(?:[.,:\u00a0\u202f\u2009]\d+)*)"
        rf"|(?P<sign>[%{_CURRENCY}]|\bper ?cent\b)"
        r"|(?P<ideogram>[\u3040-\u30ff\u3400-\u9fff])"
        rf"|(?P<word>(?:\[{letter}\](?={letter}))?{letter}(?:(?:[’'ʼ]|[{_SOFT}]+)?{letter})*)"  # "[T]he"
    )


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    r"""Return the words of a range of a text, in order; a hyphen or a dash parts them, as a space does.

    >>> [word.key for word in words_of("[T]he neo-Otto\u00adman plan: 1,440 men, 5%")]
    ['the', 'neo', 'ottoman', 'plan', '1440', 'men', '5', 'percent']
    """
    stop = len(text) if end is None else end
    return tuple(
        Word(_key(match.group(), str(match.lastgroup)), match.start(), match.end())
        for match in _pattern().finditer(text, start, stop)
    )


@lru_cache(maxsize=65536)
def _key(raw: str, kind: str) -> str:
    if kind == "number":
        return re.sub("[,\u00a0\u202f\u2009]", "", raw) if _GROUPED.fullmatch(raw) else raw
    if kind == "sign":
        return raw if raw in _CURRENCY else "percent"
    plain = re.sub(rf"[\[\]{_SOFT}]", "", raw)
    return fold(re.sub("[’ʼ]", "'", plain))
