"""The options of `index`: what would be done, what is fetched, what is watched."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from eval.experiments.formats import Piece, to_html, to_pdf
from index.ingestion.sync import Step
from tests.ui.door import Run, interruptible
from ui.tasks.indexing.run import pace
from ui.tasks.indexing.watching import concerns

TINY = "The lighthouse of Brack is 30 metres high.\n"
PIECE = Piece(
    title="The lighthouse of Brack",
    author="Mara Lind",
    publisher="The Quay",
    published="2019-05-04",
    paragraphs=("The lighthouse of Brack is 30 metres high, and its lamp has been green since the war. " * 4,),
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without telling of each."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "site"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


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


def test_pages_are_fetched_once_kept_and_remember_their_address(
    run_without_library: Run, site: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = site
    (folder / "page").write_bytes(to_html(PIECE).replace(b'rel="canonical"', b'rel="other"'))
    done = run_without_library("index", f"{address}/page", f"{address}/missing", "--allow-network")
    assert done.stdout.startswith("1 new")
    assert f"{address}/missing: can't be fetched (" in done.stderr
    info = run_without_library("info", "--json").json()
    (article,) = info["articles"]
    assert article["url"] == f"{address}/page"
    assert article["file"].startswith("127.0.0.1/page-")
    (folder / "page").unlink()
    again = run_without_library("index", f"{address}/page", "--allow-network")
    assert again.stdout.startswith("0 new, 0 changed, 1 unchanged")


def test_the_pages_of_a_sitemap_are_fetched_but_for_those_that_the_site_keeps_to_itself(
    run_without_library: Run, site: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = site
    (folder / "one.html").write_bytes(to_html(PIECE))
    (folder / "two.pdf").write_bytes(to_pdf(PIECE))
    (folder / "private.html").write_bytes(to_html(PIECE))
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /private\n", encoding="utf-8")
    listed = "".join(f"<url><loc>{address}/{name}</loc></url>" for name in ("one.html", "two.pdf", "private.html"))
    (folder / "sitemap.xml").write_text(f"<?xml version='1.0'?><urlset>{listed}</urlset>", encoding="utf-8")
    done = run_without_library("index", f"{address}/sitemap.xml", "--allow-network")
    assert (done.code, done.stdout.partition(",")[0]) == (0, "2 new")


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
