"""Choose the few sentences that cover many: central, early, full of names, and each new beside the others.

Centrality is LexRank (Erkan and Radev 2004) over the sentence vectors, novelty maximal marginal relevance (Carbonell
and Goldstein 1998): a page of code, and nothing is fitted. The weights are shares of what speaks for a sentence.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.records import StoredPassage, StoredSentence
from rag.citations.quotes import Quote, points_back
from rag.language.names import name_words

MOST: Final = 10
"""Sentences of an overview at the most; those that stand side by side are one quote."""
WORDS: Final = 200
"""Words of all its quotes together, and of the titles of topics, at the most."""
_SHORTEST, _LONGEST = 7, 45
"""Words of a sentence that says enough, and of one that says too much at once."""
_CENTRAL, _RELEVANT, _EARLY, _NEW, _REPEATED = 0.3, 0.35, 0.15, 0.35, 0.5
_TOO_LONG: Final = 0.2
_SAME: Final = 0.97
"""Cosine from which two sentences say the same: prints of one wire story."""
_FULL: Final = 5
"""New names and figures that make a sentence as new as it can be."""
_JUMP: Final = 0.15
"""Chance of a random jump in LexRank."""
_NEAR: Final = 0.86
"""Cosine from which two sentences count as neighbours: vectors of e5 lie between 0.7 and 1."""
_FIGURE: Final = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A sentence that an overview may quote, with the one before it where only that explains it."""

    passage: StoredPassage
    first: int
    position: int
    relevance: float
    """Cosine to what is asked about; the same for all where nothing is."""
    rank: int
    """Which sentence of its article it is, counted from 0."""

    @property
    def sentence(self) -> StoredSentence:
        """The sentence itself."""
        return self.passage.sentences[self.position]

    @property
    def vector(self) -> NDArray[np.float32]:
        """What it means: a unit vector."""
        vector: NDArray[np.float32] = self.passage.vectors[self.position]
        return vector

    @property
    def quote(self) -> Quote:
        """The run of sentences that is quoted."""
        return Quote(self.passage, self.first, self.position, 1.0)

    @property
    def length(self) -> int:
        """How many words that takes."""
        return len(self.quote.text.split())


def sentences_to_tell(passages: Sequence[StoredPassage], topic: NDArray[np.float32] | None = None) -> list[Telling]:
    """Return the sentences of an article that can be quoted, in order.

    Headings, questions and scraps of the page can't; a sentence that points back comes with the one before it.

    Args:
        passages: those of the article, in order.
        topic: what is asked about, as a unit vector.
    """
    found: list[Telling] = []
    rank = 0
    for passage in passages:
        for place, sentence in enumerate(passage.sentences):
            if sentence.heading:
                continue
            back = points_back(sentence.text)
            first = place - back
            if first >= 0 and _is_whole(sentence) and (not back or _stands_alone(passage.sentences[first])):
                relevance = 0.0 if topic is None else float(passage.vectors[place] @ topic)
                found.append(Telling(passage, first, place, relevance, rank))
            rank += 1
    return found


def _is_whole(sentence: StoredSentence) -> bool:
    """Return True if a sentence says something: it ends like one, is no question, and has some words."""
    text = sentence.text.rstrip('"”’»*_)] \n')
    return text.endswith((".", "!", "…", "。")) and len(text.split()) >= _SHORTEST


def _stands_alone(sentence: StoredSentence) -> bool:
    return not sentence.heading and _is_whole(sentence) and not points_back(sentence.text)


def cover(told: Sequence[Telling], most: int = MOST, words: int = WORDS) -> list[Telling]:
    """Return the sentences that cover all of them best, the most telling first.

    Args:
        told: the sentences to choose from.
        most: how many at the most.
        words: how long together at the most.
    """
    able = list(told)
    if not able:
        return []
    vectors = np.stack([each.vector for each in able])
    alike = vectors @ vectors.T
    base = _CENTRAL * _scaled(lexrank(alike)) + _RELEVANT * _scaled(np.array([each.relevance for each in able]))
    base += _EARLY * np.array([1 / (1 + each.rank) for each in able])
    base -= np.array([_TOO_LONG * (each.length > _LONGEST) for each in able])
    things = [telling_words(each.quote.text) for each in able]
    chosen: list[int] = []
    known: set[str] = set()
    spent = 0
    while len(chosen) < most:
        new = np.array([min(len(each - known), _FULL) / _FULL for each in things])
        said = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(able))
        rated = base + _NEW * new - _REPEATED * _scaled(said) * bool(chosen)
        left = [place for place, each in enumerate(able) if said[place] < _SAME and each.length <= words - spent]
        if not left:
            break
        best = max(left, key=lambda place: rated[place])
        chosen.append(best)
        known |= things[best]
        spent += able[best].length
    return [able[place] for place in chosen]


def lexrank(alike: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how central each sentence is: the stationary distribution of a walk between neighbours.

    Args:
        alike: the cosines between them, shape (sentences, sentences).
    """
    near = np.where(alike >= _NEAR, alike, 0).astype(np.float64)
    np.fill_diagonal(near, 1)
    near /= near.sum(axis=1, keepdims=True)
    size = len(near)
    central = np.full(size, 1 / size)
    for _ in range(30):
        central = _JUMP / size + (1 - _JUMP) * central @ near
    return central


def telling_words(text: str) -> frozenset[str]:
    """Return the names and figures of a sentence: what a summary would not leave out."""
    return frozenset([*name_words(text), *(each.group() for each in _FIGURE.finditer(text))])


def _scaled(values: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float64]:
    low, high = float(values.min()), float(values.max())
    scaled: NDArray[np.float64] = (values.astype(np.float64) - low) / ((high - low) or 1)
    return scaled


def quotes_in_order(chosen: Collection[Telling]) -> list[Quote]:
    """Return the quotes of an overview: by article, the oldest first, each in reading order; neighbours are one."""
    quotes: list[Quote] = []
    for quote in (each.quote for each in sorted(chosen, key=_place)):
        last = quotes[-1] if quotes else None
        if last and last.passage.id == quote.passage.id and quote.first <= last.last + 1:
            quotes[-1] = Quote(last.passage, min(last.first, quote.first), max(last.last, quote.last), last.score)
        else:
            quotes.append(quote)
    return quotes


def _place(told: Telling) -> tuple[bool, str, str, int]:
    card = told.passage.article
    return card.published is None, card.published or "", card.file, told.sentence.span.start
