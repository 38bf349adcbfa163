"""How commands end, whatever happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.door import ROOT, Run, run_here, run_program
from ui.commands.app import DEBUG
from ui.tasks import ask

COMMANDS = ("index", "ask", "search", "batch", "chat", "info")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    for flag in ("--help", "-h"):
        done = run_here(command, flag)
        assert (done.code, done.stderr) == (0, "")
        assert done.stdout.startswith(f"Usage: pressmark {command} ")
        assert "--library DIR" in done.stdout


def test_the_version_is_told() -> None:
    done = run_here("--version")
    assert done.code == 0
    assert re.fullmatch(r"pressmark (\d+\.\d+\.\d+\S*|\(not installed\))\n", done.stdout)


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("fly",),
        ("ask",),
        ("ask", "one", "two"),
        ("ask", "why?", "--fly"),
        ("batch", "questions.jsonl"),
        ("index",),
        ("search", "x", "--limit"),
        ("ask", "why?", "--from", "tomorrow"),
    ],
)
def test_wrong_use_exits_with_2_and_prints_no_result(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.code == 2
    assert args == () or done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "Stopped.\n"),
        (PermissionError(13, "Permission denied", "some/file"), 1, "some/file: Permission denied.\n"),
        (
            OSError(28, "No space left on device"),
            1,
            "The system refused: No space left on device; make room on the disk",
        ),
        (
            ZeroDivisionError("by \x1b[2J zero"),
            1,
            "Pressmark met an error of its own (ZeroDivisionError: by ␛[2J zero)",
        ),
    ],
)
def test_whatever_goes_wrong_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, sentence: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ask, "ask_once", fail)
    done = run("ask", "why?")
    assert (done.code, done.stdout) == (code, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_a_developer_can_see_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ask, "ask_once", fail)
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        run("ask", "why?")


def test_a_reader_that_goes_away_is_no_reason_to_complain(library_folder: Path, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "ui", "info", "--json"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_LIBRARY": str(library_folder)},
            stdout=gone,
            stderr=subprocess.PIPE,
            timeout=100,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_bytes_that_are_no_text_are_no_crash(library_folder: Path, tmp_path: Path) -> None:
    question = os.fsdecode(b"Who is the captain of the ferry \xff?")
    done = run_program("ask", question, "--json", "--library", library_folder, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.json()["question"] == question
    assert done.stderr == ""
