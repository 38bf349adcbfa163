"""A folder of files into a library: what is new, changed, moved or gone; read, embedded, stored."""

import hashlib
import logging
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection

from index.catalog import sources
from index.catalog.batches import BATCH
from index.catalog.sources import Finished, Key, KnownSource
from index.errors import UnreadableFileError
from index.ingestion.pipeline import cut_files, make_batches, store_batches
from index.ingestion.planning import FoundFile, Plan, make_plan
from index.ingestion.preparation import CutFile
from index.ingestion.removal import purge_removed
from index.library.library import Library
from index.readers.files import Listing, list_articles, read_data
from index.records import Failure, member_name
from index.settings import IndexSettings


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run has come."""

    stage: Literal["reading", "embedding", "storing"]
    """What was done last: of some files each in turn, while others are being read."""
    files: int
    """Files that were read."""
    of_files: int
    size: int = 0
    """Bytes of the files whose sentences have their vectors."""
    of_size: int = 0
    sentences: int = 0
    """Sentences that were embedded."""


_LOG: Final = logging.getLogger(__name__)
_COUNTED: Final = ("new", "changed", "moved", "copied", "unchanged", "removed", "failed")

Progress = Callable[[Step], None]
"""What it raises ends the run: what was stored stays."""


@dataclass(slots=True)
class Report:
    """What one run of `index` did, by file name."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    """Their new names: nothing of them was read or embedded again."""
    copied: list[str] = field(default_factory=list)
    """Files with the bytes of another one: the same article, in one more place."""
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Files of a kind that isn't read."""
    embedded: int = 0
    """How many sentences went through the embedder."""


def plan_paths(
    library: Library | None, paths: Sequence[Path], settings: IndexSettings, only: Collection[str] | None = None
) -> Plan:
    """Return what `index_paths` would do, having read no more of the files than their bytes.

    Args:
        library: nothing for one that is still to be made.
        paths: files and folders; a folder means all its subfolders.
        settings: the limit of a file.
        only: the names of the files that count; others under the paths are passed over.

    Raises:
        PressmarkError: a path that doesn't exist, or two files of one name.
    """
    listing = list_articles(paths)
    if only is not None:
        listing = Listing(tuple(each for each in listing.articles if each[0] in only), ())
    known: dict[Key, KnownSource] = {}
    found = _found(listing, settings)
    folders = {_storable(path.resolve()) for path in paths if path.is_dir()}
    if library:
        with library.catalog.reading() as connection:
            known = _concerned(connection, found, folders)
    plan = make_plan(found, known, folders, _stands)
    plan.skipped = list(listing.skipped)
    return plan


def _concerned(connection: Connection, found: Sequence[FoundFile], folders: set[str]) -> dict[Key, KnownSource]:
    """Return the known files that a plan for those found has to do with: all of the folders that it may change."""
    if len(found) > BATCH:
        return sources.known_sources(connection)
    alike = sources.roots_with(
        connection, [each.name for each in found], [each.sha256 for each in found if each.sha256]
    )
    return sources.known_sources(connection, {*folders, *alike, *(each.root for each in found)})


def index_paths(
    library: Library,
    paths: Sequence[Path],
    settings: IndexSettings,
    progress: Progress | None = None,
    planned: Callable[[Plan], None] | None = None,
    only: Collection[str] | None = None,
) -> Report:
    """Bring the library in step with files and folders.

    The same file twice costs nothing, a changed one replaces its old version, one that moved or was copied isn't read
    again, and one that vanished from a folder that was indexed goes. A file that can't be read is reported, keeps its
    old version, and the others go on; it is tried again when it has changed. However a run ends, the next one goes on
    from what was stored.

    Args:
        library: where the articles go.
        paths: files and folders; a folder is read with all its subfolders.
        settings: the limit of a file and the size of a passage.
        progress: called after each file, whenever sentences were embedded, and after each batch that is stored.
        planned: called with what is going to be done.
        only: the names of the files that count; others under the paths are passed over.

    Raises:
        PressmarkError: a path that doesn't exist, two files of one name, or another process is writing.
    """
    with library.writer():
        purge_removed(library.folder)
        plan = plan_paths(library, paths, settings, only)
        if planned:
            planned(plan)
        report = _begin_report(plan)
        rearrange(library, plan)
        run = _Run(library, settings, report, progress, plan)
        run.read(plan.to_read)
        run.read(place_copies(library, plan))
        library.sweep()
    report.failed.sort(key=lambda failure: failure.file)
    counts = {name: len(getattr(report, name)) for name in _COUNTED}
    _LOG.info("indexed: %s", ", ".join(f"{count} {name}" for name, count in counts.items()), extra={"fields": counts})
    return report


def _stands(key: Key) -> bool:
    folder = sources.folder_here(key[0])
    return folder is not None and (folder / key[1]).is_file()


def _found(listing: Listing, settings: IndexSettings) -> list[FoundFile]:
    found = []
    for name, path in listing.articles:
        try:
            data = read_data(path, settings.file_limit)
        except UnreadableFileError:  # reading it in earnest says why
            found.append(FoundFile(_root(name, path), name, path, None))
        else:
            found.append(FoundFile(_root(name, path), name, path, hashlib.sha256(data).hexdigest(), len(data)))
    return found


def _root(name: str, path: Path) -> str:
    """Return the indexed folder: the file's path without its name relative to it."""
    folder = path.parent.resolve()
    return _storable([folder, *folder.parents][name.count("/")])


def _storable(folder: Path) -> str:
    """Return a path that the catalog can hold, also when its bytes aren't UTF-8."""
    return os.fsencode(folder).decode("utf-8", "replace")


def _begin_report(plan: Plan) -> Report:
    changed = {file.key for file in plan.changed}
    return Report(
        moved=[file.name for file in plan.moved.values() if file.key not in changed],
        copied=[file.name for file in plan.copied],
        unchanged=[file.name for file in plan.unchanged],
        removed=[name for _, name in plan.removed],
        failed=[*plan.failed, *(Failure(file.name, reason) for file, reason in plan.refused.items())],
        skipped=list(plan.skipped),
    )


def rearrange(library: Library, plan: Plan) -> None:
    """Do what needs no reading, at once."""
    known = plan.known
    moved = {old: file.key for old, file in plan.moved.items()}
    copied = _copies_of(known, plan.copied)
    library.rearrange(moved, copied, plan.removed)
    refused = [
        Finished(file.key, None, {"": reason}, None)
        for file, reason in plan.refused.items()
        if file.key not in known or known[file.key].failures.get("") != reason
    ]
    if refused:
        library.put([], refused)


def _copies_of(known: Mapping[Key, KnownSource], files: Sequence[FoundFile]) -> dict[Key, str]:
    """Return those of the files whose bytes the library knows by now."""
    readable = {source.sha256 for source in known.values() if "" not in source.failures}
    return {file.key: file.sha256 for file in files if file.sha256 and file.sha256 in readable}


def place_copies(library: Library, plan: Plan) -> list[FoundFile]:
    """Place the copies of files that were read just now; return those whose original could not be read."""
    if not plan.copied:
        return []
    with library.catalog.reading() as connection:
        known = sources.known_sources(connection)
    waiting = [file for file in plan.copied if file.key not in known or known[file.key].sha256 != file.sha256]
    copied = _copies_of(known, waiting)
    library.rearrange({}, copied, ())
    return [file for file in waiting if file.key not in copied]


class _Run:
    """Reads files and counts how far it has come."""

    def __init__(
        self,
        library: Library,
        settings: IndexSettings,
        report: Report,
        progress: Progress | None,
        plan: Plan,
    ) -> None:
        self._library, self._settings, self._report, self._progress = library, settings, report, progress
        self._of_files, self._of_size = len(plan.to_read), sum(file.size for file in plan.to_read)
        self._files = self._size = 0
        self._changed = {file.key for file in plan.changed}
        """Files that were read before."""

    def read(self, files: Sequence[FoundFile]) -> None:
        """Read, embed and store files."""
        if not files:
            return
        with closing(cut_files(files, self._settings)) as reading:  # what it started ends with it, not some time later
            batches = make_batches(map(self._read, reading))
            with closing(store_batches(self._library, batches, self._count)) as storing:
                for batch in storing:
                    for cut in batch.finished:
                        self._size += cut.file.size
                        self._note(cut, cut.file.key in self._changed)
                    self._tell("storing")

    def _read(self, cut: CutFile) -> CutFile:
        self._files += 1
        self._tell("reading")
        return cut

    def _note(self, cut: CutFile, changed: bool) -> None:
        name = cut.file.name
        failures = cut.failures or {}
        self._report.failed += [Failure(member_name(name, member), reason) for member, reason in failures.items()]
        if cut.failed:
            return
        (self._report.changed if changed else self._report.new).append(name)

    def _count(self, sentences: int) -> None:
        self._report.embedded += sentences
        self._tell("embedding")

    def _tell(self, stage: Literal["reading", "embedding", "storing"]) -> None:
        if self._progress:
            done = (self._files, self._of_files, self._size, self._of_size, self._report.embedded)
            self._progress(Step(stage, *done))
