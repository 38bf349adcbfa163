import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from index.catalog.backends.sqlite import FILE_NAME
from index.catalog.database import Catalog
from index.errors import LibraryError
from index.records import Maker


@pytest.fixture
def catalog(tmp_path: Path, catalog_address: SecretStr | None) -> Iterator[Catalog]:
    opened = Catalog(tmp_path, catalog_address)
    yield opened
    opened.close()


def test_a_new_catalog_has_no_maker_and_no_generation(catalog: Catalog) -> None:
    assert (catalog.maker(), catalog.generation(), catalog.setting("anything")) == (None, 0, None)


def test_what_is_stored_is_there_after_reopening(
    catalog: Catalog, tmp_path: Path, catalog_address: SecretStr | None
) -> None:
    maker = Maker("words-64", "sentencex-2", 256)
    catalog.set_maker(maker)
    catalog.set_setting("name", "one")
    catalog.set_setting("name", "two")
    catalog.close()
    again = Catalog(tmp_path, catalog_address)
    assert (again.maker(), again.setting("name"), again.generation()) == (maker, "two", 3)
    again.close()


def test_opening_writes_nothing(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path)
    catalog.set_setting("name", "one")
    catalog.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    again = Catalog(tmp_path)
    again.setting("name")
    again.close()
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_changes_that_fail_leave_nothing_behind(catalog: Catalog) -> None:
    def fail() -> None:
        with catalog.writing() as connection:
            connection.execute(text("INSERT INTO setting VALUES ('half', 'done')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (catalog.setting("half"), catalog.generation()) == (None, 0)


def test_a_reader_sees_one_state_however_long_it_reads(
    catalog: Catalog, tmp_path: Path, catalog_address: SecretStr | None
) -> None:
    writer = Catalog(tmp_path, catalog_address)
    count = text("SELECT count(*) FROM setting")
    with catalog.reading() as connection:
        assert connection.scalar(count) == 0
        writer.set_setting("name", "one")
        assert connection.scalar(count) == 0
    with catalog.reading() as connection:
        assert connection.scalar(count) == 2
    writer.close()


def test_writers_wait_for_one_another(catalog: Catalog) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            catalog.set_setting(f"{number}", str(turn))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert catalog.generation() == 20


@pytest.mark.parametrize(
    "damage", [b"not a database at all, but long enough to look like one" * 20, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_catalog_is_named_in_one_sentence(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    advice = r"^The catalog .* can't be used \(.*\); .* `pressmark doctor --repair`, which sets it aside\.$"
    with pytest.raises(LibraryError, match=advice):
        Catalog(tmp_path)


def test_a_catalog_of_a_later_version_is_refused(catalog: Catalog) -> None:
    catalog.set_setting("maker", json.dumps({"embedder": "x", "colour": "blue"}))
    with pytest.raises(LibraryError, match="another version"):
        catalog.maker()


@pytest.mark.parametrize("name", ["what? 100% #1", "köprü & 橋", "a;b='c'"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    catalog = Catalog(folder)
    catalog.set_setting("name", "one")
    catalog.close()
    assert (folder / FILE_NAME).stat().st_size > 0


def test_sqlite_keeps_what_was_committed_and_takes_along_what_belongs_to_what_goes(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path)
    with catalog.reading() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
    catalog.close()


def test_a_catalog_that_another_program_keeps_locked_is_named(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path)
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with catalog.reading() as connection:
        connection.execute(text("PRAGMA busy_timeout = 10"))
    with pytest.raises(LibraryError, match="locked"):
        catalog.set_setting("name", "one")
    other.close()
    catalog.close()
