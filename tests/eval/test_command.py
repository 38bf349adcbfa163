"""The command `eval`, as it is typed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eval.datasets.sets import SAMPLE
from tests.conftest import WriteArticles
from ui.commands import evaluation  # noqa: F401  # puts the command on the app
from ui.commands.app import DONE, FAILED, WRONG_USE, app

ARTICLE = "Mills of the valley\n\nThe old mill in Alderholt burned down in 1901. It was rebuilt with brick.\n"
QUESTION = {
    "id": "q1", "question": "When did the old mill in Alderholt burn down?", "answerable": True, "facts": [["1901"]],
    "sources": [{"article": "mill.txt", "words": "burned down in 1901"}],
}  # fmt: skip

Evaluate = Callable[..., Result]


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_articles: WriteArticles) -> Evaluate:
    """The command in a folder with a set, its articles and no bars."""
    write_articles({"mill.txt": ARTICLE})
    (tmp_path / "mine.jsonl").write_text(json.dumps(QUESTION), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return lambda *options: CliRunner().invoke(app, ["eval", *options])


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


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["nothing"], FAILED, "There is no question set 'nothing'"),
        (["mine.jsonl", "--min", "rigth=1"], WRONG_USE, "there is no metric 'rigth'"),
        (["mine.jsonl", "--articles", ".", "--library", "."], WRONG_USE, "not both"),
        (["mine.jsonl", "--compare", "nothing.json"], FAILED, "nothing.json: can't be read"),
    ],
)
def test_what_can_not_be_used_is_one_sentence(evaluate: Evaluate, options: list[str], code: int, message: str) -> None:
    done = evaluate(*options)
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.output


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
