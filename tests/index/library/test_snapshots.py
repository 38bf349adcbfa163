"""Where vectors stand: a folder that is read, and copies that take its place whole."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.catalog.database import Catalog
from index.errors import LibraryError
from index.library import snapshots
from index.library.snapshots import FEW, Shelf
from index.vectors.chroma import DATABASE, Vectors

MANY = 3 * FEW
NAME = "some-articles"


def rows(count: int) -> NDArray[np.float32]:
    made = np.random.default_rng(5).normal(size=(count, 16)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def names(count: int) -> list[str]:
    return [f"v{number}" for number in range(count)]


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = Catalog(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def vectors(tmp_path: Path, catalog: Catalog) -> Iterator[Shelf]:
    made = Shelf(tmp_path, catalog, NAME)
    yield made
    made.close()


@pytest.fixture
def filled(vectors: Shelf) -> Shelf:
    """A shelf with many vectors, whose graph is on disk."""
    vectors.put(names(MANY), rows(MANY))
    vectors.settle()
    return vectors


def folders(base: Path) -> list[str]:
    return sorted(path.name for path in base.iterdir() if path.is_dir())


def test_a_few_vectors_are_added_where_they_are_read(vectors: Shelf, tmp_path: Path) -> None:
    vectors.put(names(20), rows(20))
    assert vectors.nearest(rows(20)[7], 1) == ["v7"]
    vectors.settle()
    assert folders(tmp_path) == ["chroma"]


def test_many_vectors_go_into_a_copy_that_takes_the_place_of_the_folder(vectors: Shelf, tmp_path: Path) -> None:
    vectors.put(names(5), rows(5))
    vectors.put(names(FEW + 100), rows(FEW + 100))
    assert vectors.count() == FEW + 100
    assert len(vectors.nearest(rows(1)[0], 50)) == 5  # the copy isn't seen before it is whole
    vectors.settle()
    assert vectors.nearest(rows(FEW + 100)[FEW], 1) == [f"v{FEW}"]
    assert folders(tmp_path) == ["chroma", "chroma-2"]  # somebody may still be searching the first
    vectors.tidy()
    assert folders(tmp_path) == ["chroma-2"]


def test_a_long_run_is_seen_before_it_ends(vectors: Shelf) -> None:
    for start in range(0, MANY, 500):
        vectors.put(names(MANY)[start : start + 500], rows(MANY)[start : start + 500])
    assert vectors.nearest(rows(MANY)[2 * FEW - 1], 1) == [f"v{2 * FEW - 1}"]


def test_another_opening_finds_what_took_the_place(filled: Shelf, catalog: Catalog, tmp_path: Path) -> None:
    other = Shelf(tmp_path, catalog, NAME)
    other.reopen()
    filled.put([f"w{number}" for number in range(MANY)], -rows(MANY))
    filled.settle()
    other.reopen()
    assert other.count() == 2 * MANY
    assert other.nearest(-rows(MANY)[3], 1) == ["w3"]
    other.close()


def test_the_graph_of_a_folder_that_is_read_is_never_written(filled: Shelf, tmp_path: Path) -> None:
    graph = {path: path.read_bytes() for path in (tmp_path / "chroma-2").rglob("*.bin")}
    filled.put([f"w{number}" for number in range(FEW)], -rows(FEW))
    filled.settle()
    filled.reopen()
    assert filled.nearest(-rows(FEW)[3], 1) == ["w3"]
    assert {path: path.read_bytes() for path in (tmp_path / "chroma-2").rglob("*.bin")} == graph


def test_what_is_removed_while_a_copy_is_made_is_gone_from_it(filled: Shelf) -> None:
    filled.put([f"w{number}" for number in range(FEW + 1)], -rows(FEW + 1))
    filled.remove(["v3"])
    filled.settle()
    assert "v3" not in set(filled.ids())
    assert filled.count() == MANY + FEW


def test_a_copy_that_was_not_finished_changes_nothing(filled: Shelf, catalog: Catalog, tmp_path: Path) -> None:
    filled.put([f"w{number}" for number in range(FEW + 1)], -rows(FEW + 1))
    filled.close()  # as if its process had died
    again = Shelf(tmp_path, catalog, NAME)
    again.reopen()
    assert again.count() == MANY
    again.put([f"x{number}" for number in range(FEW + 1)], -rows(FEW + 1))
    again.settle()
    assert set(again.ids()) == {*names(MANY), *(f"x{number}" for number in range(FEW + 1))}
    again.tidy()
    assert folders(tmp_path) == ["chroma-3"]
    again.close()


@pytest.mark.parametrize("damage", ["cut", "noise", "missing file", "missing folder"])
def test_a_graph_that_is_not_as_it_was_written_is_never_opened(
    filled: Shelf, tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    graph = next((tmp_path / "chroma-2").rglob("data_level0.bin"))
    match damage:
        case "cut":
            graph.write_bytes(graph.read_bytes()[:1000])
        case "noise":
            graph.write_bytes(bytes(reversed(graph.read_bytes())))
        case "missing file":
            graph.unlink()
        case _:
            shutil.rmtree(tmp_path / "chroma-2")
    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "Vectors", lambda *_: pytest.fail("opened"))
        with pytest.raises(LibraryError, match="are damaged"):
            filled.reopen()
    filled.make_anew(iter([(names(9), rows(9))]), 9)
    assert filled.nearest(rows(9)[8], 1) == ["v8"]
    filled.tidy()
    assert folders(tmp_path) == ["chroma-3"]


def test_a_full_disk_while_a_copy_is_made_leaves_what_is_read(
    filled: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        filled.put([f"w{number}" for number in range(FEW + 1)], -rows(FEW + 1))
        with pytest.raises(LibraryError, match="No space left"):
            filled.settle()
    assert filled.count() == MANY
    assert filled.nearest(rows(MANY)[5], 1) == ["v5"]


def test_a_folder_without_a_written_graph_is_taken_over(catalog: Catalog, tmp_path: Path) -> None:
    """As libraries were before graphs were written."""
    old = Vectors(tmp_path / "chroma", NAME)
    old.put(names(30), rows(30))
    old.close()
    opened = Shelf(tmp_path, catalog, NAME)
    opened.put(names(MANY), rows(MANY))
    opened.settle()
    assert opened.count() == MANY
    assert (tmp_path / "chroma-2" / DATABASE).is_file()
    opened.close()


def test_the_graph_of_a_large_copy_is_written_seldom(filled: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    every: list[int] = []
    monkeypatch.setattr(Vectors, "write_graph_every", lambda _, vectors: every.append(vectors))
    monkeypatch.setattr(snapshots, "STEP", MANY // 100)
    filled.put([f"w{number}" for number in range(FEW + 1)], -rows(FEW + 1))
    assert every == [MANY // 10]
