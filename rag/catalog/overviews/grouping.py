"""Group the articles of a library by what they are about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.language.analysis import terms
from index.records import StoredPassage
from rag.language.mentions import Sort, mentions

ALIKE: Final = 0.1
"""Likeness from which two groups are one: cosine of their vectors above the library's mean, and names they share.

Of newsroom-dev, which tells seven stories and has three articles beside, it makes fourteen groups, of 0.2 seventeen.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What an article is about, as far as grouping needs it."""

    vector: NDArray[np.float32]
    """The mean of its sentences."""
    names: Counter[str]
    """What it names, and how often."""
    title: str
    """Its headline; empty where it has none."""
    terms: frozenset[str]
    """Its words, folded and stemmed, the headline's included."""
    language: str | None


def subject_of(passages: Sequence[StoredPassage]) -> Subject:
    """Return what an article is about, from its passages."""
    sentences = [each.text for passage in passages for each in passage.sentences]
    running = [each.text for passage in passages for each in passage.sentences if not each.heading]
    small = {word for text in running for word in re.findall(r"\w+", text) if word.islower()}
    named = [
        each
        for text in running
        for each in mentions(text)
        if each.sort is not Sort.DATE and not each.text.isupper() and each.text.lower() not in small
    ]
    vectors = np.concatenate([passage.vectors for passage in passages])
    card = passages[0].article
    title = " ".join((card.title or "").split())
    return Subject(
        vector=vectors.mean(axis=0),
        names=Counter(each.text.removeprefix("the ") for each in named),
        title=title,
        terms=frozenset(terms(" ".join([title, *sentences]), card.language)),
        language=card.language,
    )


def group_subjects(subjects: Sequence[Subject]) -> list[list[int]]:
    """Return which articles belong together, as positions, the largest group first.

    The two groups that are most alike become one, until none are alike enough (average linkage).
    """
    groups = [[place] for place in range(len(subjects))]
    sums = _likeness(subjects)  # of all pairs of articles of two groups
    while len(groups) > 1:
        sizes = np.array([len(group) for group in groups])
        means = np.where(np.tri(len(groups), dtype=bool), -np.inf, sums / np.outer(sizes, sizes))
        one, other = divmod(int(means.argmax()), len(groups))
        if means[one, other] < ALIKE:
            break
        groups[one] += groups.pop(other)
        sums[one] += sums[other]
        sums[:, one] += sums[:, other]
        sums = np.delete(np.delete(sums, other, axis=0), other, axis=1)
    return sorted(groups, key=len, reverse=True)


def _likeness(subjects: Sequence[Subject]) -> NDArray[np.float64]:
    """Return how alike articles are: half their vectors, without what all have in common, half the names they share."""
    vectors = np.stack([each.vector for each in subjects]).astype(np.float64)
    vectors -= vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    known = Counter(name for each in subjects for name in each.names)
    rare = {name: np.log(1 + len(subjects) / count) for name, count in known.items()}
    places = {name: place for place, name in enumerate(known)}
    named = np.zeros((len(subjects), len(known) or 1))
    for row, each in enumerate(subjects):
        for name, count in each.names.items():
            named[row, places[name]] = np.log1p(count) * rare[name]
    named /= np.maximum(np.linalg.norm(named, axis=1, keepdims=True), 1e-9)
    result: NDArray[np.float64] = (vectors @ vectors.T + named @ named.T) / 2
    return result
