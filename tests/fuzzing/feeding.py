"""Feeds one target with a number of examples."""

import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing.targets import TARGETS


def feed(
    name: str,
    examples: int,
    seed: int | None = None,
    watched: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Try so many examples on the target `name`, each `watched`; what breaks it is made small and raised."""
    strategy, target = TARGETS[name]

    def check(example: Any) -> None:  # noqa: ANN401  # whatever the target takes
        with watched():
            target(example)

    limited = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    run = limited(given(strategy)(check))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parsers warn of damage
        (run if seed is None else hypothesis.seed(seed)(run))()
