"""How much of what a claim says its source says too, by words: the same, kindred ones, and common synonyms."""

from functools import lru_cache
from typing import Final

from rag.language.parsing import Reading, Token
from rag.language.places import country_of, names_country
from rag.language.synonyms import shared_senses

_KIN: Final = 5
"""Letters that two stems must share from the beginning to count as kindred: "finance" and "financial"."""


@lru_cache(maxsize=8192)
def marks(reading: Reading) -> tuple[frozenset[str], frozenset[int]]:
    """Return what the words of a sentence mean: stems and countries, and their groups of synonyms."""
    stems = frozenset(meaning(token) for token in reading.tokens if token.content)
    return stems, frozenset(number for root in stems for number in shared_senses(root))


def meaning(token: Token) -> str:
    """Return what a word is compared by: its country, or its stem."""
    return country_of(token.word) if names_country(token.word) else token.stem


def alike(one: Token, other: Token) -> bool:
    """Say whether two words mean the same: they are one, or synonyms."""
    first, second = meaning(one), meaning(other)
    return first == second or bool(shared_senses(first) & shared_senses(second))


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
        if mark in stems or shared_senses(mark) & groups or _kindred(mark, stems):
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
