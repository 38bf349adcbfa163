"""What anybody might ask, and no article answers, is declined."""

from eval.datasets.adapters import load_set
from eval.runs.gate import DEFAULT_BARS, judge
from tests.eval.conftest import Sample, ask_all


def test_everyday_questions_are_declined_over_the_samples(sample: Sample) -> None:
    run = ask_all(sample, sample.pressmark, load_set("everyday"))
    assert judge(run, DEFAULT_BARS["everyday"]).reasons == []
