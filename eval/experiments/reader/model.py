"""The reader in torch: e5, frozen, reads the window; trained copies of its upper layers read the question over it.

In each trained layer the tokens of the question and one probe a sentence (the mark that ends it) attend to each other
and to the window's tokens as e5 left them at that depth. A window is so read once, whatever is asked of it.
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

SPAN_SIZE = 128
OWN = 1.5
"""What half of the heads begin with for tokens of a probe's own sentence."""


@dataclass(frozen=True, slots=True)
class Design:
    """Which layers of e5 read a question by itself, and which read it over the windows."""

    apart: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    together: tuple[int, ...] = (6, 7, 8, 9, 10, 11)


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
    def read(self, texts: Sequence[Sequence[int]], depths: Sequence[int]) -> list[Tensor]:
        """Return for each text the states of its tokens after so many layers: (depths, tokens, hidden), in 16 bits."""
        lengths = [len(each) for each in texts]
        ids = np.concatenate([np.asarray(each, np.int64) for each in texts])
        places = torch.cat([torch.arange(each) for each in lengths])
        x = self.norm(torch.from_numpy(self.file.embeddings(ids)) + self.get_buffer("position")[places])
        layout = packed(lengths, torch.bfloat16)
        levels: list[Tensor] = []
        with torch.autocast("cpu", torch.bfloat16):
            for number, layer in enumerate(self.layers):
                x = layer(x, layout)
                if number + 1 in depths:
                    levels.append(x.to(torch.bfloat16))
                if number + 1 >= max(depths):
                    break
        return [each.clone() for each in torch.stack(levels).split(lengths, 1)]


class Inputs(NamedTuple):
    """Windows with their question, as the trained layers take them. Active are a question's tokens and the probes."""

    active: Tensor
    """Packed: (active tokens, hidden)."""
    segment: Tensor
    """0 for a token of the question, 1 for a probe."""
    active_layout: Packed
    levels: Tensor
    """The windows' tokens at each depth, packed: (depths, tokens, hidden)."""
    window_layout: Packed
    active_sentence: Tensor
    """The sentence that each active token is the probe of, of all sentences of the batch; -1 for the question's."""
    sentence_of: Tensor
    """The sentence of each token of the windows; -1 for none."""
    probe: Tensor
    """The active token of each sentence."""
    window_of: Tensor
    """The window of each sentence."""
    first: Tensor
    """The first active token of each window."""


class Read(NamedTuple):
    """What the model says of a batch of windows."""

    sentences: Tensor
    """Log-odds of each sentence that it answers, against nothing in its window answering."""
    nothing: Tensor
    """Score of each window that nothing in it answers."""
    span_queries: Tensor
    """(sentences, 2, SPAN_SIZE): what the first and the last token of the answer are looked for with."""
    span_keys: Tensor
    """(tokens, SPAN_SIZE)."""


class Upper(nn.Module):
    """What reads the question over the windows, and is trained."""

    def __init__(self, file: E5File, numbers: Sequence[int]) -> None:
        super().__init__()
        hidden, heads = file.shape.hidden, file.shape.heads
        self.segments = nn.Parameter(torch.zeros(2, hidden))
        self.layers = nn.ModuleList(make_layer(file) for _ in numbers)
        for layer, number in zip(self.layers, numbers, strict=True):
            layer.take(file, number)
        own = torch.zeros(len(numbers), heads)
        own[:, ::2] = OWN
        self.own = nn.Parameter(own)
        self.sentence = nn.Linear(2 * hidden, hidden)
        self.sentence_score = nn.Linear(hidden, 1)
        self.nothing = nn.Linear(hidden, hidden)
        self.nothing_score = nn.Linear(hidden, 1)
        self.span_query = nn.Linear(hidden, 2 * SPAN_SIZE)
        self.span_key = nn.Linear(hidden, SPAN_SIZE)

    def forward(self, given: Inputs) -> Read:
        """Read questions over windows."""
        x = given.active + self.segments[given.segment]
        mask = torch.cat([given.active_layout.mask, given.window_layout.mask], -1)
        same = same_sentence(given).to(mask.dtype)
        for number, layer in enumerate(self.layers):
            bias = mask + same * self.own[number].to(mask.dtype)[None, :, None, None]
            x = layer.after(x, attention_over(layer, x, given.levels[number], given, bias))
        x = x.float()
        start, probes = x[given.first], x[given.probe]
        told = torch.cat([probes, start[given.window_of]], 1)
        score = self.sentence_score(torch.tanh(self.sentence(told)))[:, 0]
        nothing = self.nothing_score(torch.tanh(self.nothing(start)))[:, 0]
        queries = self.span_query(probes).view(-1, 2, SPAN_SIZE)
        return Read(score - nothing[given.window_of], nothing, queries, torch.tanh(self.span_key(given.levels[-1])))


def same_sentence(given: Inputs) -> Tensor:
    """Return (windows, 1, active, active + tokens): 1 where a probe looks at a token of its sentence."""
    active, window = given.active_layout, given.window_layout
    asked = torch.full((active.texts * active.longest,), -2).index_copy(0, active.at, given.active_sentence)
    asked = asked.masked_fill(asked < 0, -2).view(active.texts, 1, active.longest, 1)
    told = torch.full((window.texts * window.longest,), -1).index_copy(0, window.at, given.sentence_of)
    same = asked == told.view(window.texts, 1, 1, window.longest)
    return torch.cat([torch.zeros(active.texts, 1, active.longest, active.longest, dtype=torch.bool), same], -1)


def attention_over(layer: Layer, x: Tensor, level: Tensor, given: Inputs, bias: Tensor) -> Tensor:
    """Let the active tokens attend to each other and to the tokens of their windows."""
    hidden, heads = x.shape[-1], layer.heads
    size = hidden // heads
    own = layer.qkv(x)
    told = f.linear(level, layer.qkv.weight[hidden:], layer.qkv.bias[hidden:])
    active, window = given.active_layout, given.window_layout
    table = own.new_zeros(active.texts * active.longest, 3 * hidden).index_copy(0, active.at, own)
    q, k, v = table.view(active.texts, active.longest, 3, heads, size).permute(2, 0, 3, 1, 4)
    beside = told.new_zeros(window.texts * window.longest, 2 * hidden).index_copy(0, window.at, told)
    more_k, more_v = beside.view(window.texts, window.longest, 2, heads, size).permute(2, 0, 3, 1, 4)
    scores = torch.matmul(q * (1 / math.sqrt(size)), torch.cat([k, more_k], 2).transpose(-1, -2)) + bias
    read = torch.matmul(torch.softmax(scores, -1), torch.cat([v, more_v], 2)).transpose(1, 2).reshape(-1, hidden)
    return read.index_select(0, active.at)


def make_layer(file: E5File) -> Layer:
    """Return a layer of e5's shape."""
    shape = file.shape
    return Layer(shape.hidden, shape.heads, shape.inner, shape.epsilon)
