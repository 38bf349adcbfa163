"""One small library for all tests of `ui`, made once by the command itself with the real embedder."""

import re
from pathlib import Path

import pytest

from tests.ui.door import Run, run_here, run_program, write_articles


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the articles; tests only read it."""
    base = tmp_path_factory.mktemp("ui")
    write_articles(base / "articles")
    done = run_program("index", "articles", cwd=base)
    assert done.code == 0, done.stderr
    summary = r"3 new, 0 changed, 0 unchanged, 0 removed, 0 failed — \d sentences embedded, library at library\n"
    assert re.fullmatch(summary, done.stdout)
    assert done.stderr == ""
    return base / "library"


@pytest.fixture
def run(library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in a folder of its own, with the library of the articles as the one that is meant."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSMARK_LIBRARY", str(library_folder))
    return run_here


@pytest.fixture
def run_without_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRESSMARK_LIBRARY", raising=False)
    return run_here
