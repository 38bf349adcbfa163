"""The vector index: one Chroma collection, which can always be made again from the catalog.

Chroma's own files are never trusted to survive: a process killed while its HNSW files are written can damage a
collection for good. So they are kept from being written (`sync_threshold`) but where `index.library.snapshots` asks
for it, in a folder that nobody reads; whatever is missing is put back from the catalog.
"""

import sqlite3
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, System
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray
from pydantic import SecretStr

from index.errors import LibraryError, remedy
from index.private_files import made_private, make_private_file, make_private_folder

PATIENCE: Final = 20.0
"""Seconds that a server may take for one request: one that says nothing for longer is away."""
WAKING: Final = 3600.0
"""Seconds that a server may take to make the graph of a collection anew once it was started."""
BATCH = 5000
"""Rows of one call: Chroma takes 5,461."""
SENT: Final = 500
"""Vectors that are sent to a server at a time: some MB, which take it well under `PATIENCE` on a busy machine too."""
DATABASE: Final = "chroma.sqlite3"
"""Chroma's file in its folder; beside it stand the folders of the graphs that were written."""
_NEVER: Final = 10**9
_HNSW: Final[CreateCollectionConfiguration] = {
    "hnsw": {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "sync_threshold": _NEVER}
}
"""Twice Chroma's own neighbours and care: 1 ms a vector instead of 0.4, where embedding a passage takes a hundred.

Of 23,450 passages of made-up words, 0.98 of the nearest 100 are among the 1,200 fetched instead of 0.94.
"""
_MAKING_CLIENTS: Final = threading.Lock()
"""Chroma passes a system to its client by a global name, the folder's: two openings at once would get one system."""
_PANIC: Final = "PanicException"
"""What Chroma's Rust raises over a file that is damaged inside; the class can't be imported, and is no Exception."""
_REFUSALS: Final = {
    401: "it wants another token",
    403: "it wants another token",
    404: "it has no database {database} of tenant {tenant}",
}
_SAME = 0.001
"""Cosine distance of two copies of one vector, one of them rounded to float16, with room to spare."""


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server, one's own or a hosted one."""

    address: str
    """`http://host:port`, or `https://`."""
    token: SecretStr | None = None
    """Sent as `x-chroma-token`."""
    tenant: str = DEFAULT_TENANT
    database: str = DEFAULT_DATABASE

    @property
    def place(self) -> str:
        """The address without whatever secrets stand in it."""
        parts = urlsplit(self.address)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Vectors:
    """The vectors of one library, in a folder or on a Chroma server; safe to use from several threads."""

    def __init__(self, folder: Path, name: str, server: Server | None = None) -> None:
        """Name the collection, and open or make it in a folder; on a server, the first use does.

        Args:
            folder: where embedded Chroma keeps its files.
            name: the collection's name.
            server: used instead of the folder.

        Raises:
            LibraryError: the folder can't be opened.
        """
        self.folder = folder
        self._name, self._server = name, server
        self._lock = threading.RLock()  # nobody may search while the files are opened again
        self._system: System | None = None
        self._client: Client | None = None
        self._count: int | None = None
        """How many vectors there are, once somebody asked: Chroma counts as long as it searches."""
        self._opened: Collection | None = None
        if server is None:
            self.reopen()

    @property
    def _collection(self) -> Collection:
        """The collection, opened when it isn't."""
        if self._opened is None:
            with made_private():
                if self._server is None:
                    # A system of our own: Chroma shares one between the clients of a folder, and it never looks again.
                    self._system = _system(self.folder)
                    with _MAKING_CLIENTS:
                        client = Client.from_system(self._system)
                else:
                    client = self._client = _remote(self._server)
                # embedding_function=None: Chroma's own would download a model.
                self._opened = client.get_or_create_collection(self._name, configuration=_HNSW, embedding_function=None)
        return self._opened

    def reopen(self) -> None:
        """See what another process wrote: an open client of a folder doesn't notice by itself."""
        with self._reported():
            self.close()
            self._collection.count()

    def wake(self) -> None:
        """Open a server's collection, and have it search once, however long that takes.

        A server that was started again makes the graph anew with the first search, 1 ms a vector, and starts from the
        beginning if nobody waits for it.
        """
        with self._reported():
            self.close()
            collection = self._collection
            session = (
                self._client._server._session if self._client and isinstance(self._client._server, FastAPI) else None
            )
            if session:
                session.timeout = httpx.Timeout(PATIENCE, read=WAKING)
            sample = collection.get(limit=1, include=["embeddings"])["embeddings"]
            if sample is not None and len(sample):
                collection.query(query_embeddings=np.asarray(sample), n_results=1, include=[])
            if session:
                session.timeout = httpx.Timeout(PATIENCE)

    def recount(self) -> None:
        """Forget how many vectors there are: others may have written."""
        with self._lock:
            self._count = None

    def write_graph_every(self, vectors: int) -> None:
        """Have the graph written to disk whenever so many vectors were put or removed, 2 or more."""
        self._write_after(vectors)
        self.reopen()  # an open graph goes on as it began

    def write_graph(self) -> None:
        """Write the graph of all that is there to disk, and never again by itself."""
        self.write_graph_every(2)
        with made_private():
            self.count()
        self._write_after(_NEVER)

    def _write_after(self, vectors: int) -> None:
        with self._reported(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Chroma warns of embedding_function=None here
            self._collection.modify(configuration={"hnsw": {"sync_threshold": vectors}})

    def close(self) -> None:
        """Let go of the files; the next use opens them again."""
        with self._lock:
            system, self._system = self._system, None
            client, self._client = self._client, None
            if client:
                for server in (client._server, vars(client._admin_client)["_server"]):
                    if isinstance(server, FastAPI):
                        server._session.close()  # which Chroma leaves open
                client.close()
            self._opened = self._count = None
            if system:
                with suppress(AttributeError):  # one that could not be opened has nothing to stop
                    system.stop()

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Hold the lock, and turn what Chroma raises into one sentence; the block may do nothing but call Chroma."""
        with self._lock:
            try:
                yield
            except BaseException as error:  # Chroma raises bare ones too, and those of httpx
                if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
                    raise
                reason = " ".join(str(error).split()).rstrip(".")
                raise LibraryError(
                    f"The vectors at {self._place()} can't be used ({reason}); {remedy(reason, self._remedy())}."
                ) from error

    def _place(self) -> str:
        return self._server.place if self._server else str(self.folder)

    def _remedy(self) -> str:
        if self._server:
            return "check that the Chroma server runs"
        return "if they are damaged, run `pressmark doctor`: it makes them again from the catalog"

    def count(self) -> int:
        """Return how many vectors there are."""
        with self._reported():
            return self._collection.count()

    def put(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors under their ids; an id that is there gets the new vector."""
        size = BATCH if self._server is None else SENT
        for start in range(0, len(ids), size):
            part = slice(start, start + size)
            with self._reported(), made_private():
                self._count = None
                self._collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that aren't there are ignored."""
        for start in range(0, len(ids), BATCH):
            with self._reported():
                self._count = None
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the vectors nearest to a unit vector of shape (dimension,), nearest first."""
        with self._reported():
            if self._count is None:
                self._count = self._collection.count()
            limit = min(limit, self._count)
            if not limit:
                return []
            return self._collection.query(query_embeddings=vector[None, :], n_results=limit, include=[])["ids"][0]

    def ids(self) -> Iterator[str]:
        """Yield every id."""
        for start in range(0, self.count(), BATCH):
            with self._reported():
                page = self._collection.get(limit=BATCH, offset=start, include=[])["ids"]
            yield from page

    def holds(self, vector: NDArray[np.float32]) -> bool:
        """Say whether a search finds a stored unit vector: a damaged index counts rows that it can't find.

        Not by its id: many sentences may have the same words, and so the same vector.
        """
        with self._reported():
            found = self._collection.query(query_embeddings=vector[None, :], n_results=1, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return bool(distances) and distances[0] < _SAME


def _system(folder: Path) -> System:
    """Start Chroma in a folder.

    Raises:
        sqlite3.DatabaseError: its database is damaged where Chroma would panic, and write a trace to stderr.
    """
    make_private_folder(folder)
    make_private_file(folder / DATABASE)
    address = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database, suppress(sqlite3.OperationalError):  # a new one
        database.execute("SELECT * FROM migrations").fetchall()
    settings = ChromaSettings(is_persistent=True, persist_directory=str(folder), anonymized_telemetry=False)
    system = System(settings)
    system.start()
    return system


def _remote(server: Server) -> Client:
    """Make a client of a server.

    Raises:
        httpx.HTTPError: it doesn't answer.
        ConnectionError: it refuses.
    """
    parts = urlsplit(server.address)
    secure = parts.scheme == "https"
    headers = {"x-chroma-token": server.token.get_secret_value()} if server.token else {}
    # Chroma's client waits for ever, while it is made, too: so the server is asked first.
    place = f"{server.place.rstrip('/')}/api/v2/tenants/{quote(server.tenant)}/databases/{quote(server.database)}"
    answer = httpx.get(place, headers=headers, timeout=PATIENCE)
    if answer.is_error:
        why = _REFUSALS.get(answer.status_code, "see its log")
        told = why.format(database=server.database, tenant=server.tenant)
        raise ConnectionError(f"{answer.status_code} {answer.reason_phrase}: {told}")
    client = Client(
        tenant=server.tenant,
        database=server.database,
        settings=ChromaSettings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=parts.hostname or "",
            chroma_server_http_port=parts.port or (443 if secure else 8000),
            chroma_server_ssl_enabled=secure,
            chroma_server_headers=headers,
            anonymized_telemetry=False,
        ),
    )
    if isinstance(client._server, FastAPI):
        client._server._session.timeout = httpx.Timeout(PATIENCE)
    return client
