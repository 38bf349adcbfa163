"""What the model reads: a question, and windows of an article, as rows of pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.reading.markup import without_markup
from rag.reading.pieces import Pieces

BEGIN, END = 0, 2
"""Pieces that begin a text, and that stand between its parts."""
QUESTION_PIECES: Final = 48
TITLE_PIECES: Final = 32
WINDOW_PIECES: Final = 320
"""What goes beyond these is left out."""
WORDS, SENTENCES = 90, 6
"""Of a window at most."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences of an article, with what stands over it."""

    title: str
    date: str
    """Of the article, by ISO 8601, or empty."""
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A window as the model sees it; all rows are as long as its pieces."""

    ids: Numbers
    sentence: Numbers
    """The sentence that each piece belongs to, or -1."""
    start: Numbers
    """Where each piece begins in its sentence, in characters."""
    end: Numbers

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.ids)


def encode_question(pieces: Pieces, question: str) -> list[int]:
    """Return the pieces of a question."""
    content = [each.id for each in pieces.cut("query: " + question)]
    return [BEGIN, *content[:QUESTION_PIECES], END]


def encode_window(pieces: Pieces, window: Window) -> Encoded:
    """Return the pieces of a window: title and date, then its sentences; what doesn't fit is left out."""
    head = [each.id for each in pieces.cut("passage: " + window.title)][:TITLE_PIECES]
    head += [each.id for each in pieces.cut(window.date)]
    ids = [BEGIN, *head, END]
    rows = [(-1, 0, 0)] * len(ids)
    for number, sentence in enumerate(window.sentences):
        cut = pieces.cut(without_markup(sentence))[: WINDOW_PIECES - len(ids) - 1]
        if not cut:
            continue
        ids += [*(each.id for each in cut), END]
        rows += [*((number, each.start, each.end) for each in cut), (-1, 0, 0)]
    table = np.array(rows, np.int64)
    return Encoded(np.array(ids, np.int64), table[:, 0], table[:, 1], table[:, 2])


def cut_windows(lengths: Sequence[int], words: int, sentences: int) -> list[range]:
    """Cut sentences of these lengths in words into windows of at most so many words and sentences."""
    result: list[range] = []
    start = total = 0
    for number, length in enumerate(lengths):
        if number > start and (total + length > words or number - start >= sentences):
            result.append(range(start, number))
            start, total = number, 0
        total += length
    if start < len(lengths):
        result.append(range(start, len(lengths)))
    return result


def passage_windows(sentences: Sequence[str]) -> list[range]:
    """Cut the sentences of a passage into windows of the size that the model was trained on."""
    return cut_windows([len(each.split()) for each in sentences], WORDS, SENTENCES)
