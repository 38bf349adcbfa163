"""A catalog in a file of its own, by SQLite: nothing else is needed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from index.errors import BusyError, DamagedCatalogError, LibraryError, remedy
from index.private_files import PRIVATE, make_private_file

FILE_NAME: Final = "catalog.sqlite3"
LOCK: Final = "writer.lock"
"""Beside it: held by whoever writes. The lock is the system's."""
_WRITES: Final = "pressmark_writes"
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class SqliteFile:
    """The file in a library's folder."""

    def __init__(self, folder: Path) -> None:
        """Name the file; nothing is opened yet."""
        self.path = folder / FILE_NAME
        self._engine = _connect(self.path)

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    def exists(self) -> bool:
        """Say whether the file is there, with something in it: SQLite takes an empty one for a new database."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def make(self) -> None:
        """Make the file, for its owner alone."""
        try:
            make_private_file(self.path)
        except OSError as error:
            raise LibraryError(f"The catalog {self.path} can't be opened: {error.strerror}.") from error

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[Connection]:
        """Give a connection within one transaction."""
        with self._engine.connect().execution_options(**{_WRITES: writes}) as connection, connection.begin():
            yield connection

    @contextmanager
    def writer(self, patience: float) -> Iterator[None]:
        """Hold the lock beside the file."""
        folder = self.path.parent
        lock = FileLock(folder / LOCK, mode=PRIVATE)
        try:
            lock.acquire(timeout=patience)
        except Timeout as busy:
            message = f"Another process is writing to the library {folder}: wait until it is done."
            raise BusyError(message) from busy
        except OSError as error:
            message = f"The library {folder} can't be written to ({error.strerror}): check its permissions."
            raise LibraryError(message) from error
        try:
            yield
        finally:
            lock.release()

    def explained(self, error: DBAPIError) -> LibraryError:
        """Return one sentence on what SQLite refused."""
        reason = str(error.orig).rstrip(".")
        damaged = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
        advice = remedy(reason, "if it is damaged, run `pressmark doctor --repair`, which sets it aside")
        kind = DamagedCatalogError if damaged else LibraryError
        return kind(f"The catalog {self.path} can't be used ({reason}); {advice}.")

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _connect(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own type
        connection.isolation_level = None  # the driver would begin a transaction at the first change only
        # Readers go on while one writes (WAL); what was committed survives a power cut (FULL).
        # What a catalog from elsewhere says of its tables may not call functions with side effects.
        for pragma in ("trusted_schema = OFF", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that began to write after another had written would fail at once, whatever the timeout.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
