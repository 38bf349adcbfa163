"""Makes the trials of `tests.index.crashes`, as many as the command line asks for (`make kill`)."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.index.crashes import Trials


def main() -> None:
    """Make the trials that the command line asks for, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        sys.stdout.write(f"{Trials(Path(base), chosen.seed).run(chosen.trials, told=20)}\n")


if __name__ == "__main__":
    main()
