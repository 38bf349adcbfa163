"""The full-text index by SQLite's FTS5, and what else is said in SQLite's own way."""

import json
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, insert, select, text

from index.catalog.backends.base import Chosen, separated
from index.catalog.batches import batches

TABLES: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS passage_terms USING fts5"
    """(terms, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS passage_vocabulary USING fts5vocab(passage_terms, 'row')",
)
"""Row id = passage id."""
NAMED: Final = 5
"""Of faults of one kind, how many are named."""


class SqlitePhrases:
    """What is said differently to SQLite."""

    limits = "article INDEXED BY article_limits"
    """Read from this index: in the table, what the limits are about stands behind the text of the article."""
    then = "CROSS JOIN"

    def listed(self, name: str, *, numbers: bool = False) -> str:
        """Return the values of a JSON list, as a query in brackets; they have the types that they have in JSON."""
        return f"(SELECT value FROM json_each(:{name}))"  # noqa: S608  # a name of ours

    def ordered(self, name: str) -> str:
        """Return the same as a table."""
        return f"(SELECT value, key AS place FROM json_each(:{name})) AS near"  # noqa: S608  # a name of ours

    def values(self, items: Sequence[Hashable], *, numbers: bool = False) -> Select[Any]:
        """Return a query for items."""
        return select(func.json_each(json.dumps(items)).table_valued("value").c.value)

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, by one statement that is run for each."""
        if rows:
            connection.execute(insert(table), rows)

    def numbers(self, connection: Connection, table: Table, count: int) -> list[int]:
        """Return the numbers behind the last, as SQLite itself gives them."""
        last = connection.scalar(select(func.max(table.c.id))) or 0
        return list(range(last + 1, last + 1 + count))

    def count_on(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Do nothing: SQLite does it by itself."""

    def faults(self, connection: Connection) -> Iterator[str]:
        """Have the pages of the file checked, and that each row belongs to one that is there."""
        for (message,) in connection.execute(text(f"PRAGMA integrity_check({NAMED})")):
            if message != "ok":
                yield f"SQLite finds: {message}."
        for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(NAMED):
            yield f"A row of the table {row[0]} belongs to nothing."


class SqliteFullText:
    """The full-text index by FTS5, which counts and ranks for itself."""

    def make(self, connection: Connection) -> None:
        """Make its tables unless they are there."""
        for statement in TABLES:
            connection.execute(text(statement))

    def drop(self, connection: Connection) -> None:
        """Take its tables away."""
        for table in ("passage_vocabulary", "passage_terms"):
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))

    def add(self, connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
        """Add passages."""
        rows = [{"id": passage, "terms": terms} for passage, terms in passages]
        if rows:
            connection.execute(text("INSERT INTO passage_terms (rowid, terms) VALUES (:id, :terms)"), rows)

    def replace(self, connection: Connection, passage: int, terms: str) -> None:
        """Give a passage other terms."""
        statement = text("UPDATE passage_terms SET terms = :terms WHERE rowid = :id")
        connection.execute(statement, {"terms": terms, "id": passage})

    def remove(self, connection: Connection, passages: Sequence[int]) -> None:
        """Take passages out."""
        for ids in batches(passages):
            marks = ", ".join(map(str, ids))  # integers of our own
            connection.execute(text(f"DELETE FROM passage_terms WHERE rowid IN ({marks})"))  # noqa: S608  # names of ours

    def best(self, connection: Connection, terms: Sequence[str], limit: int, chosen: Chosen | None) -> list[int]:
        """Have FTS5 rank by its BM25."""
        match = " OR ".join(f'"{term}"' for term in separated(terms))
        joined, given = "", {"match": match, "limit": limit}
        if chosen is not None:
            joined = (
                " CROSS JOIN passage ON passage.id = passage_terms.rowid"
                f" CROSS JOIN {SqlitePhrases.limits} ON article.id = passage.article_id"
            )
            given |= chosen.given
        condition = f" AND {chosen.condition}" if chosen else ""
        ranked = f"SELECT passage_terms.rowid FROM passage_terms{joined} WHERE passage_terms MATCH :match{condition}"  # noqa: S608  # bound names
        return list(connection.scalars(text(f"{ranked} ORDER BY rank LIMIT :limit"), given))

    def frequencies(self, connection: Connection, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each term occurs."""
        found: dict[str, int] = {}
        for batch in batches(terms):
            names = {f"t{number}": term for number, term in enumerate(batch)}
            marks = ", ".join(f":{name}" for name in names)
            statement = text(f"SELECT term, doc FROM passage_vocabulary WHERE term IN ({marks})")  # noqa: S608  # bound names
            found.update((term, count) for term, count in connection.execute(statement, names))
        return found

    def beginning(self, connection: Connection, start: str, limit: int) -> list[str]:
        """Return the first terms that begin with `start`."""
        statement = text("SELECT term FROM passage_vocabulary WHERE term >= :low AND term < :high LIMIT :limit")
        return list(connection.scalars(statement, {"low": start, "high": f"{start}\U0010ffff", "limit": limit}))

    def held(self, connection: Connection) -> dict[int, Any]:
        """Return the terms of each passage."""
        return {row[0]: row[1] for row in connection.execute(text("SELECT rowid, terms FROM passage_terms"))}

    def as_held(self, terms: str) -> Any:  # noqa: ANN401  # see the protocol
        """Return the terms as they are."""
        return terms

    def faults(self, connection: Connection) -> Iterator[str]:
        """Yield nothing: FTS5 derives the rest by itself."""
        yield from ()
