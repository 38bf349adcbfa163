"""Writes articles into the catalog: each function is one step of somebody's transaction."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from itertools import islice

import numpy as np
from sqlalchemy import Connection, bindparam, func, select, update

from index.catalog import cards
from index.catalog.backends.choice import full_text_of, phrases_of
from index.catalog.batches import batches
from index.catalog.filtering import add_quantized
from index.catalog.near_duplicates import are_copies, word_runs
from index.catalog.schema import ARTICLE, BAND, PASSAGE, PLACE, SENTENCE
from index.catalog.sources import open_sources, put_in_place, vacate
from index.language.analysis import passage_terms
from index.records import PreparedArticle, Span

SIZES = ("passages", "sentences", "tokens")
"""Columns of an article that add up what it has."""
MOST_COMPARED = 20
"""Articles that are compared with a new one in earnest, those that share most with it."""
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\r?\n|\r\r")


def add_articles(connection: Connection, prepared: Sequence[PreparedArticle]) -> list[str]:
    """Make articles those that stand in their places; one that the library has already stands there too.

    Returns:
        The ids of the vectors of the versions they replace, now without a sentence.
    """
    if not prepared:
        return []
    sources = open_sources(connection, [each.key for each in prepared])
    spots = [(sources[each.key], each.article.source.member) for each in prepared]
    standing, known = _standing(connection, spots), _known(connection, prepared)
    left = defaultdict(list)
    moves = []
    for (source, member), each in zip(spots, prepared, strict=True):
        there = standing.get((source, member))
        if there is None or there != known.get(each.version):
            moves.append(((source, member), each))
            if there is not None:
                left[source].append(member)
    orphans = [vector_id for source, members in left.items() for vector_id in vacate(connection, source, members)]
    if left:
        known = _known(connection, prepared)
    new = {each.version: each for _, each in moves if each.version not in known}
    known |= _new_articles(connection, list(new.values()))
    put_in_place(connection, [(*spot, known[each.version]) for spot, each in moves])
    kept = {vector_id for _, each in moves for vector_id in each.vector_ids}
    return [vector_id for vector_id in orphans if vector_id not in kept]


def _standing(connection: Connection, spots: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Return which articles stand in the places of files."""
    found = {}
    for part in batches(spots):
        inside = PLACE.c.source_id.in_({source for source, _ in part}) & PLACE.c.member.in_({name for _, name in part})
        for row in connection.execute(select(PLACE).where(inside)):
            found[row.source_id, row.member] = row.article_id
    return found


def _known(connection: Connection, prepared: Sequence[PreparedArticle]) -> dict[str, int]:
    """Return the ids of those articles that the catalog has, by their version."""
    found: dict[str, int] = {}
    for part in batches({each.version for each in prepared}):
        chosen = select(ARTICLE.c.version, ARTICLE.c.id).where(ARTICLE.c.version.in_(part))
        found |= {row.version: row.id for row in connection.execute(chosen)}
    return found


def _new_articles(connection: Connection, prepared: Sequence[PreparedArticle]) -> dict[str, int]:
    """Store articles; return their ids by their version."""
    if not prepared:
        return {}
    say = phrases_of(connection)
    ids = say.numbers(connection, ARTICLE, len(prepared))
    made = dict(zip(ids, prepared, strict=True))
    say.insert(connection, ARTICLE, [{"id": article, **_article_row(each)} for article, each in made.items()])
    passages = say.numbers(connection, PASSAGE, sum(len(each.article.passages) for each in prepared))
    left = iter(passages)
    numbered = {article: list(islice(left, len(each.article.passages))) for article, each in made.items()}
    say.insert(
        connection,
        PASSAGE,
        [row for article in ids for row in _passage_rows(article, numbered[article], made[article])],
    )
    terms = [words for each in prepared for words in each.terms]
    full_text_of(connection).add(connection, zip(passages, terms, strict=True))
    say.insert(
        connection, SENTENCE, [row for article in ids for row in _sentence_rows(made[article], numbered[article])]
    )
    add_quantized(connection, {article: each.means for article, each in made.items()})
    cards.add_mentions(connection, {article: each.article.mentions for article, each in made.items()})
    _link_copies(connection, made)
    return {each.version: article for article, each in made.items()}


def _passage_rows(article: int, ids: Sequence[int], prepared: PreparedArticle) -> Iterator[dict[str, object]]:
    for number, passage, vector_id in zip(ids, prepared.article.passages, prepared.vector_ids, strict=True):
        yield {
            "id": number,
            "article_id": article,
            "start": passage.span.start,
            "end": passage.span.end,
            "heading": passage.heading,
            "tokens": passage.tokens,
            "vector_id": vector_id,
        }


def _link_copies(connection: Connection, made: Mapping[int, PreparedArticle]) -> None:
    """Give new articles and their near-copies one origin, joining the groups they belong to."""
    bands = {article: set(each.bands) for article, each in made.items()}
    seen: set[int] = set()
    for part in batches(set().union(*bands.values())):
        seen |= set(connection.scalars(select(BAND.c.hash).where(BAND.c.hash.in_(part)).distinct()))
    rows = [{"hash": each, "article_id": article} for article, hashes in bands.items() for each in hashes]
    phrases_of(connection).insert(connection, BAND, rows)
    for article, hashes in bands.items():
        if not seen.isdisjoint(hashes):
            _link_one(connection, article, made[article])
        seen |= hashes


def _link_one(connection: Connection, article_id: int, prepared: PreparedArticle) -> None:
    """Give an article one origin with those before it that are its near-copies."""
    article = prepared.article
    earlier = BAND.c.hash.in_(prepared.bands) & (BAND.c.article_id < article_id)
    shared = select(BAND.c.article_id).where(earlier).group_by(BAND.c.article_id)
    likely = connection.scalars(shared.order_by(func.count().desc(), BAND.c.article_id).limit(MOST_COMPARED)).all()
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
