"""Figures of whole runs, against numbers worked out by hand."""

import numpy as np
import pytest

from eval.metrics import statistics
from eval.metrics.statistics import Flags
from eval.records import Bin

REFUSED = np.array([True, True, False, False, False])
ANSWERABLE = np.array([True, False, False, True, True])


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=bool)


def test_refusals_are_judged() -> None:
    assert statistics.refusal_precision(REFUSED, ANSWERABLE) == 0.5
    assert statistics.refusal_recall(REFUSED, ANSWERABLE) == 0.5
    assert statistics.balanced_accuracy(REFUSED, ANSWERABLE) == pytest.approx((2 / 3 + 1 / 2) / 2)


@pytest.mark.parametrize("always", [True, False])
def test_one_answer_to_everything_is_no_better_than_chance(always: bool) -> None:
    assert statistics.balanced_accuracy(np.full(5, always), ANSWERABLE) == 0.5


def test_what_has_no_cases_has_no_score() -> None:
    nothing = flags()
    assert statistics.refusal_precision(flags(False), flags(True)) is None
    assert statistics.refusal_recall(flags(False), flags(True)) is None
    assert statistics.balanced_accuracy(flags(False), flags(True)) is None
    assert statistics.auroc(np.array([0.5]), flags(True)) is None
    assert statistics.balanced_accuracy(nothing, nothing) is None
    assert statistics.mean([]) is None
    assert statistics.percentile([], 0.5) is None
    assert statistics.calibration_error([]) is None
    assert statistics.mean_with_interval([]).value is None
    assert statistics.with_interval(lambda chosen: float(len(chosen)), 0).value is None


def test_auroc_counts_pairs_and_half_of_the_ties() -> None:
    # Pairs: .9>.5, .9>.2, .5=.5 (half), .5>.2: 3.5 of 4.
    scores = np.array([0.9, 0.5, 0.5, 0.2])
    assert statistics.auroc(scores, flags(True, True, False, False)) == pytest.approx(3.5 / 4)
    assert statistics.auroc(scores, flags(False, False, True, True)) == pytest.approx(0.5 / 4)


def test_the_reliability_curve_says_what_came_true() -> None:
    curve = statistics.reliability([0.95, 1.0, 0.91, 0.05], [True, True, False, False])
    assert curve == (Bin(0.0, 0.1, 1, 0.05, 0.0), Bin(0.9, 1.0, 3, 0.953333, 0.666667))
    assert statistics.calibration_error(curve) == pytest.approx((0.05 + 3 * (0.953333 - 0.666667)) / 4)


def test_percentiles_lie_between_values_by_proportion() -> None:
    assert statistics.percentile([10, 20, 30, 40], 0.5) == 25
    assert statistics.percentile([10, 20, 30, 40], 0.95) == pytest.approx(38.5)


def test_intervals_are_those_of_a_mean_and_always_the_same() -> None:
    values = [1.0] * 80 + [0.0] * 20
    figure = statistics.mean_with_interval(values)
    assert figure == statistics.mean_with_interval(values)
    assert (figure.value, figure.count) == (0.8, 100)
    assert figure.low is not None
    assert figure.high is not None
    # The normal approximation: 0.8 ± 1.96 * sqrt(0.8 * 0.2 / 100).
    assert figure.low == pytest.approx(0.8 - 0.0784, abs=0.015)
    assert figure.high == pytest.approx(0.8 + 0.0784, abs=0.015)
    array = np.array(values)
    assert statistics.with_interval(lambda chosen: float(array[chosen].mean()), 100) == figure


@pytest.mark.parametrize(
    ("worse", "better", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (10, 2, 2 * (1 + 12 + 66) / 4096), (3, 3, 1.0)],
)
def test_mcnemars_exact_test(worse: int, better: int, p: float) -> None:
    assert statistics.mcnemar(worse, better) == pytest.approx(p)
    assert statistics.mcnemar(better, worse) == pytest.approx(p)
