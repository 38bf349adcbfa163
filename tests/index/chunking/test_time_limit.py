"""Cutting a text ends, however strange the text is."""

import time
from pathlib import Path

import pytest

from index.chunking.time_limit import OutOfTimeError, check_time, within
from index.ingestion import preparation
from tests.ui.door import run_here


def test_work_in_time_goes_on_and_work_beyond_it_ends() -> None:
    check_time()
    with within(60):
        check_time()
    with pytest.raises(OutOfTimeError), within(0.01):  # noqa: PT012  # it is raised at some check
        while True:
            check_time()
    check_time()


def test_waiting_doesnt_count() -> None:
    with within(0.2):
        time.sleep(0.4)
        check_time()


def test_a_file_that_takes_too_long_is_left_out_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(preparation, "SECONDS", 0.3)
    monkeypatch.setattr(preparation, "SECONDS_A_MILLION", 0)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "short.txt").write_text("".join(f"{chr(97 + at % 26)}\n\n" for at in range(60_000)))
    (tmp_path / "articles" / "good.txt").write_text("The lamp of Brack is green.\n", encoding="utf-8")
    done = run_here("index", "articles", "--library", "library")
    assert done.code == 1
    assert "short.txt: it takes more than 0 s to find its sentences; it was left out." in done.stderr
    assert done.stdout.startswith("1 new")
