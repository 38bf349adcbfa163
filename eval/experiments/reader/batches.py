"""Groups as tensors: pieces, states of the frozen layers, and what is to be learnt from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from eval.experiments.reader.data.groups import Group
from eval.experiments.reader.model import Frozen, Inputs, packed
from eval.experiments.reader.store import Store
from rag.reading.pieces import Pieces
from rag.reading.windows import Encoded, encode_question


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Groups as the model and the loss take them; all windows in one row."""

    inputs: Inputs
    group_of: Tensor
    """The group of each sentence."""
    gold: Tensor
    """Whether each sentence answers."""
    groups: int
    spans: Tensor
    """Rows of: a sentence that answers, the piece its answer begins with, the piece it ends with."""


def batches(groups: Iterable[Group], tokens: int) -> Iterator[list[Group]]:
    """Put groups together until they hold about so many words (a piece is taken for 0.7 words)."""
    row: list[Group] = []
    size = 0
    for group in groups:
        asked = len(group.question.split())
        words = sum(asked + 8 + sum(len(each.split()) for each in shown.window.sentences) for shown in group.shown)
        if row and (size + words) / 0.7 > tokens:
            yield row
            row, size = [], 0
        row.append(group)
        size += words
    if row:
        yield row


def as_batch(pieces: Pieces, frozen: Frozen, store: Store, groups: Sequence[Group]) -> Batch:
    """Return groups as tensors."""
    questions = frozen.read([encode_question(pieces, each.question) for each in groups])
    windows = store.windows([shown for each in groups for shown in each.shown])
    parts: list[Tensor] = []
    segment: list[Tensor] = []
    sentence_of: list[Tensor] = []
    lengths: list[int] = []
    window_of: list[int] = []
    group_of: list[int] = []
    gold: list[bool] = []
    spans: list[tuple[int, int, int]] = []
    at = number = 0
    for group, (each, question) in enumerate(zip(groups, questions, strict=True)):
        for shown in each.shown:
            encoded, state = windows[number]
            parts += [question, state]
            segment += [torch.zeros(len(question), dtype=torch.long), torch.ones(len(state), dtype=torch.long)]
            own = np.where(encoded.sentence >= 0, encoded.sentence + len(window_of), -1)
            sentence_of += [torch.full((len(question),), -1), torch.from_numpy(own)]
            for s in shown.gold:
                place = _span(encoded, s, shown.window.sentences[s], each.answers)
                if place:
                    begin = at + len(question)
                    spans.append((len(window_of) + s, begin + place[0], begin + place[1]))
            window_of += [number] * len(shown.window.sentences)
            group_of += [group] * len(shown.window.sentences)
            gold += [s in shown.gold for s in range(len(shown.window.sentences))]
            lengths.append(len(question) + len(state))
            at += lengths[-1]
            number += 1
    first = torch.tensor([0, *lengths[:-1]]).cumsum(0)
    inputs = Inputs(
        torch.cat(parts), torch.cat(segment), packed(lengths, torch.bfloat16), torch.cat(sentence_of),
        torch.tensor(window_of), first,
    )  # fmt: skip
    return Batch(
        inputs, torch.tensor(group_of), torch.tensor(gold), len(groups),
        torch.tensor(spans, dtype=torch.long).reshape(-1, 3),
    )  # fmt: skip


def _span(encoded: Encoded, sentence: int, text: str, answers: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last piece of the answer in a sentence of the window, or `None` if it isn't there."""
    for answer in answers:
        start = text.lower().find(answer.lower()) if answer else -1
        if start < 0:
            continue
        end = start + len(answer)
        inside = np.flatnonzero((encoded.sentence == sentence) & (encoded.start < end) & (encoded.end > start))
        if len(inside):
            return int(inside[0]), int(inside[-1])
    return None
