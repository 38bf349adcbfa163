"""The regression behind `rag/abstention/confidence.toml`, and how it is judged on articles that it wasn't fitted on."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.abstention.confidence import SUREST

FOLDS: Final = 8
STEPS: Final = 100
LIMIT: Final = 500.0
"""Log-odds beyond which a number overflows."""
TINY: Final = 1e-9
RIDGE, RIDGE_UNMET = 3.0, 0.1
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the weights see it."""

    source: str
    article: str
    signs: tuple[float, ...]
    unmet: tuple[float, ...]
    answerable: bool
    weight: float
    made: bool
    """Whether it was made false from another question."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the base, its constant first, and of the groups of premises."""

    base: Matrix
    unmet: Matrix

    def log_odds(self, signs: Matrix, unmet: Matrix) -> Matrix:
        """Return the log-odds that each question is answered."""
        return _saturated(self.base[0] + signs @ self.base[1:]) + unmet @ self.unmet


def fit(given: Sequence[Example]) -> Weights:
    """Fit the weights: the base on questions as written, then what unmet premises take away, on all."""
    signs, unmet, answered, weight = _arrays(given)
    written = np.array([not each.made for each in given])
    every = np.hstack([np.ones((len(given), 1)), signs, unmet])
    size = 1 + signs.shape[1]
    base = regress(every[written], answered[written], weight[written], RIDGE)[:size]
    offset = _saturated(every[:, :size] @ base)
    return Weights(base, regress(unmet, answered, weight, RIDGE_UNMET, offset, constant=False))


def _saturated(log_odds: Matrix) -> Matrix:
    result: Matrix = np.logaddexp(0, -SUREST) - np.logaddexp(-log_odds, -SUREST)
    return result


def regress(
    signs: Matrix,
    answered: Matrix,
    weight: Matrix,
    ridge: float,
    offset: Matrix | None = None,
    *,
    constant: bool = True,
) -> Matrix:
    """Return the coefficients of a ridge logistic regression, by Newton's method.

    Args:
        signs: shape (examples, signs); the first column is the constant if there is one.
        answered: 1 or 0 for each.
        weight: of each example.
        ridge: the penalty on a coefficient's square, of columns scaled to a deviation of 1; the constant pays none.
        offset: log-odds that are given.
        constant: whether there is a constant: then columns are scaled.
    """
    scale = np.where(signs.std(axis=0) > 0, signs.std(axis=0), 1.0) if constant else np.ones(signs.shape[1])
    scaled, given = signs / scale, np.zeros(len(signs)) if offset is None else offset
    penalty = np.full(signs.shape[1], ridge)
    penalty[: int(constant)] = 0.0

    def gain(tried: Matrix) -> float:
        odds = given + scaled @ tried
        return float(weight @ (answered * odds - np.logaddexp(0, odds)) - penalty @ tried**2 / 2)

    found = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-np.clip(given + scaled @ found, -LIMIT, LIMIT)))
        slope = scaled.T @ (weight * (answered - sure)) - penalty * found
        curve = (scaled * (weight * sure * (1 - sure))[:, None]).T @ scaled + np.diag(penalty + TINY)
        step = np.linalg.solve(curve, slope)
        while np.abs(step).max() > TINY and gain(found + step) < gain(found):
            step = step / 2  # where all are sure, and wrong, the curve is flat, and a whole step leads far beyond
        found = found + step
    result: Matrix = found / scale
    return result


def judged(given: Sequence[Example]) -> Matrix:
    """Return the log-odds of each example, by weights that were fitted on other articles."""
    signs, unmet, _, _ = _arrays(given)
    fold = np.array([zlib.crc32(each.article.encode()) % FOLDS for each in given])
    result = np.zeros(len(given))
    for number in range(FOLDS):
        there = fold == number
        if there.any():
            known = fit([each for each, held in zip(given, there, strict=True) if not held])
            result[there] = known.log_odds(signs[there], unmet[there])
    return result


def _arrays(given: Sequence[Example]) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    return (
        np.array([each.signs for each in given]), np.array([each.unmet for each in given]),
        np.array([float(each.answerable) for each in given]), np.array([each.weight for each in given]),
    )  # fmt: skip
