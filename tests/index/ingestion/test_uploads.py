"""Single files added to a library, taken out, read again."""

from pathlib import Path

import pytest

from eval.experiments.formats import to_zip
from index.catalog import queries
from index.ingestion.removal import ADDED, remove_files
from index.ingestion.sync import Step, index_paths
from index.ingestion.uploads import add_files, refresh
from index.library.library import Library
from rag.settings import Settings
from tests.conftest import WriteArticles


def files_of(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        return [card.file for card in queries.article_cards(connection)]


def text_of(library: Library, file: str) -> str | None:
    with library.catalog.reading() as connection:
        return queries.article_text(connection, file)


def test_an_added_file_is_kept_with_the_library(
    library: Library, settings: Settings, write_articles: WriteArticles, tmp_path: Path
) -> None:
    folder = write_articles({"deep/a.txt": "The mill of Brook was closed in 1931.\n"})
    stages: list[str] = []
    report = add_files(library, {"a.txt": folder / "deep/a.txt"}, settings, lambda step: stages.append(step.stage))
    (folder / "deep/a.txt").unlink()
    assert report.new == ["a.txt"]
    assert stages == ["reading", "embedding", "storing"]
    assert (library.folder / ADDED / "a.txt").read_text() == "The mill of Brook was closed in 1931.\n"
    assert refresh(library, settings).unchanged == ["a.txt"]


def test_what_cannot_be_read_is_not_kept_and_said(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n", "b.xyz": "odd", "c.txt": b"\x00\x01\x02\xff\x00" * 50})
    report = add_files(library, {path.name: path for path in sorted(folder.iterdir())}, settings)
    assert report.new == ["a.txt"]
    assert sorted(failure.file for failure in report.failed) == ["b.xyz", "c.txt"]
    assert [path.name for path in (library.folder / ADDED).iterdir()] == ["a.txt"]


def test_files_of_one_name_in_different_folders_are_different_articles(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n", "b.txt": "The bridge of Arden.\n"})
    report = add_files(
        library, {"2020/news.txt": folder / "a.txt", "2021/news.txt": folder / "b.txt", "2022.txt": folder}, settings
    )
    assert report.new == ["2020/news.txt", "2021/news.txt"]
    assert [failure.reason for failure in report.failed] == ["2022.txt can't be kept with the library: Is a directory."]
    remove_files(library, ["2020/news.txt"])
    assert files_of(library) == ["2021/news.txt"]
    assert [path.name for path in (library.folder / ADDED).iterdir()] == ["2021"]


def test_adding_leaves_what_was_added_before(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n", "b.txt": "The bridge of Arden.\n"})
    add_files(library, {"a.txt": folder / "a.txt"}, settings)
    add_files(library, {"b.txt": folder / "b.txt"}, settings)
    assert files_of(library) == ["a.txt", "b.txt"]


def test_a_stopped_addition_can_be_made_again(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n"})

    def stop(_: Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_files(library, {"a.txt": folder / "a.txt"}, settings, stop)
    assert files_of(library) == []
    assert list((library.folder / ADDED).iterdir()) == []
    assert add_files(library, {"a.txt": folder / "a.txt"}, settings).new == ["a.txt"]


def test_only_added_files_are_deleted_when_taken_out(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n", "sub/b.txt": "The bridge of Arden.\n"})
    index_paths(library, [folder / "sub"], settings)
    add_files(library, {"a.txt": folder / "a.txt"}, settings)
    remove_files(library, ["a.txt", "b.txt"])
    assert files_of(library) == []
    assert not (library.folder / ADDED / "a.txt").exists()
    assert (folder / "sub/b.txt").exists()


def test_a_refresh_follows_the_files_and_takes_no_others_in(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": "The mill of Brook.\n", "b.txt": "The bridge of Arden.\n", "c.txt": "Private.\n"})
    index_paths(library, [folder / "a.txt", folder / "b.txt"], settings)
    write_articles({"a.txt": "The mill of Brook was sold.\n"})
    (folder / "b.txt").unlink()
    report = refresh(library, settings)
    assert (report.changed, report.removed) == (["a.txt"], ["b.txt"])
    assert files_of(library) == ["a.txt"]
    assert text_of(library, "a.txt") == "The mill of Brook was sold.\n"
    folder.rename(folder.with_name("gone"))
    assert refresh(library, settings).removed == []
    assert files_of(library) == ["a.txt"]


def test_an_archive_with_a_bad_member_is_kept_for_the_others(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.zip": to_zip({"a.txt": b"The mill of Brook.", "b.pdf": b"%PDF-1.7 bad"})})
    report = add_files(library, {"a.zip": folder / "a.zip"}, settings)
    assert [failure.file for failure in report.failed] == ["a.zip/b.pdf"]
    assert files_of(library) == ["a.zip/a.txt"]
    remove_files(library, ["a.zip/a.txt"])
    assert files_of(library) == []
    assert refresh(library, settings).unchanged == ["a.zip"]
    assert files_of(library) == []


def test_what_could_not_be_added_is_not_counted_as_unreadable(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"b.pdf": b"%PDF-1.7 bad"})
    add_files(library, {"b.pdf": folder / "b.pdf"}, settings)
    with library.catalog.reading() as connection:
        assert queries.unreadable_count(connection) == 0
