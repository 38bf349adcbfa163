"""A library whose catalog and vectors are on servers: it answers as one in a folder does, and outlives its servers."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr

from index.errors import LibraryError
from index.ingestion.sync import index_paths
from index.library import served
from index.library.doctor import examine, mend
from index.library.library import Library, has_library
from index.library.transfer import export_library, import_library
from index.settings import IndexSettings
from index.vectors.chroma import Vectors
from rag.engine import Pressmark
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles
from tests.servers import ChromaServer, PostgresServer

ARTICLES: dict[str, str | bytes] = {
    "bridge.txt": "A bridge at last\n\nThe bridge was opened on 3 May 2019. The mayor crossed it first.\n",
    "ferry.txt": "No ferry any more\n\nThe ferry ended in June. Its captain, Ada Holm, sells ice cream now.\n",
}
WORDS_ONLY = "The search by meaning is away, so only words were looked for"
Open = Callable[[], Library]


def wait_for(held: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not held():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture(params=["pgvector", "chroma", "chroma and a folder"])
def served_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Each way to have servers."""
    on_chroma = request.getfixturevalue("chroma").address if "chroma" in request.param else None
    address = None if "folder" in request.param else request.getfixturevalue("on_postgres")
    return Settings(library=tmp_path / "library", reader="none", catalog=address, chroma=on_chroma)


def test_a_library_on_servers_is_indexed_asked_changed_and_examined(
    served_settings: Settings, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    assert not has_library(served_settings)
    library = Library(served_settings, create=True, embedder=embedder)
    folder = write_articles(ARTICLES)
    index_paths(library, [folder], served_settings)
    with Pressmark(library, served_settings) as pressmark:
        answer = pressmark.ask("When was the bridge opened?")
        assert [each.file for each in answer.citations] == ["bridge.txt"]
        for each in answer.citations:
            assert pressmark.article_text(each.file)[each.start : each.end] == each.quote
        assert answer.notes == ()
        write_articles({"bridge.txt": "The bridge is closed\n\nThe bridge was closed again on 9 July 2020.\n"})
        (folder / "ferry.txt").unlink()
        index_paths(library, [folder], served_settings)
        assert [card.file for card in pressmark.articles()] == ["bridge.txt"]
        assert examine(library).faults == ()
        assert library.sweep() == 0
    assert has_library(served_settings)
    again = Library(served_settings, embedder=embedder)
    assert not again.put_back
    again.close()


def test_another_process_sees_what_one_writes(
    served_settings: Settings, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    writer = Library(served_settings, create=True, embedder=embedder)
    reader = Library(served_settings, embedder=embedder)
    index_paths(writer, [write_articles(ARTICLES)], served_settings)
    asked = embedder.get_query_embedding("The mayor crossed it first.")
    assert reader.nearest(np.array(asked, dtype=np.float32), 1) == writer.nearest(np.array(asked, dtype=np.float32), 1)
    assert len(reader.cards()) == 2
    writer.close()
    reader.close()


def test_vectors_that_were_lost_are_put_back_from_the_catalog(
    served_settings: Settings, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    library = Library(served_settings, create=True, embedder=embedder)
    index_paths(library, [write_articles(ARTICLES)], served_settings)
    lost = list(library.vector_ids())
    library._vectors.remove(lost[:1])
    library._vectors.put(["of nothing"], library.known_vectors(hashes(library))[hashes(library)[0]][None, :])
    assert {fault.part for fault in examine(library).faults} == {"vector index"}
    with library.writer():
        mend(library)
    assert examine(library).faults == ()
    library._vectors.remove(lost)
    library.close()
    embedded = embedder.embedded
    again = Library(served_settings, embedder=embedder)
    assert (again.put_back, sorted(again.vector_ids())) == (True, sorted(lost))
    assert embedder.embedded == embedded
    again.close()


def test_questions_are_answered_while_another_process_writes(
    served_settings: Settings, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    writer = Library(served_settings, create=True, embedder=embedder)
    folder = write_articles(ARTICLES)
    index_paths(writer, [folder], served_settings)
    done = threading.Event()
    told: list[str] = []

    def ask() -> None:
        with Pressmark(Library(served_settings, embedder=WordEmbedding()), served_settings) as pressmark:
            while not done.is_set():
                answer = pressmark.ask("When was the bridge opened?")
                exact = [
                    (pressmark.article_text(each.file) or "")[each.start : each.end] == each.quote
                    for each in answer.citations
                ]
                told.append("right" if exact and all(exact) else answer.answer)

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        for number in range(4):
            write_articles({f"{number}.txt": f"Tower {number}\n\nThe tower {number} is {number + 90} metres high.\n"})
            index_paths(writer, [folder], served_settings)
        done.set()
        for each in asking:
            each.result(60)
    assert set(told) == {"right"}
    assert examine(writer).faults == ()
    writer.close()


def hashes(library: Library) -> list[bytes]:
    with library.catalog.reading() as connection:
        return list(connection.exec_driver_sql("SELECT embedded FROM sentence ORDER BY id").scalars())


@pytest.fixture
def own_chroma() -> Iterator[ChromaServer]:
    server = ChromaServer()
    yield server
    server.close()


@pytest.mark.parametrize("emptied", [False, True], ids=["as it was", "empty"])
def test_words_find_what_they_can_while_chroma_is_away_and_it_is_filled_when_it_is_back(
    tmp_path: Path,
    catalog_address: SecretStr | None,
    own_chroma: ChromaServer,
    embedder: WordEmbedding,
    write_articles: WriteArticles,
    monkeypatch: pytest.MonkeyPatch,
    emptied: bool,  # a parameter of the test
) -> None:
    monkeypatch.setattr(served, "RETRY", 0.0)
    settings = Settings(library=tmp_path / "library", reader="none", catalog=catalog_address, chroma=own_chroma.address)
    library = Library(settings, create=True, embedder=embedder)
    folder = write_articles(ARTICLES)
    index_paths(library, [folder], settings)
    with Pressmark(library, settings) as pressmark:
        own_chroma.kill()
        answer = pressmark.ask("When was the bridge opened?")
        assert [each.file for each in answer.citations] == ["bridge.txt"]
        assert answer.notes[-1].startswith(WORDS_ONLY)
        assert answer.answer.endswith(answer.notes[-1])
        refused = pressmark.ask("Who sells violins in Vienna?")
        assert not refused.answered
        assert refused.answer.endswith(refused.notes[-1])
        (folder / "ferry.txt").unlink()
        write_articles({"tower.txt": "A tower\n\nThe tower is 90 metres high.\n"})
        index_paths(library, [folder], settings)  # nothing is lost while it is away
        assert library.vectors_away is not None
        assert own_chroma.address in library.vectors_away
        Library(settings, embedder=embedder).close()  # and it opens
        if emptied:
            own_chroma.lose_all()
        own_chroma.start()
        assert pressmark.ask("How high is the tower?").citations[0].file == "tower.txt"
        wait_for(lambda: not library._vectors.is_behind() and library._filling is not None)
        assert examine(library).faults == ()
        assert pressmark.ask("How high is the tower?").notes == ()


def test_a_server_that_is_long_in_making_its_graph_anew_is_waited_for_in_the_background(
    tmp_path: Path,
    own_chroma: ChromaServer,
    embedder: WordEmbedding,
    write_articles: WriteArticles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(served, "RETRY", 0.0)
    monkeypatch.setattr(served, "PATIENCE", -0.8)  # 0.2 s
    settings = Settings(library=tmp_path / "library", reader="none", chroma=own_chroma.address)
    library = Library(settings, create=True, embedder=embedder)
    index_paths(library, [write_articles(ARTICLES)], settings)
    own_chroma.kill()
    ready, asked, wake = threading.Event(), [], Vectors.wake

    def slowly(vectors: Vectors) -> None:
        asked.append(vectors)
        assert ready.wait(60)
        wake(vectors)

    monkeypatch.setattr(Vectors, "wake", slowly)
    with Pressmark(library, settings) as pressmark:
        pressmark.ask("When was the bridge opened?")  # it is seen to be away
        own_chroma.start()
        for _ in range(3):
            answer = pressmark.ask("When was the bridge opened?")
            assert [each.file for each in answer.citations] == ["bridge.txt"]
            assert answer.notes[-1].startswith(WORDS_ONLY)
        assert library.vectors_away == f"The server of the vectors at {own_chroma.address} is making them ready."
        assert len(asked) == 1  # who asked first is still waiting: a server starts again for each
        ready.set()
        wait_for(lambda: pressmark.ask("When was the bridge opened?").notes == ())
        assert examine(library).faults == ()


def test_a_run_makes_up_for_what_the_server_missed(
    tmp_path: Path, own_chroma: ChromaServer, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    own_chroma.kill()
    settings = Settings(library=tmp_path / "library", reader="none", chroma=own_chroma.address)
    library = Library(settings, create=True, embedder=embedder)
    folder = write_articles(ARTICLES)
    assert index_paths(library, [folder], settings).failed == []
    assert library._vectors.is_behind()
    library.close()
    own_chroma.start()
    library = Library(settings, embedder=embedder)  # opening is enough
    assert examine(library).faults == ()
    assert not library._vectors.is_behind()
    library.close()


def test_a_server_that_goes_away_while_it_is_filled_is_filled_by_the_next_writer(
    tmp_path: Path,
    own_chroma: ChromaServer,
    embedder: WordEmbedding,
    write_articles: WriteArticles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(served, "RETRY", 0.0)
    own_chroma.kill()
    settings = Settings(library=tmp_path / "library", reader="none", chroma=own_chroma.address)
    library = Library(settings, create=True, embedder=embedder)
    index_paths(library, [write_articles(ARTICLES)], settings)
    own_chroma.start()

    def dies(*_: object) -> None:
        own_chroma.kill()
        raise LibraryError("It is away.")

    with monkeypatch.context() as patch:
        patch.setattr("index.vectors.chroma.Vectors.put", dies)
        with library.writer():
            pass
    behind = [library.is_behind]
    own_chroma.start()
    with library.writer():
        pass
    assert [*behind, library.is_behind] == [True, False]
    assert examine(library).faults == ()
    library.close()


def test_a_catalog_that_is_away_stops_an_answer_with_a_sentence_and_the_next_is_given(
    tmp_path: Path, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    server = PostgresServer()
    try:
        address = SecretStr(server.new_database())
        settings = Settings(library=tmp_path / "library", reader="none", catalog=address)
        library = Library(settings, create=True, embedder=embedder)
        index_paths(library, [write_articles(ARTICLES)], settings)
        with Pressmark(library, settings) as pressmark:
            server.kill()
            with pytest.raises(LibraryError, match=r"^The c.* postgresql://tester@127\.0\.0\.1") as told:
                pressmark.ask("When was the bridge opened?")
            assert server.password not in str(told.value)
            server.start()
            assert pressmark.ask("When was the bridge opened?").answered
            assert examine(library).faults == ()
    finally:
        server.close()


def test_settings_hide_what_is_secret() -> None:
    settings = IndexSettings(catalog="postgresql://me:hidden@host/db", chroma_token="token-word")  # type: ignore[arg-type]
    for told in (repr(settings), str(settings), settings.model_dump_json()):
        assert "hidden" not in told
        assert "token-word" not in told


def test_a_library_moves_into_a_database_and_out_again(
    tmp_path: Path, on_postgres: SecretStr, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    settings = Settings(library=tmp_path / "library", reader="none")
    library = Library(settings, create=True, embedder=embedder)
    index_paths(library, [write_articles(ARTICLES)], settings)
    library.close()
    export_library(settings.library, tmp_path / "one.pressmark")
    there = Settings(library=tmp_path / "there" / "news", reader="none", catalog=on_postgres)
    import_library(tmp_path / "one.pressmark", there.library, on_postgres)
    assert [each.name for each in there.library.iterdir()] == []
    with pytest.raises(LibraryError, match="has a library named news"):
        import_library(tmp_path / "one.pressmark", there.library, on_postgres)
    embedded = embedder.embedded
    moved = Library(there, embedder=embedder)
    assert examine(moved).faults == ()
    index_paths(moved, [write_articles({"tower.txt": "A tower\n\nThe tower is 90 metres high.\n"})], there)
    assert len(moved.cards()) == 3  # the same folder again: what came along is known by its bytes
    assert embedder.embedded - embedded <= 4
    moved.close()
    export_library(there.library, tmp_path / "two.pressmark", on_postgres)
    again = Settings(library=tmp_path / "again", reader="none")
    import_library(tmp_path / "two.pressmark", again.library)
    back = Library(again, embedder=embedder)
    assert examine(back).faults == ()
    assert [card.file for card in back.cards()] == ["bridge.txt", "ferry.txt", "tower.txt"]
    back.close()
