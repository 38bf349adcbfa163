"""The passages nearest to a question, in the whole library or within the articles that filters let through.

The vector index knows one vector of each passage, the mean of its sentences'. The passages that it finds are put into
the order of their sentences' exact vectors. Of a few articles all passages are looked at, by their means in 8 bits a
part. Of many articles, more of the nearest passages of the whole library are fetched than are wanted: when enough of
them lie in the chosen articles, these are the nearest there. Where they don't, because the chosen articles are about
other things than the question, all of their passages are looked at after all.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, TextClause, delete, select, text

from index.catalog.backends.base import Chosen
from index.catalog.backends.choice import phrases_of
from index.catalog.schema import ARTICLE, PASSAGE, PLACE, QUANTIZED, SENTENCE, SOURCE
from index.errors import LibraryError
from index.language.analysis import fold
from index.records import passage_means

POOL: Final = 400
"""Passages, nearest by their means, that are compared by their sentences.

Of 1,196 passages in 667 articles and 400 questions about them, 0.993 of the ten nearest sentences are in the 400, 0.967
in the 200 and 0.924 in the 100 whose means are nearest. The fewer there are to choose from, the more: of 600 passages
0.984 are in 200.
"""
ENOUGH: Final = 200
"""Passages of chosen articles among those fetched with which nothing else is tried."""
SPARE: Final = 1.25
"""How many times as many are fetched then as would be enough, if the rest were as often of chosen articles."""
FEW: Final = 2000
"""Articles whose passages are all looked at, in place of a search in the whole library."""
LOOKED_AT: Final = 10_000
"""Passages that are: more, and the search is quicker."""
READ_AT_ONCE: Final = 500
"""Articles whose passages are read from the catalog together."""
FETCHED: Final = (1200, 5000)
"""How many of the nearest passages are fetched, at first and at the most when too few are in the chosen articles.

More than are wanted, as a graph finds its nearest the better the more are asked for: of 118,000 passages of made-up
words the nearest sentence is found for half of the questions when 400 are fetched, for 0.8 of them when 1,200 are.
"""
ONE_IN: Final = 250
"""Of how many passages of the library one is fetched at the least.

Of 1,177,000 the nearest sentence is found for 0.65 of the questions when 1,200 are fetched, for 0.84 when 5,000 are,
which takes 0.1 s more.
"""


def choose(
    connection: Connection,
    files: Sequence[str] = (),
    publishers: Sequence[str] = (),
    published_from: str | None = None,
    published_to: str | None = None,
) -> Chosen:
    """Choose the articles that pass every limit given; without a date none passes a date limit.

    Args:
        connection: an open connection to the catalog; the choice holds for what it sees.
        files: names of articles, or of files in which they stand, an archive meaning all that is in it.
        publishers: names, in any spelling of capitals and accents.
        published_from: ISO date, inclusive.
        published_to: ISO date, inclusive.
    """
    conditions, given, say = [], {}, phrases_of(connection)
    if files:
        conditions.append(f"article.id IN {say.listed('articles', numbers=True)}")
        given["articles"] = json.dumps(_standing_in(connection, files))
    if publishers:
        conditions.append(f"article.publisher IN {say.listed('publishers')}")
        given["publishers"] = json.dumps(_spelled(connection, publishers))
    if published_from:
        conditions.append("article.published >= :published_from")
        given["published_from"] = published_from
    if published_to:
        conditions.append("article.published <= :published_to")
        given["published_to"] = published_to
    return Chosen(" AND ".join(conditions) or "true", given)


def _standing_in(connection: Connection, files: Sequence[str]) -> list[int]:
    """Return the articles by any of the places where they stand."""
    names = phrases_of(connection).values(list(files))
    placed = select(PLACE.c.article_id).join(SOURCE).where(SOURCE.c.file.in_(names))
    shown = select(ARTICLE.c.id).where(ARTICLE.c.file.in_(names))
    return list(connection.scalars(shown.union(placed)))


def _spelled(connection: Connection, names: Sequence[str]) -> list[str]:
    """Return the publishers of those names as the articles spell them; SQLite's `lower` knows ASCII only."""
    limits = phrases_of(connection).limits
    wanted = {fold(name) for name in names}
    spelled = connection.scalars(text(f"SELECT DISTINCT publisher FROM {limits}"))  # noqa: S608  # a constant
    return [publisher for publisher in spelled if publisher and fold(publisher) in wanted]


def article_ids(connection: Connection, chosen: Chosen) -> list[int]:
    """Return the ids of the chosen articles."""
    return list(
        connection.scalars(_statement(connection, "SELECT id FROM {articles} WHERE {condition}", chosen), chosen.given)
    )


def article_count(connection: Connection, chosen: Chosen) -> int:
    """Return how many articles are chosen."""
    statement = _statement(connection, "SELECT count(*) FROM {articles} WHERE {condition}", chosen)
    return connection.scalar(statement, chosen.given) or 0


def nearest_passages(
    connection: Connection,
    vector: NDArray[np.float32],
    nearest: Callable[[int], Sequence[str]],
    limit: int,
    chosen: Chosen | None = None,
    passages: int = 0,
) -> list[int]:
    """Return the passages of the sentences that are nearest to a unit vector, nearest first.

    Args:
        connection: an open connection to the catalog.
        vector: of shape (dimension,).
        nearest: returns the ids of so many of the nearest passages of the whole library, nearest first.
        limit: the most sentences to return the passages of, each as often as there are sentences of it.
        chosen: when given, only these articles count.
        passages: how many the library has: the more, the more are fetched.
    """
    larger = max(1.0, passages / ONE_IN / FETCHED[0])
    fetched = [round(larger * each) for each in FETCHED]
    return _nearest_by_sentence(connection, _pool(connection, vector, nearest, chosen, fetched), vector, limit)


def _pool(
    connection: Connection,
    vector: NDArray[np.float32],
    nearest: Callable[[int], Sequence[str]],
    chosen: Chosen | None,
    fetched: Sequence[int],
) -> list[int]:
    """Return the passages whose means are nearest, of so many that are fetched at first and at the most."""
    if chosen is None:
        return _passages_among(connection, Chosen(), nearest(fetched[0]))
    first, most = fetched
    many = 0 if _are_few(connection, chosen, len(vector)) else first
    while many:
        found = _passages_among(connection, chosen, nearest(many))
        if len(found) >= ENOUGH:
            return found
        wanted = math.ceil(many * ENOUGH * SPARE / max(len(found), 1))
        many = 0 if many == most or len(found) * most < ENOUGH * many else min(wanted, most)
    return _look_at_all(connection, chosen, vector)


def _are_few(connection: Connection, chosen: Chosen, dimension: int) -> bool:
    statement = _statement(
        connection,
        "SELECT count(*), sum(length(vectors)) FROM (SELECT id FROM {articles} WHERE {condition} LIMIT :most) AS picked"
        " LEFT JOIN quantized ON quantized.article_id = picked.id",
        chosen,
    )
    articles, size = connection.execute(statement, {"most": FEW + 1, **chosen.given}).one()
    return bool(articles <= FEW and (size or 0) <= LOOKED_AT * _layout(dimension).itemsize)


def _passages_among(connection: Connection, chosen: Chosen, vector_ids: Sequence[str]) -> list[int]:
    """Return the first passages of chosen articles among those of some vectors."""
    statement = _statement(
        connection,
        "SELECT passage.id FROM {ids} {then} passage ON passage.vector_id = near.value"
        " {then} {articles} ON article.id = passage.article_id WHERE {condition} ORDER BY near.place LIMIT :limit",
        chosen,
    )
    given = {"ids": json.dumps(list(vector_ids)), "limit": POOL, **chosen.given}
    return list(connection.scalars(statement, given))


def _statement(connection: Connection, pattern: str, chosen: Chosen) -> TextClause:
    say = phrases_of(connection)
    return text(pattern.format(articles=say.limits, then=say.then, ids=say.ordered("ids"), condition=chosen.condition))


def _look_at_all(connection: Connection, chosen: Chosen, vector: NDArray[np.float32]) -> list[int]:
    """Return the passages whose means are nearest, found by looking at all of the chosen articles."""
    statement = _statement(
        connection,
        "SELECT article_id, vectors FROM {articles} {then} quantized ON article_id = article.id WHERE {condition}",
        chosen,
    )
    layout = _layout(len(vector))
    scores = np.zeros(0, dtype=np.float32)
    places = np.zeros((0, 2), dtype=np.int64)  # article and number of the passage in it
    rows = connection.execute(statement, chosen.given, execution_options={"yield_per": READ_AT_ONCE})
    for part in rows.partitions(READ_AT_ONCE):  # without a number a text() comes row by row
        if any(len(stored) % layout.itemsize for _, stored in part):
            raise LibraryError("The vectors for filters are damaged: run `pressmark doctor --repair`.")
        sizes = [len(stored) // layout.itemsize for _, stored in part]
        stored = np.frombuffer(b"".join(stored for _, stored in part), dtype=layout)
        owners = np.repeat([article for article, _ in part], sizes)
        numbers = np.concatenate([np.arange(size) for size in sizes])
        scores = np.concatenate([scores, (stored["parts"].astype(np.float32) @ vector) * stored["scale"]])
        places = np.concatenate([places, np.stack([owners, numbers], axis=1)])
        if len(scores) > POOL:
            best = np.argpartition(-scores, POOL)[:POOL]
            scores, places = scores[best], places[best]
    return _numbered_passages(connection, places)


def _numbered_passages(connection: Connection, places: NDArray[np.int64]) -> list[int]:
    """Return the passages that have these numbers in their articles."""
    articles = [int(article) for article in np.unique(places[:, 0])]
    among = phrases_of(connection).values(articles, numbers=True)
    chosen = select(ARTICLE.c.id, ARTICLE.c.version).where(ARTICLE.c.id.in_(among))
    versions = {article: version for article, version in connection.execute(chosen)}
    ids = [f"{versions[article]}:{number}" for article, number in places.tolist()]
    return _passages_among(connection, Chosen(), ids)


def _nearest_by_sentence(
    connection: Connection, passages: Sequence[int], vector: NDArray[np.float32], limit: int
) -> list[int]:
    """Return the passages of the nearest of their sentences, nearest first."""
    among = phrases_of(connection).values(passages, numbers=True)
    chosen = select(SENTENCE.c.passage_id, SENTENCE.c.vector).where(SENTENCE.c.passage_id.in_(among))
    found = connection.execute(chosen.order_by(SENTENCE.c.id)).all()
    if not found:
        return []
    vectors = np.frombuffer(b"".join(row.vector for row in found), dtype=np.float16).astype(np.float32)
    order = np.argsort(-(vectors.reshape(len(found), -1) @ vector), kind="stable")[:limit]
    return [found[place].passage_id for place in order]


def _layout(dimension: int) -> np.dtype[np.void]:
    """Return how the mean of a passage is stored: its parts, and what they are to be multiplied by."""
    return np.dtype([("scale", "<f4"), ("parts", "i1", (dimension,))])


def quantize(vectors: NDArray[np.float32]) -> bytes:
    """Return vectors, one a row, in 8 bits a part."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    made = np.zeros(len(vectors), dtype=_layout(vectors.shape[1]))
    made["scale"] = largest / 127
    made["parts"] = np.rint(vectors * (127 / np.where(largest > 0, largest, 1))[:, None])
    return made.tobytes()


def add_quantized(connection: Connection, means: Mapping[int, NDArray[np.float32]]) -> None:
    """Store the means of articles' passages, in the order of the passages, which is in their ids too."""
    rows = [{"article_id": article, "vectors": quantize(each)} for article, each in means.items() if len(each)]
    phrases_of(connection).insert(connection, QUANTIZED, rows)


def quantize_again(connection: Connection) -> None:
    """Make what is stored for searches within articles anew, from the vectors of the sentences."""
    connection.execute(delete(QUANTIZED))
    for article in connection.scalars(select(ARTICLE.c.id)).all():
        add_quantized(connection, {article: article_means(connection, article)})


def article_means(connection: Connection, article: int) -> NDArray[np.float32]:
    """Return the means of an article's passages, in their order: shape (passages, dimension)."""
    order = (PASSAGE.c.id, SENTENCE.c.id)
    chosen = select(PASSAGE.c.id, SENTENCE.c.vector).join_from(PASSAGE, SENTENCE)
    rows = connection.execute(chosen.where(PASSAGE.c.article_id == article).order_by(*order)).all()
    flat = np.frombuffer(b"".join(row.vector for row in rows), dtype=np.float16).astype(np.float32)
    return passage_means(flat.reshape(len(rows), -1) if rows else flat, list(Counter(row.id for row in rows).values()))
