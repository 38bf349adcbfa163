"""Where the files on a queue stand: in a folder, or in a storage that fsspec reads (`s3://`, `memory://`, `file://`)."""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from index.catalog.sources import folder_here
from index.errors import PressmarkError, UnreadableFileError, UsageError
from index.ingestion.planning import FoundFile
from index.readers.files import PACKED_FACTOR, is_supported, read_data

_ADDRESS: Final = re.compile(r"(?!https?://)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_OBJECTS: Final = ("s3", "gs", "az")
"""Storages that obstore speaks with; keys and endpoints come from the environment, as `AWS_ACCESS_KEY_ID`."""
_TOLD: Final = ("size", "ETag", "etag", "e_tag", "md5", "sha256", "mtime", "LastModified", "last_modified", "created")
"""What storages tell of a file that changes with its content; each tells some of these."""


class GoneError(PressmarkError):
    """A file isn't where it was when it was put on the queue."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a storage."""

    name: str
    """Its path below the address, with `/`."""
    mark: str
    """Changes when the file does, as far as the storage tells."""


def is_address(named: str) -> bool:
    """Say whether what was named is the address of a storage, and not a folder or a page of the web.

    >>> is_address("s3://bucket/articles"), is_address("articles"), is_address("https://example.org/feed")
    (True, False, False)
    """
    return bool(_ADDRESS.match(named))


def list_storage(address: str) -> tuple[list[StoredFile], list[str]]:
    """Return the files below an address that are read, and the names of those that aren't.

    Raises:
        UsageError: the package for the storage isn't installed, or there is none of that kind.
        PressmarkError: it holds nothing, or can't be listed.
    """
    with _reported(address):
        storage, top = _opened(address)
        if not storage.exists(top):  # so that a slip of the pen takes nothing out
            raise PressmarkError(f"{address} holds nothing: check the address.")
        found = storage.find(top, detail=True)
    names = {_below(top, path): about for path, about in found.items()}
    shown = {name: about for name, about in names.items() if not _is_hidden(name)}
    read = [StoredFile(name, _mark(about)) for name, about in sorted(shown.items()) if is_supported(Path(name))]
    return read, sorted(name for name in shown if not is_supported(Path(name)))


@contextmanager
def fetched(root: str, name: str, limit: int) -> Iterator[FoundFile]:
    """Give a file for reading while the block runs; of a storage it is a copy.

    Args:
        root: the folder or the address.
        name: the file's path below it.
        limit: the largest size that is read, in bytes.

    Raises:
        GoneError: it isn't there any more.
        PressmarkError: the folder isn't on this machine, or the storage doesn't answer.
    """
    if is_address(root):
        with tempfile.TemporaryDirectory(prefix="pressmark-") as folder:
            yield _found(root, name, _copied(root, name, Path(folder), limit * PACKED_FACTOR + 1), limit)
        return
    top = folder_here(root)
    if top is None or not top.is_dir():
        raise PressmarkError(f"This machine has no folder {root}: workers need what was put on the queue.")
    if not (top / name).is_file():
        raise GoneError(f"{top / name}: no such file.")
    yield _found(root, name, top / name, limit)


def _found(root: str, name: str, path: Path, limit: int) -> FoundFile:
    try:
        data = read_data(path, limit)
    except UnreadableFileError:  # reading it in earnest says why
        return FoundFile(root, name, path, None)
    return FoundFile(root, name, path, hashlib.sha256(data).hexdigest(), len(data))


def _copied(address: str, name: str, folder: Path, most: int) -> Path:
    """Copy a file of a storage into a folder, no more of it than can be read."""
    copy = folder / PurePosixPath(name).name
    with _reported(address):
        storage, top = _opened(address)
        try:
            with storage.open(f"{top.rstrip('/')}/{name}", "rb") as stored:
                copy.write_bytes(stored.read(most))
        except FileNotFoundError as error:
            raise GoneError(f"{address.rstrip('/')}/{name}: no such file.") from error
    return copy


def _opened(address: str) -> tuple[Any, str]:
    """Return the storage of an address and the path within it."""
    try:
        from fsspec.core import url_to_fs

        kind = address.partition("://")[0].lower()
        if kind in _OBJECTS:
            from obstore.fsspec import register

            register(kind)
        storage, top = url_to_fs(address)
        storage.invalidate_cache()
    except ImportError as error:
        raise UsageError(f"{address} needs a package: install `pip install 'pressmark[storage]'`.") from error
    except ValueError as error:
        raise UsageError(f"{address}: there is no such kind of storage.") from error
    return storage, str(top)


@contextmanager
def _reported(address: str) -> Iterator[None]:
    """Turn what a storage refuses into one sentence: its library has errors of its own, besides those of the system."""
    try:
        yield
    except PressmarkError:
        raise
    except Exception as error:
        reason = str(error).partition("\n")[0].rstrip(".") or type(error).__name__
        raise PressmarkError(f"{address} can't be read ({reason}): check the address and its keys.") from error


def _below(top: str, path: str) -> str:
    """Return a path below another one; of a single file its name."""
    below = path.removeprefix(top).lstrip("/")
    return below or PurePosixPath(path).name


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def _mark(about: dict[str, Any]) -> str:
    told = [f"{key}={about[key]}" for key in _TOLD if about.get(key) is not None]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
