"""Feeds one target with a number of examples."""

import warnings

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing.targets import TARGETS


def feed(name: str, examples: int, seed: int | None = None) -> None:
    """Try so many examples on the target `name`; what breaks it is made small and raised."""
    strategy, check = TARGETS[name]
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
