"""Settings and libraries as commands open them."""

import shutil
from pathlib import Path

import pytest

from tests.ui.door import Run


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
