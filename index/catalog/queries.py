"""Reads the catalog: what retrieval, citations and `info` need to know."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from index.catalog import cards
from index.catalog.backends.base import Chosen
from index.catalog.backends.choice import full_text_of
from index.catalog.batches import batches
from index.catalog.schema import ARTICLE, FAILURE, PASSAGE, SENTENCE, SETTING, SOURCE
from index.chunking.tables import heads_of, labelled
from index.language.analysis import fold
from index.records import (
    ArticleCard,
    ArticleView,
    Failure,
    Metadata,
    RecognisedLine,
    Span,
    StoredPassage,
    StoredSentence,
    member_name,
    passage_means,
)

_Told = Row[Any, Any, Any, Any]
"""File, origin, agency and day of an article."""
_GENERATION = select(SETTING.c.value).where(SETTING.c.name == "generation")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds."""

    articles: int
    passages: int
    sentences: int


def counts(connection: Connection) -> Counts:
    """Count the articles, passages and sentences."""
    sizes = (func.sum(ARTICLE.c.passages), func.sum(ARTICLE.c.sentences))
    articles, passages, sentences = connection.execute(select(func.count(), *sizes).select_from(ARTICLE)).one()
    return Counts(articles, passages or 0, sentences or 0)


def unreadable_count(connection: Connection) -> int:
    """Count what stands in the folders that were indexed but could not be read: files, and parts of archives."""
    return connection.scalar(select(func.count()).select_from(FAILURE)) or 0


def failures(connection: Connection) -> list[Failure]:
    """Return what could not be read when it was last tried, by name."""
    chosen = select(SOURCE.c.file, FAILURE.c.member, FAILURE.c.reason).join(FAILURE).order_by(SOURCE.c.file)
    return [Failure(member_name(row.file, row.member), row.reason) for row in connection.execute(chosen)]


def origins(connection: Connection, articles: Iterable[int]) -> dict[int, str]:
    """Return what tells near-copies by article id: two articles are near-copies if and only if it is the same."""
    found: dict[int, str] = {}
    for batch in batches(articles):
        chosen = select(ARTICLE.c.id, func.coalesce(ARTICLE.c.origin, ARTICLE.c.version)).where(ARTICLE.c.id.in_(batch))
        found.update((article_id, origin) for article_id, origin in connection.execute(chosen))
    return found


def copies(connection: Connection, articles: Iterable[int]) -> list[list[str]]:
    """Return the files of each origin that several articles have: the oldest first, undated ones last.

    The near-copies of an article have its origin, and so have those of `articles` that tell what the same agency sent
    about the same day, however their papers have cut it.
    """
    asked = list(articles)
    shared = set(origins(connection, asked).values())
    dated = (ARTICLE.c.published.is_(None), ARTICLE.c.published, ARTICLE.c.file)
    columns = (ARTICLE.c.file, ARTICLE.c.origin, ARTICLE.c.agency, ARTICLE.c.published)
    chosen = select(*columns).where(ARTICLE.c.origin.in_(shared) | ARTICLE.c.id.in_(asked)).order_by(*dated)
    groups: list[list[tuple[int, _Told]]] = []
    for numbered in enumerate(connection.execute(chosen)):
        joined = [group for group in groups if any(_have_one_origin(numbered[1], row) for _, row in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(each for group in joined for each in group), numbered])
    ordered = sorted(
        (sorted(group, key=itemgetter(0)) for group in groups if len(group) > 1), key=lambda group: group[0][0]
    )
    return [[row.file for _, row in group] for group in ordered]


def _have_one_origin(one: _Told, other: _Told) -> bool:
    """Return True for near-copies, and for articles of one agency that are a day apart at most."""
    if one.origin is not None and one.origin == other.origin:
        return True
    if not (one.agency and other.agency and one.published and other.published):
        return False
    days = abs(date.fromisoformat(one.published) - date.fromisoformat(other.published)).days
    return fold(one.agency) == fold(other.agency) and days <= 1


def generation(connection: Connection) -> int:
    """Return the number that grows with every change, as this connection sees the catalog."""
    return int(connection.scalar(_GENERATION) or 0)


def languages(connection: Connection) -> list[str | None]:
    """Return the languages that articles are written in, `None` for an unknown one, the most frequent first."""
    language = ARTICLE.c.language
    counted = select(language).group_by(language).order_by(func.count().desc(), language.is_(None), language)
    return list(connection.scalars(counted))


def publishers(connection: Connection) -> frozenset[str]:
    """Return the publishers of all articles."""
    return frozenset(filter(None, connection.scalars(select(ARTICLE.c.publisher).distinct())))


def passage_lengths(connection: Connection) -> tuple[int, float]:
    """Return how many passages there are, and their average length in tokens, 1 for an empty library."""
    count, tokens = connection.execute(select(func.sum(ARTICLE.c.passages), func.sum(ARTICLE.c.tokens))).one()
    return count or 0, tokens / count if count else 1.0


def sample_of_files(connection: Connection, least: int) -> list[str]:
    """Return the file names of so many articles or up to twice as many, evenly spread as they were stored, by name."""
    first, last = connection.execute(select(func.min(ARTICLE.c.id), func.max(ARTICLE.c.id))).one()
    if first is None:
        return []
    starts = range(first, last + 1, max(1, (last - first + 1) // least))
    next_file = select(ARTICLE.c.file).where(ARTICLE.c.id >= bindparam("start")).order_by(ARTICLE.c.id).limit(1)
    return sorted({connection.execute(next_file, {"start": start}).scalar_one() for start in starts})


def article_cards(connection: Connection, files: Sequence[str] = ()) -> list[ArticleCard]:
    """Return all articles (or those with these file names), by file name."""
    chosen = _cards().order_by(ARTICLE.c.file)
    return [_card(row) for row in connection.execute(chosen.where(ARTICLE.c.file.in_(files)) if files else chosen)]


def proven_cards(connection: Connection) -> Iterator[tuple[ArticleCard, Metadata]]:
    """Yield all articles by file name, each with how what is known of it was found."""
    found = {row.id: row.found for row in connection.execute(select(ARTICLE.c.id, ARTICLE.c.found))}
    for card in article_cards(connection):
        yield card, cards.from_plain(json.loads(found[card.id]))


def article_text(connection: Connection, file: str) -> str | None:
    """Return the raw text of an article, or nothing when the library hasn't got it."""
    found: str | None = connection.scalar(select(ARTICLE.c.text).where(ARTICLE.c.file == file))
    return found


def article_view(connection: Connection, file: str) -> ArticleView | None:
    """Return an article with its text and what is known of it, or nothing when the library hasn't got it."""
    columns = (ARTICLE.c.text, ARTICLE.c.content, ARTICLE.c.found, ARTICLE.c.kind, ARTICLE.c.recognised)
    chosen = select(*columns).where(ARTICLE.c.file == file)
    row = connection.execute(chosen).one_or_none()
    shown = article_cards(connection, [file])
    if row is None or not shown:
        return None
    content = tuple(Span(start, end) for start, end in json.loads(row.content))
    metadata = cards.from_plain(json.loads(row.found))
    return ArticleView(shown[0], row.text, content, metadata, row.kind, _recognised(row.recognised))


def sentence_around(connection: Connection, file: str, span: Span) -> Span | None:
    """Return the range of the sentence that holds `span`, or nothing where it stands outside of every passage."""
    chosen = (
        select(SENTENCE.c.start, SENTENCE.c.end)
        .join(PASSAGE, SENTENCE.c.passage_id == PASSAGE.c.id)
        .join(ARTICLE, PASSAGE.c.article_id == ARTICLE.c.id)
        .where(ARTICLE.c.file == file, SENTENCE.c.start <= span.start, SENTENCE.c.end >= span.end)
    )
    row = connection.execute(chosen.limit(1)).first()
    return Span(row.start, row.end) if row else None


def passages_at(connection: Connection, article: int, span: Span) -> list[int]:
    """Return the ids of the passages of an article that hold words of `span`, in their order."""
    chosen = select(PASSAGE.c.id).where(
        PASSAGE.c.article_id == article, PASSAGE.c.start < span.end, PASSAGE.c.end > span.start
    )
    return list(connection.scalars(chosen.order_by(PASSAGE.c.start)))


def article_sentences(connection: Connection, file: str) -> list[str]:
    """Return the sentences of an article in order, without its headings."""
    words = func.substr(ARTICLE.c.text, SENTENCE.c.start + 1, SENTENCE.c.end - SENTENCE.c.start)
    chosen = select(words).join_from(SENTENCE, PASSAGE).join(ARTICLE).where(ARTICLE.c.file == file, ~SENTENCE.c.heading)
    return list(connection.scalars(chosen.order_by(SENTENCE.c.start)))


def passages_of_vectors(connection: Connection, vector_ids: Iterable[str]) -> dict[str, int]:
    """Return the passage of each vector that one stands behind; others are left out."""
    found: dict[str, int] = {}
    for batch in batches(vector_ids):
        chosen = select(PASSAGE.c.vector_id, PASSAGE.c.id).where(PASSAGE.c.vector_id.in_(batch))
        found.update((vector_id, passage_id) for vector_id, passage_id in connection.execute(chosen))
    return found


def mean_of(connection: Connection, passage: int | None) -> NDArray[np.float32] | None:
    """Return the vector that the vector index holds of a passage, nothing for one that isn't there."""
    stored = connection.scalars(select(SENTENCE.c.vector).where(SENTENCE.c.passage_id == passage)).all()
    return passage_means(_vectors(stored), [len(stored)])[0] if stored else None


def stored_means(connection: Connection, passages: int = 2000) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
    """Yield what the vector index must hold: the ids of so many passages with their vectors, until all are told."""
    order = (SENTENCE.c.passage_id, SENTENCE.c.id)
    chosen = select(PASSAGE.c.vector_id, SENTENCE.c.vector).join_from(SENTENCE, PASSAGE).order_by(*order)
    rows = connection.execute(chosen, execution_options={"yield_per": 2000})
    told = ((each, [row.vector for row in of_one]) for each, of_one in groupby(rows, key=attrgetter("vector_id")))
    for part in batches(told, passages):
        vectors = _vectors([vector for _, stored in part for vector in stored])
        yield [each for each, _ in part], passage_means(vectors, [len(stored) for _, stored in part])


def full_text(connection: Connection, terms: Sequence[str], limit: int, chosen: Chosen | None = None) -> list[int]:
    """Return the ids of the passages that best match any of the terms (BM25), best first.

    Args:
        connection: an open connection to the catalog.
        terms: terms made by `index.language.analysis`.
        limit: the most ids to return.
        chosen: when given, only passages of these articles count.
    """
    return full_text_of(connection).best(connection, terms, limit, chosen) if terms else []


def document_frequencies(connection: Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return in how many passages each term occurs; a term of none is left out."""
    return full_text_of(connection).frequencies(connection, list(terms))


def terms_beginning(connection: Connection, start: str, limit: int) -> list[str]:
    """Return up to `limit` terms of the articles that begin with `start`, in the order of the alphabet."""
    return full_text_of(connection).beginning(connection, start, limit)


def load_passages(connection: Connection, ids: Iterable[int]) -> dict[int, StoredPassage]:
    """Return passages with their sentences, words and vectors, by id; an id that is gone is left out."""
    found: dict[int, StoredPassage] = {}
    for batch in batches(ids):
        length = PASSAGE.c.end - PASSAGE.c.start
        words = func.substr(ARTICLE.c.text, PASSAGE.c.start + 1, length).label("words")
        chosen = (
            select(PASSAGE, words, ARTICLE.c.pages, ARTICLE.c.recognised).join(ARTICLE).where(PASSAGE.c.id.in_(batch))
        )
        rows = connection.execute(chosen).all()
        within = SENTENCE.c.passage_id.in_(batch)
        sentences = defaultdict(list)
        for row in connection.execute(select(SENTENCE).where(within).order_by(SENTENCE.c.start)):
            sentences[row.passage_id].append(row)
        articles = {row.article_id for row in rows}
        cards = {row.id: _card(row) for row in connection.execute(_cards().where(ARTICLE.c.id.in_(articles)))}
        found.update((row.id, _passage(row, cards, sentences[row.id])) for row in rows)
    return found


def article_passages(connection: Connection, articles: Iterable[int], first: int | None = None) -> dict[int, list[int]]:
    """Return the ids of the passages of each article, in reading order; only the `first` so many when given."""
    found: dict[int, list[int]] = defaultdict(list)
    for batch in batches(articles):
        chosen = select(PASSAGE.c.article_id, PASSAGE.c.id).where(PASSAGE.c.article_id.in_(batch))
        for article_id, passage_id in connection.execute(chosen.order_by(PASSAGE.c.article_id, PASSAGE.c.start)):
            found[article_id].append(passage_id)
    return {article_id: passages[:first] for article_id, passages in found.items()}


def _passage(
    row: Row[tuple[object, ...]], cards: Mapping[int, ArticleCard], rows: Sequence[Row[tuple[object, ...]]]
) -> StoredPassage:
    pages, lines = json.loads(row.pages), _recognised(row.recognised)
    texts = [row.words[each.start - row.start : each.end - row.start] for each in rows]
    heads = heads_of(zip(texts, (each.heading for each in rows), strict=True), row.heading)
    return StoredPassage(
        id=row.id,
        article=cards[row.article_id],
        span=Span(row.start, row.end),
        text=row.words,
        heading=row.heading,
        tokens=row.tokens,
        sentences=tuple(
            StoredSentence(
                span=Span(each.start, each.end),
                lines=(each.line_start, each.line_end),
                heading=each.heading,
                text=words,
                paragraph_start=each.paragraph_start,
                page=bisect_right(pages, each.start) or None,
                recognised=tuple(line for line in lines if line.start < each.end and line.end > each.start),
                head=head,
                section=section,
                labelled=labelled(head, words, section) if head else "",
            )
            for each, words, (head, section) in zip(rows, texts, heads, strict=True)
        ),
        vectors=_vectors([each.vector for each in rows]),
    )


def _recognised(column: str) -> tuple[RecognisedLine, ...]:
    return tuple(
        RecognisedLine(start, end, confidence, page, tuple(place))
        for start, end, confidence, page, place in json.loads(column)
    )


def _vectors(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    flat = np.frombuffer(b"".join(blobs), dtype=np.float16).astype(np.float32)
    return flat.reshape(len(blobs), -1) if blobs else flat.reshape(0, 0)


def _cards() -> Select[tuple[object, ...]]:
    return select(
        ARTICLE.c.id, ARTICLE.c.file, ARTICLE.c.sha256, ARTICLE.c.title, ARTICLE.c.author, ARTICLE.c.publisher,
        ARTICLE.c.published, ARTICLE.c.language, ARTICLE.c.url, ARTICLE.c.characters, ARTICLE.c.passages,
        ARTICLE.c.agency, ARTICLE.c.updated,
    )  # fmt: skip


def _card(row: Row[tuple[object, ...]]) -> ArticleCard:
    return ArticleCard(**row._mapping)
