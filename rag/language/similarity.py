"""Words that mean nearly the same, and how much of what a claim says its source says too by that measure.

The one list of synonyms stands in `data/`.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import stem, words
from rag.language.lexicon import lines
from rag.language.parsing import Reading, Token
from rag.language.places import country_of, names_country

_KIN: Final = 5
"""Letters that two stems must share from the beginning to count as kindred: "finance" and "financial"."""


def synonyms_of(term: str) -> frozenset[str]:
    """Return the search terms that mean nearly what a search term means, with itself: "265 were killed" for "die"."""
    return _terms().get(term, frozenset({term}))


def _senses(term: str) -> frozenset[int]:
    """Return the numbers of the groups that a search term belongs to, also of those that only a summary makes one."""
    return _groups().get(term, frozenset())


@cache
def _terms() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines("synonyms"):
        group = frozenset(stem(words(line), "en"))
        found |= {each: found.get(each, frozenset()) | group for each in group}
    return found


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate([*lines("synonyms"), *lines("loose-synonyms")]):
        found |= {each: found.get(each, frozenset()) | {number} for each in stem(words(line), "en")}
    return found


@lru_cache(maxsize=8192)
def marks(reading: Reading) -> tuple[frozenset[str], frozenset[int]]:
    """Return what the words of a sentence mean: stems and countries, and their groups of synonyms."""
    stems = frozenset(meaning(token) for token in reading.tokens if token.content)
    return stems, frozenset(number for root in stems for number in _senses(root))


def meaning(token: Token) -> str:
    """Return what a word is compared by: its country, or its stem."""
    return country_of(token.word) if names_country(token.word) else token.stem


def alike(one: Token, other: Token) -> bool:
    """Return True if two words mean the same: they are one, or synonyms."""
    first, second = meaning(one), meaning(other)
    return first == second or bool(_senses(first) & _senses(second))


def weight(token: Token) -> float:
    """Return how much a word says: names and designations more than others."""
    return 2.0 if token.kind in {"mark", "letters"} or (token.kind == "word" and token.capital) else 1.0


def covered(claim: Reading, sources: tuple[frozenset[str], frozenset[int]]) -> dict[str, float]:
    """Return the meanings of a claim that its sources share, each with how much it says."""
    stems, groups = sources
    found: dict[str, float] = {}
    for token in claim.tokens:
        if not token.content or token.kind == "figure":  # figures are compared as numbers and dates
            continue
        mark = meaning(token)
        if mark in stems or _senses(mark) & groups or _kindred(mark, stems):
            found[mark] = max(found.get(mark, 0.0), weight(token))
    return found


def total(claim: Reading) -> float:
    """Return how much a claim says in all, in the measure of `covered`."""
    said: dict[str, float] = {}
    for token in claim.tokens:
        if token.content and token.kind != "figure":
            said[meaning(token)] = max(said.get(meaning(token), 0.0), weight(token))
    return sum(said.values())


def _kindred(mark: str, stems: frozenset[str]) -> bool:
    return len(mark) > _KIN and any(len(other) > _KIN and other[:_KIN] == mark[:_KIN] for other in stems)
