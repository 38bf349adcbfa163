"""What the reader is taught by: one choice among the sentences of all windows of a question, and "none"."""

import torch
from torch import Tensor
from torch.nn import functional as f

from eval.experiments.reader.batches import Batch
from eval.experiments.reader.model import Read

SPAN_WEIGHT, WITHIN_WEIGHT = 0.1, 0.5
FAR = -1e4


def loss_of(read: Read, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Return the sums over the batch of the choice's loss, the choice's within a window, and the spans'."""
    return _choice(read, batch).sum(), _within(read, batch), _spans(read, batch)


def _choice(read: Read, batch: Batch) -> Tensor:
    """Return -log P(a sentence that answers) of each group; P(none) ~ 1, P(sentence) ~ exp(its log-odds)."""
    scores = read.sentences.float()
    every = _log_sum(scores, batch.group_of, batch.groups)
    golden = scores.masked_fill(~batch.gold, FAR)
    right = _log_sum(golden, batch.group_of, batch.groups, none=FAR)
    answerable = torch.zeros(batch.groups, dtype=torch.bool).index_put(
        (batch.group_of[batch.gold],), torch.tensor(True)
    )
    return every - torch.where(answerable, right, torch.zeros_like(right))


def _within(read: Read, batch: Batch) -> Tensor:
    """Return the sum of -log P(a sentence that answers) among the sentences of each window that holds one."""
    scores, window_of = read.sentences.float(), batch.inputs.window_of
    windows = int(window_of.max()) + 1
    every = _log_sum(scores, window_of, windows, none=FAR)
    right = _log_sum(scores.masked_fill(~batch.gold, FAR), window_of, windows, none=FAR)
    return (every - right)[torch.unique(window_of[batch.gold])].sum()


def _log_sum(scores: Tensor, group_of: Tensor, groups: int, none: float = 0.0) -> Tensor:
    """Return log(exp(none) + sum of exp(scores)) of each group."""
    most = torch.full((groups,), none).scatter_reduce(0, group_of, scores.detach(), "amax")
    total = torch.exp(torch.full((groups,), none) - most)
    total = total.index_add(0, group_of, torch.exp(scores - most[group_of]))
    return torch.log(total) + most


def _spans(read: Read, batch: Batch) -> Tensor:
    if not len(batch.spans):
        return read.spans.sum() * 0
    total = read.spans.new_zeros(())
    for sentence, start, end in batch.spans.tolist():
        inside = (batch.inputs.sentence_of == sentence).nonzero()[:, 0]
        scores = f.log_softmax(read.spans[inside].float(), 0)
        begin = int(inside[0])
        total = total - scores[start - begin, 0] - scores[end - begin, 1]
    return total
