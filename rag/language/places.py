"""Places: countries by every name for them, and the regions and cities that the news names. The one gazetteer.

The names stand in `data/`.
"""

import re
from collections.abc import Mapping
from functools import cache

from index.language.analysis import fold, words
from rag.language.lexicon import lines


def is_place(name: str) -> bool:
    """Return True if a name is that of a country, region or big city, however it is accented."""
    key = _key(name)
    return key in _places() or key in _regions()


def is_region(name: str) -> bool:
    """Return True if a name is that of a sea or region which belongs to no country."""
    return _key(name) in _regions()


def names_country(word: str) -> bool:
    """Return True if a folded word is a country, its people, its language, its capital or its seat of government."""
    return word in _countries_by_word()


def country_of(word: str) -> str:
    """Return the country that a folded word stands for, or the word itself.

    A journalist writes "Ankara" for Turkey and "the Kremlin" for Russia; a summary that changes one for the other
    changes nothing.
    """
    return _countries_by_word().get(word, word)


def words_by_country(text: str) -> frozenset[str]:
    """Return the words of a text and its abbreviations, each as the country that it stands for, if any: "the U.S."."""
    dotted = (fold(each).replace(".", "") for each in re.findall(r"(?:[A-Za-z]\.){2,}", text))
    return frozenset(map(country_of, (*words(text), *dotted)))


def _key(name: str) -> str:
    return fold(name.replace(".", ""))


def _listed(name: str) -> frozenset[str]:
    """Return the names of a list that commas part, folded."""
    return frozenset(_key(each.strip()) for line in lines(name) for each in line.split(",") if each.strip())


@cache
def _places() -> frozenset[str]:
    return _listed("places")


@cache
def _regions() -> frozenset[str]:
    return _listed("regions")


@cache
def _countries_by_word() -> Mapping[str, str]:
    return {word: line.split()[0] for line in lines("countries") for word in line.split()}
