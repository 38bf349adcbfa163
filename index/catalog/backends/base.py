"""What a catalog asks of the database that it stands in; all else is the same SQL for every database."""

import unicodedata
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, Select, Table
from sqlalchemy.exc import DBAPIError

from index.errors import LibraryError


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles that some limits let through, as a condition in SQL on the table `article`."""

    condition: str = "true"
    given: Mapping[str, str] = field(default_factory=dict)
    """The values of the parameters that are named in the condition."""


class Backend(Protocol):
    """One database, or a part of one, that holds one catalog."""

    @property
    def place(self) -> str:
        """Where it is, as a user may be told: without a password."""

    def exists(self) -> bool:
        """Say whether a catalog is there, with something in it.

        Raises:
            LibraryError: the server doesn't answer.
        """

    def make(self) -> None:
        """Make the place for a catalog, unless it is there.

        Raises:
            LibraryError: it can't be made.
        """

    def transaction(self, *, writes: bool) -> AbstractContextManager[Connection]:
        """Give a connection within one transaction, which sees one state; who writes is the only one who does."""

    def writer(self, patience: float) -> AbstractContextManager[None]:
        """Be the library's only writer while the block runs; a dead process doesn't stay one.

        Raises:
            BusyError: another is, and stayed so for `patience` seconds.
            LibraryError: the place can't be written to.
        """

    def explained(self, error: DBAPIError) -> LibraryError:
        """Return one sentence on what the database refused, and what to do about it."""

    def close(self) -> None:
        """Let go of files and connections."""


class FullText(Protocol):
    """The full-text index: the terms of each passage, as `index.language.analysis` makes them, parted by spaces."""

    def make(self, connection: Connection) -> None:
        """Make its tables unless they are there."""

    def drop(self, connection: Connection) -> None:
        """Take its tables away, damaged or not."""

    def add(self, connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
        """Add passages, each by its id with its terms."""

    def replace(self, connection: Connection, passage: int, terms: str) -> None:
        """Give a passage that is there other terms."""

    def remove(self, connection: Connection, passages: Sequence[int]) -> None:
        """Take passages out."""

    def best(self, connection: Connection, terms: Sequence[str], limit: int, chosen: Chosen | None) -> list[int]:
        """Return the ids of the passages that best match any of the terms (BM25), best first.

        Args:
            connection: an open connection to the catalog.
            terms: letters and digits only; one that is given twice counts twice.
            limit: the most ids to return.
            chosen: when given, only passages of these articles count.
        """

    def frequencies(self, connection: Connection, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each term occurs; a term of none is left out."""

    def beginning(self, connection: Connection, start: str, limit: int) -> list[str]:
        """Return the first terms that begin with `start`, in the order of the alphabet."""

    def held(self, connection: Connection) -> dict[int, Any]:
        """Return what is held of each passage, by its id: to be compared with `as_held`."""

    def as_held(self, terms: str) -> Any:  # noqa: ANN401  # what it is, each index knows for itself
        """Return what has to be held of a passage with these terms."""

    def faults(self, connection: Connection) -> Iterator[str]:
        """Yield a sentence for whatever else is derived from the passages and differs from them."""


def separated(terms: Iterable[str]) -> Iterator[str]:
    """Yield terms as a full-text index keeps them: a sign that is no letter, digit or mark parts two.

    Folding makes such signs: of "6½" comes the term "61⁄2". FTS5 parts it by itself, and every other index has to.

    >>> list(separated(["harbour", "61⁄2"]))
    ['harbour', '61', '2']
    """
    for term in terms:
        if term.isalnum():
            yield term
        else:
            yield from "".join(char if _is_kept(char) else " " for char in term).split()


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LN" or category in {"Co", "Mn", "Mc"}


class Phrases(Protocol):
    """What is said differently in the SQL of a database."""

    limits: str
    """The table `article`, where it is read for what filters ask of it."""
    then: str
    """Joins tables in the order in which they are named, where the planner has to be told."""

    def listed(self, name: str, *, numbers: bool = False) -> str:
        """Return the values of a JSON list that is given as parameter `name`, as a query in brackets."""

    def ordered(self, name: str) -> str:
        """Return the same as a table `near` for FROM, with the columns `value` and `place`, which counts them."""

    def values(self, items: Sequence[Hashable], *, numbers: bool = False) -> Select[Any]:
        """Return a query for items, as one column."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, which name the same columns, in their order and in one statement."""

    def numbers(self, connection: Connection, table: Table, count: int) -> list[int]:
        """Return ids for so many new rows of a table, growing; only the one who writes may ask."""

    def count_on(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Have new rows of tables numbered from the last that there is: some were stored with their numbers."""

    def faults(self, connection: Connection) -> Iterator[str]:
        """Yield a sentence for whatever the database itself finds wrong, a handful at most."""
