"""Questions in, cited answers out.

Example::

    from rag import open_library

    with open_library("library") as pressmark:
        answer = pressmark.ask("Why was the order lost?")
"""

from typing import TYPE_CHECKING

from index.errors import LibraryError, PressmarkError, UsageError
from rag.records import Answer, Citation, Delta, Filters, Hit, Retrieved, Timings, Turn

if TYPE_CHECKING:
    from rag.engine import Pressmark, open_library

__all__ = [
    "Answer", "Citation", "Delta", "Filters", "Hit", "LibraryError", "Pressmark", "PressmarkError", "Retrieved",
    "Timings", "Turn", "UsageError", "open_library",
]  # fmt: skip

_ENGINE = ("Pressmark", "open_library")


def __getattr__(name: str) -> object:
    """Load the engine when it is first asked for: with LlamaIndex and Chroma it takes seconds, the records none."""
    if name not in _ENGINE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rag import engine

    return getattr(engine, name)
