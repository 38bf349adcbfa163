"""English words that mean nearly the same in the news; the one list of them stands in `data/`."""

from collections.abc import Mapping
from functools import cache

from index.language.analysis import stem, words
from rag.language.lexicon import lines


def alike(term: str) -> frozenset[str]:
    """Return the search terms that mean nearly what a search term means, with itself: "265 were killed" for "die"."""
    return _terms().get(term, frozenset({term}))


def shared_senses(term: str) -> frozenset[int]:
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
