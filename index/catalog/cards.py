"""The cards of the articles in a catalog: what was found of each, what persons corrected, what names tell others."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from index.catalog.backends.choice import full_text_of, phrases_of
from index.catalog.batches import batches
from index.catalog.schema import ARTICLE, CORRECTION, MENTION, PASSAGE
from index.language.analysis import passage_terms
from index.records import Found, Mention, Metadata, SourceText, Span

READER: Final = "reader"
"""How a value was found that a person has given."""
CARD_VERSION: Final = 1
"""Version of the reading of cards: raised when it finds other values, so that all are read again."""
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class StoredSource:
    """An article as its card is read from it."""

    id: int
    file: str
    source: SourceText
    mentions: tuple[Mention, ...]


def metadata_columns(metadata: Metadata) -> dict[str, object]:
    """Return the columns of an article that hold its card."""
    every: dict[str, Found | None] = {field.name: getattr(metadata, field.name) for field in fields(metadata)}
    return {
        "found": json.dumps(to_plain(metadata), ensure_ascii=False),
        **{name: found.value if found else None for name, found in every.items()},
    }


def to_plain(metadata: Metadata) -> dict[str, dict[str, object]]:
    """Return each value that was found with its proof, as plain data."""
    every: dict[str, Found | None] = {field.name: getattr(metadata, field.name) for field in fields(metadata)}
    return {
        name: {"value": found.value, "how": found.how, "span": _pair(found.span)}
        for name, found in every.items()
        if found
    }


def from_plain(stored: Mapping[str, Any]) -> Metadata:
    """Return the metadata that `to_plain` made data of."""
    known = {field.name for field in fields(Metadata)}
    return Metadata(
        **{
            name: Found(each["value"], each["how"], Span(*each["span"]) if each["span"] else None)
            for name, each in stored.items()
            if name in known
        }
    )


def stated_column(source: SourceText) -> str:
    """Return what a file states and hints at beside its text, as the catalog keeps it to read the card again."""
    return json.dumps({"stated": to_plain(source.stated), "hinted": to_plain(source.hinted)}, ensure_ascii=False)


def add_mentions(connection: Connection, told: Mapping[int, Iterable[Mention]]) -> None:
    """Store what articles, by their ids, tell of names; nothing may be stored of them yet."""
    rows = [
        {"article_id": article, "key": each.key, "role": each.role}
        for article, mentions in told.items()
        for each in dict.fromkeys(mentions)
    ]
    phrases_of(connection).insert(connection, MENTION, rows)


def put_card(connection: Connection, article: int, metadata: Metadata, mentions: Iterable[Mention]) -> None:
    """Store the card of an article, with what persons corrected of it.

    The full-text index knows titles, so it is told of a new one.
    """
    before = connection.execute(
        select(ARTICLE.c.file, ARTICLE.c.title, ARTICLE.c.language).where(ARTICLE.c.id == article)
    ).one()
    columns = metadata_columns(corrected(metadata, corrections(connection, before.file)))
    connection.execute(update(ARTICLE).where(ARTICLE.c.id == article).values(**columns, card_version=CARD_VERSION))
    connection.execute(delete(MENTION).where(MENTION.c.article_id == article))
    add_mentions(connection, {article: mentions})
    if (before.title, before.language) != (columns["title"], columns["language"]):
        _put_terms(connection, article)


def _put_terms(connection: Connection, article: int) -> None:
    row = connection.execute(
        select(ARTICLE.c.title, ARTICLE.c.language, ARTICLE.c.text).where(ARTICLE.c.id == article)
    ).one()
    chosen = select(PASSAGE.c.id, PASSAGE.c.start, PASSAGE.c.end).where(PASSAGE.c.article_id == article)
    for passage in connection.execute(chosen).all():
        terms = passage_terms(row.title, Span(passage.start, passage.end).of(row.text), row.language)
        full_text_of(connection).replace(connection, passage.id, terms)


def corrections(connection: Connection, file: str) -> dict[str, str | None]:
    """Return what persons corrected of an article, by field; `None` for a value that they took away."""
    rows = connection.execute(select(CORRECTION.c.field, CORRECTION.c.value).where(CORRECTION.c.file == file))
    return {row.field: row.value for row in rows}


def correct(connection: Connection, file: str, values: Mapping[str, str | None], undo: Collection[str] = ()) -> None:
    """Note what a person corrects of an article, and forget the corrections of the fields in `undo`."""
    changed = [*values, *undo]
    connection.execute(delete(CORRECTION).where(CORRECTION.c.file == file, CORRECTION.c.field.in_(changed)))
    if values:
        rows = [{"file": file, "field": name, "value": value} for name, value in values.items()]
        connection.execute(insert(CORRECTION), rows)


def corrected(metadata: Metadata, given: Mapping[str, str | None]) -> Metadata:
    """Return metadata with the values that a person has given."""
    known = {field.name for field in fields(Metadata)}
    return replace(
        metadata,
        **{name: Found(value, READER) if value else None for name, value in given.items() if name in known},
    )


def outdated(connection: Connection, limit: int) -> list[int]:
    """Return the ids of articles whose cards were read by another version, at most `limit`."""
    version = ARTICLE.c.card_version
    chosen = select(ARTICLE.c.id).where(or_(version.is_(None), version != CARD_VERSION))
    return list(connection.scalars(chosen.order_by(ARTICLE.c.id).limit(limit)))


def mentions_of(connection: Connection, articles: Iterable[int]) -> dict[int, tuple[Mention, ...]]:
    """Return what articles tell of names, by their ids; those that tell nothing are left out."""
    told: dict[int, list[Mention]] = defaultdict(list)
    for ids in batches(articles):
        for row in connection.execute(select(MENTION).where(MENTION.c.article_id.in_(ids))):
            told[row.article_id].append(Mention(row.key, row.role))
    return {article: tuple(mentions) for article, mentions in told.items()}


def stored_sources(connection: Connection, articles: Iterable[int]) -> Iterator[StoredSource]:
    """Yield articles with all that their cards are read from."""
    for ids in batches(articles):
        told = mentions_of(connection, ids)
        columns = (ARTICLE.c.id, ARTICLE.c.file, ARTICLE.c.text, ARTICLE.c.kind, ARTICLE.c.found, ARTICLE.c.stated)
        for row in connection.execute(select(*columns).where(ARTICLE.c.id.in_(ids)).order_by(ARTICLE.c.id)).all():
            yield StoredSource(row.id, row.file, _source(row), told.get(row.id, ()))


def _source(row: Row[*tuple[Any, ...]]) -> SourceText:
    """Return the source of an article; one stored by an older version keeps what its file had stated."""
    if row.stated:
        kept = json.loads(row.stated)
        stated, hinted = from_plain(kept["stated"]), from_plain(kept["hinted"])
    else:
        found = {name: each for name, each in json.loads(row.found).items() if each["how"] == "file"}
        stated, hinted = from_plain(found), Metadata()
    return SourceText(row.text, "", "", kind=row.kind, stated=stated, hinted=hinted)


def mention_counts(connection: Connection, keys: Iterable[str]) -> Counts:
    """Return in how many articles each name, by its key, has each role."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for part in batches(keys):
        chosen = select(MENTION.c.key, MENTION.c.role, func.count()).where(MENTION.c.key.in_(part))
        for key, role, many in connection.execute(chosen.group_by(MENTION.c.key, MENTION.c.role)):
            counts[key][role] = many
    return counts


def articles_with(connection: Connection, key: str, roles: Collection[str], but: Collection[int]) -> list[int]:
    """Return the articles, others than `but`, in which a name has one of these roles."""
    chosen = select(MENTION.c.article_id).where(MENTION.c.key == key, MENTION.c.role.in_(roles))
    return [article for article in connection.scalars(chosen.distinct()) if article not in but]


def undated(connection: Connection, among: Iterable[int] | None = None) -> Iterator[Row[Any, Any, Any]]:
    """Yield the id, name and publisher of each article without a date, by default of all."""
    chosen = select(ARTICLE.c.id, ARTICLE.c.file, ARTICLE.c.publisher).where(ARTICLE.c.published.is_(None))
    for part in [None] if among is None else batches(among):
        yield from connection.execute(chosen if part is None else chosen.where(ARTICLE.c.id.in_(part))).all()


def corrected_among(connection: Connection, articles: Iterable[int]) -> set[int]:
    """Return those of some articles that a person has corrected."""
    found: set[int] = set()
    for part in batches(articles):
        chosen = select(ARTICLE.c.id).join(CORRECTION, CORRECTION.c.file == ARTICLE.c.file)
        found |= set(connection.scalars(chosen.where(ARTICLE.c.id.in_(part))))
    return found


def ids_of(connection: Connection, versions: Sequence[str]) -> list[int]:
    """Return the ids of the articles with these versions."""
    found: list[int] = []
    for part in batches(versions):
        found += connection.scalars(select(ARTICLE.c.id).where(ARTICLE.c.version.in_(part)))
    return found


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
