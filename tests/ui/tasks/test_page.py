"""`chat` in the browser: where it listens, how it ends, and which library it may change."""

import os
import re
import signal
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from rag import open_library
from tests.ui.door import ROOT, Run, interruptible, write_articles
from ui.tasks import sample


@pytest.mark.timeout(300)  # a busy machine takes its time to load all the libraries
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_page_says_where_it_is_and_leaves_nothing_behind_when_it_is_ended(
    library_folder: Path, unused_port: int, tmp_path: Path, ending: signal.Signals
) -> None:
    command = interruptible("chat", "--library", library_folder, "--port", str(unused_port))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as page:
        assert page.stdout is not None
        told = page.stdout.readline()
        link = told.removeprefix("Pressmark is at ").split(" ")[0]
        with httpx.Client(follow_redirects=True) as browser:
            assert browser.get(link).status_code == 200
            uploaded = browser.post(urljoin(link, "/gradio_api/upload"), files={"files": ("a.txt", b"A secret.")})
            assert Path(uploaded.json()[0]).is_relative_to(scratch)
        page.send_signal(ending)
        _, complaints = page.communicate(timeout=60)
    assert re.fullmatch(
        rf"Pressmark is at http://127\.0\.0\.1:{unused_port}/\?token=[\w-]{{32}} \(Ctrl-C ends it\)\n", told
    )
    assert page.returncode == 0
    assert complaints == "Starting the page ...\n"
    assert list(scratch.iterdir()) == []


@pytest.mark.timeout(300)
def test_a_page_without_a_token_answers_to_the_names_that_it_is_given(
    library_folder: Path, unused_port: int, tmp_path: Path
) -> None:
    named = ("--no-token", "--allow-host", "articles.example", "--allow-host", "other.example")
    command = interruptible("chat", "--library", library_folder, "--port", str(unused_port), *named)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as page:
        assert page.stdout is not None
        told = page.stdout.readline()
        address = f"http://127.0.0.1:{unused_port}/"
        hosts = ("127.0.0.1", "articles.example", "other.example", "evil.example")
        statuses = [httpx.get(address, headers={"Host": host}).status_code for host in hosts]
        page.send_signal(signal.SIGTERM)
    assert told == f"Pressmark is at {address} (Ctrl-C ends it)\n"
    assert statuses == [200, 200, 200, 421]


def test_the_page_over_the_samples_changes_only_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write_articles(tmp_path / "articles")
    monkeypatch.setattr(sample, "sample_folder", lambda: articles)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    own = sample.chat_settings(None, sample=True, own=True)
    assert own.library.is_relative_to(tmp_path / "data")
    with open_library(settings=own) as pressmark, pressmark.library.writer():
        pressmark.library.remove(["orchard.txt"])
    with open_library(settings=sample.chat_settings(None, sample=True, own=False)) as pressmark:
        assert len(pressmark.articles()) == 3
    with open_library(settings=sample.chat_settings(None, sample=True, own=True)) as pressmark:
        assert len(pressmark.articles()) == 2


def test_the_page_needs_a_library(run_without_library: Run) -> None:
    done = run_without_library("chat")
    assert done.code == 1
    assert done.stderr.splitlines() == [
        "Starting the page ...",
        "There is no library at library: make one with `pressmark index FOLDER`.",
    ]
