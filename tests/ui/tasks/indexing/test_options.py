"""The options of `index`: what would be done, what is fetched, what is watched."""

import signal
import subprocess
import time
from pathlib import Path

from index.ingestion.sync import Step
from tests.ui.door import Run, interruptible
from ui.tasks.indexing.progress import pace
from ui.tasks.indexing.watching import concerns

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


def test_watching_sees_articles_and_not_the_library_nor_hidden_files(tmp_path: Path) -> None:
    folder, library = tmp_path / "articles", tmp_path / "articles" / "library"
    paths = [folder]
    assert concerns(folder / "new" / "a.txt", paths, library)
    assert not concerns(library / "catalog.sqlite3", paths, library)
    assert not concerns(folder / ".git" / "index", paths, library)


def test_the_pace_is_told_when_it_is_known() -> None:
    assert pace(Step("embedding", 0, 10, 0, 1000, 0), 5) == ""
    assert pace(Step("embedding", 0, 10, 0, 1000, 250), 2) == ": 125 sentences/s"
    assert pace(Step("embedding", 2, 10, 100, 1000, 500), 4) == ": 125 sentences/s, 36 s left"
    assert pace(Step("embedding", 2, 10, 10, 100_000, 500), 4) == ": 125 sentences/s, 11.1 h left"
    assert pace(Step("embedding", 10, 10, 1000, 1000, 900), 9) == ": 100 sentences/s"


def test_a_watched_folder_is_kept_in_step_until_ctrl_c(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TINY, encoding="utf-8")
    command = interruptible("index", folder, "--library", tmp_path / "library", "--watch")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().startswith("1 new")
        assert running.stderr.readline() == "Watching for changes; Ctrl-C ends it.\n"
        time.sleep(1)  # until the watch is set up, which nothing tells
        (folder / "b.txt").write_text("The lamp of Brack is green.\n", encoding="utf-8")
        assert running.stdout.readline().startswith("1 new, 0 changed, 1 unchanged")
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
        assert running.stderr.read() == "Stopped watching.\n"
