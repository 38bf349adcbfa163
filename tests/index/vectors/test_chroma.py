import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import LibraryError
from index.vectors import chroma as module
from index.vectors.chroma import Server, Vectors
from tests.servers import ChromaServer


def rows(count: int, seed: int = 1) -> NDArray[np.float32]:
    made = np.random.default_rng(seed).normal(size=(count, 8))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = Vectors(tmp_path / "chroma", "some-articles")
    yield opened
    opened.close()


def test_the_nearest_come_first(vectors: Vectors) -> None:
    made = rows(20)
    vectors.put([f"v{number}" for number in range(20)], made)
    order = np.argsort(-(made @ made[3]))
    assert vectors.nearest(made[3], 5) == [f"v{number}" for number in order[:5]]
    assert len(vectors.nearest(made[3], 500)) == 20


def test_an_empty_index_finds_nothing(vectors: Vectors) -> None:
    assert vectors.nearest(rows(1)[0], 5) == []
    assert list(vectors.ids()) == []
    assert not vectors.holds(rows(1)[0])


def test_an_id_that_is_there_gets_the_new_vector(vectors: Vectors) -> None:
    old, new = rows(2)
    vectors.put(["a"], old[None, :])
    vectors.put(["a"], new[None, :])
    assert vectors.count() == 1
    assert vectors.holds(new)
    assert not vectors.holds(old)


def test_what_is_removed_is_gone_and_an_unknown_id_is_no_matter(vectors: Vectors) -> None:
    vectors.put(["a", "b"], rows(2))
    vectors.remove(["a", "never there"])
    vectors.remove([])
    assert list(vectors.ids()) == ["b"]


def test_more_rows_than_one_call_takes_go_in_batches(vectors: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 7)
    names = [f"v{number}" for number in range(20)]
    vectors.put(names, rows(20))
    assert sorted(vectors.ids()) == sorted(names)
    vectors.remove(names[:15])
    assert sorted(vectors.ids()) == sorted(names[15:])


def test_a_vector_is_found_however_many_copies_it_has(vectors: Vectors) -> None:
    one = rows(1)
    vectors.put([f"v{number}" for number in range(40)], np.repeat(one, 40, axis=0))
    assert vectors.holds(one.astype(np.float16).astype(np.float32)[0])


def test_another_opening_of_the_folder_sees_new_vectors_after_reopening(vectors: Vectors, tmp_path: Path) -> None:
    reader = Vectors(tmp_path / "chroma", "some-articles")
    made = rows(4)
    vectors.put(["a", "b", "c"], made[:3])
    reader.reopen()
    assert reader.nearest(made[1], 1) == ["b"]
    vectors.put(["d"], made[3:])
    reader.reopen()
    assert reader.nearest(made[3], 1) == ["d"]
    reader.close()
    assert vectors.nearest(made[3], 1) == ["d"]


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_opening_again_and_again_leaks_no_file(vectors: Vectors, tmp_path: Path) -> None:
    def open_files() -> int:
        targets = [os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()]
        return sum(target.startswith(f"{tmp_path}{os.sep}") for target in targets)

    vectors.put(["a"], rows(1))
    vectors.nearest(rows(1)[0], 1)
    before = open_files()
    for _ in range(12):
        vectors.reopen()
        vectors.nearest(rows(1)[0], 1)
    assert 0 < open_files() < before + 12


def test_threads_may_search_while_the_files_are_opened_again(vectors: Vectors) -> None:
    made = rows(50)
    vectors.put([f"v{number}" for number in range(50)], made)

    def search(number: int) -> list[str]:
        if number % 10 == 0:
            vectors.reopen()
        return vectors.nearest(made[number], 1)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(search, range(50))) == [[f"v{number}"] for number in range(50)]


def test_vectors_of_another_length_are_refused_in_one_sentence(vectors: Vectors) -> None:
    vectors.put(["a"], rows(1))
    with pytest.raises(LibraryError, match=r"^The vectors at .* can't be used \(.*\); if they are damaged, run"):
        vectors.put(["b"], np.ones((1, 5), dtype=np.float32))


def test_a_damaged_file_of_chroma_names_the_remedy(vectors: Vectors, tmp_path: Path) -> None:
    vectors.close()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database at all" * 400)
    with pytest.raises(LibraryError, match=r"chroma can't be used \(.*\); .* it makes them again from the catalog\.$"):
        Vectors(tmp_path / "chroma", "some-articles")


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    vectors = Vectors(tmp_path / "chroma", "some-articles", Server("http://me:hidden@127.0.0.1:9"))
    with pytest.raises(
        LibraryError, match=r"^The vectors at http://127\.0\.0\.1:9 .* check that the Chroma server runs"
    ) as told:
        vectors.count()
    assert "hidden" not in str(told.value)


def test_a_chroma_server_serves_as_well_as_a_folder(tmp_path: Path, chroma: ChromaServer) -> None:
    vectors = Vectors(tmp_path / "unused", "some-articles", Server(chroma.address))
    made = rows(3)
    vectors.put(["a", "b", "c"], made)
    vectors.reopen()
    assert vectors.nearest(made[1], 1) == ["b"]
    vectors.remove(["b"])
    assert sorted(vectors.ids()) == ["a", "c"]
    assert not (tmp_path / "unused").exists()
    vectors.close()
