import os
import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from index.readers.registry import read_bytes
from index.readers.subprocess import CRASHED, SLOW, Confined, Limits

PAGE = b"<html><body><article>" + b"<p>The ferry left the harbour at noon, and it came back.</p>" * 20
HUGE = b"<html><body><article>" + b"<p>The ferry left the harbour at noon, and it came back.</p>" * 250_000
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems don't limit address space")

Start = Callable[..., Confined]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Confined] = []

    def make(**limits: float) -> Confined:
        started.append(Confined(Limits(**limits)))  # type: ignore[arg-type]
        return started[-1]

    yield make
    for each in started:
        each.close()


def process_of(confined: Confined) -> int:
    assert confined._process
    return confined._process.pid


def test_files_are_read_as_without_limits_and_by_one_process(start: Start) -> None:
    confined = start()
    assert confined.read("a.html", PAGE) == read_bytes("a.html", PAGE)
    first = process_of(confined)
    with pytest.raises(ValueError, match="damaged PDF"):
        confined.read("a.pdf", b"%PDF-1.7\nnothing")
    assert confined.read("b.html", PAGE) == read_bytes("b.html", PAGE)
    assert process_of(confined) == first


def test_plain_text_starts_no_process(start: Start) -> None:
    confined = start()
    assert confined.read("a.txt", b"Some words.") == read_bytes("a.txt", b"Some words.")
    assert confined.read("a.mp3", b"ID3") is None
    assert confined._process is None


@pytest.mark.parametrize(
    "limits", [{"waiting": 0.2}, pytest.param({"memory": 200_000_000}, marks=LINUX)], ids=["time", "memory"]
)
def test_a_file_beyond_the_limits_is_refused_and_the_next_one_is_read(start: Start, limits: dict[str, float]) -> None:
    confined = start(**{"waiting": 60} | limits)
    if "memory" not in limits:  # starting takes its time, too
        confined = start()
        confined.read("a.html", PAGE)
        confined._limits = Limits(waiting=0.2)
    with pytest.raises(ValueError, match=f"{SLOW}|{CRASHED}|memory"):
        confined.read("huge.html", HUGE)
    confined._limits = Limits(memory=confined._limits.memory)
    assert confined.read("b.html", PAGE) == read_bytes("b.html", PAGE)


@LINUX
def test_a_file_that_computes_too_long_is_refused(start: Start) -> None:
    confined = start(computing=0)
    with pytest.raises(ValueError, match=SLOW):
        confined.read("huge.html", HUGE * 3)


def test_a_parser_that_dies_is_told_of_and_replaced(start: Start) -> None:
    confined = start()
    confined.read("a.html", PAGE)
    os.kill(process_of(confined), signal.SIGSEGV)
    with pytest.raises(ValueError, match=CRASHED):
        confined.read("b.html", PAGE)
    assert confined.read("c.html", PAGE) == read_bytes("c.html", PAGE)


def test_where_no_process_can_be_started_files_are_read_here(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    for python in ("/nowhere/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", python)
        assert start().read("a.html", PAGE) == read_bytes("a.html", PAGE)
