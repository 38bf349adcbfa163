"""Numbered steps that bring a catalog of an older version to today's tables, each applied once and recorded.

A new catalog gets today's tables at once, with every step recorded as applied. To change the tables: change `schema`,
add a function under `@migration`, and keep a small library of the form before in `tests/index/catalog/libraries`. A
step reads no file and embeds nothing; it must also hold for a catalog that was changed before steps were recorded.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Column, Connection, insert, inspect, select, text
from sqlalchemy.schema import CreateColumn

from index.catalog.backends.choice import full_text_of
from index.catalog.filtering import quantize_again
from index.catalog.schema import ARTICLE, METADATA, MIGRATION, SOURCE
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
        for index in table.indexes:
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
    for index in (*ARTICLE.indexes, *SOURCE.indexes):
        index.create(connection, checkfirst=True)
    quantize_again(connection)


@migration
def m005_add_recognised(connection: Connection) -> None:
    """Add which lines of an article were recognised in pictures."""
    add_columns(connection, ARTICLE.c.recognised)
