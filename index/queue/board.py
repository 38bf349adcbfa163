"""The queue of one library, in Postgres: Procrastinate keeps the jobs, here stand those of Pressmark.

A job is a file. It is leased by one worker at a time, whose signs of life keep the lease; a dead worker's jobs go to
others. One that fails is tried again, each time later; one that has failed too often is a dead letter, with the reason
beside it. Jobs that are done are deleted.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

import psycopg
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.schema import SchemaManager
from psycopg.rows import class_row

from index.errors import LibraryError

SCHEMA: Final = "queue_of_pressmark"
"""Of the database; no library's schema has such a name, as all of them begin with `pressmark_`."""
TASK: Final = "index a file"
AT_ONCE: Final = 500
"""Jobs that are put on the queue in one statement."""
MOST_ATTEMPTS: Final = 10
"""Tries after which a file is a dead letter; with the waits between them that is half an hour."""
_MAKING: Final = 720_420_002
"""The number of the lock under which the tables are made."""
_THERE: Final = f"SELECT to_regclass('{SCHEMA}.procrastinate_jobs')"
_OWN: Final = """
CREATE TABLE reason (queue text, root text, file text, said text NOT NULL, PRIMARY KEY (queue, root, file));
CREATE TABLE mark (queue text, root text, file text, mark text NOT NULL, PRIMARY KEY (queue, root, file));
"""
"""Why a job failed, which Procrastinate doesn't keep; and how a stored file looked when it was indexed."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file that is to be indexed."""

    root: str
    """The folder or the address that was named."""
    file: str
    """Its path below it, with `/`."""
    mark: str = ""
    """How it looked to the storage that holds it; nothing for a file in a folder."""

    @property
    def lock(self) -> str:
        """What keeps two workers from the same file."""
        return f"{self.root}\n{self.file}"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A file that was tried too often."""

    root: str
    file: str
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class QueueState:
    """How much is on a queue."""

    waiting: int
    working: int
    dead: tuple[DeadLetter, ...]


class Queue:
    """The queue of one library. Safe to use from several threads."""

    def __init__(self, address: str, name: str) -> None:
        """Open the queue of the library with this identity, and make its tables unless they are there.

        Raises:
            LibraryError: the database can't be reached, or refuses the tables.
        """
        self.address, self.name = address, name
        self.options: dict[str, Any] = {"conninfo": address, "kwargs": {"options": f"-c search_path={SCHEMA}"}}
        with reported():
            _make_tables(address)
            self._connector = SyncPsycopgConnector(min_size=1, max_size=2, timeout=10, **self.options)
            self._app = App(connector=self._connector)
            self._app.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._app.close()

    def put(self, tasks: Iterable[Task]) -> int:
        """Put files on the queue, but those that wait there already; dead letters of the same files are done with.

        Returns:
            How many were put there.
        """
        tasks = list(tasks)
        with reported(), self._connected() as connection:
            waiting = {
                lock
                for (lock,) in connection.execute(
                    "SELECT lock FROM procrastinate_jobs WHERE queue_name = %s AND status = 'todo'", [self.name]
                )
            }
            connection.execute(
                "DELETE FROM procrastinate_jobs WHERE queue_name = %s AND status = 'failed' AND lock = ANY(%s)",
                [self.name, [task.lock for task in tasks]],
            )
        new = [task for task in tasks if task.lock not in waiting]
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            with reported():
                self._app.job_manager.batch_defer_jobs([self._job(task) for task in part])
        return len(new)

    def state(self) -> QueueState:
        """Return how much waits, is being worked on and has failed for good."""
        with reported(), self._connected() as connection:
            counted = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE queue_name = %s GROUP BY status"
            counts = dict(connection.execute(counted, [self.name]).fetchall())
            with connection.cursor(row_factory=class_row(DeadLetter)) as cursor:
                dead = cursor.execute(
                    "SELECT args->>'root' AS root, args->>'file' AS file, attempts,"
                    " coalesce(said, 'its worker ended without a word') AS reason FROM procrastinate_jobs"
                    " LEFT JOIN reason ON queue = queue_name AND root = args->>'root' AND file = args->>'file'"
                    " WHERE queue_name = %s AND status = 'failed' ORDER BY file, root",
                    [self.name],
                ).fetchall()
        return QueueState(counts.get("todo", 0), counts.get("doing", 0), tuple(dead))

    def failed(self, task: Task, reason: str) -> None:
        """Note why a file could not be indexed this time."""
        with reported(), self._connected() as connection:
            connection.execute(
                "INSERT INTO reason VALUES (%s, %s, %s, %s) ON CONFLICT (queue, root, file)"
                " DO UPDATE SET said = excluded.said",
                [self.name, task.root, task.file, reason.replace("\0", " ")],
            )

    def succeeded(self, task: Task) -> None:
        """Note that a file was indexed, and how it looked."""
        where = [self.name, task.root, task.file]
        with reported(), self._connected() as connection:
            connection.execute("DELETE FROM reason WHERE queue = %s AND root = %s AND file = %s", where)
            if task.mark:
                connection.execute(
                    "INSERT INTO mark VALUES (%s, %s, %s, %s) ON CONFLICT (queue, root, file)"
                    " DO UPDATE SET mark = excluded.mark",
                    [*where, task.mark],
                )

    def marks(self, root: str) -> dict[str, str]:
        """Return how the files of a storage looked when they were indexed, by name."""
        with reported(), self._connected() as connection:
            found = connection.execute("SELECT file, mark FROM mark WHERE queue = %s AND root = %s", [self.name, root])
            return dict(found.fetchall())

    def _job(self, task: Task) -> Job:
        # No `queueing_lock`: a job that is tried again would break it when its file was put there anew meanwhile.
        return Job(
            id=None, queue=self.name, lock=task.lock, queueing_lock=None, task_name=TASK, task_kwargs=asdict(task)
        )

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        """Give a connection within one transaction."""
        with self._connector.pool.connection() as connection:
            yield connection


def has_queues(address: str) -> bool:
    """Say whether a database has the tables of queues.

    Raises:
        LibraryError: it can't be reached.
    """
    with reported(), psycopg.connect(address, connect_timeout=5) as connection:
        return connection.execute(_THERE).fetchone() != (None,)


def _make_tables(address: str) -> None:
    with psycopg.connect(address, connect_timeout=5) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_MAKING])
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
        if connection.execute(_THERE).fetchone() == (None,):
            connection.execute(SchemaManager.get_schema())
            connection.execute(_OWN)


@contextmanager
def reported() -> Iterator[None]:
    """Turn what the database refuses into one sentence."""
    try:
        yield
    except (psycopg.Error, ConnectorException, TimeoutError) as error:
        cause = error.__cause__ or error
        reason = str(cause).strip().partition("\n")[0].rstrip(".") or type(cause).__name__
        raise LibraryError(f"The queue's database can't be used ({reason}); check it, and try again.") from error
