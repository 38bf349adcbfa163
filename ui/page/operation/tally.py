"""Counts what is asked and what comes of it; by default nobody does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from rag import Answer


class Tally(Protocol):
    """Hears of every question that the page answers. Called from several threads."""

    def answered(self, answer: Answer) -> None:
        """Count an answer, also one that says that the articles don't answer."""

    def failed(self) -> None:
        """Count a question that ended in an error."""


class _Nobody:
    def answered(self, answer: Answer) -> None:
        pass

    def failed(self) -> None:
        pass


NOBODY: Final[Tally] = _Nobody()


@contextmanager
def failures_counted(tally: Tally) -> Iterator[None]:
    """Count what goes wrong in the block; that somebody left, or stopped it, is no failure."""
    try:
        yield
    except Exception:
        tally.failed()
        raise
