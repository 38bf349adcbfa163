"""Title a group of articles from their own words: by the headline that says most of what they share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from index.language.analysis import meaningful_words, stem, words
from rag.catalog.overviews.grouping import Subject
from rag.language.places import is_place

_NAMES: Final = 2
"""Names that title a group whose articles have no headlines, at the most."""
_LOOKED_AT: Final = 50
"""Names of a group that are looked at, those told most often."""
_TELLING: Final = 0.3
"""How much larger a share of the group's articles than of the others must have a name for it to tell the group."""
_COUNTED: Final = 3
"""Words of a headline that count, those that tell the group best."""
_LONGEST: Final = 100
"""Characters of a headline that is no title of a group: it is hard to take in at a glance."""


def group_title(subjects: Sequence[Subject], group: Sequence[int]) -> str:
    """Return the headline of a group whose words most of its articles have and others lack; else its names.

    Args:
        subjects: those of all articles.
        group: the places of the group's articles among them.
    """
    inside, outside = _parted(subjects, group)
    titled = [each for each in inside if each.title and (len(each.title) <= _LONGEST or len(inside) == 1)]
    if not titled:
        return ", ".join(group_names(subjects, group)[:_NAMES])
    return max(
        titled, key=lambda each: (_told(each, inside, outside), not each.title.isupper(), -len(each.title))
    ).title


def group_names(subjects: Sequence[Subject], group: Sequence[int]) -> list[str]:
    """Return the names that most articles of a group have and others lack, the most telling first.

    Those of headlines come before others, none is part of another; countries and big cities tell nothing.
    """
    inside, outside = _parted(subjects, group)
    often = sum((each.names for each in inside), Counter[str]())
    every = sum(often.values()) or 1
    rated: list[tuple[float, str]] = []
    for name, _ in often.most_common(_LOOKED_AT):
        lift = 0.0 if is_place(name) else _share(name, inside) - _share(name, outside)
        if lift >= _TELLING:
            headlines = sum(_stems(name, each) <= _stems(each.title, each) for each in inside) / len(inside)
            rated.append((lift + headlines + often[name] / every, name))
    return list(_apart(name for _, name in sorted(rated, key=lambda pair: (-pair[0], -len(pair[1]), pair[1]))))


def _parted(subjects: Sequence[Subject], group: Sequence[int]) -> tuple[list[Subject], list[Subject]]:
    members = set(group)
    return [subjects[place] for place in group], [each for at, each in enumerate(subjects) if at not in members]


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Yield names without those that share a word with an earlier one."""
    known: set[str] = set()
    for name in names:
        if known.isdisjoint(words(name)):
            known.update(words(name))
            yield name


def _told(subject: Subject, inside: Sequence[Subject], outside: Sequence[Subject]) -> float:
    """Return how well a headline tells the group: by how much more its best words stand inside than outside."""
    told = set(meaningful_words(subject.title, subject.language or "en"))
    lifts = sorted((_share(word, inside) - _share(word, outside) for word in told), reverse=True)
    return sum(lifts[:_COUNTED])


def _stems(text: str, subject: Subject) -> frozenset[str]:
    return _stemmed(text, subject.language)


@lru_cache(maxsize=8192)
def _stemmed(text: str, language: str | None) -> frozenset[str]:
    return frozenset(stem(words(text), language))


def _share(text: str, subjects: Sequence[Subject]) -> float:
    """Return the share of articles that have every word of a name, or a word, in any form."""
    return sum(_stems(text, each) <= each.terms for each in subjects) / len(subjects) if subjects else 0.0
