"""A library as one file: written from a consistent state while others go on, and unpacked with nothing taken on trust.

Only what can't be made anew is in it: the catalog, with texts and vectors, and what readers said of answers. Chroma's
collection is made from the catalog when the library is opened.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final

from pydantic import SecretStr

from index.catalog.backends.choice import backend_of
from index.catalog.backends.sqlite import FILE_NAME
from index.catalog.copying import copy_catalog
from index.catalog.database import Catalog
from index.errors import LibraryError
from index.library.foreign import take_in_catalog
from index.private_files import PRIVATE, make_private_folder

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
LARGEST_MANIFEST: Final = 100_000
"""Bytes: it names a handful of files."""
CARRIED: Final = (FILE_NAME, "feedback.jsonl")
"""The files of a library that can't be made anew."""
BLOCK: Final = 1 << 20
FIXED_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the same library gives the same file."""


def export_library(folder: Path, target: Path, address: SecretStr | None = None) -> None:
    """Write a library into one file, whole or not at all. Readers and a writer may go on meanwhile.

    Args:
        folder: the library's folder.
        target: the file, replaced when it is there.
        address: of the Postgres database that the catalog is in, if it is in one.

    Raises:
        LibraryError: there is no library, it is damaged, or the file can't be written.
    """
    if not _is_there(folder, address):
        raise LibraryError(f"There is no library at {folder}: make one with `pressmark index FOLDER`.")
    with _reported(target), tempfile.TemporaryDirectory(dir=target.parent, prefix=".pressmark-") as temporary:
        workshop = Path(temporary)
        copy = workshop / FILE_NAME
        if address is None:
            _snapshot(folder / FILE_NAME, copy)
        else:
            with closing(Catalog(folder, address)) as catalog, closing(Catalog(workshop)) as made_of_it:
                copy_catalog(catalog, made_of_it)
            _make_one_file(copy)
        sources = {name: copy if name == FILE_NAME else folder / name for name in CARRIED}
        parcel = workshop / "library.zip"
        _pack({name: path for name, path in sources.items() if path.is_file()}, parcel)
        os.replace(parcel, target)


def import_library(source: Path, folder: Path, address: SecretStr | None = None) -> None:
    """Make a library out of a file that `export_library` wrote, whole or not at all.

    Args:
        source: the file.
        folder: where the library is to be; there must be none yet.
        address: of the Postgres database that the catalog is to be in, if it is to be in one.

    Raises:
        LibraryError: the file is damaged or something else, or there is a library already.
    """
    if address is not None and _is_there(folder, address):
        raise LibraryError(f"The database has a library named {folder.name}: name another folder with --library.")
    if folder.exists() and any(folder.iterdir()):
        raise LibraryError(f"{folder} is not empty: name another folder with --library.")
    with _reported(source):
        make_private_folder(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as made:
            workshop = Path(made)
            _unpack(source, workshop)
            take_in_catalog(workshop / FILE_NAME, source)
            if address is not None:
                with closing(Catalog(workshop)) as catalog, closing(Catalog(folder, address)) as made_of_it:
                    copy_catalog(catalog, made_of_it)
                (workshop / FILE_NAME).unlink()
            for name in reversed(CARRIED):  # the catalog last: a library is there when it is
                if (workshop / name).exists():
                    os.replace(workshop / name, folder / name)


@contextmanager
def _reported(file: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, sqlite3.DatabaseError, NotImplementedError, EOFError) as error:
        raise LibraryError(f"{file} can't be used as a library in one file ({error}).") from error
    except OSError as error:
        raise LibraryError(f"{error.filename or file}: {error.strerror or error}.") from error


def _snapshot(catalog: Path, copy: Path) -> None:
    """Copy a database as it is at one moment, by SQLite's own means."""
    copy.touch(mode=PRIVATE)
    address = f"{catalog.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
    _make_one_file(copy)


def _make_one_file(catalog: Path) -> None:
    with closing(sqlite3.connect(catalog)) as made:
        made.execute("PRAGMA journal_mode = DELETE")  # with no log beside it


def _is_there(folder: Path, address: SecretStr | None) -> bool:
    """Say whether a folder has a library, one that was begun at least."""
    with closing(backend_of(folder, address)) as backend:
        if address is None or not backend.exists():
            return backend.exists()
    with closing(Catalog(folder, address)) as catalog:
        return catalog.maker() is not None


def _pack(files: dict[str, Path], parcel: Path) -> None:
    parcel.touch(mode=PRIVATE)
    manifest = {"format": FORMAT, "files": {name: _measured(path) for name, path in files.items()}}
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, FIXED_DATE), json.dumps(manifest, indent=1))
        for name, path in files.items():
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as read, archive.open(entry, "w", force_zip64=True) as written:
                shutil.copyfileobj(read, written, BLOCK)


def _measured(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _unpack(source: Path, workshop: Path) -> None:
    """Unpack the files that the manifest names, each only as long as it says and with the hash it says."""
    with zipfile.ZipFile(source) as archive:
        files = _manifest(archive, source)
        for name in CARRIED:  # no other name is ever written, whatever the file holds
            if name in files:
                with archive.open(name) as packed:
                    _copy_checked(packed, workshop / name, files[name], source)
    if not (workshop / FILE_NAME).exists():
        raise LibraryError(f"{source} holds no library.")


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, tuple[int, str]]:
    if MANIFEST not in archive.namelist():
        raise LibraryError(f"{source} was not written by `pressmark export`.")
    with archive.open(MANIFEST) as file:
        content = file.read(LARGEST_MANIFEST)
    try:
        manifest = json.loads(content)
        files = {str(name): (int(each["bytes"]), str(each["sha256"])) for name, each in manifest["files"].items()}
        made = int(manifest["format"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LibraryError(f"{source} is damaged: its list of contents can't be read.") from error
    if made != FORMAT:
        raise LibraryError(f"{source} was written by a newer Pressmark (format {made}, not {FORMAT}).")
    missing = files.keys() - set(archive.namelist())
    if missing:
        raise LibraryError(f"{source} is damaged: {min(missing)} is missing.")
    return files


def _copy_checked(packed: IO[bytes], target: Path, expected: tuple[int, str], source: Path) -> None:
    left, hashed = expected[0], hashlib.sha256()
    target.touch(mode=PRIVATE)
    with target.open("wb") as file:
        while block := packed.read(min(BLOCK, left + 1)):  # one byte more than promised is enough to know
            left -= len(block)
            hashed.update(block)
            file.write(block)
            if left < 0:
                break
    if left or hashed.hexdigest() != expected[1]:
        raise LibraryError(f"{source} is damaged: {target.name} is not what was packed.")
