"""Which database a catalog stands in, and how its SQL is said."""

from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlalchemy import Connection

from index.catalog.backends import postgres_full_text, postgres_phrases, sqlite_sql
from index.catalog.backends.base import Backend, FullText, Phrases
from index.catalog.backends.postgres import PostgresSchema
from index.catalog.backends.sqlite import SqliteFile

_FULL_TEXT: Final[dict[str, FullText]] = {
    "sqlite": sqlite_sql.SqliteFullText(),
    "postgresql": postgres_full_text.PostgresFullText(),
}
_PHRASES: Final[dict[str, Phrases]] = {
    "sqlite": sqlite_sql.SqlitePhrases(),
    "postgresql": postgres_phrases.PostgresPhrases(),
}


def backend_of(folder: Path, address: SecretStr | None = None) -> Backend:
    """Return the database of a library's catalog, which is not opened yet.

    Args:
        folder: the library's.
        address: of a Postgres database, which is used instead of a file in the folder.

    Raises:
        LibraryError: the extra `postgres` isn't installed, or the address is none.
    """
    return SqliteFile(folder) if address is None else PostgresSchema(address, folder.name)


def full_text_of(connection: Connection) -> FullText:
    """Return the full-text index of the catalog that a connection is open to."""
    return _FULL_TEXT[connection.dialect.name]


def phrases_of(connection: Connection) -> Phrases:
    """Return how SQL is said where a connection is open to."""
    return _PHRASES[connection.dialect.name]
