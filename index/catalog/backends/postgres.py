"""A catalog in a schema of a Postgres database, which many processes on many machines may have open.

Each library has a schema of its own, named after its folder, and nothing outside of it is read or written. Whoever
writes holds a lock of the database, which ends with the connection: so one writes at a time, as with SQLite.
"""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from pydantic import SecretStr
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from index.catalog.backends.postgres_errors import LOCKED, LOST, explained
from index.errors import BusyError, LibraryError

PREFIX: Final = "pressmark_"
"""Begins the name of every schema that is ours."""
LONGEST: Final = 40
"""Letters of a folder's name that a schema is named by: Postgres takes 63 bytes."""
_PLAIN: Final = re.compile(rf"[a-z0-9_]{{1,{LONGEST}}}")
_WRITES, _WRITER = "writes", "writer"
"""Of the two locks, the first is held for a transaction, the second for as long as a run takes."""
_ALIVE: Final = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""A connection whose other end is gone is known to be lost after a minute, not after hours."""
_SAME_HERE: Final = (
    "SET search_path TO {schema}",  # no table of anybody else's is taken for ours
    "SET tcp_keepalives_idle = 30",  # and so a dead client's lock is given up, whose machine lost its power
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 3",
)


def schema_of(name: str) -> str:
    """Return the schema of the library whose folder has a name; other names get other schemas.

    >>> schema_of("library"), schema_of("Köprü")
    ('pressmark_library', 'pressmark_k_pr_64af2c95')
    """
    if _PLAIN.fullmatch(name):
        return PREFIX + name
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[: LONGEST - 9]
    return f"{PREFIX}{plain}_{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


class PostgresSchema:
    """The schema of one library."""

    def __init__(self, address: SecretStr, name: str) -> None:
        """Name the schema; nothing is opened yet.

        Args:
            address: `postgresql://user:password@host:port/database`, with libpq's parameters behind a `?`.
            name: the library's.

        Raises:
            LibraryError: the extra `postgres` isn't installed, or the address is none.
        """
        self.schema = schema_of(name)
        url = _url(address)
        self._place = f"{_told(url)} (schema {self.schema})"
        self._held: Connection | None = None
        """The connection that holds the writer's lock."""
        self._turn = threading.Lock()
        """Held for a transaction over it, which any thread may want."""
        try:
            self.engine = _connect(url, self.schema)
        except ImportError as error:
            raise LibraryError(
                "A catalog on Postgres needs a driver that isn't installed: run `pip install 'pressmark[postgres]'`."
            ) from error

    @property
    def place(self) -> str:
        """The address without its password, and the schema."""
        return self._place

    def exists(self) -> bool:
        """Say whether the schema has the tables of a catalog."""
        try:
            with self.transaction(writes=False) as connection:
                return bool(connection.scalar(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": "article"}))
        except DBAPIError as error:
            raise self.explained(error) from error

    def make(self) -> None:
        """Make the schema unless it is there."""
        try:
            with self.transaction(writes=False) as connection:
                if connection.scalar(text("SELECT current_schema()")) == self.schema:
                    return
            with self.transaction(writes=True) as connection:
                encoding = connection.scalar(text("SHOW server_encoding"))
                if encoding != "UTF8":
                    raise LibraryError(
                        f"The catalog can't stand in {self.place}: that database is encoded as {encoding}; "
                        "make one with ENCODING 'UTF8'."
                    )
                connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{self.schema}"'))
        except DBAPIError as error:
            raise self.explained(error) from error

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[Connection]:
        """Give a connection within one transaction.

        A reader's is one snapshot. A writer's waits for its turn first, then sees all that others have written; as
        nobody else writes meanwhile, it sees one state, too.
        """
        level = "READ COMMITTED" if writes else "REPEATABLE READ"
        options: dict[str, Any] = {"isolation_level": level, "postgresql_readonly": not writes}
        with self._connected(options, writes=writes) as connection, connection.begin():
            if writes:
                connection.execute(_lock("pg_advisory_xact_lock"), self._key(_WRITES))
            yield connection

    @contextmanager
    def _connected(self, options: dict[str, Any], *, writes: bool) -> Iterator[Connection]:
        """Give a connection; while this process is the writer, the one that holds the lock, to all that writes.

        So who has lost the lock, as its connection was cut while it was held up, writes nothing any more.
        """
        held = self._held
        if held is None or not writes:
            with self.engine.connect().execution_options(**options) as connection:
                yield connection
            return
        with self._turn:
            if held.invalidated:  # SQLAlchemy would connect anew, without the lock
                raise LibraryError(LOST.format(place=self.place))
            yield held

    @contextmanager
    def writer(self, patience: float) -> Iterator[None]:
        """Hold the writer's lock over a connection, over which all is written meanwhile."""
        try:
            connection = self.engine.connect().execution_options(isolation_level="READ COMMITTED")
        except DBAPIError as error:
            raise self.explained(error) from error
        with connection:
            self._become_writer(connection, patience)
            try:
                self._held = connection
                yield
            finally:
                if self._held is connection:
                    self._held = None
                with self._turn, suppress(DBAPIError):  # lost, and the lock with it
                    if not connection.invalidated:
                        with connection.begin():
                            connection.execute(_lock("pg_advisory_unlock"), self._key(_WRITER))

    def _become_writer(self, connection: Connection, patience: float) -> None:
        try:
            with connection.begin():  # the lock outlasts it
                connection.execute(text(f"SET LOCAL lock_timeout = {max(1, round(patience * 1000))}"))  # 0: for ever
                connection.execute(_lock("pg_advisory_lock"), self._key(_WRITER))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != LOCKED:
                raise self.explained(error) from error
            message = f"Another process is writing to the library in {self.place}: wait until it is done."
            raise BusyError(message) from error

    def _key(self, which: str) -> dict[str, str]:
        return {"key": f"pressmark {which} {self.schema}"}

    def explained(self, error: DBAPIError) -> LibraryError:
        """Return one sentence on what Postgres refused."""
        return explained(error, self.place)

    def close(self) -> None:
        """End the connections that are open."""
        self.engine.dispose()


def _url(address: SecretStr) -> URL:
    try:
        url = make_url(address.get_secret_value())
    except (ArgumentError, ValueError):
        raise LibraryError(
            "The address of the catalog can't be read: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
        ) from None  # that error's text is the address, with the password in it
    return url.set(drivername="postgresql+psycopg")


def _told(url: URL) -> str:
    """Return an address without its password and its parameters, where another may stand."""
    told = URL.create("postgresql", url.username, host=url.host, port=url.port, database=url.database)
    return told.render_as_string()


def _lock(function: str) -> Any:  # noqa: ANN401  # a clause of SQL
    return text(f"SELECT {function}(hashtextextended(:key, 0))")


def _connect(url: URL, schema: str) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,  # one that the server has ended meanwhile is replaced
        max_overflow=20,
        hide_parameters=True,  # of an error that is raised: no words of an article in a log
        # Statements aren't prepared: a plan that holds for all values reads whole tables for some.
        connect_args={"connect_timeout": 10, "prepare_threshold": None, "application_name": "pressmark", **_ALIVE},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own type
        for statement in _SAME_HERE:
            connection.execute(statement.format(schema=f'"{schema}"'))
        connection.commit()

    return engine
