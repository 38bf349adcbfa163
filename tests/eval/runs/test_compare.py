"""A run against an earlier one."""

from dataclasses import replace

import pytest

from eval.runs.compare import CompareError, compare
from eval.runs.gate import judge
from tests.eval.builders import refused, right, run, wrong

GOOD = run(*(right(each) for each in range(8)), *(refused(each) for each in range(8, 10)))


def test_a_small_drop_is_told_but_stops_nothing() -> None:
    after = run(*(right(each) for each in range(3)), *(wrong(each) for each in range(3, 8)), refused(8), refused(9))
    comparison = compare(GOOD, after)
    assert [flip.after.case.id for flip in comparison.worse] == ["q3", "q4", "q5", "q6", "q7"]
    assert comparison.outcomes.p_value == 0.0625
    assert not comparison.is_drop
    assert judge(after, {}, comparison).passed


def test_a_drop_that_chance_does_not_explain_stops_a_run() -> None:
    after = run(*(right(each) for each in range(2)), *(wrong(each) for each in range(2, 8)), refused(8), refused(9))
    verdict = judge(after, {}, compare(GOOD, after))
    assert not verdict.passed
    assert "questions handled rightly: 6 became worse and 0 better" in verdict.message
    assert "(p = 0.031)" in verdict.message


def test_a_rise_never_stops_a_run() -> None:
    before = run(*(wrong(each) for each in range(8)), refused(8), refused(9))
    comparison = compare(before, GOOD)
    assert (len(comparison.worse), len(comparison.better)) == (0, 8)
    assert judge(GOOD, {}, comparison).passed


def test_only_the_same_questions_are_compared() -> None:
    changed = replace(right(0), case=replace(right(0).case, question="Another?"))
    comparison = compare(GOOD, run(changed, wrong(1), set_hash="s1", corpus_hash="c1", settings={"sentences": 4}))
    assert comparison.common == 1
    assert [flip.after.case.id for flip in comparison.worse] == ["q1"]
    assert comparison.notes == (
        "The articles differ (articles then, articles now).",
        "The set changed: 1 of 2 questions are the same and are compared.",
        "Settings differ: sentences.",
    )
    with pytest.raises(CompareError, match="has no question of 'mine'"):
        compare(GOOD, run(changed))


def test_a_reworded_note_leaves_a_question_the_same() -> None:
    noted = replace(wrong(0), case=replace(wrong(0).case, note="looked at again"))
    assert compare(GOOD, run(noted)).common == 1
