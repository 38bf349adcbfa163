"""Opens the queue of a library, where there is one: its packages are an extra."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import UsageError
from index.library.library import Library
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.queue.board import Queue

UNAVAILABLE = "A queue needs packages that aren't installed: run `pip install 'pressmark[queue]'`."
NOWHERE = (
    "A queue stands in a Postgres database: name that of the catalog, as in"
    " PRESSMARK_CATALOG=postgresql://USER:PASSWORD@HOST/DATABASE."
)


def open_queue(library: Library, settings: IndexSettings) -> "Queue":
    """Open the queue of a library, in the database of its catalog.

    Raises:
        UsageError: the catalog stands in no database, or the packages for queues aren't installed.
        LibraryError: the database can't be reached.
    """
    if settings.catalog is None:
        raise UsageError(NOWHERE)
    with with_packages():
        from index.queue.board import Queue
    return Queue(settings.catalog.get_secret_value(), library.identity)


@contextmanager
def with_packages() -> Iterator[None]:
    """Import in the block what needs the packages for queues.

    Raises:
        UsageError: they aren't installed.
    """
    try:
        yield
    except ImportError as error:
        raise UsageError(UNAVAILABLE) from error


def queue_if_any(library: Library, settings: IndexSettings) -> "Queue | None":
    """Open the queue of a library; nothing where nobody has made one: none is made by looking.

    Raises:
        LibraryError: the database can't be reached.
    """
    if settings.catalog is None:
        return None
    try:
        from index.queue.board import has_queues
    except ImportError:
        return None
    return open_queue(library, settings) if has_queues(settings.catalog.get_secret_value()) else None
