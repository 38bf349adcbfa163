"""The reader in torch: e5's lower layers, frozen, read question and window apart; the next ones read them together.

A window goes through the lower layers once, whatever is asked of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from rag.reading.e5_file import E5File


@dataclass(frozen=True, slots=True)
class Design:
    """The layers of e5 that read question and window apart, and those that read them together."""

    apart: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    together: tuple[int, ...] = (6, 7, 8, 9)


class Packed(NamedTuple):
    """Texts of several lengths in one row of tokens, and where each token stands in the padded table."""

    at: Tensor
    """Index of each token in the flattened (texts, longest) table."""
    mask: Tensor
    """Shape (texts, 1, 1, longest): 0 for a token, -inf for padding."""
    texts: int
    longest: int


def packed(lengths: Sequence[int], dtype: torch.dtype) -> Packed:
    """Return the layout of texts of these lengths."""
    longest, texts = max(lengths), len(lengths)
    known = torch.arange(longest)[None, :] < torch.tensor(lengths)[:, None]
    mask = torch.zeros(texts, longest, dtype=dtype).masked_fill(~known, -1e4)
    return Packed(known.reshape(-1).nonzero()[:, 0], mask[:, None, None, :], texts, longest)


class Layer(nn.Module):
    """One layer of BERT over packed tokens."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.first = nn.LayerNorm(hidden, eps=epsilon)
        self.wide = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.second = nn.LayerNorm(hidden, eps=epsilon)

    def forward(self, x: Tensor, layout: Packed) -> Tensor:
        """Return the tokens after attention and the feed-forward half."""
        return self.after(x, self._attention(self.qkv(x), layout))

    def after(self, x: Tensor, attended: Tensor) -> Tensor:
        """Return the tokens after the feed-forward half, given what attention brought."""
        x = self.first(x + self.out(attended))
        return self.second(x + self.narrow(f.gelu(self.wide(x))))

    def _attention(self, qkv: Tensor, layout: Packed) -> Tensor:
        hidden = qkv.shape[-1] // 3
        size = hidden // self.heads
        table = qkv.new_zeros(layout.texts * layout.longest, 3 * hidden).index_copy(0, layout.at, qkv)
        q, k, v = table.view(layout.texts, layout.longest, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q * (1 / math.sqrt(size)), k.transpose(-1, -2)) + layout.mask
        read = torch.matmul(torch.softmax(scores, -1), v).transpose(1, 2).reshape(-1, hidden)
        return read.index_select(0, layout.at)

    def take(self, file: E5File, number: int) -> None:
        """Take over the weights of a layer of e5."""
        hidden, inner = file.shape.hidden, file.shape.inner

        def tensor(name: str, *shape: int) -> Tensor:
            return torch.from_numpy(file.tensor(f"l{number}.{name}", *shape))

        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([tensor(f"{each}.w", hidden, hidden) for each in "qkv"]))
            self.qkv.bias.copy_(torch.cat([tensor(f"{each}.b", hidden) for each in "qkv"]))
            self.out.weight.copy_(tensor("ao.w", hidden, hidden))
            self.out.bias.copy_(tensor("ao.b", hidden))
            self.first.weight.copy_(tensor("aln.w", hidden))
            self.first.bias.copy_(tensor("aln.b", hidden))
            self.wide.weight.copy_(tensor("fi.w", inner, hidden))
            self.wide.bias.copy_(tensor("fi.b", inner))
            self.narrow.weight.copy_(tensor("fo.w", hidden, inner))
            self.narrow.bias.copy_(tensor("fo.b", hidden))
            self.second.weight.copy_(tensor("oln.w", hidden))
            self.second.bias.copy_(tensor("oln.b", hidden))


class Frozen(nn.Module):
    """The layers of e5 as they are, that read one text by itself."""

    def __init__(self, file: E5File, count: int) -> None:
        super().__init__()
        shape = file.shape
        self.file = file
        self.layers = nn.ModuleList(make_layer(file) for _ in range(count))
        for number, layer in enumerate(self.layers):
            layer.take(file, number)
        position = file.tensor("emb.pos", shape.positions, shape.hidden) + file.tensor("emb.type", -1)[: shape.hidden]
        self.register_buffer("position", torch.from_numpy(position))
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        with torch.no_grad():
            self.norm.weight.copy_(torch.from_numpy(file.tensor("emb.ln.w", shape.hidden)))
            self.norm.bias.copy_(torch.from_numpy(file.tensor("emb.ln.b", shape.hidden)))
        self.eval().requires_grad_(requires_grad=False)

    @torch.no_grad()
    def read(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return the states of each text's tokens, (tokens, hidden), in 16 bits."""
        lengths = [len(each) for each in texts]
        ids = np.concatenate([np.asarray(each, np.int64) for each in texts])
        places = torch.cat([torch.arange(each) for each in lengths])
        x = self.norm(torch.from_numpy(self.file.embeddings(ids)) + self.get_buffer("position")[places])
        layout = packed(lengths, torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16):
            for layer in self.layers:
                x = layer(x, layout)
        return [each.clone() for each in x.to(torch.bfloat16).split(lengths)]


class Inputs(NamedTuple):
    """Windows, each with the question in front, as the trained layers take them: all tokens in one row."""

    x: Tensor
    """States of the frozen layers: (tokens, hidden)."""
    segment: Tensor
    """0 for a token of the question, 1 of the window."""
    layout: Packed
    sentence_of: Tensor
    """The sentence of each token, of all sentences of the batch; -1 for none."""
    window_of: Tensor
    """The window of each sentence."""
    first: Tensor
    """The first token of each window."""


class Read(NamedTuple):
    """The model's output for a batch of windows."""

    sentences: Tensor
    """Log-odds of each sentence that it answers, against nothing in its window answering."""
    nothing: Tensor
    """Score of each window that nothing in it answers."""
    spans: Tensor
    """Shape (tokens, 2): scores of each token as first and as last of the answer."""


class Upper(nn.Module):
    """The layers that read question and window together, which are trained."""

    def __init__(self, file: E5File, numbers: Sequence[int]) -> None:
        super().__init__()
        hidden = file.shape.hidden
        self.segments = nn.Parameter(torch.zeros(2, hidden))
        self.layers = nn.ModuleList(make_layer(file) for _ in numbers)
        for layer, number in zip(self.layers, numbers, strict=True):
            layer.take(file, number)
        self.sentence = nn.Linear(3 * hidden, hidden)
        self.sentence_score = nn.Linear(hidden, 1)
        self.nothing = nn.Linear(hidden, hidden)
        self.nothing_score = nn.Linear(hidden, 1)
        self.spans = nn.Linear(hidden, 2)

    def forward(self, given: Inputs) -> Read:
        """Read windows, each with its question in front."""
        x = given.x + self.segments[given.segment]
        for layer in self.layers:
            x = layer(x, given.layout)
        x = x.float()
        start, sentence_of, window_of = x[given.first], given.sentence_of, given.window_of
        inside = (sentence_of >= 0).nonzero()[:, 0]
        of, count = sentence_of[inside], window_of.shape[0]
        states = x[inside]
        mean = states.new_zeros(count, states.shape[1]).index_add(0, of, states)
        mean = mean / torch.bincount(of, minlength=count).clamp(min=1)[:, None]
        most = states.new_full((count, states.shape[1]), -1e4).index_reduce(0, of, states, "amax")
        told = torch.cat([mean, most, start[window_of]], dim=1)
        score = self.sentence_score(torch.tanh(self.sentence(told)))[:, 0]
        nothing = self.nothing_score(torch.tanh(self.nothing(start)))[:, 0]
        return Read(score - nothing[window_of], nothing, self.spans(x))


def make_layer(file: E5File) -> Layer:
    """Return a layer of e5's shape."""
    shape = file.shape
    return Layer(shape.hidden, shape.heads, shape.inner, shape.epsilon)
