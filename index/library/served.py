"""Vectors on a Chroma server, which may be away: then words alone are searched, and what it missed is made up for.

The catalog has every vector, so nothing is lost with the server; a setting of the catalog says that it lacks some.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.catalog.database import Catalog
from index.errors import LibraryError
from index.library.snapshots import BEHIND
from index.vectors.chroma import PATIENCE, Server, Vectors

RETRY: Final = 5.0
"""Seconds after which a server that was away is tried again."""


class ServedVectors:
    """The vectors of one library on a server, shared by as many processes as there are."""

    def __init__(self, folder: Path, catalog: Catalog, name: str, server: Server) -> None:
        """Name the collection; `reopen` opens it.

        Args:
            folder: the library's.
            catalog: keeps whether the server is behind.
            name: of Chroma's collection.
            server: where it is.
        """
        self._catalog, self._server = catalog, server
        self._vectors = Vectors(folder, name, server)
        self._guard = threading.Lock()
        self._away: str | None = None
        self._since = 0.0
        self._opened = False
        self._waking: threading.Thread | None = None

    @property
    def place(self) -> str:
        """The server's address."""
        return self._server.place

    @property
    def away(self) -> str | None:
        """Why the server can't be used for now, in one sentence."""
        return self._away

    def is_behind(self) -> bool:
        """Say whether it was away while something was written."""
        return self._catalog.setting(BEHIND) is not None

    def reopen(self) -> None:
        """Open the collection, once; a server that is away is not tried again at once.

        One that is long in making its graph anew is waited for in the background, and is away until then.
        """
        if self._opened:
            return
        with self._guard:
            if self._is_waking() or (self._away and time.monotonic() - self._since < RETRY):
                return
            self._since = time.monotonic()
            self._away = self._away or self._making_ready
            self._waking = threading.Thread(target=self._wake, daemon=True)
            self._waking.start()
        self._waking.join(PATIENCE + 1)
        if self._is_waking():
            self._away = self._making_ready

    def _wake(self) -> None:
        try:
            self._vectors.wake()
            self._away, self._opened = None, True
        except LibraryError as error:
            self._note(error)

    def _is_waking(self) -> bool:
        return self._waking is not None and self._waking.is_alive()

    @property
    def _making_ready(self) -> str:
        return f"The server of the vectors at {self.place} is making them ready."

    def look_again(self) -> None:
        """Have the vectors counted again; a server knows what others have written."""
        if not self._is_waking():
            self._vectors.recount()

    def _note(self, error: LibraryError) -> None:
        self._away, self._since, self._opened = str(error), time.monotonic(), False
        self._vectors.close()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        if self._is_waking():
            raise LibraryError(self._making_ready)
        try:
            yield
        except LibraryError as error:
            self._note(error)
            raise

    def _is_there(self) -> bool:
        if self._away:
            self.reopen()
        return self._away is None

    def _change(self, change: Callable[[], None]) -> None:
        if self._is_there():
            try:
                change()
                return
            except LibraryError as error:
                self._note(error)
        if not self.is_behind():
            self._catalog.set_setting(BEHIND, "1")

    def put(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors, or note that they are missing."""
        if len(ids):
            self._change(partial(self._vectors.put, ids, vectors))

    def put_back(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors that are missing.

        Raises:
            LibraryError: the server is away, so that they still are.
        """
        with self._noted():
            self._vectors.put(ids, vectors)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors, or note that there are too many."""
        if len(ids):
            self._change(partial(self._vectors.remove, ids))

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the nearest vectors; none while the server is away."""
        if self._is_there():
            try:
                return self._vectors.nearest(vector, limit)
            except LibraryError as error:
                self._note(error)
        return []

    def count(self) -> int:
        """Return how many vectors there are.

        Raises:
            LibraryError: the server is away.
        """
        with self._noted():
            return self._vectors.count()

    def ids(self) -> Iterator[str]:
        """Yield every id.

        Raises:
            LibraryError: the server is away.
        """
        with self._noted():
            return iter(list(self._vectors.ids()))

    def holds(self, vector: NDArray[np.float32]) -> bool:
        """Say whether a search finds a stored unit vector.

        Raises:
            LibraryError: the server is away.
        """
        with self._noted():
            return self._vectors.holds(vector)

    def make_anew(self, parts: Iterator[tuple[Sequence[str], NDArray[np.float32]]], count: int) -> None:
        """Put these vectors in the place of all there are.

        Raises:
            LibraryError: the server is away.
        """
        with self._noted():
            for ids, vectors in parts:
                self._vectors.put(ids, vectors)

    def tidy(self) -> None:
        """Do nothing: a server tidies itself."""

    def settle(self, *, whole: bool = False) -> None:
        """Note that nothing is missing any more, if so."""
        if whole and self.is_behind():
            self._catalog.forget_setting(BEHIND)

    def close(self) -> None:
        """Let go of the connection, if nobody waits for an answer of the server's."""
        if not self._is_waking():
            self._vectors.close()
