"""Where a library's vectors stand: a folder of Chroma that is read, and for a while one that will take its place.

Chroma searches a graph. Unless it may write that graph to disk, it makes it anew at every opening, at 0.3 to 2 ms a
vector; and a process that dies while writing it, or another that reads meanwhile, can lose vectors for good. So Chroma
never writes a graph in the folder that is read: there only rows are added to its SQLite file, a few. When many are to
be added, they go into a copy of the folder, with its graph, and one row of the catalog then says that the copy is read
from now on. A copy that was not finished is forgotten: the catalog has its vectors.
"""

import json
import os
import re
import shutil
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.catalog.database import Catalog
from index.errors import LibraryError, remedy
from index.private_files import PRIVATE, make_private_folder
from index.vectors.chroma import DATABASE, Vectors

FIRST: Final = "chroma"
"""The folder of a new library; the next ones are `chroma-2`, `chroma-3`, ..."""
FEW: Final = 1000
"""Rows that may be added to the folder that is read: its graph takes them in at opening, in about half a second."""
STEP: Final = 2000
"""Vectors after which the graph of a copy is written to disk: the whole of it each time."""
SHARE: Final = 10
"""A large copy is written whenever it has grown by this part of what it began with: every `STEP` vectors would take the
square of their number, and those that wait are put into the graph once more when the copy is put to use."""
GROWTH: Final = 2
"""A copy with so many times the vectors of what is read takes its place at once, not when the run ends."""
_PLACE, _ADDED = "vectors", "vectors added"
"""Settings of the catalog: the folder that is read, with what its files must be; how many rows were added to it."""
COLLECTION: Final = "collection"
"""Setting of the catalog: the name of Chroma's collection, which no other library has."""
BEHIND: Final = "vectors behind"
"""Setting of the catalog: set while the vectors of a server lack some, or have too many."""
SETTINGS: Final = (_PLACE, _ADDED, COLLECTION, BEHIND)
"""Settings of the catalog that say where its vectors are."""
_FOLDER: Final = re.compile(rf"{FIRST}(?:-[1-9][0-9]{{0,8}})?")
_FILE: Final = re.compile(r"[\w-]+/[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder that is read, and what its files must be."""

    folder: str = FIRST
    files: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """The size and the checksum of each file of its graph."""

    @property
    def is_ours(self) -> bool:
        """Whether it lies in the library: what stands in a catalog may have been written elsewhere."""
        return bool(_FOLDER.fullmatch(self.folder)) and all(map(_FILE.fullmatch, self.files))


_NOWHERE: Final = _Place(files={".": ()})
"""A place that is never as it was, so that it is made anew."""


class Shelf:
    """The vectors of one library; reading is safe from several threads, writing is for the library's only writer."""

    away: str | None = None
    """Never: it is a folder."""

    def __init__(self, folder: Path, catalog: Catalog, name: str) -> None:
        """Name the place; `reopen` opens it.

        Args:
            folder: the library's.
            catalog: says which folder of Chroma is read.
            name: of Chroma's collection.
        """
        self._folder, self._catalog, self._name = folder, catalog, name
        self._lock = threading.RLock()
        self._opened: Vectors | None = None
        self._draft: Vectors | None = None
        self._place = _Place()
        self._added = 0
        self._seen: str | None = None
        """What the catalog said of rows that were added when the folder that is read was opened."""
        self._read_before = self._in_draft = 0
        """How many vectors are read while a copy is made, and how many the copy has, or had before some were replaced:
        Chroma counts them all to tell."""

    @property
    def place(self) -> str:
        """The folder that is read."""
        return str(self._folder / self._place.folder)

    def is_behind(self) -> bool:
        """Say no: what a run that was stopped left undone shows in the count."""
        return False

    def reopen(self) -> None:
        """Open the folder that is read: another process may have added to it, or put another in its place.

        Raises:
            LibraryError: the folder is damaged: see `make_anew`.
        """
        with self._lock:
            self._close_read()
            self._seen = self._catalog.setting(_ADDED)
            self._added = int(self._seen or 0)
            self._place = self._stored_place()
            while self._opened is None:
                try:
                    self._open()
                except LibraryError:
                    if self._stored_place() == self._place:
                        raise
                if (place := self._stored_place()) != self._place:  # another process has just put a copy in its place
                    self._close_read()
                    self._place = place

    def look_again(self) -> None:
        """Open the folder that is read again if it isn't what it was: that takes as long as its graph is large.

        Of a long run of another process nobody notices anything but when it puts a copy in the folder's place.
        """
        with self._lock:
            with self._catalog.reading():
                as_before = self._stored_place() == self._place and self._catalog.setting(_ADDED) == self._seen
            if not as_before:
                self.reopen()

    def _open(self) -> None:
        folder = self._folder / self._place.folder
        if not _is_as_it_was(folder, self._place.files):
            raise LibraryError(f"The vectors at {folder} are damaged; run `pressmark doctor`.")
        self._opened = Vectors(folder, self._name)

    def _stored_place(self) -> "_Place":
        stored = self._catalog.setting(_PLACE)
        with suppress(TypeError, ValueError):
            place = _Place(**json.loads(stored)) if stored else _Place()
            return place if place.is_ours else _NOWHERE
        return _NOWHERE

    @property
    def _read(self) -> Vectors:
        if self._opened is None:
            self._open()
        assert self._opened is not None  # noqa: S101  # for the type checker
        return self._opened

    def _close_read(self) -> None:
        opened, self._opened = self._opened, None
        if opened:
            opened.close()

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._forget_draft()
            self._close_read()

    def count(self) -> int:
        """Return how many vectors there are."""
        with self._lock:
            return self._newest.count()

    def ids(self) -> Iterator[str]:
        """Yield every id."""
        with self._lock:
            found = list(self._newest.ids())
        yield from found

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the vectors nearest to a unit vector, nearest first; those of a copy aren't seen yet."""
        with self._lock:
            return self._read.nearest(vector, limit)

    def holds(self, vector: NDArray[np.float32]) -> bool:
        """Say whether a search finds a stored unit vector."""
        with self._lock:
            return self._newest.holds(vector)

    @property
    def _newest(self) -> Vectors:
        return self._draft or self._read

    def put(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors under their ids: a few where they are read at once, more of them in a copy."""
        with self._lock:
            self._added += len(ids)
            if self._draft is None and self._added > FEW:
                self._begin(self._read.count(), copied=True)
            self._newest.put(ids, vectors)
            self._in_draft += len(ids)
            if self._draft and self._in_draft >= GROWTH * max(FEW, self._read_before):
                self._publish()

    put_back = put

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that aren't there are ignored."""
        with self._lock:
            self._added += len(ids)
            self._newest.remove(ids)

    def make_anew(self, parts: Iterator[tuple[Sequence[str], NDArray[np.float32]]], count: int) -> None:
        """Put these vectors, so many, in the place of all there are, and of whatever has become of Chroma's files."""
        with self._lock:
            self._forget_draft()
            self._begin(count, copied=False)
            for ids, vectors in parts:
                self._newest.put(ids, vectors)
            if self._draft:
                self._publish()

    def settle(self, *, whole: bool = False) -> None:
        """Put a copy to use, and note how much was added: what a writer does last.

        Args:
            whole: says nothing here.

        Raises:
            LibraryError: the disk is full, say; the copy is forgotten, and the next opening makes up for it.
        """
        with self._lock:
            if self._draft:
                self._publish()
            elif str(self._added) != (self._catalog.setting(_ADDED) or "0"):
                self._seen = str(self._added)
                self._catalog.set_setting(_ADDED, self._seen)

    def _begin(self, vectors: int, *, copied: bool) -> None:
        """Begin a copy of so many vectors, or an empty folder for them, to write to."""
        self._in_draft = vectors if copied else 0
        if copied:
            self._read_before = vectors
            self._close_read()  # two graphs take twice the memory; a question opens it again
        current = self._place.folder
        name = f"{FIRST}-{int(current.rpartition('-')[2]) + 1 if '-' in current else 2}"
        target = self._folder / name
        try:
            shutil.rmtree(target, ignore_errors=True)  # of a run that was stopped
            make_private_folder(target)
            if copied:
                _copy(self._folder / current, target)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(_unwritten(target, error)) from error
        self._draft = Vectors(target, self._name)
        self._draft.write_graph_every(max(STEP, vectors // SHARE))

    def _publish(self) -> None:
        """Write the copy's graph to its end, and let it be the folder that is read."""
        draft, before = self._draft, self._place.folder
        assert draft is not None  # noqa: S101  # for the type checker
        try:
            draft.write_graph()
            draft.close()
            place = _Place(draft.folder.name, _measured(draft.folder))
            self._catalog.set_settings({_PLACE: json.dumps(asdict(place)), _ADDED: "0"})
        except OSError as error:
            raise LibraryError(_unwritten(draft.folder, error)) from error
        finally:
            self._forget_draft()
        self._close_read()
        self._place, self._added, self._seen = place, 0, "0"
        self._open()
        self._delete_but(before, place.folder)  # somebody may be searching what was read until now

    def tidy(self) -> None:
        """Delete what no one reads any more: folders that another took the place of, and copies never finished."""
        with self._lock:
            self._delete_but(self._place.folder)

    def _delete_but(self, *kept: str) -> None:
        for folder in self._folder.glob(f"{FIRST}*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)  # Windows keeps what somebody has open; the next run goes on

    def _forget_draft(self) -> None:
        draft, self._draft = self._draft, None
        if draft:
            draft.close()


def _unwritten(folder: Path, error: OSError | sqlite3.Error) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return f"The vectors can't be written to {folder} ({reason}); {remedy(reason, 'check its permissions')}."


def _copy(source: Path, target: Path) -> None:
    """Copy a folder of Chroma's while others read it: the database by SQLite's means; the graph is never changed."""
    copy = target / DATABASE
    copy.touch(mode=PRIVATE)
    address = f"{(source / DATABASE).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
    for path in source.iterdir():
        if path.is_dir():
            shutil.copytree(path, target / path.name)


def _measured(folder: Path) -> dict[str, list[int]]:
    """Return the size and the checksum of each file of a graph, all written to the disk in earnest."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
                if path.parent != folder:  # the database has checks of its own, and rows are added to it
                    found[path.relative_to(folder).as_posix()] = [path.stat().st_size, _checksum(path)]
    return found


def _is_as_it_was(folder: Path, files: Mapping[str, Sequence[int]]) -> bool:
    """Say whether the files of a graph are those that were written: reading others can end the process."""
    with suppress(OSError):
        return all([(folder / name).stat().st_size, _checksum(folder / name)] == made for name, made in files.items())
    return False


def _checksum(path: Path) -> int:
    made = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            made = zlib.crc32(block, made)
    return made
