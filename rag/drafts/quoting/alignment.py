"""The words of a quotation beside the words of a stretch of text: the same, one after another, or nearly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from index.language.analysis import function_words
from rag.drafts.quoting.stretches import Stretch
from rag.drafts.reading.quotations import QuotedPart

_TRIED: Final = 20
"""Places tried at which a quotation's first words stand."""
_INSERTED: Final = 12
"""Words of the article that words in brackets may stand for."""
_PAD: Final = 40
"""Words on both sides of the likeliest place that may belong to it, so that left-out words are seen."""
_MISSING, _EXTRA = 0.45, 0.12
"""What a word of the quotation that isn't there costs, and one of the article between two that are."""
_FAINT: Final = 0.4
"""What a function word counts that stands in both; another counts 1."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words that differs, as numbers of words: `[first, last)` in each."""

    quote: tuple[int, int]
    source: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Where a run of words stands in a stretch, and where it differs."""

    stretch: Stretch
    first: int
    last: int
    """Numbers of the first and the last word in the stretch."""
    edits: tuple[Edit, ...]
    share: float
    """How much of the run's words are there in their order, 0 to 1; function words count less."""
    likeness: float
    """The same with what stands between them counted against it."""


def exact(pieces: Sequence[QuotedPart], stretch: Stretch) -> list[tuple[int, int]]:
    """Return where pieces stand word for word, one after another: the numbers of the first and last words."""
    found = []
    keys = [[word.key for word in piece.words] for piece in pieces]
    for number, start in enumerate(stretch.find(keys[0])):
        if number >= _TRIED:
            break
        end = start + len(keys[0])
        for piece, wanted in zip(pieces[1:], keys[1:], strict=True):
            following = next(stretch.find(wanted, end), None)
            reach = {"none": 0, "said": 0, "insertion": _INSERTED}.get(piece.gap)
            if following is None or (reach is not None and following - end > reach):
                break
            end = following + len(wanted)
        else:
            found.append((start, end - 1))
    return found


def align(keys: Sequence[str], stretch: Stretch) -> Aligned | None:
    """Return where a run of words nearly stands in a stretch, at its likeliest place; nothing when it is unlike."""
    if not keys or not stretch.keys:
        return None
    found = fuzz.partial_ratio_alignment(keys, stretch.keys, score_cutoff=30)
    if found is None:
        return None
    shorter = len(keys) <= len(stretch.keys)
    left = max(0, (found.dest_start if shorter else 0) - _PAD)
    right = min(len(stretch.keys), (found.dest_end if shorter else len(stretch.keys)) + _PAD)
    core = _compact_core(keys, stretch.keys[left:right])
    if core is None:
        return None
    (quote_start, quote_end), (start, end) = core
    start, end = left + start, left + end
    head = min(quote_start, start, _edge(keys))
    tail = min(len(keys) - quote_end, len(stretch.keys) - end, _edge(keys))
    first, last = start - head, end + tail
    edits = tuple(_edits(keys, stretch.keys[first:last], first))
    return _measured(keys, stretch, (first, last - 1), edits)


def _edge(keys: Sequence[str]) -> int:
    """Return how many words at an end of a quotation may all differ."""
    return max(2, len(keys) // 3)


def _compact_core(keys: Sequence[str], window: Sequence[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the ranges of words that go together best, read from both ends: of equals the one with fewer words."""
    ahead, back = _core(keys, window), _core(keys[::-1], window[::-1])
    if ahead is None or back is None:
        return ahead
    (quote_start, quote_end), (start, end) = back
    size, width = len(keys), len(window)
    turned = (size - quote_end, size - quote_start), (width - end, width - start)

    def worth(core: tuple[tuple[int, int], tuple[int, int]]) -> float:
        (first, last), (low, high) = core
        return sum(map(weight, keys[first:last])) - 0.3 * (high - low)

    return max(ahead, turned, key=worth)


def _core(keys: Sequence[str], window: Sequence[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the ranges of words, in both, that go together best: the run of blocks with the highest sum."""
    best, total = 0.0, 0.0
    chosen: tuple[tuple[int, int], tuple[int, int]] | None = None
    opened: tuple[int, int] | None = None
    for op in Levenshtein.opcodes(keys, window):
        if op.tag == "equal":
            opened = opened if opened is not None and total > 0 else (op.src_start, op.dest_start)
            total = max(0.0, total) + sum(map(weight, keys[op.src_start : op.src_end]))
            if total > best:
                best, chosen = total, ((opened[0], op.src_end), (opened[1], op.dest_end))
        else:
            total -= _MISSING * (op.src_end - op.src_start)
            total -= _EXTRA * max(0, op.dest_end - op.dest_start - (op.src_end - op.src_start))
    return chosen


def _edits(keys: Sequence[str], window: Sequence[str], offset: int) -> Iterator[Edit]:
    for op in Levenshtein.opcodes(keys, window):
        if op.tag != "equal":
            yield Edit((op.src_start, op.src_end), (offset + op.dest_start, offset + op.dest_end))


def _measured(keys: Sequence[str], stretch: Stretch, at: tuple[int, int], edits: tuple[Edit, ...]) -> Aligned:
    missing = [key for edit in edits for key in keys[edit.quote[0] : edit.quote[1]]]
    extra = [key for edit in edits for key in stretch.keys[edit.source[0] : edit.source[1]]]
    whole = sum(map(weight, keys))
    there = whole - sum(map(weight, missing))
    either = 2 * there + sum(map(weight, missing + extra))
    return Aligned(stretch, *at, edits, there / whole, 2 * there / either if there else 0.0)


def weight(key: str) -> float:
    """Return how much a word counts."""
    return _FAINT if key in function_words("en") else 1.0


def longest_runs(keys: Sequence[str], stretches: Sequence[Stretch], least: int) -> list[tuple[int, int, Stretch, int]]:
    """Return runs that cover a quotation from its beginning on, each the longest that stands anywhere word for word.

    Returns:
        (first word, one behind the last, the stretch, the number of its word at which the run begins) of each run of at
        least so many words.
    """
    found, at = [], 0
    while at + least <= len(keys):
        best = _longest_from(keys, at, stretches, least)
        if best is None:
            at += 1
            continue
        found.append(best)
        at = best[1]
    return found


def _longest_from(
    keys: Sequence[str], at: int, stretches: Sequence[Stretch], least: int
) -> tuple[int, int, Stretch, int] | None:
    best: tuple[int, int, Stretch, int] | None = None
    for stretch in stretches:
        for start in stretch.find(keys[at : at + least]):
            end = at + least
            while stretch.keys[start + end - at : start + end - at + 1] == keys[end : end + 1] != []:
                end += 1
            if best is None or end > best[1]:
                best = (at, end, stretch, start)
    return best
