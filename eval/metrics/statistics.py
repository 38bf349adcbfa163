"""The measures of a whole run: rates, ranking by confidence, calibration, intervals, tests. Pure functions."""

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from eval.records import Bin, Metric

RESAMPLES: Final = 1000
SEED: Final = 20170312
"""Any number: fixed, so that two runs give the same intervals."""

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


def mean(values: Sequence[float]) -> float | None:
    """Return the mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which a share of the values lies, between two of them by proportion."""
    return float(np.percentile(values, share * 100)) if values else None


def ratio(part: int, whole: int) -> float | None:
    """Return part / whole; None when there is no whole."""
    return part / whole if whole else None


def refusal_precision(refused: Flags, answerable: Flags) -> float | None:
    """Return the share of the refusals that were right."""
    return ratio(int((refused & ~answerable).sum()), int(refused.sum()))


def refusal_recall(refused: Flags, answerable: Flags) -> float | None:
    """Return the share of the unanswerable questions that were refused."""
    return ratio(int((refused & ~answerable).sum()), int((~answerable).sum()))


def balanced_accuracy(refused: Flags, answerable: Flags) -> float | None:
    """Return the mean of two shares: of the answerable that were answered, of the unanswerable that were refused.

    Answering always, or never, gives 0.5 however many of either kind there are.
    """
    answered = ratio(int((answerable & ~refused).sum()), int(answerable.sum()))
    declined = refusal_recall(refused, answerable)
    return None if answered is None or declined is None else (answered + declined) / 2


def auroc(scores: NDArray[np.float64], positive: Flags) -> float | None:
    """Return how likely a positive scores above a negative, ties counting half (Mann and Whitney's U)."""
    yes, no = int(positive.sum()), int((~positive).sum())
    if not yes or not no:
        return None
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[positive].sum() - yes * (yes + 1) / 2) / (yes * no))


def reliability(scores: Sequence[float], positive: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Return the reliability curve: in each tenth of the confidence, what was said and what came true."""
    places = [min(bins - 1, int(score * bins)) for score in scores]
    curve = []
    for each in range(bins):
        members = [number for number, place in enumerate(places) if place == each]
        if members:
            said = math.fsum(scores[number] for number in members) / len(members)
            true = sum(positive[number] for number in members) / len(members)
            curve.append(Bin(each / bins, (each + 1) / bins, len(members), round(said, 6), round(true, 6)))
    return tuple(curve)


def calibration_error(curve: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: how far, on average, confidence is from what came true."""
    total = sum(each.count for each in curve)
    return math.fsum(each.count * abs(each.confidence - each.share) for each in curve) / total if total else None


def with_interval(statistic: Callable[[Indices], float | None], count: int) -> Metric:
    """Return a figure with its 95 % interval, by resampling the questions (Efron's percentile bootstrap, seeded).

    Args:
        statistic: computes the figure from the numbers of the questions to count, some of them more than once.
        count: how many questions there are.
    """
    value = statistic(np.arange(count)) if count else None
    if value is None:
        return Metric(None)
    found = [statistic(chosen) for chosen in _resamples(count)]
    return _metric(value, [each for each in found if each is not None], count)


def mean_with_interval(values: Sequence[float]) -> Metric:
    """Return the mean of some scores with its 95 % interval."""
    average = mean(values)
    if average is None:
        return Metric(None)
    means = np.asarray(values, dtype=float)[_resamples(len(values))].mean(axis=1)
    return _metric(average, means.tolist(), len(values))


def _resamples(count: int) -> Indices:
    return np.random.default_rng(SEED).integers(0, count, (RESAMPLES, count))


def _metric(value: float, resampled: Sequence[float], count: int) -> Metric:
    low, high = np.percentile(resampled or [value], [2.5, 97.5])
    return Metric(round(value, 6), round(float(low), 6), round(float(high), 6), count)


def mcnemar(worse: int, better: int) -> float:
    """Return how likely a difference as large as this is by chance alone: McNemar's exact test, two-sided.

    Only questions whose outcome changed say anything; by chance, each is as likely to have become worse as better.

    Args:
        worse: how many went from right to wrong.
        better: how many went from wrong to right.
    """
    changed = worse + better
    tail = sum(math.comb(changed, each) for each in range(min(worse, better) + 1))
    return min(1.0, 2 * tail / float(2**changed))
