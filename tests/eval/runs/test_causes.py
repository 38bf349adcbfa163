"""Why a run is bad, told from its diagnoses."""

from dataclasses import replace

from eval.records import Metric
from eval.runs.causes import likely_causes
from eval.runs.compare import compare
from tests.eval.builders import answered, refused, right, run

GOOD = run(*(right(each) for each in range(8)), *(refused(each) for each in range(8, 10)))


def test_nothing_refused_is_named() -> None:
    done = run(*(right(each) for each in range(3)), *(answered(each) for each in range(3, 7)))
    assert likely_causes(done) == ["nothing was refused: 4 unanswerable questions were answered"]


def test_everything_refused_is_named() -> None:
    done = run(*(refused(each, answerable=True) for each in range(3)), refused(4))
    assert likely_causes(done) == ["everything was refused: 3 answerable questions got no answer"]


def test_much_refused_and_little_refused_are_named() -> None:
    done = run(right(1), right(2), refused(3, answerable=True), answered(4), refused(5), refused(6))
    assert likely_causes(done) == [
        "too much was refused: 1 of 3 answerable questions got no answer",
        "too little was refused: 1 of 3 unanswerable questions were answered",
    ]


def test_a_run_without_a_fault_has_no_cause() -> None:
    assert likely_causes(run(right(1))) == []


def test_fallen_retrieval_is_named_with_both_figures() -> None:
    before = {**GOOD.metrics, "recall@5": Metric(1.0, count=8)}
    after = {**GOOD.metrics, "recall@5": Metric(0.8, count=8)}
    comparison = compare(replace(GOOD, metrics=before), replace(GOOD, metrics=after))
    (cause,) = likely_causes(replace(GOOD, metrics=after), comparison)
    assert cause.startswith("retrieval recall@5 fell from 1.000 to 0.800")
