"""Articles removed from a library, which can be put back for a day: nothing is read or embedded again for it.

What is removed stands in the library's folder `removed`, a folder an article: `about.json` says what it is, who
removed it and when, `rows.json` holds what the catalog knew of it, and `files` the uploads that it stood in. The file
of an article that was indexed where it stands, outside of the library, is left alone.
"""

import filecmp
import json
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from index.catalog.article_rows import ArticleRows, from_plain, put_back, rows_of, shown_in, to_plain
from index.errors import LibraryError
from index.library.library import Library
from index.private_files import replace_file

ADDED: Final = "added"
"""Where, in the library's folder, added files are kept: a library names the files that its quotes come from."""
REMOVED: Final = "removed"
"""Where, in the library's folder, removed articles wait for their day to end."""
KEPT: Final = 24 * 3600
"""Seconds for which a removed article can be put back."""
_ABOUT, _ROWS, _FILES = "about.json", "rows.json", "files"


@dataclass(frozen=True, slots=True)
class Removed:
    """An article that can be put back."""

    key: str
    """Names its folder."""
    file: str
    """The name that it was shown under."""
    title: str | None
    by: str
    """Who removed it, as the page or the command said."""
    at: float
    """When: seconds since 1970."""


def remove_files(library: Library, files: Sequence[str], by: str = "") -> list[Removed]:
    """Take articles out of the library, so that each can be put back for a day; return those that there were.

    Those that were added to the library leave its folder of added files, others stay where they stand.

    Raises:
        LibraryError: another process is writing, or the folder can't be written to.
    """
    removed = []
    with library.writer(), _reported(library.folder):
        purge_removed(library.folder)
        for file in files:
            with library.catalog.reading() as connection:
                rows = rows_of(connection, file)
            if rows is None:
                continue
            removed.append(_keep(library.folder, rows, by))
            library.remove([file])
            for name in _uploads(library.folder, rows):
                _move(library.folder / ADDED, library.folder / REMOVED / removed[-1].key / _FILES, name)
    return removed


def keep_replaced(library: Library, files: Mapping[str, Path], by: str = "") -> None:
    """Keep the articles that files of the same names are about to replace, so that each can be put back for a day.

    Raises:
        LibraryError: another process is writing, or the folder can't be written to.
    """
    added = library.folder / ADDED
    with library.writer(), _reported(library.folder):
        purge_removed(library.folder)
        for name, file in files.items():
            there = place_in(added, name)
            if not (there.is_file() and file.is_file()) or filecmp.cmp(there, file, shallow=False):
                continue
            with library.catalog.reading() as connection:
                replaced = [rows_of(connection, shown) for shown in shown_in(connection, str(added), name)]
            kept = [_keep(library.folder, rows, by) for rows in replaced if rows]
            if kept:
                copy = place_in(library.folder / REMOVED / kept[-1].key / _FILES, name)
                copy.parent.mkdir(mode=0o700, parents=True)
                shutil.copyfile(there, copy)


def restore_files(library: Library, keys: Sequence[str]) -> list[str]:
    """Put removed articles back, by their keys; return the names that they are shown under.

    Raises:
        LibraryError: there is no such article any more, another one has its name by now, or another process is writing.
    """
    restored = []
    with library.writer(), _reported(library.folder):
        purge_removed(library.folder)
        waiting = {each.key: each for each in removed_files(library.folder)}
        for key in keys:
            if key not in waiting:
                raise LibraryError("That article can't be put back any more: its day is over, or somebody did so.")
            restored.append(_restore(library, library.folder / REMOVED / key))
    return restored


def removed_files(folder: Path) -> list[Removed]:
    """Return the articles that can be put back into the library in a folder, the last one removed first."""
    return sorted(_known(folder), key=lambda each: each.at, reverse=True)


def purge_removed(folder: Path) -> int:
    """Delete for good what was removed more than a day ago, and what a stopped run left half; return how many."""
    now = time.time()
    places = {folder / REMOVED / each.key for each in _known(folder) if each.at > now - KEPT}
    old = [place for place in _places(folder) if place not in places]
    for place in old:
        shutil.rmtree(place, ignore_errors=True)
    return len(old)


def purge_when_free(library: Library) -> None:
    """Do as `purge_removed` does, unless another process is writing or the library can only be read."""
    with suppress(LibraryError), library.writer(patience=0):
        purge_removed(library.folder)


def place_in(folder: Path, name: str) -> Path:
    """Return where a file of that name stands in a folder.

    Raises:
        LibraryError: the name leads out of the folder, which a catalog from elsewhere may try.
    """
    place = folder / name
    if not place.resolve().is_relative_to(folder.resolve()) or place.resolve() == folder.resolve():
        raise LibraryError(f"{name}: that name leads out of {folder}; nothing is deleted or read there.")
    return place


def _keep(folder: Path, rows: ArticleRows, by: str) -> Removed:
    """Write down an article that is going to be removed: `about.json` last, so that what has it is whole."""
    # Hidden: who indexes a folder that the library stands in must not bring back what was removed from it.
    removed = Removed(f".{secrets.token_hex(8)}", rows.file, rows.article.get("title"), by, time.time())
    place = folder / REMOVED / removed.key
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.mkdir(mode=0o700)
    replace_file(place / _ROWS, json.dumps(to_plain(rows)).encode())
    replace_file(place / _ABOUT, json.dumps(asdict(removed)).encode())
    return removed


def _restore(library: Library, place: Path) -> str:
    try:
        rows = from_plain(json.loads((place / _ROWS).read_bytes()))
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError(f"{place / _ROWS} can't be read: what was removed there can't be put back.") from error
    added, kept = library.folder / ADDED, place / _FILES
    files = [path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()]
    for name in files:
        if place_in(added, name).exists():
            raise LibraryError(f"{name}: another file of that name was added since: remove it first.")
    library.store_again(rows.vector_ids, rows.means, lambda connection: put_back(connection, rows))
    for name in files:
        _move(kept, added, name)
    shutil.rmtree(place)
    return rows.file


def _uploads(folder: Path, rows: ArticleRows) -> list[str]:
    """Return the added files that an article stood in as a whole; of an archive only a part was removed."""
    added = folder / ADDED
    names = [each.file for each in rows.places if each.root == str(added) and not each.member]
    return [name for name in names if place_in(added, name).is_file()]


def _move(folder: Path, target: Path, name: str) -> None:
    """Move a file from one folder to another, with the folders in its name; those that are empty then go."""
    place = place_in(target, name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / name).replace(place)
    for parent in (folder / name).parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()


def _known(folder: Path) -> Iterator[Removed]:
    """Yield what was removed from the library in a folder; what isn't whole is passed over."""
    for place in _places(folder):
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = json.loads((place / _ABOUT).read_bytes())
            title = None if told["title"] is None else str(told["title"])
            yield Removed(place.name, str(told["file"]), title, str(told["by"]), float(told["at"]))


def _places(folder: Path) -> list[Path]:
    removed = folder / REMOVED
    return [place for place in removed.iterdir() if not place.is_symlink()] if removed.is_dir() else []


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into one sentence."""
    try:
        yield
    except OSError as error:
        said = f"{error.filename or folder}: {error.strerror or error}"
        raise LibraryError(f"{said}; see that the library's folder can be written to.") from error
