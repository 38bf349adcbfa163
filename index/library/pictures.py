"""The picture of a place in a file whose words were recognised in one: a scan, a photograph."""

import hashlib

from sqlalchemy import Connection, select

from index.catalog.schema import PLACE, SOURCE
from index.catalog.sources import folder_here
from index.errors import UnreadableFileError
from index.library.library import Library
from index.readers.files import read_data
from index.readers.subprocess import CONFINED
from index.records import ArticleView, Span


def picture_at(library: Library, view: ArticleView, span: Span) -> tuple[bytes, int] | None:
    """Return a PNG of where words stand and its page, counted from 1.

    Nothing where the words weren't recognised in a picture, or their file isn't there any more, was changed, is within
    an archive, or is another machine's.
    """
    lines = [line for line in view.recognised if line.start < span.end and line.end > span.start]
    if not lines:
        return None
    page = lines[0].page
    left, top, right, bottom = zip(*(line.place for line in lines if line.page == page), strict=True)
    with library.catalog.reading() as connection:
        files = _files(connection, view.card.id)
    for root, file in files:
        folder = folder_here(root)
        if folder is None:
            continue
        try:
            data = read_data(folder / file)
            if hashlib.sha256(data).hexdigest() == view.card.sha256:
                place = (min(left), min(top), max(right), max(bottom))
                return CONFINED.picture(file, data, page, place), page
        except (UnreadableFileError, ValueError):
            continue
    return None


def _files(connection: Connection, article: int) -> list[tuple[str, str]]:
    """Return the root and the path of each file that is the article, not an archive of it."""
    chosen = select(SOURCE.c.root, SOURCE.c.file).select_from(PLACE).join(SOURCE)
    rows = connection.execute(chosen.where(PLACE.c.article_id == article, PLACE.c.member == ""))
    return [(row.root, row.file) for row in rows]
