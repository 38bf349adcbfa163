"""The options of `index`: what would be done, what is fetched, what is watched."""

from pathlib import Path

from tests.ui.door import Run

TINY = "The lighthouse of Brack is 30 metres high.\n"


def test_a_dry_run_names_what_would_be_done_and_makes_no_library(run_without_library: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("a.txt", "b.txt", "c.png"):
        (tmp_path / "articles" / name).write_text(TINY, encoding="utf-8")
    done = run_without_library("index", "articles", "--dry-run")
    assert done.stdout == (
        "new      a.txt\ncopied   b.txt\nskipped  c.png\n"
        "1 new, 0 changed, 1 copied, 0 unchanged, 0 removed, 0 failed — nothing was done, library at library\n"
    )
    assert not (tmp_path / "library").exists()


def test_a_web_address_is_not_fetched_without_leave(run_without_library: Run, tmp_path: Path) -> None:
    done = run_without_library("index", "https://example.org/a")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("https://example.org/a: give --allow-network to fetch it")
    assert list(tmp_path.iterdir()) == []
