"""Libraries to ask: one with the real embedder, one with made-up vectors, and empty ones to fill."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from index.ingestion.sync import index_paths
from index.library.library import Library
from rag.abstention.confidence import READER_THRESHOLDS
from rag.abstention.verdict import THRESHOLDS
from rag.engine import Pressmark
from rag.settings import Eagerness, Settings
from tests.conftest import WordEmbedding, WriteArticles
from tests.rag.builders import ARTICLES, opened_over

Fill = Callable[[Mapping[str, str]], Pressmark]
"""Brings the library in step with these articles and nothing else, and returns it, open for questions."""

EAGERNESS: tuple[Eagerness, ...] = ("careful", "balanced", "eager")


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    """The sample articles of these tests, with the embedder that users have."""
    with opened_over(tmp_path_factory.mktemp("real"), ARTICLES) as opened:
        yield opened


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    """The same articles with made-up vectors: whether it answers is chance, unless `answering` or `declining`."""
    with opened_over(tmp_path_factory.mktemp("shelf"), ARTICLES, WordEmbedding()) as opened:
        yield opened


@pytest.fixture
def fill(library: Library, settings: Settings, write_articles: WriteArticles) -> Fill:
    def filled(articles: Mapping[str, str]) -> Pressmark:
        folder = write_articles(articles)
        for path in folder.rglob("*.txt"):
            if path.relative_to(folder).as_posix() not in articles:
                path.unlink()
        index_paths(library, [folder], settings)
        return Pressmark(library, settings)

    return filled


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is answered, however little speaks for the answer."""
    for eagerness in EAGERNESS:
        monkeypatch.setitem(THRESHOLDS, eagerness, 1e-30)  # 0 would answer without any evidence
        monkeypatch.setitem(READER_THRESHOLDS, eagerness, 1e-30)


@pytest.fixture
def declining(monkeypatch: pytest.MonkeyPatch) -> None:
    """No question is answered, however much speaks for the answer."""
    for eagerness in EAGERNESS:
        monkeypatch.setitem(THRESHOLDS, eagerness, 2.0)
        monkeypatch.setitem(READER_THRESHOLDS, eagerness, 2.0)
