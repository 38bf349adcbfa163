"""Files of a storage that fsspec reads: found, copied, indexed, and left alone while they look the same."""

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from index.errors import PressmarkError, UsageError
from index.library.library import Library
from index.queue.board import Queue
from index.queue.handing import hand_over_storage
from index.queue.running import QueueWorker
from index.queue.storage import GoneError, fetched, is_address, list_storage
from rag.settings import Settings

STORED = "memory://bucket/articles"


@pytest.fixture
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    storage = fsspec.filesystem("memory")
    storage.pipe(
        {
            "/bucket/articles/ferry.md": b"The ferry Margarethe was built in 1931.\n",
            "/bucket/articles/2020/bees.txt": b"The opera house keeps twelve hives of bees.\n",
            "/bucket/articles/.hidden.md": b"Nobody should see this.\n",
            "/bucket/articles/data.bin": b"\0\1\2",
            "/bucket/elsewhere.md": b"This is another folder.\n",
        }
    )
    yield storage
    storage.rm("/bucket", recursive=True)


def worked(library: Library, settings: Settings, queue: Queue) -> dict[str, int]:
    return dict(QueueWorker(library, settings, queue).run(once=True))


def test_a_storage_is_brought_into_the_library_and_followed(
    library: Library, settings: Settings, queue: Queue, bucket: fsspec.AbstractFileSystem
) -> None:
    handed = hand_over_storage(library, queue, f"{STORED}/")
    assert (handed.queued, handed.skipped) == (2, ["data.bin"])
    assert worked(library, settings, queue) == {"indexed": 2}
    assert [card.file for card in library.cards()] == ["2020/bees.txt", "ferry.md"]
    assert hand_over_storage(library, queue, STORED).unchanged == 2
    bucket.pipe({"/bucket/articles/ferry.md": b"The ferry Margarethe was built in 1932.\n"})
    bucket.rm("/bucket/articles/2020/bees.txt")
    handed = hand_over_storage(library, queue, STORED)
    assert (handed.queued, handed.unchanged, handed.removed) == (1, 0, 1)
    assert worked(library, settings, queue) == {"indexed": 1}
    assert [card.file for card in library.cards()] == ["ferry.md"]


def test_what_cant_be_read_is_told_by_its_address(
    library: Library, settings: Settings, queue: Queue, bucket: fsspec.AbstractFileSystem
) -> None:
    bucket.pipe({"/bucket/articles/bad.pdf": b"%PDF-1.4 and nothing more"})
    hand_over_storage(library, queue, STORED)
    assert worked(library, settings, queue) == {"indexed": 2, "unreadable": 1}
    from index.catalog import sources

    with library.catalog.reading() as connection:
        known = sources.known_source(connection, (STORED, "bad.pdf"))
    assert known is not None
    assert known.failures[""].startswith(f"{STORED}/bad.pdf: ")


def test_files_by_address_are_those_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The ferry is blue.\n")
    files, skipped = list_storage(f"file://{tmp_path}")
    assert ([file.name for file in files], skipped) == (["a.md"], [])
    with fetched(f"file://{tmp_path}", "a.md", 1000) as found:
        assert found.path.read_text() == "The ferry is blue.\n"
        assert found.size == 19
    assert not found.path.exists()
    with pytest.raises(GoneError), fetched(f"file://{tmp_path}", "b.md", 1000):
        pass


def test_a_file_that_changed_looks_different(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The ferry is blue.\n")
    before = list_storage(f"file://{tmp_path}")
    (tmp_path / "a.md").write_text("The ferry is green.\n")
    assert list_storage(f"file://{tmp_path}") != before


def test_no_more_is_copied_than_can_be_read(bucket: fsspec.AbstractFileSystem) -> None:
    bucket.pipe({"/bucket/articles/long.txt": b"x" * 100_000})
    with fetched(STORED, "long.txt", 1000) as found:
        assert found.path.stat().st_size == 5001
        assert found.sha256 is None


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("nosuch://bucket/x", UsageError, "there is no such kind of storage"),
        ("file:///no/such/folder/at/all", PressmarkError, "holds nothing"),
    ],
)
def test_a_storage_that_isnt_there_is_one_sentence(address: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        list_storage(address)


@pytest.mark.parametrize("named", ["articles", "https://example.org/a.html", "C:/articles", "http://x/y"])
def test_what_is_no_address_of_a_storage(named: str) -> None:
    assert not is_address(named)
