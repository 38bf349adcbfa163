"""Checks everything that must hold of a library, and makes what is derived anew from what is not.

What the catalog says of articles, passages and sentences is the source of truth, the vectors of its sentences with it.
The full-text index, the vectors for filters and Chroma's collection are derived from it: a fault in those is mended
without reading or embedding anything. A fault in the truth itself is named; indexing the articles again cures it.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from index.catalog import filtering, queries, stored_articles
from index.catalog.backends.choice import full_text_of, phrases_of
from index.catalog.schema import ARTICLE, PASSAGE, PLACE, QUANTIZED, SENTENCE
from index.errors import LibraryError
from index.library.library import Library

NAMED: Final = 5
"""Of faults of one kind, how many are named: the rest is counted."""
UNIT: Final = 0.01
"""How far the length of a stored vector may be from 1: float16 rounds by less."""
SEARCHED_FOR: Final = 100
"""Vectors that are looked for in Chroma, evenly spread: it can count what it doesn't find."""
UNREACHED: Final = 0.04
"""Share of them that a sound index may not find: no search is led to some vectors of an HNSW graph.

In a library of 10,000 passages made by rule, which nothing disturbed, these are 5 of 2,000 (4 where the nearest 400 are
asked for); on a Chroma server that was killed 20 times while it was filled, and lacked none, 2 of 99.
"""
Places = list[str]
_Row = Any
"""A row of the catalog: the columns that were asked for, by name."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that doesn't hold."""

    part: str
    """`database`, `articles`, `vectors`, `full text`, `filters` or `vector index`."""
    what: str
    """What is wrong and where, in one sentence."""
    derived: bool
    """Whether it can be made anew from what is sound."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a library was found to hold, and what is wrong with it."""

    counts: queries.Counts
    faults: tuple[Fault, ...]


def examine(library: Library) -> Examination:
    """Check every invariant of a library: nothing is changed.

    Raises:
        LibraryError: the catalog can't be read at all.
    """
    with library.catalog.reading() as connection:
        faults = [
            *_database(connection),
            *_articles(connection),
            *_strays(connection),
            *_vectors(connection, len(library.embedder.get_text_embedding("a"))),
            *_full_text(connection),
            *_quantized(connection),
            *_sizes(connection),
        ]
        live = set(connection.scalars(select(PASSAGE.c.vector_id)))
        sample = _sample(connection, len(live))
        counts = queries.counts(connection)
    return Examination(counts, (*faults, *_vector_index(library, live, sample)))


def mend(library: Library) -> None:
    """Make what is derived anew where it differs from the rest of the catalog.

    Call it as the only writer: see `Library.writer`.

    Raises:
        LibraryError: the library can't be written.
    """
    with library.catalog.reading() as connection:
        full_text_is_wrong = bool(list(_full_text(connection)))
        quantized_are_wrong = bool(list(_quantized(connection)))
        sizes_are_wrong = bool(list(_sizes(connection)))
    with library.catalog.writing() as connection:
        if full_text_is_wrong:
            stored_articles.rebuild_full_text(connection)
        if quantized_are_wrong:
            filtering.quantize_again(connection)
        if sizes_are_wrong:
            stored_articles.count_again(connection)
    library.rebuild_vectors()
    library.sweep()


def _database(connection: Connection) -> Iterator[Fault]:
    for what in phrases_of(connection).faults(connection):
        yield Fault("database", what, derived=False)


def _articles(connection: Connection) -> Iterator[Fault]:
    """Check that every range lies where it must: sentences in passages, passages and content in the text."""
    chosen = select(ARTICLE.c.id, ARTICLE.c.file, ARTICLE.c.text, ARTICLE.c.content, ARTICLE.c.characters)
    for article in connection.execute(chosen.order_by(ARTICLE.c.file)):
        wrong = _wrong_ranges(connection, article)
        if wrong:
            more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
            yield Fault("articles", f"{article.file}: {', '.join(wrong[:NAMED])}{more} can't be.", derived=False)


def _strays(connection: Connection) -> Iterator[Fault]:
    """Check that each article stands in a file: no run would ever change or remove another."""
    standing = select(PLACE.c.article_id)
    strays = connection.scalars(select(ARTICLE.c.file).where(ARTICLE.c.id.not_in(standing)).order_by(ARTICLE.c.file))
    yield from _fault("articles", "is known to stand in no file", list(strays), derived=False)


def _wrong_ranges(connection: Connection, article: _Row) -> Places:
    length, breaks = len(article.text), stored_articles.line_breaks(article.text)
    wrong = [] if article.characters == length else [f"a length of {article.characters}"]
    wrong += [f"content {start}-{end}" for start, end in _disorder(json.loads(article.content), 0, length)]
    passages = connection.execute(select(PASSAGE).where(PASSAGE.c.article_id == article.id).order_by(PASSAGE.c.start))
    for passage in passages.all():
        if not 0 <= passage.start < passage.end <= length:
            wrong.append(f"passage {passage.start}-{passage.end}")
            continue
        chosen = select(SENTENCE).where(SENTENCE.c.passage_id == passage.id).order_by(SENTENCE.c.start)
        sentences = connection.execute(chosen).all()
        spans = [(each.start, each.end) for each in sentences]
        wrong += [f"sentence {start}-{end}" for start, end in _disorder(spans, passage.start, passage.end)]
        wrong += [f"lines {each.line_start}-{each.line_end}" for each in sentences if not _is_on(breaks, each)]
        if not sentences:
            wrong.append(f"an empty passage {passage.start}-{passage.end}")
    return wrong


def _disorder(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges that are empty, leave start to end, or overlap the one before."""
    wrong, last = [], start
    for span in spans:
        if not last <= span[0] < span[1] <= end:
            wrong.append(span)
        last = max(last, span[1])
    return wrong


def _is_on(lines: Sequence[int], sentence: _Row) -> bool:
    first, last = bisect_right(lines, sentence.start) + 1, bisect_right(lines, sentence.end - 1) + 1
    return bool((sentence.line_start, sentence.line_end) == (first, last))


def _vectors(connection: Connection, dimension: int) -> Iterator[Fault]:
    wrong: Places = []
    chosen = select(SENTENCE.c.id, SENTENCE.c.vector).execution_options(yield_per=2000)
    for row in connection.execute(chosen):
        vector = np.frombuffer(row.vector[: len(row.vector) // 2 * 2], dtype=np.float16).astype(np.float32)
        if len(row.vector) != 2 * dimension or not abs(float(np.linalg.norm(vector)) - 1) < UNIT:  # nor is NaN
            wrong.append(f"sentence {row.id}")
    yield from _fault("vectors", "is no unit vector of the embedder's dimension", wrong, derived=False)


def _full_text(connection: Connection) -> Iterator[Fault]:
    """Compare the words that the full-text index holds of each passage with those of its text."""
    wrong: Places = []
    full_text = full_text_of(connection)
    held = full_text.held(connection)
    for passage_id, expected in stored_articles.searchable_passages(connection):
        if held.pop(passage_id, None) != full_text.as_held(expected):
            wrong.append(f"passage {passage_id}")
    wrong += [f"passage {passage_id}, which isn't there" for passage_id in held]
    yield from _fault("full text", "has other words in the index than in its article", wrong, derived=True)
    for what in full_text.faults(connection):
        yield Fault("full text", what, derived=True)


def _quantized(connection: Connection) -> Iterator[Fault]:
    """Compare the vectors that searches within articles look at with those of the sentences."""
    wrong: Places = []
    held = select(ARTICLE.c.id, ARTICLE.c.file, QUANTIZED.c.vectors).outerjoin(QUANTIZED).order_by(ARTICLE.c.file)
    for article in connection.execute(held):
        means = filtering.article_means(connection, article.id)
        if (article.vectors or b"") != (filtering.quantize(means) if len(means) else b""):
            wrong.append(article.file)
    yield from _fault("filters", "has other vectors for filters than its sentences have", wrong, derived=True)


def _sizes(connection: Connection) -> Iterator[Fault]:
    """Compare what each article is said to hold with what is there."""
    columns = (ARTICLE.c.file, ARTICLE.c.id, *(ARTICLE.c[name] for name in stored_articles.SIZES))
    there = stored_articles.sizes_of_articles(connection)
    rows = connection.execute(select(*columns).order_by(ARTICLE.c.file))
    wrong = [row.file for row in rows if tuple(row[2:]) != there[row.id]]
    yield from _fault("articles", "is said to have other passages than it has", wrong, derived=True)


def _sample(connection: Connection, count: int) -> list[NDArray[np.float32]]:
    step = max(1, count // SEARCHED_FOR)
    chosen = select(PASSAGE.c.id).where(PASSAGE.c.id % step == 0).limit(SEARCHED_FOR)
    means = [queries.mean_of(connection, passage) for passage in connection.scalars(chosen)]
    return [mean for mean in means if mean is not None]


def _vector_index(library: Library, live: set[str], sample: Sequence[NDArray[np.float32]]) -> Iterator[Fault]:
    try:
        held = set(library.vector_ids())
        unfound = sum(not library.finds(each) for each in sample)
    except LibraryError as error:  # Chroma's own files are damaged
        yield Fault("vector index", str(error), derived=True)
        return
    yield from _fault("vector index", "has no vector in Chroma", sorted(live - held), derived=True)
    yield from _fault("vector index", "stands in Chroma for no passage", sorted(held - live), derived=True)
    if unfound > UNREACHED * len(sample):
        yield Fault("vector index", f"Chroma doesn't find {unfound} of {len(sample)} vectors tried.", derived=True)


def _fault(part: str, what: str, places: Places, *, derived: bool) -> Iterator[Fault]:
    if places:
        more = f"; so it is with {len(places) - 1} more" if len(places) > 1 else ""
        yield Fault(part, f"{places[0]} {what}{more}.", derived=derived)
