"""What is told of the verdict's weights: shares by setting, and whether probabilities come true."""

import numpy as np
import pytest

from eval.experiments.reader.verdicts import Example, reliability, report


def example(*, answerable: bool, source: str = "a set") -> Example:
    return Example(source, 0, "fact", {"top": 0.0}, answerable)


GIVEN = [example(answerable=True), example(answerable=True), example(answerable=False), example(answerable=False)]
LOG_ODDS = np.log(np.array([0.9 / 0.1, 0.6 / 0.4, 0.7 / 0.3, 0.05 / 0.95]))
"""Of probabilities 0.9, 0.6, 0.7 and 0.05."""


def test_each_setting_has_its_shares_of_false_answers_and_wrong_refusals() -> None:
    (line,) = report(GIVEN, LOG_ODDS)
    assert line == "a set: 4 questions, AUROC 0.750, careful 0 / 50, balanced 50 / 50, eager 50 / 0 %"


def test_sets_are_told_apart() -> None:
    both = [*GIVEN, example(answerable=True, source="another"), example(answerable=False, source="another")]
    lines = list(report(both, np.array([*LOG_ODDS, 3.0, -3.0])))
    assert [line.partition(":")[0] for line in lines] == ["a set", "another"]
    assert lines[1].endswith("AUROC 1.000, careful 0 / 0, balanced 0 / 0, eager 0 / 0 %")


@pytest.mark.parametrize(("probability", "range_"), [(0.05, "0.0 to 0.1"), (0.95, "0.9 to 1.0")])
def test_what_is_thought_likely_is_compared_with_what_is_so(probability: float, range_: str) -> None:
    log_odds = np.full(4, np.log(probability / (1 - probability)))
    assert list(reliability(GIVEN, log_odds)) == [f"{range_}: 4 questions, 50 % answerable"]
