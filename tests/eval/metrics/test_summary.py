"""The figures of a run, out of the scores of its questions."""

from dataclasses import replace

import pytest

from eval.metrics.summary import METRICS, latency_of, reliability_of, summarise, summarise_types
from eval.records import FAILED, Outcome
from tests.eval.builders import answered, refused, right, wrong

OUTCOMES = (right(1), right(2), wrong(3), refused(4), answered(5), refused(6, answerable=True))


def test_every_figure_is_there_in_the_order_of_the_reports() -> None:
    assert list(summarise(OUTCOMES)) == list(METRICS)
    assert summarise(())["right"].value is None


def test_figures_are_shares_of_the_questions_that_have_gold_for_them() -> None:
    found = summarise(OUTCOMES)
    assert found["ok"].value == pytest.approx(3 / 6)
    assert found["ok"].count == 6
    assert found["right"].value == pytest.approx(2 / 4)
    assert found["right"].count == 4
    assert found["refusal_recall"].value == pytest.approx(1 / 2)
    assert found["refusal_precision"].value == pytest.approx(1 / 2)
    assert found["balanced_accuracy"].value == pytest.approx((3 / 4 + 1 / 2) / 2)


def test_an_error_is_neither_an_answer_nor_a_refusal() -> None:
    failed = replace(refused(7), diagnosis=FAILED)
    assert summarise((*OUTCOMES, failed))["refusal_recall"] == summarise(OUTCOMES)["refusal_recall"]
    assert sum(each.count for each in reliability_of((*OUTCOMES, failed))) == len(OUTCOMES)


def test_a_type_has_only_the_figures_that_it_has_gold_for() -> None:
    typed = [replace(each, case=replace(each.case, type="date")) for each in (right(1), wrong(2))]
    plain = replace(refused(3), case=replace(refused(3).case, type=""))
    tables = summarise_types([*typed, plain])
    assert list(tables) == ["date"]
    assert tables["date"]["ok"].value == pytest.approx(1 / 2)
    assert "differences" not in tables["date"]


def test_times_are_told_by_median_and_by_the_slowest() -> None:
    timed: list[Outcome] = [replace(right(number), latency_ms=float(number)) for number in range(1, 21)]
    found = latency_of([*timed, replace(right(21), latency_ms=None)])
    assert found["latency_p50"].value == pytest.approx(10.5)
    assert found["latency_p50"].count == 20
    assert found["latency_p95"].value == pytest.approx(19.1, abs=0.1)
    assert latency_of(())["latency_p50"].value is None
