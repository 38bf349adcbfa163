"""Feeds each target for a given time, each round with a new seed (`make fuzz ARGS='--seconds 600'`)."""

import argparse
import faulthandler
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.fuzzing.feeding import feed
from tests.fuzzing.targets import TARGETS

HANG = 120
"""Seconds after which one example counts as hanging: where it stands is printed, and the run ends."""
ROUND = 50
"""Examples between two looks at the clock."""


@contextmanager
def _watched() -> Iterator[None]:
    faulthandler.dump_traceback_later(HANG, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def main() -> None:
    """Feed the targets, and say how many examples each got."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    chosen = parser.parse_args()
    for name in chosen.targets or TARGETS:
        until, fed = time.monotonic() + chosen.seconds, 0
        while time.monotonic() < until:
            seed = random.SystemRandom().randrange(2**32)
            try:
                feed(name, examples=ROUND, seed=seed, watched=_watched)
            except BaseException:
                sys.stderr.write(f"{name} failed with the seed {seed}:\n")
                raise
            fed += ROUND
        sys.stdout.write(f"{name}: {fed:,} examples in {chosen.seconds:g} seconds, nothing broke\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
