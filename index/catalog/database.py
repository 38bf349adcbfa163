"""The SQL database of a library: how it is opened, read, changed as a whole, and what it says of itself."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, insert, select
from sqlalchemy.exc import DatabaseError

from index.catalog import migrations
from index.catalog.schema import SETTING
from index.errors import DamagedCatalogError, LibraryError, remedy
from index.private_files import make_private_file
from index.records import Maker

FILE_NAME = "catalog.sqlite3"
_WRITES = "pressmark_writes"


class Catalog:
    """One open catalog; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the catalog in `folder`: make its tables, or bring those of an older version up to date.

        Raises:
            LibraryError: the file is damaged, isn't a catalog, or was made by a later version.
        """
        self.path = folder / FILE_NAME
        try:
            make_private_file(self.path)
        except OSError as error:
            raise LibraryError(f"The catalog {self.path} can't be opened: {error.strerror}.") from error
        self._engine = _connect(self.path)
        self._read = _Read()
        with self._reported():
            with self._transaction(writes=False) as connection:
                behind = bool(migrations.pending(connection))
            if behind:
                with self._transaction(writes=True) as connection:
                    migrations.migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the catalog, however long it reads.

        Within the block, whatever else reads in this thread sees the same state, over the same connection.
        """
        if self._read.connection is not None:
            yield self._read.connection
            return
        with self._reported(), self._transaction(writes=False) as connection:
            self._read.connection = connection
            try:
                yield connection
            finally:
                self._read.connection = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes become visible together, as the next generation, or not at all."""
        with self._reported(), self._transaction(writes=True) as connection:
            yield connection
            generation = int(_get(connection, "generation") or 0) + 1
            _set(connection, "generation", str(generation))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def setting(self, name: str) -> str | None:
        """Return one setting of the library, or nothing."""
        with self.reading() as connection:
            return _get(connection, name)

    def set_setting(self, name: str, value: str) -> None:
        """Store one setting of the library."""
        self.set_settings({name: value})

    def set_settings(self, values: Mapping[str, str]) -> None:
        """Store settings of the library, all at once."""
        with self.writing() as connection:
            for name, value in values.items():
                _set(connection, name, value)

    def generation(self) -> int:
        """Return a number that grows with every change: a reader that sees it move looks again."""
        return int(self.setting("generation") or 0)

    def maker(self) -> Maker | None:
        """Return how the library was made, or nothing for a new one."""
        stored = self.setting("maker")
        try:
            return Maker(**json.loads(stored)) if stored else None
        except (TypeError, ValueError) as error:
            raise LibraryError(
                f"The catalog {self.path} was made by another version of Pressmark: index into another folder."
            ) from error

    def set_maker(self, maker: Maker) -> None:
        """Store how the library is made."""
        self.set_setting("maker", json.dumps(asdict(maker)))

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with self._engine.connect().execution_options(**{_WRITES: writes}) as connection, connection.begin():
            yield connection

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            reason = str(error.orig).rstrip(".")
            damaged = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in {
                sqlite3.SQLITE_CORRUPT,
                sqlite3.SQLITE_NOTADB,
            }
            kind = DamagedCatalogError if damaged else LibraryError
            advice = remedy(reason, "if it is damaged, run `pressmark doctor --repair`, which sets it aside")
            raise kind(f"The catalog {self.path} can't be used ({reason}); {advice}.") from error


class _Read(threading.local):
    """The connection that a thread is reading over."""

    connection: Connection | None = None


def _get(connection: Connection, name: str) -> str | None:
    value: str | None = connection.scalar(select(SETTING.c.value).where(SETTING.c.name == name))
    return value


def _set(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(SETTING).where(SETTING.c.name == name))
    connection.execute(insert(SETTING).values(name=name, value=value))


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
