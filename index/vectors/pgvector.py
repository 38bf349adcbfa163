"""Vectors in the library's own schema of a Postgres database, by the extension pgvector.

A few are compared one by one. Of many, a graph (HNSW) is searched, which goes on until it has as many as are asked for
(iterative scan); it is made at the end of the run that first stored many, and grows with what is added. Readers see
vectors and catalog in one state, over one connection.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from index.errors import LibraryError

Connect = Callable[[], AbstractContextManager[Connection]]

MANY: Final = 5000
"""Vectors from which on a graph is made: fewer are compared in some milliseconds."""
SEEN: Final = (200, 1000)
"""Vectors that a search of the graph keeps in view at least, and at most: pgvector takes no more. More are better."""
BATCH: Final = 1000
OLDEST: Final = (0, 8)
"""The first release of pgvector whose searches go on."""
_SAME: Final = 0.001
"""Cosine distance of two copies of one vector, with room for rounding."""
_FOUND: Final = text(
    "SELECT nspname, extversion FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace"
    " WHERE extname = 'vector'"
)
_HAS: Final = text("SELECT to_regclass(:name) IS NOT NULL")
TABLE, GRAPH = "vectors", "vectors_graph"
_NEW: Final = "vectors_new"
_COUNT: Final = f"SELECT count(*) FROM {TABLE}"  # noqa: S608  # a name of ours


class PostgresVectors:
    """The vectors of one library, in a table beside its catalog's."""

    away: str | None = None
    """Never: where the catalog is, they are."""

    def __init__(self, reading: Connect, changing: Connect, place: str) -> None:
        """Name the place; `reopen` opens it.

        Args:
            reading: gives a connection to the catalog's database, for reading.
            changing: gives one for a transaction of the only writer's.
            place: the address without its password.
        """
        self._reading, self._changing, self._told = reading, changing, place
        self._schema: str | None = None
        """The schema in which the extension is."""

    @property
    def place(self) -> str:
        """The catalog's, and by what."""
        return f"pgvector in {self._told}"

    def is_behind(self) -> bool:
        """Say no: it is written while the catalog is."""
        return False

    def reopen(self) -> None:
        """Find the extension, or have it made."""
        if self._schema is None:
            with self._reading() as connection:
                found = connection.execute(_FOUND).one_or_none()
            if found is None:
                self._make_extension()
                with self._reading() as connection:
                    found = connection.execute(_FOUND).one()
            release = tuple(int(part) for part in re.findall(r"\d+", found.extversion)[:2])
            if release < OLDEST:
                raise LibraryError(
                    f"The vectors in {self._told} need pgvector 0.8 or newer, not {found.extversion}: install it on "
                    "the server and run ALTER EXTENSION vector UPDATE."
                )
            self._schema = found.nspname

    def look_again(self) -> None:
        """Do nothing: the database knows what others have written."""

    def _make_extension(self) -> None:
        try:
            with self._changing() as connection:
                connection.execute(text("CREATE EXTENSION vector SCHEMA public"))
        except (DBAPIError, LibraryError) as error:
            raise LibraryError(
                f"The database of {self._told} lacks the extension pgvector: have it installed on the server and an "
                "administrator run CREATE EXTENSION vector; or name a Chroma server for the vectors (PRESSMARK_CHROMA)."
            ) from error

    @contextmanager
    def _table(self, connect: Connect, size: int | None = None) -> Iterator[Connection | None]:
        """Give a connection if the table is there, or is made for vectors of a size."""
        self.reopen()
        with connect() as connection:
            there = connection.scalar(_HAS, {"name": TABLE})
            if not there and size:
                self._make(connection, TABLE, size)
                there = True
            yield connection if there else None

    def _make(self, connection: Connection, table: str, size: int) -> None:
        columns = f'id text COLLATE "C" PRIMARY KEY, part {self._halfvec}({size}) NOT NULL'
        connection.execute(text(f"CREATE TABLE {table} ({columns})"))

    def _make_graph(self, connection: Connection, table: str) -> None:
        connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
        kind = f'hnsw (part "{self._schema}".halfvec_cosine_ops)'
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS {table}_graph ON {table} USING {kind}"))

    @property
    def _halfvec(self) -> str:
        return f'"{self._schema}".halfvec'

    @property
    def _distance(self) -> str:
        """The cosine distance of a row to a given vector, as the graph knows it."""
        return f'part OPERATOR("{self._schema}".<=>) CAST(:vector AS {self._halfvec})'

    def count(self) -> int:
        """Return how many vectors there are."""
        with self._table(self._reading) as connection:
            return connection.scalar(text(_COUNT)) or 0 if connection else 0

    def put(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors under their ids."""
        if not len(ids):
            return
        with self._table(self._changing, vectors.shape[1]) as connection:
            if connection:
                self._insert(connection, TABLE, ids, vectors)

    put_back = put

    def _insert(self, connection: Connection, table: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        statement = text(
            f"INSERT INTO {table} SELECT * FROM unnest(CAST(:ids AS text[]), CAST(:parts AS {self._halfvec}[]))"  # noqa: S608  # names of ours
            " ON CONFLICT (id) DO UPDATE SET part = excluded.part"
        )
        for start in range(0, len(ids), BATCH):
            rows = dict(zip(ids[start : start + BATCH], vectors[start : start + BATCH], strict=True))  # an id once
            given = {"ids": list(rows), "parts": list(map(_written, rows.values()))}
            connection.execute(statement, given)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that aren't there are ignored."""
        if not len(ids):
            return
        with self._table(self._changing) as connection:
            if connection:
                connection.execute(text(f"DELETE FROM {TABLE} WHERE id = ANY(:ids)"), {"ids": list(ids)})  # noqa: S608  # names of ours

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the vectors nearest to a unit vector, nearest first."""
        return [vector_id for vector_id, _ in self._nearest(vector, limit)]

    def _nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        with self._table(self._reading) as connection:
            if connection is None:
                return []
            seen = min(max(SEEN[0], limit), SEEN[1])
            connection.execute(
                text(
                    "SELECT set_config('hnsw.ef_search', :seen, true),"
                    " set_config('hnsw.iterative_scan', 'strict_order', true)"
                ),
                {"seen": str(seen)},
            )
            statement = f"SELECT id, {self._distance} AS distance FROM {TABLE} ORDER BY {self._distance} LIMIT :limit"  # noqa: S608  # names of ours
            rows = connection.execute(text(statement), {"vector": _written(vector), "limit": limit})
            return [(row.id, row.distance) for row in rows]

    def ids(self) -> Iterator[str]:
        """Yield every id."""
        with self._table(self._reading) as connection:
            found = connection.scalars(text(f"SELECT id FROM {TABLE}")).all() if connection else []  # noqa: S608  # names of ours
        yield from found

    def holds(self, vector: NDArray[np.float32]) -> bool:
        """Say whether a search finds a stored unit vector."""
        found = self._nearest(vector, 1)
        return bool(found) and found[0][1] < _SAME

    def make_anew(self, parts: Iterator[tuple[Sequence[str], NDArray[np.float32]]], count: int) -> None:
        """Put these vectors in the place of all there are, which others see until the last is there."""
        self.reopen()
        with self._changing() as connection:
            made = False
            for ids, vectors in parts:
                if not made:
                    self._make(connection, _NEW, vectors.shape[1])
                    made = True
                self._insert(connection, _NEW, ids, vectors)
            if made and count >= MANY:
                self._make_graph(connection, _NEW)
            connection.execute(text(f"DROP TABLE IF EXISTS {TABLE}"))
            if made:
                connection.execute(text(f"ALTER TABLE {_NEW} RENAME TO {TABLE}"))
                connection.execute(text(f"ALTER INDEX {_NEW}_pkey RENAME TO {TABLE}_pkey"))
                connection.execute(text(f"ALTER INDEX IF EXISTS {_NEW}_graph RENAME TO {GRAPH}"))

    def tidy(self) -> None:
        """Do nothing: nothing is left behind."""

    def settle(self, *, whole: bool = False) -> None:
        """Make the graph when there are many vectors and none yet."""
        with self._table(self._reading) as connection:
            if connection is None or connection.scalar(_HAS, {"name": GRAPH}):
                return
            count = connection.scalar(text(_COUNT)) or 0
        if count >= MANY:
            with self._changing() as connection:
                self._make_graph(connection, TABLE)

    def close(self) -> None:
        """Do nothing: the connections are the catalog's."""


def _written(vector: NDArray[np.float32]) -> str:
    """Return a vector as pgvector reads it, in the 16 bits a part that it keeps."""
    return "[" + ",".join(map(repr, np.nan_to_num(vector.astype(np.float16)).astype(float).tolist())) + "]"
