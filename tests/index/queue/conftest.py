"""A library whose catalog and queue stand in a real Postgres, with made-up vectors."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.library.library import Library
from index.queue.board import Queue
from index.queue.opening import open_queue
from rag.settings import Settings
from tests.conftest import WordEmbedding


@pytest.fixture
def settings(tmp_path: Path, on_postgres: SecretStr) -> Settings:
    return Settings(library=tmp_path / "library", catalog=on_postgres, reader="none")


@pytest.fixture
def library(settings: Settings, embedder: WordEmbedding) -> Iterator[Library]:
    opened = Library(settings, create=True, embedder=embedder)
    yield opened
    opened.close()


@pytest.fixture
def queue(library: Library, settings: Settings) -> Iterator[Queue]:
    with open_queue(library, settings) as opened:
        yield opened
