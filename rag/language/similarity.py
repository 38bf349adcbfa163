"""How much of what a claim says its source says too, by words: the same, kindred ones, and common synonyms."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import stem
from rag.language.countries import is_place, place_of
from rag.language.lexicon import lines
from rag.language.parsing import Reading, Token

_KIN: Final = 5
"""Letters that two stems must share from the beginning to count as kindred: "finance" and "financial"."""


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    """Return the groups of synonyms that each stem belongs to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines("synonyms")):
        for root in stem(line.split(), "en"):
            found.setdefault(root, set()).add(number)
    return {root: frozenset(numbers) for root, numbers in found.items()}


@lru_cache(maxsize=8192)
def marks(reading: Reading) -> tuple[frozenset[str], frozenset[int]]:
    """Return what the words of a sentence mean: stems and countries, and their groups of synonyms."""
    groups = _groups()
    stems = frozenset(meaning(token) for token in reading.tokens if token.content)
    return stems, frozenset(number for root in stems for number in groups.get(root, ()))


def meaning(token: Token) -> str:
    """Return what a word is compared by: its country, or its stem."""
    return place_of(token.word) if is_place(token.word) else token.stem


def alike(one: Token, other: Token) -> bool:
    """Say whether two words mean the same: they are one, or synonyms."""
    first, second = meaning(one), meaning(other)
    return first == second or bool(_groups().get(first, frozenset()) & _groups().get(second, frozenset()))


def weight(token: Token) -> float:
    """Return how much a word says: names and designations more than others."""
    return 2.0 if token.kind in {"mark", "letters"} or (token.kind == "word" and token.capital) else 1.0


def covered(claim: Reading, sources: tuple[frozenset[str], frozenset[int]]) -> dict[str, float]:
    """Return the meanings of a claim that its sources share, each with how much it says."""
    stems, groups = sources
    known = _groups()
    found: dict[str, float] = {}
    for token in claim.tokens:
        if not token.content or token.kind == "figure":  # figures are compared as numbers and dates
            continue
        mark = meaning(token)
        if mark in stems or known.get(mark, frozenset()) & groups or _kindred(mark, stems):
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
