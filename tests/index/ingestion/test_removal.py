"""Articles removed from a library and put back within a day."""

import os
import time
from pathlib import Path

import pytest

from eval.experiments.formats import to_zip
from index.catalog import queries
from index.errors import LibraryError
from index.ingestion.removal import ADDED, KEPT, REMOVED, purge_removed, remove_files, removed_files, restore_files
from index.ingestion.sync import index_paths
from index.ingestion.uploads import add_files, refresh
from index.library.doctor import examine
from index.library.library import Library
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles

MILL = "---\ntitle: The mill\n---\n\nThe mill of Brook was closed in 1931. Its miller was Ada Wynn.\n"


def files_of(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        return [card.file for card in queries.article_cards(connection)]


def everything(library: Library) -> list[object]:
    """What the catalog says of its articles, without the numbers that it gives them."""
    with library.catalog.reading() as connection:
        cards = queries.article_cards(connection)
        views = [queries.article_view(connection, card.file) for card in cards]
    return [(view.card.file, view.card.sha256, view.text, view.content, view.metadata) for view in views if view]


@pytest.fixture
def mill(library: Library, settings: Settings, write_articles: WriteArticles) -> Library:
    """A library with two added articles and one that stands elsewhere."""
    folder = write_articles({"a.txt": MILL, "b.txt": "The bridge of Arden spans 120 metres.\n"})
    add_files(library, {"2020/mill.txt": folder / "a.txt", "bridge.txt": folder / "b.txt"}, settings)
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "ferry.txt").write_text("The ferry of Ballin sails at noon.\n")
    index_paths(library, [elsewhere], settings)
    return library


def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    monkeypatch.setattr("index.ingestion.removal.time.time", lambda: now() + KEPT + 1)


@pytest.mark.parametrize("file", ["2020/mill.txt", "ferry.txt"])
def test_a_removed_article_comes_back_as_it_was_and_nothing_is_embedded(
    mill: Library, embedder: WordEmbedding, settings: Settings, file: str
) -> None:
    before, embedded, vectors = everything(mill), embedder.embedded, sorted(mill.vector_ids())
    (removed,) = remove_files(mill, [file], by="ines")
    assert file not in files_of(mill)
    assert not (mill.folder / ADDED / "2020").exists() or file == "ferry.txt"
    assert (removed.file, removed.by) == (file, "ines")
    assert restore_files(mill, [removed.key]) == [file]
    assert everything(mill) == before
    assert sorted(mill.vector_ids()) == vectors
    assert embedder.embedded == embedded
    assert examine(mill).faults == ()
    assert removed_files(mill.folder) == []
    assert sorted(refresh(mill, settings).unchanged) == ["2020/mill.txt", "bridge.txt", "ferry.txt"]


def test_a_restored_article_is_found_by_its_words(mill: Library) -> None:
    def found() -> list[str]:
        with mill.catalog.reading() as connection:
            return [str(row) for row in connection.exec_driver_sql(
                "SELECT rowid FROM passage_terms WHERE passage_terms MATCH 'miller'"
            )]  # fmt: skip

    assert len(found()) == 1
    (removed,) = remove_files(mill, ["2020/mill.txt"])
    assert found() == []
    restore_files(mill, [removed.key])
    assert len(found()) == 1


def test_a_part_of_an_archive_comes_back_into_it(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    parcel = to_zip({"a.txt": b"The mill of Brook.\n", "b.txt": b"The bridge of Arden.\n"})
    folder = write_articles({"a.zip": parcel})
    add_files(library, {"a.zip": folder / "a.zip"}, settings)
    before = everything(library)
    (removed,) = remove_files(library, ["a.zip/a.txt"])
    assert (library.folder / ADDED / "a.zip").is_file()
    restore_files(library, [removed.key])
    assert everything(library) == before
    assert refresh(library, settings).unchanged == ["a.zip"]


def test_after_a_day_a_removed_article_is_gone_for_good(mill: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (removed,) = remove_files(mill, ["2020/mill.txt"])
    assert purge_removed(mill.folder) == 0
    a_day_later(monkeypatch)
    assert purge_removed(mill.folder) == 1
    assert list((mill.folder / REMOVED).iterdir()) == []
    with pytest.raises(LibraryError, match="can't be put back any more"):
        restore_files(mill, [removed.key])


def test_writing_anything_ends_the_day_of_what_is_older(mill: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    remove_files(mill, ["2020/mill.txt"])
    a_day_later(monkeypatch)
    remove_files(mill, ["bridge.txt"])
    assert [each.file for each in removed_files(mill.folder)] == ["bridge.txt"]


def test_removed_files_are_for_their_owner_only(mill: Library) -> None:
    old = os.umask(0)
    try:
        remove_files(mill, ["2020/mill.txt"])
    finally:
        os.umask(old)
    assert (mill.folder / REMOVED).stat().st_mode & 0o077 == 0
    rows = next((mill.folder / REMOVED).glob("*/rows.json"))
    assert rows.stat().st_mode & 0o077 == 0


def test_an_article_whose_name_another_has_by_now_waits(
    mill: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    (removed,) = remove_files(mill, ["bridge.txt"])
    folder = write_articles({"c.txt": "Another bridge altogether.\n"})
    add_files(mill, {"bridge.txt": folder / "c.txt"}, settings)
    with pytest.raises(LibraryError, match=r"bridge\.txt: another file of that name was added since"):
        restore_files(mill, [removed.key])
    assert [each.file for each in removed_files(mill.folder)] == ["bridge.txt"]
    assert (mill.folder / ADDED / "bridge.txt").read_text() == "Another bridge altogether.\n"
    remove_files(mill, ["bridge.txt"])
    restore_files(mill, [removed.key])
    assert (mill.folder / ADDED / "bridge.txt").read_text().startswith("The bridge of Arden")


def test_an_article_that_came_back_by_itself_is_restored_without_harm(mill: Library, settings: Settings) -> None:
    before = everything(mill)
    (removed,) = remove_files(mill, ["ferry.txt"])
    index_paths(mill, [mill.folder.parent / "elsewhere"], settings)
    restore_files(mill, [removed.key])
    assert everything(mill) == before


def test_indexing_ends_the_day_of_what_is_older(
    mill: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove_files(mill, ["bridge.txt"])
    a_day_later(monkeypatch)
    index_paths(mill, [mill.folder.parent / "elsewhere"], settings)
    assert list((mill.folder / REMOVED).iterdir()) == []


def test_what_was_removed_is_not_indexed_with_the_folder_that_the_library_is_in(
    mill: Library, settings: Settings
) -> None:
    remove_files(mill, ["bridge.txt"])
    index_paths(mill, [mill.folder.parent], settings)
    assert not any("bridge" in file or "removed" in file for file in files_of(mill))


@pytest.mark.parametrize("content", ["The bridge of Arden fell.\n", b"\x00\x01\x02\xff\x00" * 50])
def test_what_an_upload_replaces_can_be_put_back(
    mill: Library, settings: Settings, write_articles: WriteArticles, content: str | bytes
) -> None:
    before = everything(mill)
    folder = write_articles({"c.txt": content})
    add_files(mill, {"bridge.txt": folder / "c.txt"}, settings, by="jonas")
    (replaced,) = removed_files(mill.folder)
    assert (replaced.file, replaced.by) == ("bridge.txt", "jonas")
    remove_files(mill, ["bridge.txt"])
    restore_files(mill, [replaced.key])
    assert everything(mill) == before


def test_what_is_added_again_unchanged_replaces_nothing(
    mill: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    add_files(mill, {"2020/mill.txt": write_articles({"a.txt": MILL}) / "a.txt"}, settings)
    assert removed_files(mill.folder) == []


def test_the_second_place_of_a_removed_upload_does_not_bring_it_back(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n", "b.txt": "The bridge of Arden.\n"})
    add_files(library, {"one.txt": folder / "a.txt", "two.txt": folder / "a.txt"}, settings)
    (removed,) = remove_files(library, files_of(library))
    add_files(library, {"b.txt": folder / "b.txt"}, settings)
    assert files_of(library) == ["b.txt"]
    restore_files(library, [removed.key])
    assert sorted(path.name for path in (library.folder / ADDED).iterdir()) == ["b.txt", "one.txt", "two.txt"]


@pytest.mark.parametrize("file", ["../../victim.txt", "/{parent}/victim.txt", "x/../../../victim.txt"])
def test_a_name_that_leads_out_of_the_library_deletes_nothing(mill: Library, file: str, tmp_path: Path) -> None:
    victim = mill.folder.parent / "victim.txt"
    victim.write_text("Mine.\n")
    named = file.format(parent=mill.folder.parent)
    with mill.catalog.writing() as connection:
        for table in ("article", "source"):
            statement = f"UPDATE {table} SET file = ? WHERE file = 'bridge.txt'"  # noqa: S608
            connection.exec_driver_sql(statement, (named,))
    with pytest.raises(LibraryError, match="leads out of"):
        remove_files(mill, [named])
    assert victim.read_text() == "Mine.\n"


def test_a_stopped_removal_is_mended_by_the_next(mill: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(mill)
    with monkeypatch.context() as broken:
        broken.setattr(Library, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            remove_files(mill, ["bridge.txt"])
    assert everything(mill) == before
    restore_files(mill, [each.key for each in removed_files(mill.folder)])
    assert everything(mill) == before
    (mill.folder / REMOVED / "half").mkdir()
    purge_removed(mill.folder)
    assert list((mill.folder / REMOVED).iterdir()) == []
