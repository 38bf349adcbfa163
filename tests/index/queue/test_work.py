"""One file of the queue into the library: once and whole, whatever was done before."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.catalog import queries
from index.errors import PressmarkError
from index.library.doctor import examine
from index.library.library import Library
from index.queue.board import Task
from index.queue.work import Outcome, index_task
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles

FERRY = "The ferry Margarethe was built in 1931 in the yard of Port Amery. Its captain is Ruth Halloran.\n"
BEES = "The opera house keeps twelve hives of bees on its roof. Jonas Weidmann sells the honey in the foyer.\n"


def done(library: Library, settings: Settings, folder: Path, *names: str) -> list[Outcome]:
    return [index_task(library, settings, Task(str(folder), name)) for name in names]


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
        index_task(library, settings, Task("/nowhere/at/all", "a.md"))


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
