"""What is said in Postgres' own way."""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, Table, cast, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger, Boolean, Integer, LargeBinary, Text

from index.catalog.batches import batches

_INVALID: Final = text(
    "SELECT CAST(indexrelid AS regclass) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
    " WHERE relnamespace = CAST(current_schema() AS regnamespace) AND NOT indisvalid LIMIT 5"
)

_KINDS: Final = ((Boolean, "boolean"), (BigInteger, "bigint"), (Integer, "integer"), (LargeBinary, "bytea"))
"""What else there is, is text."""


class PostgresPhrases:
    """What is said differently to Postgres."""

    limits = "article"
    then = "JOIN"

    def listed(self, name: str, *, numbers: bool = False) -> str:
        """Return the values of a JSON list, as a query in brackets."""
        value = "CAST(value AS integer)" if numbers else "value"
        return f"(SELECT {value} FROM jsonb_array_elements_text(CAST(:{name} AS jsonb)) AS listed (value))"  # noqa: S608  # names of ours

    def ordered(self, name: str) -> str:
        """Return the same as a table."""
        return f"jsonb_array_elements_text(CAST(:{name} AS jsonb)) WITH ORDINALITY AS near (value, place)"

    def values(self, items: Sequence[Hashable], *, numbers: bool = False) -> Select[Any]:
        """Return a query for items, strings or numbers."""
        kind = Integer() if numbers else Text(collation="C")
        return select(func.unnest(cast(list(items), ARRAY(kind))))

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, each column as one array: a statement that is the same for any number of rows."""
        for batch in batches(rows):
            names = list(batch[0])
            quoted = ", ".join(f'"{name}"' for name in names)
            arrays = ", ".join(f"CAST(:{name} AS {_kind(table.c[name])}[])" for name in names)
            statement = (
                f"INSERT INTO {table.name} ({quoted}) SELECT {quoted} FROM unnest({arrays})"  # noqa: S608  # names of ours
                f" WITH ORDINALITY AS made ({quoted}, place_of_row) ORDER BY place_of_row"
            )
            connection.execute(text(statement), {name: [row[name] for row in batch] for name in names})

    def numbers(self, connection: Connection, table: Table, count: int) -> list[int]:
        """Return the next numbers of the table's sequence."""
        next_one = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
        return sorted(connection.scalars(select(next_one).select_from(func.generate_series(1, count))))

    def count_on(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Set the sequences of the tables' numbers."""
        for table in tables:
            last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last, False)))

    def faults(self, connection: Connection) -> Iterator[str]:
        """Name the indexes that Postgres doesn't use, as their making was stopped; it watches over the rest itself."""
        for name in connection.scalars(_INVALID):
            yield f"Postgres doesn't use the index {json.dumps(str(name))}: have it made again by REINDEX."


def _kind(column: Column[Any]) -> str:
    """Return the type of a column, as an array of it is named."""
    return next((name for kind, name in _KINDS if isinstance(column.type, kind)), "text")
