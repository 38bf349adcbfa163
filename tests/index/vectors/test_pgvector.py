"""Vectors in Postgres: found as by comparing each, few or many, and told in one sentence where pgvector is missing."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import SecretStr
from sqlalchemy import text

from index.catalog.database import Catalog
from index.errors import LibraryError
from index.vectors import pgvector
from index.vectors.pgvector import PostgresVectors
from tests.servers import PostgresServer


def rows(count: int, seed: int = 0, size: int = 32) -> NDArray[np.float32]:
    made = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def ids(count: int) -> list[str]:
    return [f"v{number}" for number in range(count)]


@pytest.fixture
def catalog(tmp_path: Path, on_postgres: SecretStr) -> Iterator[Catalog]:
    opened = Catalog(tmp_path, on_postgres)
    yield opened
    opened.close()


@pytest.fixture
def vectors(catalog: Catalog) -> PostgresVectors:
    return PostgresVectors(catalog.reading, catalog.deriving, catalog.place)


def exactly(vector: NDArray[np.float32], made: NDArray[np.float32], limit: int) -> list[str]:
    return [
        f"v{at}" for at in np.argsort(-(made.astype(np.float16).astype(np.float32) @ vector), kind="stable")[:limit]
    ]


def test_what_was_put_is_found_and_what_was_removed_is_not(vectors: PostgresVectors, catalog: Catalog) -> None:
    made = rows(20)
    assert (vectors.count(), vectors.nearest(made[0], 3), vectors.holds(made[0]), list(vectors.ids())) == (
        0,
        [],
        False,
        [],
    )
    vectors.put(ids(20), made)
    assert vectors.nearest(made[7], 20) == exactly(made[7], made, 20)
    vectors.put(["v3"], made[:1])  # the new one takes its place
    assert set(vectors.nearest(made[0], 2)) == {"v0", "v3"}
    vectors.remove(["v0", "v3", "never there"])
    assert sorted(vectors.ids()) == sorted(set(ids(20)) - {"v0", "v3"})
    assert (vectors.count(), vectors.holds(made[0]), vectors.holds(made[1])) == (18, False, True)
    assert catalog.generation() == 0


def test_a_graph_finds_nearly_all_that_comparing_each_finds_however_many_are_asked_for(
    vectors: PostgresVectors, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pgvector, "MANY", 3000)
    made = rows(4000)
    vectors.put(ids(4000), made)
    vectors.settle()
    with catalog.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_indexes WHERE indexname = 'vectors_graph'")) == 1
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        for limit, least in ((10, 0.97), (60, 0.95), (2000, 0.9)):
            shares = [
                len({*vectors.nearest(asked, limit)} & {*exactly(asked, made, limit)}) / limit for asked in rows(10, 1)
            ]
            assert np.mean(shares) >= least, limit
            assert len(vectors.nearest(made[0], limit)) == limit


def test_all_are_made_anew_at_once(vectors: PostgresVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pgvector, "MANY", 30)
    vectors.put(["old"], rows(1, 2))
    made = rows(40)
    seen: list[str] = []

    def parts() -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        yield ids(20), made[:20]
        seen.extend(vectors.ids())
        yield ids(40)[20:], made[20:]

    vectors.make_anew(parts(), 40)
    assert seen == ["old"]
    assert vectors.nearest(made[3], 1) == ["v3"]
    assert vectors.count() == 40
    vectors.make_anew(iter([(ids(2), made[:2])]), 2)
    assert sorted(vectors.ids()) == ["v0", "v1"]
    vectors.make_anew(iter([]), 0)
    assert vectors.count() == 0


def test_a_database_without_the_extension_is_named_to_one_who_may_not_make_it(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    database = postgres.new_database().rpartition("/")[2]
    postgres.execute("DROP ROLE IF EXISTS plain", "CREATE ROLE plain LOGIN PASSWORD 'plain-word'")
    postgres.execute(f"GRANT CREATE ON DATABASE {database} TO plain")
    catalog = Catalog(tmp_path, SecretStr(postgres.address(database, "plain", "plain-word")))
    vectors = PostgresVectors(catalog.reading, catalog.deriving, catalog.place)
    with pytest.raises(LibraryError) as told:
        vectors.reopen()
    assert "lacks the extension pgvector: have it installed on the server and an administrator run CREATE" in str(
        told.value
    )
    assert "plain-word" not in str(told.value)
    postgres.execute("CREATE EXTENSION vector", database=database)
    vectors.put(["a"], rows(1))
    assert vectors.count() == 1
    catalog.close()


def test_an_old_extension_is_named_with_its_release(vectors: PostgresVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pgvector, "OLDEST", (99, 0))
    with pytest.raises(LibraryError, match=r"need pgvector 0\.8 or newer, not 0\.\d+\.\d+: .* ALTER EXTENSION vector"):
        vectors.reopen()
