"""`read`, `articles` and `edit`, as they are typed."""

from pathlib import Path

import pytest

from tests.ui.door import Run, run_program


@pytest.fixture
def indexed(run: Run, tmp_path: Path) -> Run:
    """The same with the articles in a library."""
    done = run_program("index", "articles", cwd=tmp_path)
    assert done.code == 0, done.stderr
    return run


def test_only_an_article_of_the_library_can_be_corrected(indexed: Run) -> None:
    done = indexed("edit", "boat.txt", "--title", "x")
    assert (done.code, "The library has no article boat.txt" in done.stderr) == (1, True)
