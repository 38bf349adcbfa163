"""The command `eval`, as it is typed."""

import json
import shutil
from pathlib import Path

import pytest

from eval.datasets.sets import SAMPLE
from rag.generation.models import LIKE_KEY
from tests.scripted import scripted_server
from tests.ui.door import Run
from tests.ui.evaluating import Evaluate
from ui.commands import evaluation  # noqa: F401  # puts the command on the app
from ui.commands.app import DONE, FAILED

KEY = "sk-test-7c1f2e9d4b"


def test_figures_are_printed_and_the_report_is_written(evaluate: Evaluate, tmp_path: Path) -> None:
    done = evaluate("mine.jsonl", "--report", "report")
    assert done.exit_code == DONE, done.output
    assert "right, right article" in done.stdout
    assert "mine: passed." in done.stdout
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == [
        "mine.html", "mine.json", "mine.md", "mine.xml",
    ]  # fmt: skip
    again = evaluate("mine.jsonl", "--compare", "report")
    assert again.exit_code == DONE
    assert "1 questions: 0 became wrong, 0 became right" in again.stdout


def test_a_fallen_bar_exits_with_1(evaluate: Evaluate) -> None:
    done = evaluate("mine.jsonl", "--min", "refusal_recall=0.9")
    assert done.exit_code == FAILED
    assert "refusal_recall (refusal recall) has a bar of 0.9, but the set has no gold for it" in done.stdout


def test_a_set_is_made_once_and_runs(evaluate: Evaluate, tmp_path: Path) -> None:
    shutil.copy(SAMPLE / "102-turkstream-opens.md", tmp_path / "articles")
    done = evaluate("--make", "articles")
    assert done.exit_code == DONE, done.output
    assert done.stdout == "pressmark eval articles-questions.jsonl --articles articles\n"
    made = (tmp_path / "articles-questions.jsonl").read_text(encoding="utf-8")
    assert made.count("\n") >= 1
    again = evaluate("--make", "articles")
    assert again.exit_code == FAILED
    assert "is there already" in again.stderr
    run = evaluate("articles-questions.jsonl", "--articles", "articles")
    assert run.exit_code == DONE, run.output


def test_a_judge_says_how_faithful_and_relevant_answers_are_and_stops_nothing(
    run: Run, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv(LIKE_KEY, KEY)
    case = {
        "id": "q",
        "question": "Who is the captain of the ferry Margarethe?",
        "answerable": True,
        "facts": [["Ruth Halloran"]],
    }
    (tmp_path / "mine.jsonl").write_text(json.dumps(case), encoding="utf-8")

    def judged(messages: list[dict[str, str]]) -> str:
        asked = messages[-1]["content"]
        return "It names her. [RESULT] 1" if "relevant to the query" in asked else "NO"

    command = ("eval", "mine.jsonl", "--library", library_folder, "--report", "report", "--judge")
    with scripted_server(judged) as judge:
        done = run(*command, judge.model)
        asked = len(judge.keys)
        again = run(*command, judge.model)
        assert len(judge.keys) == asked, "what was judged is kept"
        judge.status = 401
        refused = run(*command, judge.model.replace("scripted", "another"))
    assert done.code == again.code == 0, done.stderr
    assert "on 1 answers: faithful 0.00, relevant 0.50. A second opinion, which no bar looks at." in done.stdout
    kept = json.loads((tmp_path / "report" / "mine.judge.jsonl").read_text(encoding="utf-8"))
    assert kept == {"id": "q", "faithful": 0.0, "relevant": 0.5}
    assert refused.code == 1
    assert refused.stderr.strip().splitlines()[-1] == "The model can't be used: key."
