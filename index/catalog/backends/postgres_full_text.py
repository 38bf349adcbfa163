"""The full-text index on Postgres: a `tsvector` of our own terms under a GIN index, ranked by BM25 as FTS5 does it.

Postgres ranks by no measure that knows how rare a term is, so the BM25 of SQLite's FTS5 is computed here, from counts
that are kept up to date: both databases give the same passages in the same order. Of frequent words there is no need to
score every passage: one that has none of the rarer words can't come near the best (MaxScore: Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995).
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import log
from typing import Any, Final

from sqlalchemy import Connection, text

from index.catalog.backends.base import Chosen, separated
from index.catalog.batches import batches

K1: Final = 1.2
B: Final = 0.75
LEAST: Final = 1e-6
"""What FTS5 gives a term that more than half of the passages have, in place of a weight below nothing."""
FIRST: Final = 4
"""So many times the number wanted, or more, are scored at first."""
LONGEST: Final = 2000
"""Bytes of a term that are kept: Postgres takes 2,046."""
_SURE: Final = 1e-9
"""By so much must a score be above what others can reach: sums of floats differ in their last digits."""

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS passage_terms ("
    "passage_id integer PRIMARY KEY REFERENCES passage, terms tsvector NOT NULL,"
    " repeated jsonb NOT NULL, length integer NOT NULL)",  # how often, of those that occur twice or more; all of them
    "CREATE INDEX IF NOT EXISTS passage_terms_terms ON passage_terms USING gin (terms)",
    'CREATE TABLE IF NOT EXISTS passage_vocabulary (term text COLLATE "C" PRIMARY KEY, doc integer NOT NULL)',
    "CREATE TABLE IF NOT EXISTS passage_total (passages bigint NOT NULL, terms bigint NOT NULL)",
    "INSERT INTO passage_total SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM passage_total)",
)
_ADD: Final = text(
    "INSERT INTO passage_terms SELECT id, CAST(terms AS tsvector), CAST(repeated AS jsonb), length FROM"
    " unnest(CAST(:id AS integer[]), CAST(:terms AS text[]), CAST(:repeated AS text[]), CAST(:length AS integer[]))"
    " AS added (id, terms, repeated, length)"
)
_COUNT: Final = text(
    "INSERT INTO passage_vocabulary SELECT * FROM unnest(CAST(:terms AS text[]), CAST(:counts AS integer[]))"
    " ON CONFLICT (term) DO UPDATE SET doc = passage_vocabulary.doc + excluded.doc"
)
_DISCOUNT: Final = (
    text(
        "UPDATE passage_vocabulary SET doc = doc - gone.count FROM (SELECT lexeme, count(*) FROM passage_terms,"
        " unnest(tsvector_to_array(terms)) AS lexeme WHERE passage_id = ANY(:ids) GROUP BY lexeme) AS gone"
        " WHERE term = gone.lexeme"
    ),
    text(
        "DELETE FROM passage_vocabulary WHERE doc < 1 AND term IN (SELECT unnest(tsvector_to_array(terms))"
        " FROM passage_terms WHERE passage_id = ANY(:ids))"
    ),
    text(
        "UPDATE passage_total SET passages = passages - gone.count, terms = passage_total.terms - gone.length"
        " FROM (SELECT count(*), coalesce(sum(length), 0) AS length FROM passage_terms WHERE passage_id = ANY(:ids))"
        " AS gone"
    ),
    text("DELETE FROM passage_terms WHERE passage_id = ANY(:ids)"),
)
_DIFFERENT: Final = text(
    "SELECT coalesce(held.term, counted.word) FROM passage_vocabulary AS held FULL JOIN"
    " ts_stat('SELECT terms FROM passage_terms') AS counted ON held.term = counted.word"
    " WHERE held.doc IS DISTINCT FROM counted.ndoc LIMIT 5"
)
_SCORED: Final = (
    "SELECT passage_terms.passage_id, round(CAST(sum(asked.weight * often.count * {most}"
    " / (often.count + {k1} * ({rest} + {b} * passage_terms.length / :average))) AS numeric), 12) AS score"
    " FROM passage_terms{joined} CROSS JOIN unnest(CAST(:terms AS text[]), CAST(:queries AS tsquery[]),"
    " CAST(:weights AS float8[])) AS asked (term, query, weight) CROSS JOIN LATERAL"
    " (SELECT coalesce(CAST(passage_terms.repeated ->> asked.term AS float8), 1) AS count) AS often"
    " WHERE passage_terms.terms @@ CAST(:any AS tsquery) AND passage_terms.terms @@ asked.query{condition}"
    " GROUP BY passage_terms.passage_id ORDER BY score DESC, passage_terms.passage_id LIMIT :limit"
)
_JOINED: Final = (
    " JOIN passage ON passage.id = passage_terms.passage_id JOIN article ON article.id = passage.article_id"
)


class PostgresFullText:
    """The full-text index over `tsvector`, with counts of our own."""

    def make(self, connection: Connection) -> None:
        """Make its tables unless they are there."""
        for statement in TABLES:
            connection.execute(text(statement))

    def drop(self, connection: Connection) -> None:
        """Take its tables away."""
        connection.execute(text("DROP TABLE IF EXISTS passage_terms, passage_vocabulary, passage_total"))

    def add(self, connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
        """Add passages, and count their terms."""
        for batch in batches(passages):
            counted = [(passage, Counter(_kept(terms.split()))) for passage, terms in batch]
            rows = [_row(passage, counts) for passage, counts in counted]
            connection.execute(_ADD, {name: [row[name] for row in rows] for name in rows[0]})
            found = Counter(term for _, counts in counted for term in counts)
            if found:  # in one order, as every other writer's would be
                terms = sorted(found)
                connection.execute(_COUNT, {"terms": terms, "counts": [found[term] for term in terms]})
            connection.execute(
                text("UPDATE passage_total SET passages = passages + :passages, terms = terms + :terms"),
                {"passages": len(counted), "terms": sum(counts.total() for _, counts in counted)},
            )

    def replace(self, connection: Connection, passage: int, terms: str) -> None:
        """Give a passage other terms."""
        self.remove(connection, [passage])
        self.add(connection, [(passage, terms)])

    def remove(self, connection: Connection, passages: Sequence[int]) -> None:
        """Take passages out, and out of the counts."""
        for ids in batches(passages):
            for statement in _DISCOUNT:
                connection.execute(statement, {"ids": ids})

    def best(self, connection: Connection, terms: Sequence[str], limit: int, chosen: Chosen | None) -> list[int]:
        """Rank by BM25, in two steps at most: those with the rarest terms, then whatever may still be as good."""
        asked = Counter(_kept(terms))
        passages, length = connection.execute(text("SELECT passages, terms FROM passage_total")).one()
        held = self.frequencies(connection, asked)
        weights = {term: asked[term] * _rarity(passages, held[term]) for term in sorted(held, key=held.__getitem__)}
        if not weights:
            return []
        average = length / passages
        rarest = list(weights)
        # What a passage can reach that has none of the first so many terms.
        reachable = [sum(weights.values()) - each for each in accumulate(weights.values(), initial=0.0)]
        within = list(accumulate(held[term] for term in rarest))
        first = next((at for at, count in enumerate(within, 1) if count >= FIRST * limit), len(rarest))
        found = _scored(connection, weights, rarest[:first], average, limit, chosen)
        least = found[-1][1] - _SURE if len(found) == limit else 0.0
        needed = next(at for at, rest in enumerate(reachable) if (K1 + 1) * rest < least or at == len(rarest))
        if needed > first:
            found = _scored(connection, weights, rarest[:needed], average, limit, chosen)
        return [passage for passage, _ in found]

    def frequencies(self, connection: Connection, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each term occurs."""
        asked = text("SELECT term, doc FROM passage_vocabulary WHERE term = ANY(:terms)")
        return {row.term: row.doc for row in connection.execute(asked, {"terms": list(terms)})}

    def beginning(self, connection: Connection, start: str, limit: int) -> list[str]:
        """Return the first terms that begin with `start`."""
        statement = text(
            "SELECT term FROM passage_vocabulary WHERE term >= :low AND term < :high ORDER BY term LIMIT :limit"
        )
        return list(connection.scalars(statement, {"low": start, "high": f"{start}\U0010ffff", "limit": limit}))

    def held(self, connection: Connection) -> dict[int, Any]:
        """Return how often each passage has each of its terms, and how many it has in all."""
        chosen = text("SELECT passage_id, tsvector_to_array(terms) AS terms, repeated, length FROM passage_terms")
        return {
            row.passage_id: (dict.fromkeys(row.terms, 1) | row.repeated, row.length)
            for row in connection.execute(chosen)
        }

    def as_held(self, terms: str) -> Any:  # noqa: ANN401  # see the protocol
        """Return the same of terms."""
        counts = Counter(_kept(terms.split()))
        return dict(counts), counts.total()

    def faults(self, connection: Connection) -> Iterator[str]:
        """Compare the counts with what is counted."""
        for term in connection.scalars(_DIFFERENT):
            yield f"The term {json.dumps(term)} is counted wrongly."
        counted = "SELECT count(*), coalesce(sum(length), 0) FROM passage_terms"
        held = connection.execute(text("SELECT passages, terms FROM passage_total")).all()
        if list(map(tuple, held)) != [tuple(connection.execute(text(counted)).one())]:
            yield "The passages are counted wrongly."


def _kept(terms: Iterable[str]) -> list[str]:
    """Return terms as they are kept, a very long one cut."""
    return [
        term if len(term) * 4 <= LONGEST else term.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore")
        for term in separated(terms)
    ]


def _row(passage: int, counts: Mapping[str, int]) -> dict[str, object]:
    repeated = {term: count for term, count in counts.items() if count > 1}
    return {
        "id": passage,
        "terms": " ".join(map(_quoted, counts)),
        "repeated": json.dumps(repeated, ensure_ascii=False),
        "length": sum(counts.values()),
    }


def _rarity(passages: int, having: int) -> float:
    """Return the weight of a term by FTS5's measure."""
    weight = log((passages - having + 0.5) / (having + 0.5))
    return weight if weight > 0 else LEAST


def _scored(
    connection: Connection,
    weights: Mapping[str, float],
    needed: Sequence[str],
    average: float,
    limit: int,
    chosen: Chosen | None,
) -> list[tuple[int, float]]:
    """Return the best passages that have one of the needed terms, with their scores by all of them, best first."""
    statement = _SCORED.format(
        most=K1 + 1, k1=K1, b=B, rest=1 - B,
        joined=_JOINED if chosen else "", condition=f" AND {chosen.condition}" if chosen else "",
    )  # fmt: skip
    given: dict[str, object] = {
        "terms": list(weights),
        "queries": list(map(_quoted, weights)),
        "weights": list(weights.values()),
        "any": " | ".join(map(_quoted, needed)),
        "average": average,
        "limit": limit,
        **(chosen.given if chosen else {}),
    }
    return [(row.passage_id, float(row.score)) for row in connection.execute(text(statement), given)]


def _quoted(term: str) -> str:
    """Return a term as a query for it alone."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
