"""A quotation that nearly stands in the articles: where, how nearly, and whether it is put together from parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.records import Span
from rag.drafts.quoting.alignment import Aligned, align, longest_runs, weight
from rag.drafts.quoting.changes import changes_of, crosses_sentences
from rag.drafts.quoting.stretches import Stretch
from rag.drafts.reading.quotations import Quotation
from rag.drafts.reading.words import Word
from rag.drafts.records import Change

_COVERED: Final = 0.85
"""Share of a quotation that its runs must cover for it to be put together from them."""
_LEAST: Final = 3
"""Words of the shortest run."""
_MOSTLY: Final = 0.8
"""Likeness from which many small differences are still alterations."""
_APART: Final = 60
"""Words of an article between two runs from which they are different places."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A part of a quotation between two ellipses, beside the words of an article."""

    words: tuple[Word, ...]
    open_at: frozenset[int]
    """Numbers of the words before which words in brackets stand."""
    aligned: Aligned


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Where a quotation nearly stands."""

    runs: tuple[Run, ...]
    likeness: float
    share: float

    @property
    def stretch(self) -> Stretch:
        """The stretch of text that it stands in."""
        return self.runs[0].aligned.stretch

    @property
    def span(self) -> Span:
        """The range of the article that it covers."""
        first = min(run.aligned.first for run in self.runs)
        last = max(run.aligned.last for run in self.runs)
        return self.stretch.span(first, last)

    def is_like(self, least: float) -> bool:
        """Return True if its words are those of the article but for some places; else they are at most a paraphrase."""
        edits = sum(len(run.aligned.edits) for run in self.runs)
        words = sum(len(run.words) for run in self.runs)
        return self.likeness >= least and (self.likeness >= _MOSTLY or edits <= max(3, words // 4))

    @property
    def in_order(self) -> bool:
        """Whether its parts stand in the article in their order."""
        return all(one.aligned.last < other.aligned.first for one, other in pairwise(self.runs))

    @property
    def jumps(self) -> bool:
        """Whether words are left out from the middle of a sentence to the middle of another, without an ellipsis."""
        return any(
            edit.quote[0] == edit.quote[1] and crosses_sentences(run.aligned, edit)
            for run in self.runs
            for edit in run.aligned.edits
        )

    def changes(self, draft: str) -> tuple[Change, ...]:
        """Return what differs."""
        return tuple(change for run in self.runs for change in changes_of(run.aligned, run.words, run.open_at, draft))


def nearest(quotation: Quotation, stretches: Sequence[Stretch]) -> Near | None:
    """Return where a quotation stands most nearly; nothing where no stretch is like it."""
    found = [near for stretch in stretches if (near := _near(quotation, stretch))]
    return max(found, key=lambda near: (near.likeness, near.share), default=None)


def _near(quotation: Quotation, stretch: Stretch) -> Near | None:
    runs = []
    for words, open_at in _between_ellipses(quotation):
        aligned = align([word.key for word in words], stretch)
        if aligned is None:
            return None
        runs.append(Run(words, open_at, aligned))
    sizes = [sum(weight(word.key) for word in run.words) for run in runs]
    whole = sum(sizes)
    likeness = sum(run.aligned.likeness * size for run, size in zip(runs, sizes, strict=True)) / whole
    share = sum(run.aligned.share * size for run, size in zip(runs, sizes, strict=True)) / whole
    return Near(tuple(runs), likeness, share)


def _between_ellipses(quotation: Quotation) -> list[tuple[tuple[Word, ...], frozenset[int]]]:
    made: list[tuple[tuple[Word, ...], frozenset[int]]] = []
    for piece in quotation.pieces:
        if not made or piece.gap == "ellipsis":
            made.append((piece.words, frozenset()))
            continue
        words, open_at = made[-1]
        mark = {len(words)} if piece.gap == "insertion" else set()
        made[-1] = ((*words, *piece.words), open_at | mark)
    return made


@dataclass(frozen=True, slots=True, eq=False)
class Spliced:
    """A quotation that is put together from parts of different places."""

    parts: tuple[tuple[Stretch, Span], ...]
    share: float
    """How much of the quotation they have."""


def spliced(quotation: Quotation, stretches: Sequence[Stretch]) -> Spliced | None:
    """Return the places that a quotation is put together from, word for word; nothing when it isn't.

    Parts of one article, in its order and near each other or with an ellipsis between them, are one place.
    """
    keys = [word.key for word in quotation.words]
    runs = [run for run in longest_runs(keys, stretches, _LEAST) if sum(map(weight, keys[run[0] : run[1]])) >= 1.4]
    if len(runs) < 2:
        return None
    covered = sum(sum(map(weight, keys[first:end])) for first, end, *_ in runs)
    share = covered / sum(map(weight, keys))
    if share < _COVERED:
        return None
    ellipses = _ellipses(quotation)
    parts = [(stretch, stretch.span(start, start + end - first - 1)) for first, end, stretch, start in runs]
    for (first, end, stretch, start), (after, _, other, following) in pairwise(runs):
        gap = following - (start + end - first)
        elided = any(end <= place <= after for place in ellipses)
        if stretch is not other or gap < 0 or (gap > _APART and not elided):
            return Spliced(tuple(parts), share)
    return None


def _ellipses(quotation: Quotation) -> frozenset[int]:
    """Return the numbers of the words before which an ellipsis stands."""
    places, count = set(), 0
    for piece in quotation.pieces:
        if piece.gap == "ellipsis":
            places.add(count)
        count += len(piece.words)
    return frozenset(places)
