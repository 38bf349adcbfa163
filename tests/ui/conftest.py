"""One small library for all tests of `ui`, made once by the command itself with the real embedder."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.datasets.corpora import library_of, read_corpus
from eval.datasets.sets import SAMPLE
from rag.settings import Settings
from tests.conftest import WriteArticles
from tests.ui.door import Run, run_here, run_program, write_articles
from tests.ui.evaluating import ARTICLE, QUESTION, Evaluate
from ui.commands import evaluation  # noqa: F401  # puts the command on the app
from ui.commands.app import app


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


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_articles: WriteArticles) -> Evaluate:
    """The command in a folder with a set, its articles and no bars."""
    write_articles({"mill.txt": ARTICLE})
    (tmp_path / "mine.jsonl").write_text(json.dumps(QUESTION), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return lambda *options: CliRunner().invoke(app, ["eval", *options])


@pytest.fixture(scope="session")
def samples_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample articles, which every newcomer meets first; kept in pytest's cache."""
    keeps = request.config.pluginmanager.has_plugin("cacheprovider")
    kept: Path = request.config.cache.mkdir("pressmark-eval") if keeps else tmp_path_factory.mktemp("samples")
    settings = Settings()
    with library_of(SAMPLE, read_corpus(SAMPLE, settings.file_limit), settings, kept) as pressmark:
        return pressmark.library.folder


@pytest.fixture
def newcomer(samples_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over the sample articles."""
    monkeypatch.setenv("PRESSMARK_LIBRARY", str(samples_folder))
    return run
