"""Adding files while the page goes on: a thread does the work, and the page asks it how far it is."""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from index.errors import PressmarkError
from index.ingestion import sync
from index.ingestion.sync import Progress, Report
from index.ingestion.uploads import add_files, refresh
from index.library.library import Library
from rag.settings import Settings
from ui.page.access.audit import note
from ui.page.access.roles import Actor

Step = tuple[str, int, int]
"""A stage, how many files are done and how many there are."""


class HaltedError(PressmarkError):
    """The reader pressed Cancel."""


class Adding:
    """Add files to one library in threads, one for each session."""

    def __init__(self, library: Library, settings: Settings) -> None:
        """Add to an open library."""
        self._library, self._settings = library, settings
        self._halts: dict[str, threading.Event] = {}

    def add(self, files: Mapping[str, Path], session: str, actor: Actor) -> Iterator[Step | Report]:
        """Add files for somebody, by the names that they get; yield the steps and last the report.

        Raises:
            PressmarkError: it was halted, or another process is writing.
        """

        def work(notify: Progress) -> Report:
            return add_files(self._library, files, self._settings, notify, actor.name)

        return self._logged(self._run(work, session), actor)

    def read_again(self, session: str, actor: Actor) -> Iterator[Step | Report]:
        """Read all articles again; yields and raises as `add` does."""
        return self._logged(self._run(lambda notify: refresh(self._library, self._settings, notify), session), actor)

    def halt(self, session: str) -> None:
        """Stop what a session adds, at its next step."""
        if halt := self._halts.get(session):
            halt.set()

    def _logged(self, steps: Iterator[Step | Report], actor: Actor) -> Iterator[Step | Report]:
        for step in steps:
            if isinstance(step, Report):
                for did, names in (("added", step.new), ("replaced", step.changed), ("lost, gone", step.removed)):
                    if names:
                        note(actor, did, names)
            yield step

    def _run(self, work: Callable[[Progress], Report], session: str) -> Iterator[Step | Report]:
        halt = self._halts[session] = threading.Event()
        steps: queue.SimpleQueue[Step | Report | BaseException] = queue.SimpleQueue()

        def notify(step: sync.Step) -> None:
            if halt.is_set():
                raise HaltedError("Stopped: what was stored stays.")
            steps.put((step.stage, step.files, step.of_files))

        def run() -> None:
            try:
                steps.put(work(notify))
            except BaseException as error:  # raised again where the page waits for it
                steps.put(error)

        threading.Thread(target=run, name="pressmark-adding", daemon=True).start()
        try:
            while True:
                step = steps.get()
                if isinstance(step, BaseException):
                    raise step
                yield step
                if isinstance(step, Report):
                    return
        finally:
            halt.set()  # whoever stops listening stops the work
            self._halts.pop(session, None)
