"""What a library asks of its vector index, whichever it is: an index only, which the catalog can fill again."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class VectorIndex(Protocol):
    """Unit vectors under ids; reading is safe from several threads, writing is for the library's only writer."""

    @property
    def place(self) -> str:
        """Where it is, as a user may be told: without a password or a token."""

    @property
    def away(self) -> str | None:
        """Why it can't be used for now, in one sentence; nothing for one that can.

        While it is away, a search finds nothing, and what is put or removed is made up for later: see `is_behind`.
        """

    def is_behind(self) -> bool:
        """Say whether it may lack vectors, or have too many, since it was away while something was written."""

    def reopen(self) -> None:
        """Open it.

        Raises:
            LibraryError: it is damaged: see `make_anew`; or it can't be had at all.
        """

    def look_again(self) -> None:
        """See what others have written since: the catalog is of another generation."""

    def count(self) -> int:
        """Return how many vectors there are."""

    def put(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors, of shape (ids, dimension); an id that is there gets the new one."""

    def put_back(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors that are missing.

        Raises:
            LibraryError: they can't be stored now; `put` only notes that where the index is one that may be away.
        """

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that aren't there are ignored."""

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the vectors nearest to a unit vector of shape (dimension,), nearest first."""

    def ids(self) -> Iterator[str]:
        """Yield every id."""

    def holds(self, vector: NDArray[np.float32]) -> bool:
        """Say whether a search finds a stored unit vector."""

    def make_anew(self, parts: Iterator[tuple[Sequence[str], NDArray[np.float32]]], count: int) -> None:
        """Put these vectors, so many, in the place of all there are."""

    def tidy(self) -> None:
        """Delete what no one reads any more: what a writer does first."""

    def settle(self, *, whole: bool = False) -> None:
        """Finish what was written: what a writer does last.

        Args:
            whole: it was just made up for all it lacked, and is no longer behind.
        """

    def close(self) -> None:
        """Let go of files and connections."""
