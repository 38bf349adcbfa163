"""The rows of one article, taken out of a catalog as they are and put back into it: nothing is read or embedded."""

from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, insert, select, update

from index.catalog.backends.choice import full_text_of
from index.catalog.filtering import add_quantized
from index.catalog.schema import ARTICLE, BAND, PASSAGE, PLACE, SENTENCE, SOURCE
from index.catalog.sources import open_source, put_in_place
from index.errors import LibraryError
from index.language.analysis import passage_terms
from index.records import Span, member_name, passage_means, vector_ids

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: a file, or a member of one."""

    root: str
    file: str
    member: str
    sha256: str | None
    readers: str


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All that a catalog knows of one article; numbers that the catalog gives only tie the rows together."""

    article: Row
    places: tuple[Place, ...]
    passages: tuple[Row, ...]
    sentences: tuple[Row, ...]
    bands: tuple[int, ...]

    @property
    def file(self) -> str:
        """The name that it was shown under."""
        return str(self.article["file"])

    @property
    def vector_ids(self) -> tuple[str, ...]:
        """The id of each passage in the vector index."""
        return vector_ids(self.article["version"], len(self.passages))

    @property
    def means(self) -> NDArray[np.float32]:
        """What the vector index holds of each passage: shape (passages, dimension)."""
        of_passages = Counter(row["passage_id"] for row in self.sentences)
        rows = [np.frombuffer(row["vector"], dtype=np.float16).astype(np.float32) for row in self.sentences]
        sizes = [of_passages[row["id"]] for row in self.passages]
        return passage_means(np.stack(rows), sizes) if rows else np.zeros((0, 0), dtype=np.float32)


def rows_of(connection: Connection, file: str) -> ArticleRows | None:
    """Return the rows of the article that is shown under a name; nothing when there is none."""
    article = connection.execute(select(ARTICLE).where(ARTICLE.c.file == file)).mappings().one_or_none()
    if article is None:
        return None
    places = connection.execute(
        select(SOURCE.c.root, SOURCE.c.file, PLACE.c.member, SOURCE.c.sha256, SOURCE.c.readers)
        .select_from(PLACE)
        .join(SOURCE)
        .where(PLACE.c.article_id == article["id"])
    )
    passages = _rows(connection, PASSAGE, PASSAGE.c.article_id == article["id"])
    inside = select(PASSAGE.c.id).where(PASSAGE.c.article_id == article["id"])
    return ArticleRows(
        dict(article),
        tuple(Place(*row) for row in places),
        passages,
        _rows(connection, SENTENCE, SENTENCE.c.passage_id.in_(inside)),
        tuple(connection.scalars(select(BAND.c.hash).where(BAND.c.article_id == article["id"]))),
    )


def shown_in(connection: Connection, root: str, file: str) -> list[str]:
    """Return the names that the articles in a file are shown under."""
    inside = select(PLACE.c.article_id).join(SOURCE).where(SOURCE.c.root == root, SOURCE.c.file == file)
    return list(connection.scalars(select(ARTICLE.c.file).where(ARTICLE.c.id.in_(inside))))


def put_back(connection: Connection, rows: ArticleRows) -> None:
    """Make an article stand again where it stood.

    Raises:
        LibraryError: another article has its name or its place by now.
    """
    there = connection.scalar(select(ARTICLE.c.id).where(ARTICLE.c.version == rows.article["version"]))
    if there is None:
        if connection.scalar(select(ARTICLE.c.id).where(ARTICLE.c.file == rows.file)) is not None:
            raise LibraryError(f"{rows.file}: another article of that name is in the library: remove it first.")
        sizes = {
            "passages": len(rows.passages),
            "sentences": len(rows.sentences),
            "tokens": sum(row["tokens"] for row in rows.passages),
        }
        there = _insert(connection, ARTICLE, {**rows.article, **sizes, "card_version": None})  # its card is read again
        _put_passages(connection, there, rows)
        if rows.bands:
            connection.execute(insert(BAND), [{"hash": each, "article_id": there} for each in rows.bands])
    for place in rows.places:
        _put_place(connection, there, place)


def to_plain(rows: ArticleRows) -> Row:
    """Return rows as data that JSON can hold; `from_plain` reads it."""
    return {
        "article": rows.article,
        "places": [[each.root, each.file, each.member, each.sha256, each.readers] for each in rows.places],
        "passages": list(rows.passages),
        "sentences": [{name: _told(value) for name, value in row.items()} for row in rows.sentences],
        "bands": list(rows.bands),
    }


def from_plain(stored: Row) -> ArticleRows:
    """Return the rows that `to_plain` made data of.

    Raises:
        KeyError, TypeError, ValueError: it is something else.
    """
    return ArticleRows(
        dict(stored["article"]),
        tuple(Place(*each) for each in stored["places"]),
        tuple(map(dict, stored["passages"])),
        tuple({name: _heard(value) for name, value in row.items()} for row in stored["sentences"]),
        tuple(map(int, stored["bands"])),
    )


def _rows(connection: Connection, table: Table, which: Any) -> tuple[Row, ...]:  # noqa: ANN401  # an SQL condition
    chosen = select(table).where(which).order_by(table.c.id)
    return tuple(dict(row) for row in connection.execute(chosen).mappings())


def _put_passages(connection: Connection, article: int, rows: ArticleRows) -> None:
    """Store the passages of an article, their terms and their sentences, under new numbers."""
    made: dict[int, int] = {}
    terms: list[tuple[int, str]] = []
    text, title, language = (rows.article[name] for name in ("text", "title", "language"))
    for row, vector_id in zip(rows.passages, rows.vector_ids, strict=True):
        made[row["id"]] = _insert(connection, PASSAGE, {**row, "article_id": article, "vector_id": vector_id})
        words = Span(row["start"], row["end"]).of(text)
        terms.append((made[row["id"]], passage_terms(title, words, language)))
    full_text_of(connection).add(connection, terms)
    sentences = [{**row, "passage_id": made[row["passage_id"]]} for row in rows.sentences]
    for row in sentences:
        row.pop("id")
        row.pop("vector_id", None)  # of an article that an earlier version took out
    if sentences:
        connection.execute(insert(SENTENCE), sentences)
    add_quantized(connection, {article: rows.means})


def _put_place(connection: Connection, article: int, place: Place) -> None:
    source = open_source(connection, (place.root, place.file))
    there = select(PLACE.c.article_id).where(PLACE.c.source_id == source, PLACE.c.member == place.member)
    stands = connection.scalar(there)
    if stands is None:
        put_in_place(connection, [(source, place.member, article)])
    elif stands != article:
        name = member_name(place.file, place.member)
        raise LibraryError(f"{name}: another article stands there by now: remove it first.")
    if not place.member:
        values = {"sha256": place.sha256, "readers": place.readers}
        connection.execute(update(SOURCE).where(SOURCE.c.id == source).values(values))


def _insert(connection: Connection, table: Table, row: Row) -> int:
    values = {name: value for name, value in row.items() if name != "id"}
    return int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def _told(value: object) -> object:
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def _heard(value: object) -> object:
    return b64decode(value["base64"], validate=True) if isinstance(value, dict) else value
