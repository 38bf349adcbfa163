"""A folder or a storage put on the queue: what needs no reading is done at once, the rest is left to workers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.catalog import sources
from index.ingestion.removal import purge_removed
from index.ingestion.sync import place_copies, plan_paths, rearrange
from index.library.library import Library
from index.queue.board import Queue, Task
from index.queue.storage import list_storage
from index.records import Failure
from index.settings import IndexSettings


@dataclass(slots=True)
class Handed:
    """What was done with the files that were named."""

    queued: int = 0
    """Files that were put on the queue."""
    waiting: int = 0
    """Files that were on it already."""
    unchanged: int = 0
    moved: int = 0
    copied: int = 0
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    """What could not be read before and has not changed since."""
    skipped: list[str] = field(default_factory=list)
    """Files of a kind that isn't read."""

    @property
    def found(self) -> int:
        """How many files there are that can be articles."""
        return self.queued + self.waiting + self.unchanged + self.moved + self.copied + len(self.failed)


def hand_over(library: Library, queue: Queue, paths: Sequence[Path], settings: IndexSettings) -> Handed:
    """Put files and folders on the queue: a job for each file that has to be read.

    Raises:
        PressmarkError: a path doesn't exist, two files have one name, or the queue can't be reached.
    """
    with library.writer(patience=60):
        purge_removed(library.folder)
        plan = plan_paths(library, paths, settings)
        rearrange(library, plan)
        unread = place_copies(library, plan)
    tasks = [Task(*file.key) for file in (*plan.to_read, *unread)]
    queued = queue.put(tasks)
    return Handed(
        queued=queued,
        waiting=len(tasks) - queued,
        unchanged=len(plan.unchanged),
        moved=sum(file not in plan.changed for file in plan.moved.values()),
        copied=len(plan.copied) - len(unread),
        removed=len(plan.removed),
        failed=[*plan.failed, *(Failure(file.name, reason) for file, reason in plan.refused.items())],
        skipped=list(plan.skipped),
    )


def hand_over_storage(library: Library, queue: Queue, address: str) -> Handed:
    """Put the files of a storage on the queue; those that look as they did when they were indexed stay where they are.

    Raises:
        PressmarkError: the storage can't be listed, or the queue can't be reached.
    """
    files, skipped = list_storage(address)
    root = address.rstrip("/")
    marks = queue.marks(root)
    with library.catalog.reading() as connection:
        known = {key[1]: source for key, source in sources.known_sources(connection, [root]).items()}
    there = {file.name for file in files}
    gone = [(root, name) for name in known if name not in there]
    if gone:
        with library.writer(patience=60):
            library.rearrange({}, {}, gone)
    settled = {name for name, source in known.items() if source.readers == sources.READERS}
    new = [file for file in files if file.name not in settled or marks.get(file.name) != file.mark]
    queued = queue.put(Task(root, file.name, file.mark) for file in new)
    return Handed(
        queued=queued,
        waiting=len(new) - queued,
        unchanged=len(files) - len(new),
        removed=len(gone),
        skipped=skipped,
    )
