"""A filtered search finds what an exact search of the chosen articles finds, whichever way it takes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import SecretStr
from sqlalchemy import Connection, text

from eval.experiments.scale import HashEmbedding, file_name, make_question, publisher, write_articles
from index.catalog import filtering
from index.catalog.backends.base import Chosen
from index.errors import LibraryError
from index.ingestion.sync import index_paths
from index.library.library import Library
from index.vectors.embedding import embed_query
from rag.engine import Pressmark
from rag.records import Filters, Hit
from rag.settings import Settings

MANY = 60
"""Articles."""
FILTERS = {
    "a file": Filters(files=(file_name(7),)),
    "a publisher": Filters(publishers=(publisher(3),)),
    "a few years": Filters(published_from="1995", published_to="2003"),
    "nearly all": Filters(published_from="1991-01-01"),
    "half": Filters(files=tuple(file_name(number) for number in range(0, MANY, 2))),
    "half of the publishers since 2000": Filters(
        publishers=tuple(publisher(number) for number in range(10)), published_from="2000-01-01"
    ),
    "none": Filters(published_to="1066"),
}
EVERY = text(
    "SELECT passage_id, vector FROM sentence JOIN passage ON passage.id = passage_id WHERE article_id = :article"
)
WAYS = {"looking at all": (1000, (1200, 5000)), "fetching": (0, (1200, 5000)), "fetching in vain": (0, (5, 6))}
"""How many articles are few, and what is fetched: so that each way is taken."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    base: Path = tmp_path_factory.mktemp("filters")
    write_articles(base / "articles", range(MANY))
    address = None if request.param == "sqlite" else SecretStr(request.getfixturevalue("postgres").new_database())
    settings = Settings(library=base / "library", catalog=address)
    library = Library(settings, create=True, embedder=HashEmbedding())
    index_paths(library, [base / "articles"], settings)
    with Pressmark(library, settings) as opened:
        yield opened


def exactly(
    connection: Connection,
    vector: NDArray[np.float32],
    _nearest: object,
    limit: int,
    chosen: Chosen | None = None,
    _passages: int = 0,
) -> list[int]:
    """Do what `nearest_passages` does by comparing every sentence."""
    found: list[tuple[float, int]] = []
    for article in filtering.article_ids(connection, chosen or Chosen()):
        rows = connection.execute(EVERY, {"article": article})
        found += [(float(np.frombuffer(row.vector, dtype=np.float16) @ vector), row.passage_id) for row in rows]
    return [passage for _, passage in sorted(found, reverse=True)[:limit]]


def answers(pressmark: Pressmark, filters: Filters) -> list[tuple[Hit, ...]]:
    return [pressmark.search(make_question(number), filters, limit=20) for number in (1, 20, 33)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FILTERS)
def test_a_filtered_search_finds_what_an_exact_one_finds(
    made: Pressmark, monkeypatch: pytest.MonkeyPatch, name: str, way: str
) -> None:
    few, fetched = WAYS[way]
    monkeypatch.setattr(filtering, "FEW", few)
    monkeypatch.setattr(filtering, "FETCHED", fetched)
    found = answers(made, FILTERS[name])
    monkeypatch.setattr("rag.retrieval.hybrid.nearest_passages", exactly)
    assert found == answers(made, FILTERS[name])
    assert all(found) == (name != "none")


@pytest.mark.parametrize("name", ["all", "a publisher", "a few years", "half", "nearly all"])
def test_of_a_pool_that_holds_a_fifth_of_the_passages_most_nearest_sentences_are_found(
    made: Pressmark, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(filtering, "POOL", 70)
    monkeypatch.setattr(filtering, "ENOUGH", 35)
    monkeypatch.setattr(filtering, "FEW", 0)
    filters, found, right = FILTERS.get(name), 0, 0
    with made.library.catalog.reading() as connection:
        chosen = made.pipeline.retriever.choose(connection, filters) if filters else None
        for number in range(0, MANY, 3):
            vector = embed_query(made.library.embedder, make_question(number))
            nearest = partial(made.library.nearest, vector)
            exact = exactly(connection, vector, nearest, 10, chosen)
            near = filtering.nearest_passages(connection, vector, nearest, 10, chosen)
            found += (Counter(near) & Counter(exact)).total()
            right += len(exact)
    assert found > 0.85 * right


@pytest.mark.parametrize(("passages", "fetched"), [(0, 1200), (100_000, 1200), (1_000_000, 4000)])
def test_the_larger_a_library_the_more_is_fetched(made: Pressmark, passages: int, fetched: int) -> None:
    asked: list[int] = []

    def nearest(limit: int) -> list[str]:
        asked.append(limit)
        return []

    with made.library.catalog.reading() as connection:
        filtering.nearest_passages(connection, np.zeros(64, np.float32), nearest, 10, None, passages)
    assert asked == [fetched]


def test_what_a_broad_filter_lets_through_is_not_looked_at(made: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filtering, "FEW", 10)
    monkeypatch.setattr(filtering, "_look_at_all", refuse)
    assert all(answers(made, FILTERS["nearly all"]))
    with pytest.raises(AssertionError):
        answers(made, FILTERS["a file"])


def refuse(*_given: object) -> Sequence[int]:
    raise AssertionError


def test_the_eight_bits_of_a_vector_are_near_it() -> None:
    vectors = np.random.default_rng(3).standard_normal((50, 384)).astype(np.float32)
    vectors = np.vstack([vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.zeros((1, 384), np.float32)])
    layout = filtering._layout(384)
    stored = np.frombuffer(filtering.quantize(vectors), dtype=layout)
    assert np.abs(stored["parts"] * stored["scale"][:, None] - vectors).max() < 0.001


def test_damaged_vectors_for_filters_are_told_in_a_sentence(made: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filtering, "_layout", lambda _: np.dtype([("scale", "<f4"), ("parts", "i1", (77,))]))
    with pytest.raises(LibraryError, match="The vectors for filters are damaged: run `pressmark doctor --repair`"):
        made.search(make_question(1), FILTERS["a file"])
