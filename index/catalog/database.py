"""The SQL database of a library: how it is opened, read, changed as a whole, and what it says of itself."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection, Integer, Text, cast, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from index.catalog import migrations
from index.catalog.backends.choice import backend_of
from index.catalog.schema import SETTING
from index.errors import LibraryError
from index.records import Maker


class Catalog:
    """One open catalog; safe to use from several threads."""

    def __init__(self, folder: Path, address: SecretStr | None = None) -> None:
        """Open the catalog of a library: make its tables, or bring those of an older version up to date.

        Args:
            folder: the library's, in which the catalog is a file.
            address: of a Postgres database, in which it is a schema named after the folder.

        Raises:
            LibraryError: it is damaged, isn't a catalog, can't be reached, or was made by a later version.
        """
        self._backend = backend_of(folder, address)
        self._read = _Read()
        self.changed: Callable[[int], object] = int
        """Called with each generation that is made here, when others see it."""
        try:
            self._backend.make()
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def _bring_up_to_date(self) -> None:
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
            generation = _next_generation(connection)
        self.changed(generation)

    @contextmanager
    def deriving(self) -> Iterator[Connection]:
        """Give a connection for changes of what is derived from the catalog, which make no new generation."""
        with self._reported(), self._transaction(writes=True) as connection:
            yield connection

    def writer(self, patience: float) -> AbstractContextManager[None]:
        """Be the library's only writer while the block runs.

        Raises:
            BusyError: another is, and stayed so for `patience` seconds.
            LibraryError: the catalog can't be written to.
        """
        return self._backend.writer(patience)

    @property
    def place(self) -> str:
        """Where it stands, as a user may be told: without a password."""
        return self._backend.place

    def close(self) -> None:
        """Let go of the file, or of the connections."""
        self._backend.close()

    def setting(self, name: str) -> str | None:
        """Return one setting of the library, or nothing."""
        with self.reading() as connection:
            return _get(connection, name)

    def set_setting(self, name: str, value: str) -> None:
        """Store one setting of the library."""
        self.set_settings({name: value})

    def first_setting(self, name: str, value: str) -> str:
        """Store one setting of the library unless it has a value; return the one that it has then."""
        with self.writing() as connection:
            there = _get(connection, name)
            if there is None:
                _set(connection, name, value)
            return there or value

    def forget_setting(self, name: str) -> None:
        """Remove one setting of the library."""
        with self.writing() as connection:
            connection.execute(delete(SETTING).where(SETTING.c.name == name))

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
                f"The catalog {self.place} was made by another version of Pressmark: index into another folder."
            ) from error

    def set_maker(self, maker: Maker) -> None:
        """Store how the library is made."""
        self.set_setting("maker", json.dumps(asdict(maker)))

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with self._backend.transaction(writes=writes) as connection:
            yield connection

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._backend.explained(error) from error


class _Read(threading.local):
    """The connection that a thread is reading over."""

    connection: Connection | None = None


def _get(connection: Connection, name: str) -> str | None:
    value: str | None = connection.scalar(select(SETTING.c.value).where(SETTING.c.name == name))
    return value


def _set(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(SETTING).where(SETTING.c.name == name))
    connection.execute(insert(SETTING).values(name=name, value=value))


def _next_generation(connection: Connection) -> int:
    """Count a change; return the number of the state that it makes."""
    more = cast(cast(SETTING.c.value, Integer) + 1, Text)
    counted = update(SETTING).where(SETTING.c.name == "generation").values(value=more).returning(SETTING.c.value)
    value = connection.scalar(counted)
    if value is None:
        value = "1"
        _set(connection, "generation", value)
    return int(value)
