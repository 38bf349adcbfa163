"""The sample articles: they come along, and their library is made once."""

from pathlib import Path

import pytest

from tests.ui.door import Run, run_here, write_articles
from ui.tasks import sample


def test_the_sample_library_is_made_once_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = write_articles(tmp_path / "articles")
    (articles / "orchard.txt").unlink()
    monkeypatch.setattr(sample, "sample_folder", lambda: articles)
    monkeypatch.setattr(sample, "QUESTIONS", ())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    first = run_here("chat", "--terminal", "--sample", stdin="Who is the captain of the ferry Margarethe?\n")
    assert "Ruth Halloran" in first.stdout
    assert first.stdout.startswith("Ask about 2 articles;")
    made = [path.name for path in (tmp_path / "cache" / "pressmark").iterdir()]
    assert len(made) == 1
    monkeypatch.setattr(sample, "index_with_progress", None)  # a second run makes nothing
    assert run_here("chat", "--terminal", "--sample").code == 0
    assert not (tmp_path / "library").exists()
    assert capsys.readouterr().out == ""


def test_the_sample_articles_come_along_and_their_questions_are_suggested() -> None:
    assert len(list(sample.sample_folder().iterdir())) >= 10
    assert len(sample.QUESTIONS) == 3


def test_the_sample_needs_no_library_named_beside_it(run: Run) -> None:
    done = run("chat", "--terminal", "--sample", "--library", "elsewhere")
    assert (done.code, done.stdout) == (2, "")
    assert "--sample brings its own library" in done.stderr
