"""Numbered steps that bring a catalog of an older version to today's tables, each applied once and recorded.

A new catalog gets today's tables at once, with every step recorded as applied. To change the tables: change `schema`,
add a function under `@migration`, and keep a small library of the form before in `tests/index/catalog/libraries`. A
step reads no file and embeds nothing; it must also hold for a catalog that was changed before steps were recorded.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, insert, inspect, select, text
from sqlalchemy.schema import CreateColumn

from index.catalog.backends.choice import full_text_of
from index.catalog.filtering import quantize_again
from index.catalog.schema import ARTICLE, METADATA, MIGRATION, PASSAGE, SENTENCE, SOURCE
from index.catalog.stored_articles import count_again
from index.errors import LibraryError

Step = Callable[[Connection], None]
_STEPS: Final[dict[str, Step]] = {}


def migration(step: Step) -> Step:
    """Register a step under its name, `m001_...`; steps are applied in the order in which they are defined."""
    _STEPS[step.__name__] = step
    return step


def names() -> tuple[str, ...]:
    """Return the names of all steps, in order."""
    return tuple(_STEPS)


def pending(connection: Connection) -> list[str]:
    """Return the names of the steps that a catalog still needs; for an empty database, all of them.

    Raises:
        LibraryError: a later version of Pressmark applied a step that this one doesn't know.
    """
    if not inspect(connection).has_table(MIGRATION.name):
        return list(_STEPS)
    applied = set(connection.scalars(select(MIGRATION.c.name)))
    if unknown := sorted(applied - _STEPS.keys()):
        raise LibraryError(
            f"The library was made by a later version of Pressmark ({unknown[0]}): use that version, "
            "or index into another folder."
        )
    return [name for name in _STEPS if name not in applied]


def migrate(connection: Connection) -> None:
    """Make the tables of a new catalog, or apply the steps that an older one lacks. Part of one transaction."""
    new = not inspect(connection).has_table(ARTICLE.name)
    todo = pending(connection)
    METADATA.create_all(connection)  # tables and indexes that are missing; what is there stays
    full_text_of(connection).make(connection)
    for name in todo:
        if not new:
            _STEPS[name](connection)
        connection.execute(insert(MIGRATION).values(name=name))


def add_columns(connection: Connection, *columns: Column[Any]) -> None:
    """Add columns to their tables, with their indexes, unless they are there."""
    for column in columns:
        there = {each["name"] for each in inspect(connection).get_columns(column.table.name)}
        if column.name not in there:
            made = CreateColumn(column).compile(connection)
            connection.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {made}"))
    for table in {column.table for column in columns}:
        _make_indexes(connection, table)


def _make_indexes(connection: Connection, table: Table) -> None:
    """Make the indexes of a table that aren't there, but those of columns that a later step adds."""
    there = {each["name"] for each in inspect(connection).get_columns(table.name)}
    for index in table.indexes:
        if there.issuperset(column.name for column in index.columns):
            index.create(connection, checkfirst=True)


@migration
def m001_add_kind_pages_and_origin(connection: Connection) -> None:
    """Add the reader's name, the pages of a PDF and the near-copies of an article."""
    add_columns(connection, ARTICLE.c.kind, ARTICLE.c.pages, ARTICLE.c.origin)


@migration
def m002_give_articles_places(connection: Connection) -> None:
    """Give each article of a catalog made before there were places the one place it stood in."""
    for statement in (
        "INSERT INTO source (root, file, sha256, readers) SELECT root, file, sha256, '1' FROM article"
        " WHERE id NOT IN (SELECT article_id FROM place)",
        "INSERT INTO place (source_id, member, article_id) SELECT source.id, '', article.id FROM article"
        " JOIN source USING (root, file) WHERE article.id NOT IN (SELECT article_id FROM place)",
    ):
        connection.execute(text(statement))


@migration
def m003_add_agency_and_updated(connection: Connection) -> None:
    """Add the news agency and the day of the last change; `index.library.cards` then reads the cards again."""
    add_columns(connection, ARTICLE.c.agency, ARTICLE.c.updated, ARTICLE.c.stated, ARTICLE.c.card_version)


@migration
def m004_search_within_articles(connection: Connection) -> None:
    """Add what searches within the articles that filters let through are made with."""
    for table in (ARTICLE, SOURCE):
        _make_indexes(connection, table)
    quantize_again(connection)


@migration
def m005_add_recognised(connection: Connection) -> None:
    """Add which lines of an article were recognised in pictures."""
    add_columns(connection, ARTICLE.c.recognised)


@migration
def m006_index_passages_and_count_them(connection: Connection) -> None:
    """Give passages the ids of their vectors, which sentences had, and articles their sizes.

    The vector index is then made anew.
    """
    add_columns(connection, PASSAGE.c.vector_id, ARTICLE.c.passages, ARTICLE.c.sentences, ARTICLE.c.tokens)
    count_again(connection)
    connection.execute(text("DELETE FROM setting WHERE name IN ('vectors', 'vectors added', 'collection')"))
    if "vector_id" not in {each["name"] for each in inspect(connection).get_columns(SENTENCE.name)}:
        return
    connection.execute(
        text(
            "UPDATE passage SET vector_id = made FROM (SELECT passage.id AS numbered, version || ':' ||"
            " (row_number() OVER (PARTITION BY article_id ORDER BY passage.id) - 1) AS made"
            " FROM passage JOIN article ON article.id = article_id) AS numbers WHERE passage.id = numbered"
        )
    )
    if connection.dialect.name == "sqlite":  # which drops no column that is to be unique
        _make_anew(connection, SENTENCE)
    else:
        connection.execute(text("ALTER TABLE sentence DROP COLUMN vector_id"))
    quantize_again(connection)


def _make_anew(connection: Connection, table: Table) -> None:
    """Make a table that no other refers to as it is today, with what is in its columns."""
    for index in inspect(connection).get_indexes(table.name):
        if index["name"] and not index["name"].startswith("sqlite_"):
            connection.execute(text(f"DROP INDEX {index['name']}"))
    connection.execute(text(f"ALTER TABLE {table.name} RENAME TO {table.name}_before"))
    table.create(connection)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    connection.execute(
        text(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {table.name}_before")  # noqa: S608  # ours
    )
    connection.execute(text(f"DROP TABLE {table.name}_before"))
