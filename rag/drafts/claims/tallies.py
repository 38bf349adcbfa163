"""Votes and scores, whose two numbers belong together: "by 44 votes to 25", "nine votes to none", "3-1"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.language.analysis import fold
from rag.generation.checks.support import Source
from rag.language.numbers import number_words

_NOTHING: Final = {"none": 0, "nil": 0, "nought": 0, "zero": 0, "one": 1}
_VALUES: Final = {**number_words(), **_NOTHING}
_WORD: Final = "|".join(sorted(_VALUES, key=len, reverse=True))
_COUNT: Final = rf"\d{{1,4}}|(?:{_WORD})(?:-(?:{_WORD}))?"
_TALLY: Final = re.compile(
    rf"(?<![\w.,£$€-])(?P<one>{_COUNT})(?: votes?)?(?: in favou?r| for)? (?:to|against) (?P<other>{_COUNT})\b"
    r"(?![.,]\d|%| ?(?:[a-z]+s|per|percent|million|billion|bn|m)\b)"
    r"|(?<![\w.,/£$€–-])(?P<first>\d{1,3})[–-](?P<last>\d{1,3})(?![\w/–-]|[.,]\d)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:by|vot(?:es?|ed|ing)|rul(?:ed|ing)|split|pass(?:ed|es)?|w[io]n|los[te]s?|beat(?:en)?|defeat\w*|score\w*|approved"
    r"|adopted|rejected|carried|majority|decision|judges|draw|drew)\b",
    re.IGNORECASE,
)
"""Words of a sentence that counts votes or goals: "three to five years" does neither."""
_RANGE: Final = re.compile(r"\b(?:from|between|aged|ages|pages?|pp\.)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VoteOrScore:
    """The two numbers of a vote or a score, the smaller first, and where they stand in the sentence."""

    values: tuple[int, int]
    start: int
    end: int


@lru_cache(maxsize=4096)
def tallies(text: str) -> tuple[VoteOrScore, ...]:
    """Return the votes and scores of a sentence, in order.

    >>> [each.values for each in tallies("It was passed by nine votes to none, as against 6-3 in May.")]
    [(0, 9), (3, 6)]
    """
    if not _COUNTED.search(text):
        return ()
    found = []
    for match in _TALLY.finditer(text):
        one, other = (_value(match[name]) for name in (("one", "other") if match["one"] else ("first", "last")))
        if one is not None and other is not None and not _RANGE.search(text[: match.start()]):
            found.append(VoteOrScore((min(one, other), max(one, other)), *match.span()))
    return tuple(found)


def _value(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    parts = [_VALUES.get(fold(part)) for part in words.split("-")]
    return None if None in parts else sum(part or 0 for part in parts)


def other_tally(text: str, sources: Sequence[Source]) -> tuple[VoteOrScore, Source | None, VoteOrScore | None] | None:
    """Return a vote or score of a claim that none of some sentences has, and the first other one with its sentence.

    Args:
        text: the claim.
        sources: the sentences, those that share most with it first.
    """
    there = [(source, each) for source in sources for each in tallies(source.reading.text)]
    for ours in tallies(text):
        if any(each.values == ours.values for _, each in there):
            continue
        source, rival = there[0] if there else (None, None)
        return ours, source, rival
    return None
