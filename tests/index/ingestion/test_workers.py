import multiprocessing
import os
from functools import partial
from pathlib import Path

import pytest

from index.ingestion import pipeline
from index.ingestion.sync import index_paths
from index.ingestion.workers import WORTH, processes_for, run_in_order
from index.library.library import Library
from rag.settings import Settings
from tests.conftest import WriteArticles


def twice(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def die(number: int, at: int, parent: int) -> int:
    if number == at and os.getpid() != parent:
        os._exit(1)
    return number


def test_results_come_in_order_from_other_processes() -> None:
    made = list(run_in_order(twice, range(20), 2))
    assert [number for number, _ in made] == [2 * number for number in range(20)]
    assert os.getpid() not in {process for _, process in made}


def test_who_stops_half_way_leaves_no_process_behind() -> None:
    results = run_in_order(twice, range(20), 1)
    assert next(results)[0] == 0
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()


def test_a_process_that_dies_leaves_its_work_to_this_one() -> None:
    function = partial(die, at=7, parent=os.getpid())
    assert list(run_in_order(function, range(20), 1)) == list(range(20))


def test_little_work_starts_no_process() -> None:
    assert processes_for(WORTH - 1) == 0
    assert processes_for(10 * WORTH) == min(2, (os.cpu_count() or 1) - 1)


def test_files_read_in_another_process_are_stored_like_those_read_here(
    library: Library, write_articles: WriteArticles, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"{number}.txt": f"Notice {number}\n\nThe boat number {number} left at noon.\n" for number in range(4)}
    folder: Path = write_articles({**texts, "bad.txt": b"\0\0"})
    monkeypatch.setattr(pipeline, "processes_for", lambda _: 1)
    report = index_paths(library, [folder], settings)
    assert report.new == sorted(texts)
    assert [failure.file for failure in report.failed] == ["bad.txt"]
