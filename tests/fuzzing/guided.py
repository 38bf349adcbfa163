"""Lets atheris choose what a target is fed, by the lines that it reaches.

    python -m tests.fuzzing.guided TARGET [-max_total_time=600 and other options of libFuzzer]

atheris is not among the development packages, since it has wheels for some platforms only: `pip install atheris`.
"""

import sys
import warnings
from typing import Any

import atheris
from hypothesis import HealthCheck, given, settings

with atheris.instrument_imports(include=["index", "rag"]):
    from tests.fuzzing.targets import TARGETS


def main() -> None:
    """Feed the target that the command line names, until its time is over or something breaks."""
    strategy, target = TARGETS[sys.argv.pop(1)]
    warnings.simplefilter("ignore")  # parsers warn of damage
    run: Any = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))(given(strategy)(target))
    atheris.Setup(sys.argv, run.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
