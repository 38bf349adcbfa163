"""Files of the queue into the library: read, cut and embedded beside other workers, then written in one go.

Whatever stops it, and however often it is done, the library holds the file once and whole: what the catalog knows by
the hash of its bytes isn't read again.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, Literal

from index.catalog import sources
from index.catalog.sources import Finished, Key, KnownSource
from index.errors import OvertakenError, PressmarkError
from index.ingestion.pipeline import Embedder, finished, make_batches
from index.ingestion.planning import FoundFile
from index.ingestion.preparation import CutFile, cut_file
from index.library.library import Library
from index.queue.board import Task
from index.queue.storage import GoneError, fetched, is_address
from index.records import PreparedArticle
from index.settings import IndexSettings

PATIENCE: Final = 120.0
"""Seconds to wait until the other workers have written: each takes some hundredths of a second."""

Outcome = Literal["indexed", "unreadable", "unchanged", "copied", "gone"]


class Indexer:
    """Brings a library in step with files, several at a time, each in a thread; what is ready is written together."""

    def __init__(self, library: Library, settings: IndexSettings) -> None:
        """Index into an open library."""
        self.library, self._settings = library, settings
        self._writing = GroupWriter(library)
        self._embedding = threading.Lock()
        """One embeds at a time: the embedder has threads of its own."""

    def index(self, task: Task) -> Outcome:
        """Bring the library in step with one file, and say what was done.

        Raises:
            PressmarkError: the file or the library can't be reached now: it is worth another try.
        """
        try:
            return self._index_once((task.root, task.file))
        except OvertakenError:  # mostly the same bytes, by a worker that took this one for dead: then all is done
            return self._index_once((task.root, task.file))

    def _index_once(self, key: Key) -> Outcome:
        with self.library.catalog.reading() as connection:
            known = sources.known_source(connection, key)
        before = {key: known.sha256 if known else None}
        try:
            with fetched(*key, self._settings.file_limit) as file:
                return self._index(file, known, before)
        except GoneError:
            with self._writing.alone(before):
                self.library.rearrange({}, {}, [key])
            return "gone"

    def _index(self, file: FoundFile, known: KnownSource | None, before: Mapping[Key, str | None]) -> Outcome:
        with self.library.catalog.reading() as connection:
            copied = file.sha256 is not None and sources.is_readable(connection, file.sha256)
        if known and file.sha256 and (known.sha256, known.readers) == (file.sha256, sources.READERS):
            return "unchanged"
        if copied and file.sha256:
            with self._writing.alone(before):
                self.library.rearrange({}, {file.key: file.sha256}, ())
            return "copied"
        cut = _named(cut_file(file, self._settings.file_limit, self._settings.passage_tokens))
        embedder = Embedder(self.library, lambda _: None)
        for batch in make_batches([cut]):
            with self._embedding:
                prepared = embedder.prepare(batch)
            self._writing.put(prepared, [finished(each) for each in batch.finished], before)
        return "unreadable" if cut.failed else "indexed"


@dataclass(slots=True)
class _Order:
    """What one file has ready to be written."""

    prepared: list[PreparedArticle]
    finished: list[Finished]
    before: Mapping[Key, str | None]
    done: bool = False
    error: PressmarkError | None = None

    @property
    def versions(self) -> set[str]:
        return {each.version for each in self.prepared}


class GroupWriter:
    """Writes what several threads have ready in one transaction: waiting for one's turn costs more than writing."""

    def __init__(self, library: Library) -> None:
        """Write into an open library."""
        self._library = library
        self._turn, self._guard = threading.Lock(), threading.Lock()
        self._waiting: list[_Order] = []

    def put(self, prepared: list[PreparedArticle], finished: list[Finished], before: Mapping[Key, str | None]) -> None:
        """Store articles, and note the files that were read to their end; return when they are stored.

        Args:
            prepared: the articles.
            finished: the files.
            before: by which hash of its bytes each file was known before it was read; nothing for one that wasn't.

        Raises:
            OvertakenError: another worker has read one of the files since; nothing of it is stored.
            PressmarkError: they can't be stored now.
        """
        order = _Order(prepared, finished, before)
        with self._guard:
            self._waiting.append(order)
        with self._turn:
            while not order.done:
                self._write(self._next())
        if order.error:
            raise order.error

    @contextmanager
    def alone(self, before: Mapping[Key, str | None]) -> Iterator[None]:
        """Be the library's only writer while the block runs, if files are known as they were: see `put`."""
        with self._turn, self._writer(before):
            yield

    @contextmanager
    def _writer(self, before: Mapping[Key, str | None]) -> Iterator[None]:
        with self._library.writer(PATIENCE):
            with self._library.catalog.reading() as connection:
                sources.check_unchanged(connection, before)
            yield

    def _next(self) -> list[_Order]:
        """Return what goes into the next transaction: no article twice, as of two files with the same bytes."""
        chosen: list[_Order] = []
        with self._guard:
            for order in list(self._waiting):
                if not any(order.versions & other.versions for other in chosen):
                    chosen.append(order)
                    self._waiting.remove(order)
        return chosen

    def _write(self, orders: list[_Order]) -> None:
        try:
            with self._writer({key: sha256 for order in orders for key, sha256 in order.before.items()}):
                self._library.put(
                    [each for order in orders for each in order.prepared],
                    [each for order in orders for each in order.finished],
                )
        except PressmarkError as error:
            if len(orders) > 1:  # one of them may be what is refused: the others needn't fail with it
                for order in orders:
                    self._write([order])
                return
            orders[0].error = error
        for order in orders:
            order.done = True


def _named(cut: CutFile) -> CutFile:
    """Return what was cut, with the stored file named in what is said of it, and not its copy."""
    file = cut.file
    if not is_address(file.root) or not cut.failures:
        return cut
    address = f"{file.root.rstrip('/')}/{file.name}"
    return replace(
        cut, failures={member: said.replace(str(file.path), address) for member, said in cut.failures.items()}
    )
