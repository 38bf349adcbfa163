"""A catalog taken from one database into another, as it is at one moment."""

from sqlalchemy import insert, select

from index.catalog.backends.choice import phrases_of
from index.catalog.database import Catalog
from index.catalog.schema import METADATA, MIGRATION
from index.catalog.stored_articles import rebuild_full_text

ROWS = 500
"""Rows that are taken at a time."""


def copy_catalog(source: Catalog, target: Catalog) -> None:
    """Put all that one catalog holds into another, a new one: all of it or nothing.

    Args:
        source: others may read it and write to it meanwhile.
        target: has its tables, and nothing in them.
    """
    with source.reading() as given, target.writing() as made:
        for table in METADATA.sorted_tables:
            if table is not MIGRATION:  # both are up to date
                chosen = select(table).execution_options(yield_per=ROWS)
                for part in given.execute(chosen).mappings().partitions():
                    made.execute(insert(table), list(map(dict, part)))
        phrases_of(made).count_on(made, [table for table in METADATA.sorted_tables if "id" in table.c])
        rebuild_full_text(made)
