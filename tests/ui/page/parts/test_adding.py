"""Adding files while the page goes on."""

import logging
from pathlib import Path

import pytest

from index.ingestion.sync import Report
from rag import Pressmark
from tests.ui.page.events import LAMP, names
from ui.page.access.roles import Actor
from ui.page.parts.adding import Adding, HaltedError

ED = Actor("ed", "editor")


@pytest.fixture
def adding(changeable: Pressmark) -> Adding:
    return Adding(changeable.library, changeable.settings)


def files_in(folder: Path, count: int) -> dict[str, Path]:
    made = {f"lamp-{number}.txt": folder / f"{number}.txt" for number in range(count)}
    for name, path in made.items():
        path.write_text(f"{name}: {LAMP}")
    return made


def test_the_steps_come_first_and_the_report_last_and_the_log_says_who(
    adding: Adding, changeable: Pressmark, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "ui.page.access.audit"):
        *steps, report = adding.add(files_in(tmp_path, 2), "session", ED)
    assert isinstance(report, Report)
    assert sorted(report.new) == ["lamp-0.txt", "lamp-1.txt"]
    assert steps
    assert all(isinstance(step, tuple) and step[2] == 2 for step in steps)
    assert set(report.new) <= set(names(changeable))
    assert [record.getMessage() for record in caplog.records] == ["ed added: lamp-0.txt, lamp-1.txt"]


def test_who_halts_stops_their_own_adding_alone(adding: Adding, changeable: Pressmark, tmp_path: Path) -> None:
    before = names(changeable)
    steps = adding.add(files_in(tmp_path, 40), "mine", ED)
    next(steps)
    adding.halt("another's")
    adding.halt("mine")
    with pytest.raises(HaltedError):
        list(steps)
    assert len(names(changeable)) < len(before) + 40


def test_the_next_adding_after_a_halt_is_not_stopped(adding: Adding, tmp_path: Path) -> None:
    adding.halt("mine")
    *_, report = adding.add(files_in(tmp_path, 1), "mine", ED)
    assert isinstance(report, Report)
    *_, again = adding.read_again("mine", ED)
    assert isinstance(again, Report)
    assert again.failed == []
