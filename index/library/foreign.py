"""A catalog from elsewhere: checked as a stranger's data, and made to say nothing of this machine's files.

It names the folders and files that its articles came from. Here those names are only names: a root is marked as
imported, so that nothing is read or deleted there, until the user indexes the same articles on this machine.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, func, not_, or_, select, update

from index.catalog.database import Catalog
from index.catalog.filtering import quantize_again
from index.catalog.schema import ARTICLE, METADATA, SENTENCE, SETTING, SOURCE
from index.catalog.sources import IMPORTED
from index.catalog.stored_articles import count_again
from index.errors import LibraryError
from index.library.snapshots import SETTINGS

_VIRTUAL: Final = {
    "passage_terms": re.compile(r'CREATE VIRTUAL TABLE passage_terms USING fts5\(terms, tokenize = "unicode61[^"]*"\)'),
    "passage_vocabulary": re.compile(
        r"CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab\(passage_terms, 'row'\)"
    ),
}
"""Tables that SQLite doesn't keep itself, and what they may be made by: others could reach other files."""
_SHADOWS: Final = re.compile(r"passage_terms_(?:data|idx|content|docsize|config)|sqlite_\w+")
"""Tables that SQLite keeps for these."""


def take_in_catalog(path: Path, source: Path) -> None:
    """Check a catalog that stands in a folder of its own, and make it harmless.

    Args:
        path: the file.
        source: what it was unpacked from, for the messages.

    Raises:
        LibraryError: it is damaged, acts by itself, or isn't a catalog of ours.
    """
    with closing(sqlite3.connect(path)) as database:
        (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise LibraryError(f"{source} holds a catalog that is damaged ({found}).")
        schema = database.execute("SELECT type, tbl_name, sql FROM sqlite_master").fetchall()
    if any(kind in {"trigger", "view"} for kind, _, _ in schema):
        raise LibraryError(f"{source} holds a catalog that acts by itself.")
    if not all(_is_ours(table, made) for _, table, made in schema):
        raise LibraryError(f"{source} holds a catalog with tables that aren't Pressmark's.")
    catalog = Catalog(path.parent)
    try:
        if catalog.maker() is None:
            raise LibraryError(f"{source} holds no library.")
        with catalog.writing() as connection:
            for wrong in _wrong(connection):
                raise LibraryError(f"{source} holds a catalog that can't be used: {wrong}.")
            _make_harmless(connection)
            quantize_again(connection)
            count_again(connection)
    finally:
        catalog.close()


def _is_ours(table: str, made: str | None) -> bool:
    """Return True if a table, or the table of an index, is one that a catalog has."""
    if made and "VIRTUAL" in made.upper().split("(")[0]:
        return table in _VIRTUAL and bool(_VIRTUAL[table].fullmatch(" ".join(made.split())))
    return table in METADATA.tables or bool(_SHADOWS.fullmatch(table))


def _wrong(connection: Connection) -> Iterator[str]:
    """Yield what can't be in a catalog that Pressmark made."""
    for name in connection.scalars(select(SOURCE.c.file)):
        if not isinstance(name, str) or any(part in {"", ".", ".."} for part in name.split("/")) or "\0" in name:
            yield f"the name of a file leads out of its folder ({name!r})"
    generation = connection.scalar(select(SETTING.c.value).where(SETTING.c.name == "generation"))
    if generation is not None and not str(generation).isdecimal():
        yield "it doesn't count its changes"
    size = select(func.length(SENTENCE.c.vector)).limit(1).scalar_subquery()
    odd = (func.length(SENTENCE.c.vector) != size) | (func.typeof(SENTENCE.c.vector) != "blob")
    if connection.scalar(select(func.count()).where(odd | (func.length(SENTENCE.c.vector) % 2 == 1))):
        yield "its vectors differ in length"
    columns = (
        ARTICLE.c.content,
        ARTICLE.c.found,
        ARTICLE.c.pages,
        ARTICLE.c.recognised,
        func.coalesce(ARTICLE.c.stated, "{}"),
    )
    broken = or_(*(not_(func.json_valid(column)) for column in columns))
    if connection.scalar(select(func.count()).select_from(ARTICLE).where(broken)):
        yield "what it says of an article can't be read"


def _make_harmless(connection: Connection) -> None:
    """Mark every root as another machine's, and forget where the vectors were, here or on a server."""
    for table in (SOURCE, ARTICLE):
        here = table.c.root.not_like(f"{IMPORTED}%")
        connection.execute(update(table).where(here).values(root=IMPORTED + table.c.root))
    connection.execute(delete(SETTING).where(SETTING.c.name.in_(SETTINGS)))
