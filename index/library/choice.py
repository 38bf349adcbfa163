"""Which vector index a library has: by its settings, one that fits where its catalog stands."""

from pathlib import Path

from index.catalog.database import Catalog
from index.library.served import ServedVectors
from index.library.snapshots import Shelf
from index.settings import IndexSettings
from index.vectors.base import VectorIndex
from index.vectors.chroma import Server
from index.vectors.pgvector import PostgresVectors


def vector_index(folder: Path, catalog: Catalog, name: str, settings: IndexSettings) -> VectorIndex:
    """Return the vector index of a library, which is not opened yet.

    Args:
        folder: the library's.
        catalog: the library's.
        name: of the library, as no other's.
        settings: name a Chroma server, or none.
    """
    if settings.chroma is not None:
        server = Server(settings.chroma, settings.chroma_token, settings.chroma_tenant, settings.chroma_database)
        return ServedVectors(folder, catalog, name, server)
    if settings.catalog is not None:
        return PostgresVectors(catalog.reading, catalog.deriving, catalog.place)
    return Shelf(folder, catalog, name)
