"""`read`, `articles` and `edit`, as they are typed."""

from tests.ui.door import Run


def test_only_an_article_of_the_library_can_be_corrected(run: Run) -> None:
    done = run("edit", "boat.txt", "--title", "x")
    assert (done.code, "The library has no article boat.txt" in done.stderr) == (1, True)
