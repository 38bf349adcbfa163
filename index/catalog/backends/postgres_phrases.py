"""What is said in Postgres' own way."""

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, cast, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Integer, Text

_INVALID: Final = text(
    "SELECT CAST(indexrelid AS regclass) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
    " WHERE relnamespace = CAST(current_schema() AS regnamespace) AND NOT indisvalid LIMIT 5"
)


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

    def count_on(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Set the sequences of the tables' numbers."""
        for table in tables:
            last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last, False)))

    def faults(self, connection: Connection) -> Iterator[str]:
        """Name the indexes that Postgres doesn't use, as their making was stopped; it watches over the rest itself."""
        for name in connection.scalars(_INVALID):
            yield f"Postgres doesn't use the index {json.dumps(str(name))}: have it made again by REINDEX."
