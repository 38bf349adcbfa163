"""None"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import ui.commands.verification  # noqa: F401  # puts the command on the app
from rag.records import Citation
from tests.conftest import WriteArticles
from ui.commands.app import app

TEXT = "The bridge\n\nThe old bridge was opened in 1923.\n\nThe town closed it after the flood.\n"


def saved(path: Path, *quotes: str) -> Path:
    """Write what `ask --json` prints for an answer that quotes these words."""
    citations = [
        Citation(marker, "bridge.txt", at, at + len(quote), 1, 1, quote, None, None, None, None, 0.9)
        for marker, quote in enumerate(quotes, start=1)
        for at in [TEXT.index(quote)]
    ]
    answer = {"question": "What about\nthe bridge?", "citations": [asdict(citation) for citation in citations]}
    path.write_text(json.dumps(answer), encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["verify", *map(str, arguments)], input=stdin)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return saved(tmp_path / "answers.json", "The old bridge was opened in 1923.", "The town closed it after the flood.")


def test_citations_that_stand_are_shown_with_file_and_line(answers: Path, write_articles: WriteArticles) -> None:
    done = run(answers, "--articles", write_articles({"bridge.txt": TEXT}))
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "What about the bridge?",
        "  [1] same    bridge.txt:3",
        "  [2] same    bridge.txt:5",
        "",
        "2 citations: 2 same, 0 moved, 0 changed, 0 gone",
    ]


def test_moved_citations_are_shown_and_are_no_failure(answers: Path, write_articles: WriteArticles) -> None:
    done = run(answers, "--articles", write_articles({"renamed.txt": TEXT}))
    assert done.exit_code == 0
    assert "[2] moved   bridge.txt -> renamed.txt:5" in done.stdout
    assert done.stdout.endswith("2 citations: 0 same, 2 moved, 0 changed, 0 gone\n")


def test_a_changed_citation_is_shown_beside_what_stands_now(answers: Path, write_articles: WriteArticles) -> None:
    folder = write_articles({"bridge.txt": TEXT.replace("1923", "1932")})
    done = run(answers, "--articles", folder)
    assert done.exit_code == 1
    assert "  [1] changed bridge.txt:3  (97% alike)" in done.stdout
    assert "      was: “The old bridge was opened in 1923.”" in done.stdout
    assert "      now: “The old bridge was opened in 1932.”" in done.stdout
    assert done.stdout.endswith("2 citations: 1 same, 0 moved, 1 changed, 0 gone\n")


def test_a_gone_citation_fails(answers: Path, write_articles: WriteArticles) -> None:
    done = run(answers, "--articles", write_articles({"other.txt": "Nothing of the kind.\n"}))
    assert done.exit_code == 1
    assert done.stdout.endswith("2 citations: 0 same, 0 moved, 0 changed, 2 gone\n")


def test_the_articles_are_looked_for_in_this_folder(
    answers: Path, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_articles({"bridge.txt": TEXT}))
    assert run(answers).exit_code == 0


def test_json_has_every_check_and_the_counts(answers: Path, write_articles: WriteArticles) -> None:
    folder = write_articles({"bridge.txt": TEXT.replace("1923", "1932")})
    done = run(answers, "--articles", folder, "--json")
    assert done.exit_code == 1
    written = json.loads(done.stdout)
    assert written["counts"] == {"same": 1, "moved": 0, "changed": 1, "gone": 0}
    assert [check["status"] for check in written["citations"]] == ["changed", "same"]
    assert written["citations"][0]["closest"] == "The old bridge was opened in 1932."


def test_answers_can_come_through_a_pipe(answers: Path, write_articles: WriteArticles) -> None:
    done = run("-", "--articles", write_articles({"bridge.txt": TEXT}), stdin=answers.read_bytes())
    assert done.exit_code == 0, done.output
    assert "2 same" in done.stdout


def test_control_characters_of_an_article_do_not_reach_the_terminal(
    tmp_path: Path, write_articles: WriteArticles
) -> None:
    answers = saved(tmp_path / "answers.json", "The old bridge was opened in 1923.")
    folder = write_articles({"bridge.txt": TEXT.replace("opened", "opened \u202e\x1b[31m")})
    done = run(answers, "--articles", folder)
    assert done.exit_code == 1
    assert "now: " in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.stdout)
