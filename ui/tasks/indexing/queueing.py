"""The command `index --queue`: files and storages put on the queue, for workers on any machine."""

from collections.abc import Sequence
from pathlib import Path

from index.errors import PressmarkError
from index.library.library import Library
from index.queue.board import Queue
from index.queue.handing import Handed, hand_over, hand_over_storage
from index.queue.opening import open_queue
from index.queue.storage import is_address
from rag.settings import Settings
from ui.opening import read_settings
from ui.plain import safe_name
from ui.terminal.output import message, status
from ui.wording import counted


def put_on_queue(named: Sequence[str], folder: Path | None) -> None:
    """Put what was named on the queue of a library, which is made if it isn't there, and print what was done.

    Raises:
        UsageError: there is no database for a queue, or a package is missing.
        PressmarkError: nothing was found, or the database or a storage can't be reached.
    """
    settings = read_settings(folder)
    library = Library(settings, create=True)
    try:
        with open_queue(library, settings) as queue, status("looking"):
            done = [_hand(library, queue, settings, each) for each in _grouped(named)]
            waiting = queue.state().waiting
    finally:
        library.close()
    whole = _sum(done)
    if not whole.found and not whole.removed:
        raise PressmarkError(f"No articles in {', '.join(named)}: name a folder that holds files that are read.")
    for failure in whole.failed:
        message(failure.reason)
    print(safe_name(f"{_summary(whole)} — {counted(waiting, 'file')} on the queue of {settings.library}"))


def _grouped(named: Sequence[str]) -> list[str | list[Path]]:
    """Return the addresses of storages one by one, and all paths together, since their names must differ."""
    paths = [Path(each) for each in named if not is_address(each)]
    return [*([paths] if paths else []), *(each for each in named if is_address(each))]


def _hand(library: Library, queue: Queue, settings: Settings, named: str | list[Path]) -> Handed:
    if isinstance(named, str):
        return hand_over_storage(library, queue, named)
    return hand_over(library, queue, named, settings)


def _sum(done: Sequence[Handed]) -> Handed:
    whole = Handed()
    for each in done:
        for name in ("queued", "waiting", "unchanged", "moved", "copied", "removed"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        whole.failed += each.failed
        whole.skipped += each.skipped
    return whole


def _summary(done: Handed) -> str:
    """Return what was done in a line: `12 files queued, 3 unchanged, 1 removed`."""
    parts = [f"{counted(done.queued, 'file')} queued"]
    for number, word in (
        (done.waiting, "waiting already"),
        (done.unchanged, "unchanged"),
        (done.moved, "moved"),
        (done.copied, "copied"),
        (done.removed, "removed"),
        (len(done.failed), "unreadable"),
        (len(done.skipped), "skipped"),
    ):
        if number:
            parts.append(f"{number:,} {word}")
    return ", ".join(parts)
