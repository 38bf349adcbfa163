"""A second opinion on a run, by a model that is scripted here."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.records import Outcome
from eval.runs.judging import Judgement, Opinion, judge_run, opinion_lines
from index.errors import UsageError
from rag.generation.models import LIKE_KEY
from rag.generation.streaming import ModelError
from rag.settings import Settings
from tests.eval.builders import refused, right, run
from tests.scripted import scripted_server


def asked(outcome: Outcome) -> Outcome:
    return replace(outcome, answer={**outcome.answer, "standalone_question": outcome.case.question})


def judged(messages: list[dict[str, str]]) -> str:
    return "It does. [RESULT] 2" if "relevant to the query" in messages[-1]["content"] else "YES"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIKE_KEY, "sk-test-7c1f2e9d4b")


def test_answers_are_judged_and_refusals_left_out(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    answers = run(*(asked(each) for each in (right(1), refused(2), right(3))))
    with scripted_server(judged) as judge:
        opinion = judge_run(answers, judge.model, Settings(), tmp_path, lambda *step: steps.append(step))
        calls = len(judge.keys)
        again = judge_run(answers, judge.model, Settings(), tmp_path)
        assert len(judge.keys) == calls, "what was judged before costs nothing"
    assert opinion.answers == (Judgement("q1", 1.0, 1.0), Judgement("q3", 1.0, 1.0))
    assert again == opinion
    assert steps == [("judging", 1, 2), ("judging", 2, 2)]
    assert str(opinion).endswith(
        " on 2 answers: faithful 1.00, relevant 1.00. A second opinion, which no bar looks at."
    )


def test_an_opinion_is_written_as_lines_of_json_and_says_what_is_unclear() -> None:
    opinion = Opinion("a judge", (Judgement("q1", None, 0.5), Judgement("q2", 1.0, 0.0)))
    assert [json.loads(line) for line in opinion_lines(opinion).splitlines()] == [
        {"id": "q1", "faithful": None, "relevant": 0.5}, {"id": "q2", "faithful": 1.0, "relevant": 0.0}
    ]  # fmt: skip
    assert "faithful 1.00, 1 unclear, relevant 0.25." in str(opinion)
    assert "faithful not said" in str(Opinion("a judge", ()))


def test_a_judge_that_fails_or_is_none_is_an_error_without_its_key() -> None:
    answers = run(asked(right(1)))
    with scripted_server(judged, status=401) as judge, pytest.raises(ModelError) as told:
        judge_run(answers, judge.model, Settings())
    assert "sk-test" not in str(told.value)
    with pytest.raises(UsageError, match="can't judge"):
        judge_run(answers, "none", Settings())
