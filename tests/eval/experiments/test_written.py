"""The set of written sentences: how well the checks do on it may not get worse unseen."""

import pytest

from eval.experiments.written import RIGHT, Judged, confusion, judge_sentences, read_sentences, shares
from tests.eval.conftest import Sample


@pytest.fixture(scope="module")
def judged(sample: Sample) -> list[Judged]:
    return list(judge_sentences(sample.pressmark, read_sentences(), "sample"))


def test_the_set_has_as_many_wrong_sentences_as_right_ones_of_seven_kinds() -> None:
    sentences = read_sentences()
    kinds = {each.kind for each in sentences}
    assert len(sentences) >= 200
    assert sum(each.kind == RIGHT for each in sentences) == len(sentences) // 2
    assert kinds == {RIGHT, "number", "date", "name", "negation", "exaggeration", "opinion", "wrong-source"}
    assert len({each.id for each in sentences}) == len(sentences)


@pytest.mark.timeout(600)
def test_right_sentences_are_kept_and_wrong_ones_found(judged: list[Judged]) -> None:
    kept, found = shares(judged)
    assert kept >= 0.95
    assert found >= 0.9


@pytest.mark.timeout(600)
def test_the_half_that_was_not_tuned_on_does_nearly_as_well(judged: list[Judged]) -> None:
    kept, found = shares([each for each in judged if each.written.half == "held-out"])
    assert kept >= 0.91
    assert found >= 0.91


def test_shares_and_confusion_count_by_half_and_kind() -> None:
    one, other, *_ = read_sentences()
    judged = [Judged(one, "supported"), Judged(one, "removed"), Judged(other, "removed")]
    assert shares(judged) == (0.5, 1.0)
    assert confusion(judged)[one.half, RIGHT] == (1, 2)
