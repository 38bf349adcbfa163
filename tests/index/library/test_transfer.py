"""A library as one file, packed whole and unpacked with nothing taken on trust."""

import json
import zipfile
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.ingestion.sync import index_paths
from index.library.library import Library
from index.library.transfer import MANIFEST, export_library, import_library
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles


@pytest.fixture
def parcel(library: Library, settings: Settings, write_articles: WriteArticles, tmp_path: Path) -> Path:
    index_paths(library, [write_articles({"a.txt": "The quay\n\nThe quay opened on Monday.\n"})], settings)
    export_library(library.folder, tmp_path / "made.pressmark")
    return tmp_path / "made.pressmark"


def test_what_was_exported_is_a_library_again(parcel: Path, tmp_path: Path, embedder: WordEmbedding) -> None:
    import_library(parcel, tmp_path / "again")
    again = Library(Settings(library=tmp_path / "again"), embedder=embedder)
    assert len(list(again.vector_ids())) > 0
    again.close()


def test_bytes_that_differ_from_the_list_are_refused_and_leave_nothing(parcel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(parcel) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(files[MANIFEST])
    manifest["files"]["catalog.sqlite3"]["sha256"] = "0" * 64
    with zipfile.ZipFile(parcel, "w") as packed:
        for name, data in {**files, MANIFEST: json.dumps(manifest).encode()}.items():
            packed.writestr(name, data)
    with pytest.raises(LibraryError, match="is damaged"):
        import_library(parcel, tmp_path / "again")
    assert not (tmp_path / "again" / "catalog.sqlite3").exists()


def test_nothing_is_imported_over_a_folder_that_holds_something(parcel: Path, library: Library) -> None:
    with pytest.raises(LibraryError, match="is not empty"):
        import_library(parcel, library.folder)
