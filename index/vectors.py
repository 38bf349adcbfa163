"""The vector index: one Chroma collection, which can always be made again from the catalog.

Chroma's own files are never trusted to survive: a process killed while its HNSW files are written can damage a
collection for good. So they are kept from being written (`sync_threshold`), which leaves vectors in Chroma's SQLite
and makes the graph anew at opening, and whatever is missing is put back from the catalog.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from index.errors import LibraryError

BATCH = 5000
"""Rows of one call: Chroma takes 5,461."""
_HNSW = {"hnsw": {"space": "cosine", "sync_threshold": 10**9}}
_SETTINGS = {"anonymized_telemetry": False}


class Vectors:
    """The vectors of one library, in a folder or on a Chroma server."""

    def __init__(self, folder: Path, name: str, address: str | None = None) -> None:
        """Open (or make) the collection.

        Args:
            folder: where embedded Chroma keeps its files.
            name: the collection's name.
            address: `http://host:port` of a Chroma server, which is used instead of the folder.

        Raises:
            LibraryError: the server doesn't answer, or the folder can't be opened.
        """
        self._folder, self._name, self._address = folder, name, address
        self._open()

    def _open(self) -> None:
        try:
            client = _client(self._folder, self._address)
            # embedding_function=None: Chroma's own would download a model.
            self._collection = client.get_or_create_collection(
                self._name, embedding_function=None, configuration=_HNSW
            )
        except (ChromaError, ValueError, OSError) as error:
            place = self._address or self._folder
            raise LibraryError(f"The vectors at {place} can't be opened ({str(error).rstrip('.')}).") from error

    def reopen(self) -> None:
        """See what another process wrote: an open client of a folder doesn't notice by itself."""
        if self._address is None:
            chromadb.api.client.SharedSystemClient.clear_system_cache()
        self._open()

    def count(self) -> int:
        """Return how many vectors there are."""
        return int(self._collection.count())

    def put(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors under their ids; an id that is there gets the new vector."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that aren't there are ignored."""
        for start in range(0, len(ids), BATCH):
            self._collection.delete(ids=list(ids[start : start + BATCH]))

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the vectors nearest to a unit vector of shape (dimension,), nearest first."""
        limit = min(limit, self.count())
        if not limit:
            return []
        found = self._collection.query(query_embeddings=vector[None, :], n_results=limit, include=[])
        return found["ids"][0]

    def ids(self) -> Iterator[str]:
        """Yield every id."""
        for start in range(0, self.count(), BATCH):
            yield from self._collection.get(limit=BATCH, offset=start, include=[])["ids"]

    def holds(self, vector_id: str, vector: NDArray[np.float32]) -> bool:
        """Say whether a search by `vector` finds `vector_id`: a damaged index counts rows that it can't find."""
        try:
            return vector_id in self.nearest(vector, 5)
        except ChromaError:
            return False


def _client(folder: Path, address: str | None) -> ClientAPI:
    settings = ChromaSettings(**_SETTINGS)
    if address is None:
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    host, _, port = address.split("//", 1)[1].rstrip("/").partition(":")
    secure = address.startswith("https:")
    return chromadb.HttpClient(host=host, port=int(port or (443 if secure else 8000)), ssl=secure, settings=settings)
