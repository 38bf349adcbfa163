"""Files grouped to batches that are embedded and stored together."""

from pathlib import Path

from index.catalog import queries
from index.ingestion.pipeline import cut_files, make_batches, store_batches
from index.ingestion.planning import FoundFile
from index.library.library import Library
from index.settings import IndexSettings
from tests.conftest import WordEmbedding, WriteArticles


def files(folder: Path) -> list[FoundFile]:
    return [FoundFile(str(folder), path.name, path, None, path.stat().st_size) for path in sorted(folder.iterdir())]


def articles(write: WriteArticles, count: int) -> Path:
    return write({f"{at}.txt": f"Report {at}\n\nThe ferry left at {at}. It came back.\n" for at in range(count)})


def test_a_batch_holds_so_many_sentences_or_a_little_more(
    write_articles: WriteArticles, settings: IndexSettings
) -> None:
    cut = list(cut_files(files(articles(write_articles, 6)), settings))
    each = len(cut[0].articles[0].texts)
    assert [len(batch.articles) for batch in make_batches(cut, size=2 * each)] == [2, 2, 2]
    assert [len(batch.finished) for batch in make_batches(cut, size=10_000)] == [6]


def test_the_same_words_are_never_embedded_twice(
    write_articles: WriteArticles, settings: IndexSettings, library: Library, embedder: WordEmbedding
) -> None:
    folder = articles(write_articles, 2)
    (folder / "9.txt").write_bytes((folder / "0.txt").read_bytes() + b"One more sentence.\n")
    embedded: list[int] = []
    with library.writer():
        batches = make_batches(cut_files(files(folder), settings), size=1)
        assert len(list(store_batches(library, batches, embedded.append))) == 3
    with library.catalog.reading() as connection:
        assert queries.counts(connection).articles == 3
    assert sum(embedded) == embedder.embedded == 7
