"""Writes articles into the catalog: each function is one step of somebody's transaction."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, func, insert, select, update

from index.catalog import cards
from index.catalog.backends.choice import full_text_of
from index.catalog.filtering import add_quantized
from index.catalog.near_duplicates import are_copies, word_runs
from index.catalog.schema import ARTICLE, BAND, PASSAGE, PLACE, SENTENCE
from index.catalog.sources import open_source, put_in_place, vacate
from index.errors import LibraryError
from index.language.analysis import passage_terms
from index.records import PreparedArticle, Span

SIZES = ("passages", "sentences", "tokens")
"""Columns of an article that add up what it has."""
MOST_COMPARED = 20
"""Articles that are compared with a new one in earnest, those that share most with it."""
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\r?\n|\r\r")


def add_article(connection: Connection, prepared: PreparedArticle) -> list[str]:
    """Make an article the one that stands in its place; one that the library has already stands there too.

    Returns:
        The ids of the vectors of the version it replaces, now without a sentence.
    """
    member = prepared.article.source.member
    source = open_source(connection, prepared.key)
    there = connection.scalar(select(PLACE.c.article_id).where(PLACE.c.source_id == source, PLACE.c.member == member))
    same = connection.scalar(select(ARTICLE.c.id).where(ARTICLE.c.version == prepared.version))
    if there is not None and there == same:
        return []
    orphans = [] if there is None else vacate(connection, source, [member])
    if same is None:
        same = _new_article(connection, prepared)
    put_in_place(connection, source, member, same)
    kept = set(prepared.vector_ids)
    return [vector_id for vector_id in orphans if vector_id not in kept]


def _new_article(connection: Connection, prepared: PreparedArticle) -> int:
    article = prepared.article
    article_id = _new_id(connection, insert(ARTICLE).values(_article_row(prepared)))
    if article.passages:
        passage_ids = _new_passages(connection, article_id, prepared)
        full_text_of(connection).add(connection, zip(passage_ids, prepared.terms, strict=True))
        connection.execute(insert(SENTENCE), list(_sentence_rows(prepared, passage_ids)))
    add_quantized(connection, article_id, prepared.means)
    cards.add_mentions(connection, article_id, article.mentions)
    _link_copies(connection, article_id, prepared)
    return article_id


def _new_passages(connection: Connection, article: int, prepared: PreparedArticle) -> list[int]:
    """Store the passages of an article; return their ids in the same order."""
    rows = [
        {
            "article_id": article,
            "start": passage.span.start,
            "end": passage.span.end,
            "heading": passage.heading,
            "tokens": passage.tokens,
            "vector_id": vector_id,
        }
        for passage, vector_id in zip(prepared.article.passages, prepared.vector_ids, strict=True)
    ]
    made = insert(PASSAGE).returning(PASSAGE.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(made, rows))


def _link_copies(connection: Connection, article_id: int, prepared: PreparedArticle) -> None:
    """Give an article and its near-copies one origin, joining the groups they belong to."""
    if not prepared.bands:
        return
    article = prepared.article
    shared = select(BAND.c.article_id).where(BAND.c.hash.in_(prepared.bands)).group_by(BAND.c.article_id)
    likely = connection.scalars(shared.order_by(func.count().desc(), BAND.c.article_id).limit(MOST_COMPARED)).all()
    connection.execute(insert(BAND), [{"hash": each, "article_id": article_id} for each in set(prepared.bands)])
    if not likely:
        return
    runs = word_runs(article.source.text, article.content)
    columns = (ARTICLE.c.id, ARTICLE.c.version, ARTICLE.c.origin, ARTICLE.c.text, ARTICLE.c.content)
    rows = connection.execute(select(*columns).where(ARTICLE.c.id.in_(likely)).order_by(ARTICLE.c.id)).all()
    alike = [row for row in rows if are_copies(runs, word_runs(row.text, _spans(row.content)))]
    if alike:
        origin = next((row.origin for row in alike if row.origin), alike[0].version)
        joined = {row.origin for row in alike if row.origin}
        members = ARTICLE.c.id.in_([article_id, *(row.id for row in alike)]) | ARTICLE.c.origin.in_(joined)
        connection.execute(update(ARTICLE).where(members).values(origin=origin))


def _spans(content: str) -> list[Span]:
    return [Span(start, end) for start, end in json.loads(content)]


def searchable_passages(connection: Connection) -> Iterator[tuple[int, str]]:
    """Yield each passage's id with what the full-text index must hold of it."""
    columns = (PASSAGE.c.id, PASSAGE.c.start, PASSAGE.c.end, PASSAGE.c.article_id)
    last, article = None, None
    for row in connection.execute(select(*columns).order_by(PASSAGE.c.article_id, PASSAGE.c.id)).all():
        if row.article_id != last:
            chosen = select(ARTICLE.c.title, ARTICLE.c.text, ARTICLE.c.language).where(ARTICLE.c.id == row.article_id)
            last, article = row.article_id, connection.execute(chosen).one_or_none()
        if article is not None:
            words = Span(row.start, row.end).of(article.text)
            yield row.id, passage_terms(article.title, words, article.language)


def rebuild_full_text(connection: Connection) -> None:
    """Make the full-text index anew from the passages: the table too, which may be damaged itself."""
    full_text = full_text_of(connection)
    full_text.drop(connection)
    full_text.make(connection)
    full_text.add(connection, searchable_passages(connection))


def _new_id(connection: Connection, statement: Any) -> int:  # noqa: ANN401  # an Insert of any table
    key = connection.execute(statement).inserted_primary_key
    if key is None:  # only for a driver that can't tell, which SQLite's can
        raise LibraryError("The catalog's database doesn't give the ids of new rows: use SQLite.")
    return int(key[0])


def _article_row(prepared: PreparedArticle) -> dict[str, object]:
    article = prepared.article
    return {
        "root": prepared.root,
        "file": article.file,
        "version": prepared.version,
        "sha256": article.source.sha256,
        "encoding": article.source.encoding,
        "text": article.source.text,
        "content": json.dumps([[span.start, span.end] for span in article.content]),
        "stated": cards.stated_column(article.source),
        "card_version": cards.CARD_VERSION,
        "characters": len(article.source.text),
        "kind": article.source.kind,
        "passages": len(article.passages),
        "sentences": len(prepared.embedded),
        "tokens": sum(passage.tokens for passage in article.passages),
        "pages": json.dumps(article.source.pages),
        "recognised": json.dumps([astuple(line) for line in article.source.recognised]),
        **cards.metadata_columns(article.metadata),
    }


def sizes_of_articles(connection: Connection) -> dict[int, tuple[int, ...]]:
    """Return how many passages, sentences and tokens each article has, by its id."""
    inside = select(SENTENCE.c.passage_id, func.count().label("number")).group_by(SENTENCE.c.passage_id).subquery()
    sums = (func.count(PASSAGE.c.id), func.sum(inside.c.number), func.sum(PASSAGE.c.tokens))
    counted = (
        select(ARTICLE.c.id, *(func.coalesce(each, 0) for each in sums))
        .select_from(ARTICLE)
        .outerjoin(PASSAGE, PASSAGE.c.article_id == ARTICLE.c.id)
        .outerjoin(inside, inside.c.passage_id == PASSAGE.c.id)
        .group_by(ARTICLE.c.id)
    )
    return {row[0]: tuple(map(int, row[1:])) for row in connection.execute(counted)}


def count_again(connection: Connection) -> None:
    """Note anew how many passages, sentences and tokens each article has."""
    sized = update(ARTICLE).where(ARTICLE.c.id == bindparam("article"))
    sized = sized.values({name: bindparam(f"new_{name}") for name in SIZES})
    rows = [
        {"article": article, **{f"new_{name}": size for name, size in zip(SIZES, sizes, strict=True)}}
        for article, sizes in sizes_of_articles(connection).items()
    ]
    if rows:
        connection.execute(sized, rows)


def line_breaks(raw: str) -> list[int]:
    """Return where each line of a text ends: line n+1 begins behind the n-th."""
    return [match.start() for match in re.finditer(r"\r\n|\n|\r", raw)]


def _sentence_rows(prepared: PreparedArticle, passage_ids: Sequence[int]) -> Iterator[dict[str, object]]:
    raw, position, last = prepared.article.source.text, 0, None
    breaks = line_breaks(raw)
    for passage, passage_id in zip(prepared.article.passages, passage_ids, strict=True):
        for sentence in passage.sentences:
            span = sentence.span
            yield {
                "passage_id": passage_id,
                "start": span.start,
                "end": span.end,
                "line_start": bisect_right(breaks, span.start) + 1,
                "line_end": bisect_right(breaks, span.end - 1) + 1,
                "heading": sentence.heading,
                "paragraph_start": last is None or bool(_PARAGRAPH_BREAK.search(raw, last, span.start)),
                "embedded": prepared.embedded[position],
                "vector": prepared.vectors[position].astype(np.float16).tobytes(),
            }
            last, position = span.end, position + 1
