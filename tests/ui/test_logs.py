"""The log: what it says, to whom, and what never stands in it."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.door import Run
from ui.commands.app import app
from ui.logs import CHANGES, PACKAGES, QUESTIONS, set_up

QUESTION = "Who is the captain of the ferry Margarethe?"


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    yield
    set_up()


def test_a_command_says_nothing_of_its_work_unless_it_is_asked_to(run: Run) -> None:
    told = run("ask", QUESTION)
    assert told.code == 0
    assert told.stderr == ""


def test_verbose_says_on_stderr_what_is_done_and_leaves_stdout_alone(run_without_library: Run) -> None:
    Path("a.txt").write_text("The lighthouse of Brack is 30 metres high.\n", encoding="utf-8")
    done = run_without_library("index", "a.txt", "--verbose")
    assert " info index.ingestion.sync: indexed: 1 new, 0 changed" in done.stderr
    assert done.stdout.startswith("1 new, 0 changed")
    assert done.stdout.count("\n") == 1


def test_log_json_is_an_object_a_line(run_without_library: Run) -> None:
    Path("a.txt").write_text("The lighthouse of Brack is 30 metres high.\n", encoding="utf-8")
    (line,) = [
        told
        for each in run_without_library("index", "a.txt", "--log-json").stderr.splitlines()
        if (told := json.loads(each))["logger"] == "index.ingestion.sync"
    ]
    assert (line["level"], line["new"], line["failed"]) == ("info", 1, 0)
    assert line["time"].endswith("+00:00")


def test_every_command_has_the_options_of_the_log(run: Run) -> None:
    names = [str(each.name) for each in app.registered_commands]
    assert {"index", "ask", "chat", "eval", "doctor", "add-user"} <= set(names)
    for name in names:
        shown = run(name, "--help").stdout
        assert "--verbose" in shown, name
        assert "--log-json" in shown, name


def test_the_log_of_an_answer_holds_neither_the_question_nor_a_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-91ab")
    told = run("ask", QUESTION, "--log-json").stderr
    assert "captain" not in told
    assert "sk-test-91ab" not in told


def test_questions_are_logged_only_when_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(verbose=True)
    QUESTIONS.info("asked: %s", "Who?")
    assert capsys.readouterr().err == ""
    set_up(questions=True)
    QUESTIONS.info("asked: %s", "Who?\nFORGED LINE")
    shown = capsys.readouterr().err
    assert shown.endswith("ui.questions: asked: Who? FORGED LINE\n")
    assert shown.count("\n") == 1


def test_warnings_and_changes_of_the_library_are_told_without_being_asked(capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    logging.getLogger("index.anything").warning("mind this")
    logging.getLogger("index.anything").info("not this")
    logging.getLogger(CHANGES).info("ines removed a.txt")
    shown = capsys.readouterr().err.splitlines()
    assert [line.split(" ", 2)[2] for line in shown] == [
        "warning index.anything: mind this",
        f"info {CHANGES}: ines removed a.txt",
    ]


def test_setting_it_up_again_doubles_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        set_up(verbose=True)
    for name in PACKAGES:
        logging.getLogger(name).info("once")
    assert capsys.readouterr().err.count("once") == len(PACKAGES)
