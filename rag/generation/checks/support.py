"""Find the sentences of the evidence that bear a claim out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from index.records import StoredPassage
from rag.generation.checks.instructions import addresses_a_machine
from rag.language.dates import days
from rag.language.parsing import Reading, read
from rag.language.quantities import numbers
from rag.language.similarity import covered, marks, total

MOST: Final = 3
"""Sentences that a claim may rest on: a summary seldom merges more."""
_WORTH: Final = (1.0, 1.0, 2.0)
"""What a further sentence must add: beside one that is taken already a word is enough, elsewhere two or a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Excerpt:
    """A numbered piece of evidence: a run of sentences of one passage, as the model is shown it."""

    number: int
    passage: StoredPassage
    first: int
    last: int

    @property
    def text(self) -> str:
        """Its words, as they stand in the article."""
        offset = self.passage.span.start
        start = self.passage.sentences[self.first].span.start - offset
        return self.passage.text[start : self.passage.sentences[self.last].span.end - offset]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A sentence of the evidence, taken apart."""

    passage: StoredPassage
    position: int
    reading: Reading

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.passage.sentences[self.position].heading


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """The sentences that bear a claim out best, and what share of its words they have."""

    sources: tuple[Source, ...]
    share: float
    lead: Source | None = None
    """The one that shares most with it."""

    @property
    def text(self) -> str:
        """The words of all of them."""
        return " ".join(source.reading.text for source in self.sources)


def sources_of(excerpts: Iterable[Excerpt]) -> list[Source]:
    """Return every sentence of the passages that the excerpts are taken from, each once, in order.

    Words that speak to a machine ("ignore the rules above") bear nothing out, and are left out.
    """
    found: dict[tuple[int, int], Source] = {}
    for excerpt in excerpts:
        passage = excerpt.passage
        for position, sentence in enumerate(passage.sentences):
            if (passage.id, position) not in found and not addresses_a_machine(sentence.text):
                reading = read(sentence.text, passage.article.language)
                found[passage.id, position] = Source(passage, position, reading)
    return list(found.values())


def best_support(claim: Reading, sources: Sequence[Source]) -> Support:
    """Return the sentences that share most with a claim: the best one, and others that add to it."""
    said = total(claim)
    left = list(sources)
    chosen: list[Source] = []
    have: dict[str, float] = {}
    while left and len(chosen) < MOST:
        scored = [(_gain(claim, source, have, chosen), -_distance(source, chosen), source) for source in left]
        scored = [each for each in scored if each[0] >= (_WORTH[min(-each[1], 2)] if chosen else 0.5)]
        if not scored:
            break
        *_, source = max(scored, key=lambda each: each[:2])
        left.remove(source)
        chosen.append(source)
        have |= covered(claim, marks(source.reading))
    share = sum(have.values()) / said if said else 0.0
    ordered = sorted(chosen, key=lambda each: (each.passage.id, each.position))
    return Support(tuple(ordered), share, chosen[0] if chosen else None)


def _distance(source: Source, chosen: Sequence[Source]) -> int:
    """Return how many sentences part a sentence from the nearest chosen one; 99 in another passage."""
    near = [abs(each.position - source.position) for each in chosen if each.passage.id == source.passage.id]
    return min(near, default=99)


def _gain(claim: Reading, source: Source, have: dict[str, float], chosen: Sequence[Source]) -> float:
    """Return what a sentence adds to those chosen: shared words, and numbers and dates that they lack."""
    new = covered(claim, marks(source.reading))
    gain = sum(worth for mark, worth in new.items() if mark not in have)
    gain += _values(claim, source.reading, [each.reading for each in chosen])
    if source.heading:
        gain *= 0.8
    return gain


def _values(claim: Reading, source: Reading, others: Sequence[Reading]) -> float:
    """Return how many of the claim's figures a sentence has that the others lack."""
    mine = _figures(source)
    theirs = frozenset().union(*map(_figures, others))
    return float(len(_figures(claim) & mine - theirs))


@lru_cache(maxsize=8192)
def _figures(reading: Reading) -> frozenset[Decimal]:
    """Return the numbers of a sentence, and the years and days of its dates."""
    dated = {Decimal(part) for day in days(reading) for part in (day.year, day.day) if part is not None}
    return frozenset(dated | {each.value for each in numbers(reading)})
