"""How commands end: exit codes, one sentence on stderr, and never a traceback."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.ui.door import ROOT, Run, run_here, run_program
from ui import cli
from ui.commands.app import DEBUG
from ui.tasks import ask

COMMANDS = ("index", "ask", "search", "batch", "chat", "info")


def test_help_lists_the_commands_and_is_light(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ui", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert set(COMMANDS) <= set(re.findall(r"^  ([a-z]+) ", done.stdout, re.MULTILINE))
    loaded = set(re.findall(r"^import time:[^|]*\|[^|]*\|\s*(\w+)", done.stderr, re.MULTILINE))
    assert loaded & {"chromadb", "gradio", "llama_index", "numpy", "pydantic", "rich", "sqlalchemy"} == set()


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


@pytest.mark.parametrize("question", ["", "  \n ", "\u2003"])
def test_an_empty_question_is_wrong_use(run: Run, question: str) -> None:
    for command in ("ask", "search"):
        done = run(command, question)
        assert (done.code, done.stdout, done.stderr) == (2, "", "The question is empty: ask something.\n")


def test_a_question_of_ten_thousand_words_is_wrong_use(run: Run) -> None:
    done = run("ask", "why " * 10_000)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "The question has 40,000 characters: the most is 2,000.\n"


@pytest.mark.parametrize(
    "args", [("ask", "why?"), ("search", "why"), ("info",), ("chat",), ("batch", "-", "-o", "answers.jsonl")]
)
def test_a_missing_library_is_one_sentence_and_makes_nothing(
    run_without_library: Run, tmp_path: Path, args: tuple[str, ...]
) -> None:
    done = run_without_library(*args, stdin='{"question": "why?"}\n')
    assert (done.code, done.stdout) == (1, "")
    starting = "Starting the page ...\n" if args == ("chat",) else ""
    assert done.stderr == f"{starting}There is no library at library: make one with `pressmark index FOLDER`.\n"
    assert list(tmp_path.iterdir()) == []


def test_the_library_that_is_typed_counts_more_than_the_variable(run: Run) -> None:
    done = run("info", "--library", "elsewhere")
    assert (done.code, done.stderr[:32]) == (1, "There is no library at elsewhere")


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PRESSMARK_PASSAGE_TOKENS", "9", "The setting 'passage_tokens' in PRESSMARK_PASSAGE_TOKENS is wrong"),
        ("PRESSMARK_ABSTAIN", "maybe", "The setting 'abstain' in PRESSMARK_ABSTAIN is wrong"),
        ("PRESSMARK_CHROMA", "nonsense", "The setting 'chroma' in PRESSMARK_CHROMA is wrong"),
    ],
)
def test_a_wrong_setting_is_named_with_its_variable(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(variable, value)
    done = run("ask", "why?")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_an_empty_variable_counts_as_none(run_without_library: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_LIBRARY", "")
    monkeypatch.setenv("PRESSMARK_CHROMA", "")
    done = run_without_library("info")
    assert (done.code, done.stderr[:33]) == (1, "There is no library at library: m")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"candidates = 0", "The setting 'candidates' in pressmark.toml is wrong"),
        (b"colour = 1", "pressmark.toml has an unknown setting, 'colour': remove it."),
        (b"candidates =", "pressmark.toml is no TOML"),
        (b"library = '\xff'", "pressmark.toml is no UTF-8 text"),
    ],
)
def test_a_wrong_settings_file_is_named(run: Run, tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "pressmark.toml").write_bytes(content)
    done = run("ask", "why?")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)


def test_the_library_may_stand_in_the_settings_file(
    run_without_library: Run, tmp_path: Path, library_folder: Path
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(library_folder, folder / "mine")
    (tmp_path / "pressmark.toml").write_text("library = 'library/mine'", encoding="utf-8")
    done = run_without_library("info", "--json")
    assert (done.json()["counts"]["articles"], done.stderr) == (3, "")


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


def test_a_ctrl_c_that_python_would_drop_is_sent_again() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job may ignore it from the start
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # it comes a moment after the call
            cli._interrupt_again(cast(Any, SimpleNamespace(exc_type=KeyboardInterrupt)))
            time.sleep(1)
    finally:
        signal.signal(signal.SIGINT, before)
