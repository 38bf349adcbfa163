"""The gate: bars, comparison with an earlier run, likely causes."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.records import FAILED, Outcome
from eval.runs.gate import DEFAULT_BARS, bars_for, judge, read_bars, read_minima
from index.errors import PressmarkError, UsageError
from tests.eval.builders import refused, right, run, wrong

GOOD = run(*(right(each) for each in range(8)), *(refused(each) for each in range(8, 10)))


def failed(number: int) -> Outcome:
    done = refused(number, answerable=True)
    return replace(done, diagnosis=FAILED, answer={**done.answer, "error": "The library is gone."})


def test_a_good_run_passes() -> None:
    verdict = judge(GOOD, {"right": 1.0, "refusal_recall": 1.0, "verbatim": 1.0, "mrr": 1.0, "latency_p95": 11.0})
    assert verdict.passed
    assert verdict.message == "mine: passed."
    assert verdict.causes == ()


def test_a_fallen_bar_is_named_with_how_far_it_fell() -> None:
    done = run(*(right(each) for each in range(6)), wrong(6), wrong(7), refused(8), refused(9))
    verdict = judge(done, {"right": 0.9, "refusal_recall": 0.9})
    assert not verdict.passed
    assert verdict.reasons == ["right (right, right article) is 0.750, 0.150 under its bar of 0.9"]
    assert verdict.causes == (
        "2 of 2 wrong questions have the same fault: the right article was cited, but with sentences that don't answer",
    )


def test_where_less_is_better_a_bar_is_an_upper_limit() -> None:
    assert judge(GOOD, {"latency_p95": 5.0}).reasons == ["latency_p95 is 10.000, 5.000 over its bar of 5"]
    assert judge(GOOD, {"calibration_error": 0.05}).reasons[0].endswith("0.050 over its bar of 0.05")


def test_a_bar_without_gold_falls() -> None:
    assert judge(GOOD, {"misinformation": 0.5}).reasons == [
        "misinformation (misinformation) has a bar of 0.5, but the set has no gold for it"
    ]


def test_an_error_of_the_engine_always_stops_a_run() -> None:
    verdict = judge(run(right(1), failed(2)), {})
    assert verdict.reasons == ["1 questions ended in an error"]
    assert verdict.causes == ("the engine failed on 1 of 2 questions, first: The library is gone.",)


def test_bars_are_read_from_pyproject(tmp_path: Path) -> None:
    assert read_bars(tmp_path) == DEFAULT_BARS
    file = tmp_path / "pyproject.toml"
    file.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert read_bars(tmp_path) == DEFAULT_BARS
    file.write_text('[tool.pressmark.eval.mine]\nright = 0.8\n"recall@5" = 1\n', encoding="utf-8")
    assert read_bars(tmp_path) == {"mine": {"right": 0.8, "recall@5": 1}}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[tool.pressmark.eval]\nright = 0.8\n", "write a table for each set"),
        ("[tool.pressmark.eval.mine]\nrigth = 0.8\n", "there is no metric 'rigth'"),
        ("[tool.pressmark.eval.mine]\nright = true\n", "a number is wanted"),
        ("[tool.", "can't be read"),
    ],
)
def test_faulty_bars_are_refused(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    with pytest.raises(PressmarkError, match=message):
        read_bars(tmp_path)


def test_the_command_line_comes_before_the_file() -> None:
    minima = read_minima(["right=0.5", "recall@5=0.9"])
    assert bars_for("mine", {"mine": {"right": 0.9, "mrr": 0.7}}, minima) == {"right": 0.5, "mrr": 0.7, "recall@5": 0.9}
    assert bars_for("other", {}, minima) == minima


@pytest.mark.parametrize("option", ["right", "right=much", "rigth=1", "=1", "right=nan"])
def test_a_faulty_minimum_is_wrong_use(option: str) -> None:
    with pytest.raises(UsageError, match="--min"):
        read_minima([option])


def test_the_packaged_bars_are_those_of_this_project() -> None:
    root = Path(__file__).resolve().parents[3]
    assert read_bars(root) == DEFAULT_BARS
