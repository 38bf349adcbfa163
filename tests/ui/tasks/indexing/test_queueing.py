"""`index --queue` and `worker` as they are typed, over a real Postgres."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.conftest import WriteArticles
from tests.ui.door import ARTICLES, run_here


@pytest.fixture(autouse=True)
def _here(on_postgres: SecretStr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSMARK_CATALOG", on_postgres.get_secret_value())
    monkeypatch.setenv("PRESSMARK_READER", "none")


def test_a_folder_goes_over_the_queue_into_the_library(write_articles: WriteArticles) -> None:
    folder = write_articles({**ARTICLES, "bad.pdf": b"%PDF-1.4 and nothing more"})
    done = run_here("index", "--queue", folder)
    assert (done.code, done.stdout) == (0, "4 files queued — 4 files on the queue of library\n")
    assert "Queue     4 files waiting, 0 being indexed" in run_here("info").stdout
    done = run_here("worker", "--once")
    assert (done.code, done.stdout) == (0, "3 files indexed, 1 unreadable — library at library\n")
    told = json.loads(run_here("info", "--json").stdout)
    assert told["counts"]["articles"] == 3
    assert told["queue"] == {"waiting": 0, "working": 0, "dead": []}
    assert "Ruth Halloran" in run_here("ask", "Who is the captain of the ferry Margarethe?").stdout
    done = run_here("index", "--queue", folder)
    assert done.stdout == "0 files queued, 3 unchanged, 1 unreadable — 0 files on the queue of library\n"


def test_what_was_given_up_is_listed(write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_articles(ARTICLES)
    run_here("index", "--queue", folder)
    monkeypatch.setattr("index.queue.running.MOST_ATTEMPTS", 1)
    away = folder.rename(folder.with_name("away"))
    done = run_here("worker", "--once")
    assert done.stdout == "0 files indexed, 3 failed — library at library\n"
    assert f"ferry.md: This machine has no folder {folder}: workers need" in done.stderr
    for command in ("info", "doctor"):
        shown = run_here(command)
        assert shown.code == 0
        assert f"given up  ferry.md after 1 try: This machine has no folder {folder}" in shown.stdout
        dead = json.loads(run_here(command, "--json").stdout)["queue"]["dead"]
        assert [each["file"] for each in dead] == sorted(ARTICLES)
    away.rename(folder)
    assert run_here("index", "--queue", folder).stdout.startswith("3 files queued")
    assert run_here("worker", "--once").stdout.startswith("3 files indexed")
    assert "given up" not in run_here("info").stdout


def test_sigterm_ends_a_worker_in_order(write_articles: WriteArticles) -> None:
    run_here("index", "--queue", write_articles(ARTICLES))
    command = [sys.executable, "-m", "ui", "worker"]
    with subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, text=True, start_new_session=True) as worker:
        deadline = time.monotonic() + 100
        while json.loads(run_here("info", "--json").stdout)["counts"]["articles"] < 3:
            assert time.monotonic() < deadline
            assert worker.poll() is None
            time.sleep(0.5)
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=60)
    assert (worker.returncode, said) == (0, "3 files indexed — library at library\n")


def test_without_a_database_there_is_no_queue(write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESSMARK_CATALOG")
    done = run_here("index", "--queue", write_articles(ARTICLES))
    assert done.code == 2
    assert "PRESSMARK_CATALOG=postgresql://" in done.stderr
    assert run_here("worker").code == 2


def test_a_queue_stands_alone(write_articles: WriteArticles) -> None:
    done = run_here("index", "--queue", "--watch", write_articles(ARTICLES))
    assert (done.code, done.stderr) == (2, "--queue stands alone: leave out --dry-run, --watch and --allow-network.\n")


def test_without_the_packages_the_sentence_names_the_extra(
    write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.startswith(("index.queue", "ui.tasks.indexing.queueing"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "procrastinate", None)
    done = run_here("index", "--queue", write_articles(ARTICLES))
    assert (done.code, done.stderr) == (
        2,
        "A queue needs packages that aren't installed: run `pip install 'pressmark[queue]'`.\n",
    )
