"""The command `worker`: takes files from the queue and indexes them."""

import time
from collections import Counter
from pathlib import Path
from typing import Final

from index.errors import LibraryError, PressmarkError
from index.library.library import Library
from index.queue.board import Queue, Task
from index.queue.opening import open_queue
from index.queue.running import QueueWorker
from index.queue.work import Outcome
from rag.settings import Settings
from ui.opening import read_settings
from ui.plain import safe_name
from ui.terminal.output import message
from ui.wording import counted

LONGEST_WAIT: Final = 60.0
"""Seconds after which a database that doesn't answer is tried again, at most."""
_ORDER: Final = ("indexed", "copied", "unchanged", "gone", "unreadable", "failed")


def work(folder: Path | None, *, once: bool, lease: float) -> None:
    """Work for a library until SIGINT or SIGTERM, or until nothing is left to do.

    A database that can't be reached is waited for, unless the worker is to end with the queue.

    Raises:
        UsageError: there is no database for a queue, or a package is missing.
        PressmarkError: the library can't be used; or the database can't be reached and nobody waits for it.
    """
    settings, wait = read_settings(folder), 1.0
    while True:
        try:
            done = _work(settings, once=once, lease=lease)
        except LibraryError as error:
            if once:
                raise
            message(f"{error} The worker tries again in {wait:.0f} s.")
            time.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)
            continue
        print(safe_name(f"{_summary(done)} — library at {settings.library}"))
        return


def _work(settings: Settings, *, once: bool, lease: float) -> Counter[str]:
    library = Library(settings, create=True)
    try:
        with open_queue(library, settings) as queue:
            _begin(queue, settings)
            return QueueWorker(library, settings, queue, lease, _tell).run(once=once)
    finally:
        library.close()


def _begin(queue: Queue, settings: Settings) -> None:
    state = queue.state()
    message(safe_name(f"Working for {settings.library}: {counted(state.waiting, 'file')} on its queue."))


def _tell(task: Task, outcome: Outcome | PressmarkError) -> None:
    """Say what went wrong; what went well is only counted."""
    if isinstance(outcome, PressmarkError):
        message(safe_name(f"{task.file}: {outcome} It is tried again later."))


def _summary(done: Counter[str]) -> str:
    parts = [f"{counted(done['indexed'], 'file')} indexed"]
    parts += [f"{done[name]:,} {name}" for name in _ORDER[1:] if done[name]]
    return ", ".join(parts)
