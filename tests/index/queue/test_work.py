"""One file of the queue into the library: once and whole, whatever was done before."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from index.catalog import queries
from index.catalog.sources import Finished, Key
from index.errors import LibraryError, PressmarkError
from index.library.doctor import examine
from index.library.library import Library
from index.queue.board import Task
from index.queue.work import Indexer, Outcome
from index.records import PreparedArticle
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles

Before = Mapping[Key, str | None]
FERRY = "The ferry Margarethe was built in 1931 in the yard of Port Amery. Its captain is Ruth Halloran.\n"
BEES = "The opera house keeps twelve hives of bees on its roof. Jonas Weidmann sells the honey in the foyer.\n"


def done(library: Library, settings: Settings, folder: Path, *names: str) -> list[Outcome]:
    indexer = Indexer(library, settings)
    return [indexer.index(Task(str(folder), name)) for name in names]


def held(library: Library) -> Mapping[str, str]:
    with library.catalog.reading() as connection:
        views = [(card.file, queries.article_view(connection, card.file)) for card in library.cards()]
    with library.writer():
        assert examine(library).faults == ()
    return {file: view.text for file, view in views if view}


def test_the_same_bytes_are_read_once(
    library: Library, settings: Settings, embedder: WordEmbedding, write_articles: WriteArticles
) -> None:
    folder = write_articles({"ferry.md": FERRY, "copy.md": FERRY})
    assert done(library, settings, folder, "ferry.md", "ferry.md", "copy.md") == ["indexed", "unchanged", "copied"]
    assert embedder.embedded == 2
    assert list(held(library).values()) == [FERRY]  # one article, which stands in two files


def test_a_changed_file_replaces_its_old_version_and_a_gone_one_goes(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.md": FERRY, "b.md": BEES})
    done(library, settings, folder, "a.md", "b.md")
    (folder / "a.md").write_text(FERRY.replace("1931", "1932"))
    (folder / "b.md").unlink()
    assert done(library, settings, folder, "a.md", "b.md") == ["indexed", "gone"]
    assert held(library) == {"a.md": FERRY.replace("1931", "1932")}


def test_a_file_that_no_reader_can_read_is_noted_and_not_tried_again(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"bad.pdf": b"%PDF-1.4 and nothing more"})
    assert done(library, settings, folder, "bad.pdf", "bad.pdf") == ["unreadable", "unchanged"]
    assert held(library) == {}


def test_a_folder_that_this_machine_lacks_is_worth_another_try(library: Library, settings: Settings) -> None:
    with pytest.raises(PressmarkError, match="This machine has no folder /nowhere/at/all"):
        Indexer(library, settings).index(Task("/nowhere/at/all", "a.md"))


def test_two_workers_with_the_same_files_double_nothing(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    names = [f"{number}.md" for number in range(12)]
    folder = write_articles({name: FERRY.replace("1931", str(1900 + at)) for at, name in enumerate(names)})
    others = [Library(settings, embedder=WordEmbedding()) for _ in range(2)]
    try:
        with ThreadPoolExecutor(2) as threads:
            both = list(threads.map(lambda each: done(each, settings, folder, *names), others))
        assert {outcome for outcomes in both for outcome in outcomes} <= {"indexed", "unchanged"}
    finally:
        for each in others:
            each.close()
    assert sorted(held(library)) == sorted(names)


def test_what_several_threads_have_ready_is_written_together_and_no_article_twice(
    library: Library, settings: Settings, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.md" for number in range(16)]
    folder = write_articles({name: FERRY.replace("1931", str(1900 + at % 8)) for at, name in enumerate(names)})
    puts: list[int] = []
    put = library.put

    def counted(prepared: Sequence[PreparedArticle], finished: Sequence[Finished] = ()) -> None:
        assert len({each.version for each in prepared}) == len(prepared)
        puts.append(len(prepared))
        put(prepared, finished)

    monkeypatch.setattr(library, "put", counted)
    indexer = Indexer(library, settings)
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda name: indexer.index(Task(str(folder), name)), names))
    assert len(puts) < 16
    assert len(held(library)) == 8  # each in two files


def test_one_file_that_cant_be_stored_doesnt_keep_the_others_out(
    library: Library, settings: Settings, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.md" for number in range(8)]
    folder = write_articles({name: FERRY.replace("1931", str(1900 + at)) for at, name in enumerate(names)})
    put = library.put

    def refusing(prepared: Sequence[PreparedArticle], finished: Sequence[Finished] = ()) -> None:
        if any(each.article.file == "3.md" for each in prepared):
            raise LibraryError("It can't be stored.")
        put(prepared, finished)

    monkeypatch.setattr(library, "put", refusing)
    indexer = Indexer(library, settings)

    def tried(name: str) -> str:
        try:
            return indexer.index(Task(str(folder), name))
        except LibraryError as error:
            return str(error)

    with ThreadPoolExecutor(8) as threads:
        outcomes = dict(zip(names, threads.map(tried, names), strict=True))
    assert outcomes == {name: "It can't be stored." if name == "3.md" else "indexed" for name in names}
    assert sorted(held(library)) == [name for name in names if name != "3.md"]


def test_a_worker_that_was_held_up_puts_no_older_state_over_a_newer(
    library: Library, settings: Settings, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_articles({"a.md": FERRY, "b.md": BEES})
    done(library, settings, folder, "a.md", "b.md")
    newer = [BEES.replace("twelve", word) for word in ("eleven", "ten")]
    indexer, other = Indexer(library, settings), Library(settings, embedder=WordEmbedding())
    put, alone = indexer._writing.put, indexer._writing.alone

    def overtaken(text: str) -> None:
        monkeypatch.undo()
        (folder / "b.md").write_text(text)
        assert done(other, settings, folder, "b.md") == ["indexed"]

    def late(prepared: list[PreparedArticle], finished: list[Finished], before: Before) -> None:
        overtaken(newer[0])
        put(prepared, finished, before)

    def late_alone(before: Before) -> AbstractContextManager[None]:
        overtaken(newer[1])
        return alone(before)

    (folder / "b.md").write_text(BEES.replace("roof", "balcony"))
    monkeypatch.setattr(indexer._writing, "put", late)
    assert indexer.index(Task(str(folder), "b.md")) == "unchanged"
    assert held(library) == {"a.md": FERRY, "b.md": newer[0]}
    (folder / "b.md").write_text(FERRY)  # a copy now, which is then changed again; so with one that is gone
    monkeypatch.setattr(indexer._writing, "alone", late_alone)
    assert indexer.index(Task(str(folder), "b.md")) == "unchanged"
    other.close()
    assert held(library) == {"a.md": FERRY, "b.md": newer[1]}
