"""Names that mean the same country: the country, its people, its language, its capital and its seat of government.

A journalist writes "Ankara" for Turkey and "the Kremlin" for Russia; a summary that changes one for the other changes
nothing.
"""

from typing import Final

from rag.language.lexicon import lines

_SAME: Final = {word: line.split()[0] for line in lines("countries") for word in line.split()}


def place_of(word: str) -> str:
    """Return the country that a folded word stands for, or the word itself."""
    return _SAME.get(word, word)


def is_place(word: str) -> bool:
    """Say whether a folded word is a country, its people or its capital."""
    return word in _SAME
