"""Runs on disk."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.records import Case
from eval.runs.storage import RunError, load_run, run_from_json, run_to_json
from tests.eval.builders import GOLD, answer, answered, outcome, refused, right, run, wrong

NASTY = outcome(
    Case("q9", "Is <b>this</b> | \x1b[31m @all?", facts=(("1901",),), type="odd\x00"), GOLD, answer(("c.txt", 0, 10))
)
RUN = run(right(1), wrong(2), refused(3), answered(4), NASTY, warnings=("One file could not be read.",))


def test_a_run_is_read_back_as_it_was() -> None:
    assert run_from_json(run_to_json(RUN)) == RUN


def test_only_timings_differ_between_two_runs_of_the_same() -> None:
    slower = run(*(replace(each, latency_ms=99.0) for each in RUN.outcomes), warnings=RUN.warnings)
    first, second = (json.loads(run_to_json(each)) for each in (RUN, slower))
    assert first.pop("timings") != second.pop("timings")
    assert first == second


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "timings": {}, "outcomes": [{}]}'])
def test_what_is_no_run_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json: not a run"):
        load_run(path)


def test_a_run_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="can't be read"):
        load_run(tmp_path / "run.json")
