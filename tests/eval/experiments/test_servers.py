"""The comparison of libraries on servers with one in a folder, over a few articles and real servers."""

import json
import sys
from pathlib import Path

import pytest

from eval.experiments.servers import Answers, differences, main
from tests.conftest import WriteArticles
from tests.servers import ChromaServer, PostgresServer

ARTICLES: dict[str, str | bytes] = {
    "bridge.txt": "A bridge at last\n\nThe bridge over the Erle was opened on 3 May 2019. The mayor crossed it.\n",
    "ferry.txt": "No ferry any more\n\nThe ferry ended in June. Its captain, Ada Holm, sells ice cream now.\n",
}
QUESTIONS = ("When was the bridge over the Erle opened?", "Who was the captain of the ferry?", "Who won the regatta?")


def test_answers_differ_in_the_parts_that_are_named() -> None:
    one: Answers = {"a": {"answer": "x", "notes": []}, "b": {"answer": "y", "notes": []}}
    other: Answers = {"a": {"answer": "x", "notes": []}, "b": {"answer": "z", "notes": ["n"]}}
    assert list(differences(one, other)) == [("b", ("answer", "notes"))]
    assert list(differences(one, one)) == []


@pytest.mark.parametrize("copied", [[], ["--copied"]], ids=["indexed", "copied"])
def test_libraries_on_servers_answer_as_one_in_a_folder(
    tmp_path: Path,
    write_articles: WriteArticles,
    postgres: PostgresServer,
    chroma: ChromaServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    copied: list[str],
) -> None:
    lines = [
        {"id": f"q{number}", "question": question, "answerable": None} for number, question in enumerate(QUESTIONS)
    ]
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, lines)))
    servers = ["--catalog", postgres.new_database(), "--chroma", chroma.address]
    given = [str(tmp_path / "set.jsonl"), "--articles", str(write_articles(ARTICLES)), *servers, *copied]
    monkeypatch.setattr(sys, "argv", ["servers", *given])
    main()
    told = capsys.readouterr().out
    assert "set: 3 questions" in told
    rows = [line.split("│")[1:-1] for line in told.splitlines() if line.startswith("│")]
    assert [[cell.strip() for cell in row[-2:]] for row in rows] == [["0", "3"]] * 3
