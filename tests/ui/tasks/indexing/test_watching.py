"""`index --watch`."""

import signal
import subprocess
import time
from pathlib import Path

from tests.ui.door import interruptible
from ui.tasks.indexing.watching import concerns

TINY = "The lighthouse of Brack is 30 metres high.\n"


def test_watching_sees_articles_and_not_the_library_nor_hidden_files(tmp_path: Path) -> None:
    folder, library = tmp_path / "articles", tmp_path / "articles" / "library"
    paths = [folder]
    assert concerns(folder / "new" / "a.txt", paths, library)
    assert not concerns(library / "catalog.sqlite3", paths, library)
    assert not concerns(folder / ".git" / "index", paths, library)


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
