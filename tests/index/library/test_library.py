import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.catalog import queries
from index.catalog.backends.sqlite import FILE_NAME
from index.chunking import sentences
from index.errors import LibraryError
from index.ingestion import sync
from index.ingestion.pipeline import make_batches
from index.ingestion.sync import index_paths
from index.library import snapshots
from index.library.library import Library
from index.vectors.embedding import embed_query
from rag.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import WordEmbedding, WriteArticles

ARTICLES = {
    "bridge.txt": "A bridge at last\n\nThe bridge was opened on Wednesday. The mayor crossed it first.\n",
    "ferry.txt": "The end of the ferry\n\nThe ferry stopped on Friday. Its captain retired.\n",
}
HOLDS_THE_LOCK = """
import sys, time
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("locked", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def indexed(library: Library, write_articles: "WriteArticles", settings: Settings) -> Library:
    index_paths(library, [write_articles(ARTICLES)], settings)
    return library


@pytest.fixture
def reader(indexed: Library, settings: Settings, embedder: "WordEmbedding") -> Iterator[Library]:
    """Another opening of the same library, which shares nothing with the first: as good as another process."""
    opened = Library(settings, embedder=embedder)
    yield opened
    opened.close()


def found(library: Library, question: str) -> str:
    """Return the sentence nearest to a question."""
    vector = embed_query(library.embedder, question)
    nearest = library.nearest(vector, 10)
    with library.catalog.reading() as connection:
        ids = queries.passages_of_vectors(connection, nearest).values()
        passages = queries.load_passages(connection, ids).values()
    scored = [pair for each in passages for pair in zip(each.vectors @ vector, each.sentences, strict=True)]
    return max(scored, key=itemgetter(0))[1].text if scored else ""


def test_a_missing_library_is_named_with_the_remedy(tmp_path: Path, embedder: "WordEmbedding") -> None:
    with pytest.raises(LibraryError, match=r"There is no library at .*none: make one with `pressmark index FOLDER`\.$"):
        Library(Settings(library=tmp_path / "none"), embedder=embedder)
    assert not (tmp_path / "none").exists()


def test_an_empty_catalog_file_is_no_library(settings: Settings, embedder: "WordEmbedding") -> None:
    settings.library.mkdir()
    (settings.library / FILE_NAME).touch()
    with pytest.raises(LibraryError, match="There is no library"):
        Library(settings, embedder=embedder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, embedder: "WordEmbedding") -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="can't be made"):
        Library(Settings(library=tmp_path / "file"), create=True, embedder=embedder)


def test_only_the_owner_may_look_into_a_library(library: Library) -> None:
    assert library.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("name", "tokens"), [("other-64", 256), ("words-64", 128)])
def test_a_library_made_otherwise_is_refused_with_the_remedy(
    library: Library, settings: Settings, embedder: "WordEmbedding", name: str, tokens: int
) -> None:
    other = embedder.model_copy(update={"model_name": name})
    changed = settings.model_copy(update={"passage_tokens": tokens})
    for create in (False, True):
        with pytest.raises(LibraryError) as refused:
            Library(changed, create=create, embedder=other)
        message = str(refused.value)
        assert f"embedder words-64, segmenter {sentences.NAME}, passages of 256 tokens (format 1)" in message
        assert f"embedder {name}, segmenter {sentences.NAME}, passages of {tokens} tokens" in message
        assert message.endswith("use those settings, or index into another folder with --library.")


@pytest.mark.parametrize("size", [50, 4096, 20_000])
def test_a_truncated_catalog_is_named_in_one_sentence(
    indexed: Library, settings: Settings, embedder: "WordEmbedding", size: int
) -> None:
    indexed.close()
    path = settings.library / FILE_NAME
    assert path.stat().st_size > 20_000
    os.truncate(path, size)

    def use() -> None:
        library = Library(settings, embedder=embedder)
        with library.catalog.reading() as connection:
            queries.load_passages(connection, queries.full_text(connection, ["bridg"], 10))
            queries.article_text(connection, "bridge.txt")

    advice = r"^The catalog .* can't be used \(.*\); .* `pressmark doctor --repair`, which sets it aside\.$"
    with pytest.raises(LibraryError, match=advice):
        use()


def test_vectors_are_made_again_from_the_catalog_when_their_folder_is_gone(
    indexed: Library, settings: Settings, embedder: "WordEmbedding"
) -> None:
    indexed.close()
    embedded = embedder.embedded
    shutil.rmtree(indexed.folder / "chroma")
    again = Library(settings, embedder=embedder)
    assert again._vectors.count() == 2
    assert found(again, "The ferry stopped on Friday.") == "The ferry stopped on Friday."
    assert embedder.embedded == embedded
    again.close()


def test_vectors_that_got_lost_are_put_back_at_opening(
    indexed: Library, settings: Settings, embedder: "WordEmbedding"
) -> None:
    indexed._vectors.remove(list(indexed._vectors.ids())[:1])
    indexed.close()
    again = Library(settings, embedder=embedder)
    assert again._vectors.count() == 2
    again.close()


def test_a_whole_library_is_not_made_again_at_opening(
    indexed: Library, write_articles: "WriteArticles", settings: Settings, embedder: "WordEmbedding",
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    copies = {f"{number}.txt": f"A bridge at last\n\nIt is bridge {number}, said the mayor.\n" for number in range(9)}
    index_paths(indexed, [write_articles(copies)], settings)
    indexed.close()
    monkeypatch.setattr(Library, "rebuild_vectors", lambda self: pytest.fail("made again"))
    Library(settings, embedder=embedder).close()


def test_orphan_vectors_are_swept_and_never_retrieved(indexed: Library, embedder: "WordEmbedding") -> None:
    vector = embed_query(embedder, "The ferry sank on Sunday.")
    indexed._vectors.put(["left:0", "left:1"], np.array([vector, vector]))
    nearest = indexed.nearest(vector, 3)
    with indexed.catalog.reading() as connection:
        assert len(queries.passages_of_vectors(connection, nearest)) == 1
    assert indexed.sweep() == 2
    assert indexed.sweep() == 0
    assert indexed._vectors.count() == 2


def test_another_opening_notices_what_was_written(
    indexed: Library, reader: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    assert found(reader, "The train comes on Monday") != "The train comes on Monday, they say."
    folder = write_articles({"train.txt": "A new train\n\nThe train comes on Monday, they say.\n"})
    index_paths(indexed, [folder], settings)
    assert found(reader, "The train comes on Monday, they say") == "The train comes on Monday, they say."
    (folder / "train.txt").unlink()
    index_paths(indexed, [folder], settings)
    assert "train" not in found(reader, "The train comes on Monday, they say")


def test_its_own_writing_does_not_make_a_library_open_its_vectors_again(
    indexed: Library, write_articles: "WriteArticles", settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexed._vectors, "reopen", lambda: pytest.fail("opened again"))
    folder = write_articles({"train.txt": "A new train\n\nThe train comes on Monday, they say.\n"})
    index_paths(indexed, [folder], settings)
    assert found(indexed, "The train comes on Monday, they say") == "The train comes on Monday, they say."


def test_a_question_during_a_long_run_does_not_open_the_vectors_again(
    indexed: Library, reader: Library, write_articles: "WriteArticles", settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(snapshots, "FEW", 1)
    monkeypatch.setattr(snapshots, "GROWTH", 100)
    monkeypatch.setattr(sync, "make_batches", partial(make_batches, size=2))
    trains = {f"{number}.txt": f"The train {number}\n\nTrain {number} comes at noon.\n" for number in range(5)}
    generations = []

    def ask(_step: sync.Step) -> None:
        assert found(reader, "Its captain retired.") == "Its captain retired."
        generations.append(reader.catalog.generation())

    with monkeypatch.context() as patch:
        patch.setattr(reader._vectors, "reopen", lambda: pytest.fail("opened again"))
        index_paths(indexed, [write_articles(trains)], settings, ask)
    assert len(set(generations)) > 2
    assert found(reader, "Train 4 comes at noon.") == "Train 4 comes at noon."


def test_cards_are_read_once_for_each_state_of_the_articles(
    indexed: Library, reader: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader.cards()
    with monkeypatch.context() as patched:
        patched.setattr(queries, "article_cards", lambda _: pytest.fail("read again"))
        assert reader.cards() == before
    with indexed.writer():
        indexed.edit(before[0].file, {"title": "Another"})
    assert reader.cards()[0].title == "Another"


def test_a_second_writer_is_refused_and_readers_go_on(
    indexed: Library, reader: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    with indexed.writer():
        with pytest.raises(
            LibraryError, match=r"^Another process is writing to the library .*: wait until it is done\.$"
        ):
            index_paths(reader, [write_articles({})], settings)
        assert found(reader, "Its captain retired.") == "Its captain retired."
    assert index_paths(reader, [write_articles({})], settings).unchanged == ["bridge.txt", "ferry.txt"]


def test_a_lock_left_by_a_dead_process_does_not_block(library: Library) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_LOCK, str(library.folder / "writer.lock")], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"locked\n"
    with pytest.raises(LibraryError, match="Another process"), library.writer():
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert (library.folder / "writer.lock").exists()
    with library.writer():
        pass


def test_a_failure_while_writing_gives_the_lock_back(library: Library) -> None:
    with pytest.raises(OSError, match="disk"), library.writer():
        raise OSError("disk full")
    with library.writer():
        pass


def test_a_lock_that_cannot_be_made_is_named(library: Library) -> None:
    (library.folder / "writer.lock").mkdir()
    with pytest.raises(LibraryError, match="can't be written to"), library.writer():
        pass


def test_threads_may_ask_while_another_writes(
    indexed: Library, reader: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    wrong: list[object] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                if found(reader, "Its captain retired.") != "Its captain retired.":
                    wrong.append("another sentence")
        except Exception as error:
            wrong.append(error)
            raise

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        text = f"The bridge\n\nThe bridge was opened on day {number}. The mayor crossed it {number} times.\n"
        index_paths(indexed, [write_articles({"bridge.txt": text})], settings)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_articles_are_whole_and_found_while_another_writes_and_replaces_the_index(
    indexed: Library, reader: Library, write_articles: "WriteArticles", settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(snapshots, "FEW", 4)
    monkeypatch.setattr(sync, "make_batches", partial(make_batches, size=8))
    text = "The train {0}\n\n" + " ".join(f"Train {{0}} comes on day {day}." for day in range(7)) + "\n"
    folder = write_articles({f"{number:02}.txt": text.format(number) for number in range(40)})
    done = threading.Event()

    def write() -> None:
        try:
            index_paths(indexed, [folder], settings)
        finally:
            done.set()

    writer = threading.Thread(target=write)
    writer.start()
    looks = 0
    places: set[str] = set()
    while not done.is_set():
        assert found(reader, "Its captain retired.") == "Its captain retired."
        with reader.catalog.reading() as connection:
            sentences = connection.exec_driver_sql(
                "SELECT count(*) FROM sentence JOIN passage ON passage.id = passage_id GROUP BY article_id"
            )
            assert set(sentences.scalars()) <= {3, 8}
        places.update(path.name for path in indexed.folder.glob("chroma*"))
        looks += 1
    writer.join()
    assert looks > 3
    assert len(places) > 2
    assert found(reader, "Train 39 comes on day 6.") == "Train 39 comes on day 6."


def test_vectors_that_a_stopped_run_had_not_put_to_use_are_put_back(
    indexed: Library, write_articles: "WriteArticles", settings: Settings, embedder: "WordEmbedding",
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(snapshots, "FEW", 5)
    trains = {f"{number}.txt": f"The train {number}\n\nTrain {number} comes at noon.\n" for number in range(6)}
    with monkeypatch.context() as patch:
        patch.setattr(snapshots.Shelf, "settle", lambda _: None)  # as if its process had died before that
        index_paths(indexed, [write_articles(trains)], settings)
    indexed.close()
    embedder.embedded = 0
    again = Library(settings, embedder=embedder)
    assert again.put_back
    assert found(again, "Train 5 comes at noon.") == "Train 5 comes at noon."
    assert embedder.embedded == 0
    again.close()


def test_words_embedded_before_are_known_by_their_hash(indexed: Library) -> None:
    with indexed.catalog.reading() as connection:
        hashes = list(connection.exec_driver_sql("SELECT embedded FROM sentence").scalars())
    known = indexed.known_vectors([*hashes, b"never embedded"])
    assert set(known) == set(hashes)
    assert all(np.linalg.norm(vector) == pytest.approx(1, abs=1e-3) for vector in known.values())


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_a_closed_library_has_no_file_open(indexed: Library) -> None:
    def open_files() -> list[str]:
        links = [path for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
        return [name for name in map(os.readlink, links) if str(indexed.folder) in name]

    assert open_files()
    indexed.close()
    assert open_files() == []
