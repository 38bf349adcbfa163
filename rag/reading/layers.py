"""The frozen layers of e5, in the 8 bits that onnxruntime multiplies with."""

import numpy as np
from numpy.typing import NDArray

from rag.reading.e5_file import E5File

Named = dict[str, NDArray[np.float32] | NDArray[np.int8]]


def quantised(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a matrix of (outputs, inputs) as whole numbers of (inputs, outputs), and the scale of each output."""
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / np.float32(127)
    whole = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8)
    return np.ascontiguousarray(whole.T), scale.astype(np.float32)


def frozen_weights(file: E5File, layers: int) -> Named:
    """Return the weights of the first layers, by the names that the graph asks for."""
    hidden, inner = file.shape.hidden, file.shape.inner
    found: Named = {f"emb.ln.{each}": file.tensor(f"emb.ln.{each}", hidden) for each in "wb"}

    def add(name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        found[f"{name}.w"], found[f"{name}.s"] = quantised(weight)
        found[f"{name}.b"] = bias

    for number in range(layers):
        layer = f"l{number}"
        weights = [file.tensor(f"{layer}.{each}.w", hidden, hidden) for each in "qkv"]
        add(
            f"{layer}.qkv",
            np.concatenate(weights),
            np.concatenate([file.tensor(f"{layer}.{b}.b", hidden) for b in "qkv"]),
        )
        for name, rows, columns in (("ao", hidden, hidden), ("fi", inner, hidden), ("fo", hidden, inner)):
            weight = file.tensor(f"{layer}.{name}.w", rows, columns)
            add(f"{layer}.{name}", weight, file.tensor(f"{layer}.{name}.b", rows))
        for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
            found[f"{layer}.{name}"] = file.tensor(f"{layer}.{name}", hidden)
    return found
