"""Find article files and read them.

The name of an article is its path below the folder that was named, so a collection keeps its names wherever it stands.
A file that can't be read for sure is refused with one sentence; the others go on.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.decoding import Decoded, decode
from index.errors import PressmarkError, UnreadableFileError
from index.records import SourceText

MAX_BYTES: Final = 20_000_000
"""Larger files are no articles; the bound keeps one of them from filling the memory."""

Reader = Callable[[bytes], Decoded]
"""Turns the bytes of one file into text; raises `ValueError` with the reason (a clause) when it can't."""

READERS: dict[str, Reader] = {".txt": decode, ".text": decode, ".md": decode, ".markdown": decode}
"""The reader for each suffix, in lower case; another kind of file joins by adding its reader here."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found under the paths that a user named."""

    articles: tuple[tuple[str, Path], ...]
    """(name, path) of each file that can be read, by name; a name is relative to its root and has `/`."""
    skipped: tuple[str, ...]
    """Names of the files that no reader knows, to be told to the user rather than passed over in silence."""


def read_file(path: Path, limit: int = MAX_BYTES) -> SourceText:
    """Return the decoded text of the article at `path`, the codec used and the hash of its bytes.

    Args:
        path: a file with a suffix of `READERS`.
        limit: greatest size in bytes.

    Raises:
        UnreadableFileError: the file vanished, can't be opened, is empty, too large, binary or of no known kind.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(f"{path}: can't read {path.suffix or 'files without a suffix'}; use {_suffixes()}.")
    data = _read_bytes(path, limit)
    try:
        decoded = reader(data)
    except ValueError as error:
        raise UnreadableFileError(f"{path}: {error}; leave it out or save it again as UTF-8 text.") from error
    return SourceText(decoded.text, decoded.encoding, hashlib.sha256(data).hexdigest())


def is_supported(path: Path) -> bool:
    """Tell whether a reader exists for the suffix of `path`, in whatever case it is written."""
    return path.suffix.lower() in READERS


def list_articles(paths: Sequence[Path]) -> Listing:
    """List the files under `paths`, each a file or a folder, which is searched through all its levels.

    Hidden files and folders are left out, and so are links that lead out of the folder: they could bring in files that
    the user never meant to share. A file reached twice is listed once.

    Raises:
        PressmarkError: a path is missing or can't be listed, or two different files have the same name.
    """
    names: dict[str, Path] = {}
    seen: set[Path] = set()
    for name, path in (pair for root in paths for pair in _files_of(root)):
        real = path.resolve()
        if real in seen:
            continue
        if name in names:
            raise PressmarkError(
                f"{names[name]} and {path} would both be named {name}; index their common parent folder."
            )
        names[name] = path
        seen.add(real)
    pairs = sorted(names.items())
    return Listing(
        articles=tuple((name, path) for name, path in pairs if is_supported(path)),
        skipped=tuple(name for name, path in pairs if not is_supported(path)),
    )


def _files_of(root: Path) -> list[tuple[str, Path]]:
    """List one root; real files come before links, so that a link to a file listed anyway doesn't rename it."""
    try:
        mode = root.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PressmarkError(f"{root}: can't be found ({reason}); check the path.") from error
    if stat.S_ISREG(mode):
        return [(_readable(root.name), root)]
    if not stat.S_ISDIR(mode):
        raise PressmarkError(f"{root}: neither a file nor a folder; give one of these.")
    found = sorted(_walk(root), key=lambda path: (path.is_symlink(), path))
    return [(_readable(path.relative_to(root).as_posix()), path) for path in found]


def _walk(root: Path) -> Iterator[Path]:
    inside = root.resolve()
    for folder, folders, files in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and _is_inside(path, inside):
                yield path


def _is_inside(path: Path, inside: Path) -> bool:
    """Tell whether `path` is a regular file that really stands below the folder `inside`."""
    try:
        return path.is_file() and (not path.is_symlink() or path.resolve(strict=True).is_relative_to(inside))
    except (OSError, RuntimeError):  # a link that leads nowhere or in a circle
        return False


def _refuse(error: OSError) -> None:
    raise PressmarkError(f"{error.filename}: can't be listed ({error.strerror}); check its permissions.") from error


def _readable(name: str) -> str:
    """Return a name that can be stored and shown, also when its bytes aren't UTF-8."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def _read_bytes(path: Path, limit: int) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise UnreadableFileError(f"{path}: not a regular file; give a file or a folder.")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise UnreadableFileError(f"{path}: no such file; check the path and index again.") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL character
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(f"{path}: can't be opened ({reason}); check its permissions.") from error
    if len(data) > limit:
        raise UnreadableFileError(f"{path}: larger than {limit:,} bytes; split it or leave it out.")
    if not data:
        raise UnreadableFileError(f"{path}: the file is empty; leave it out.")
    return data


def _suffixes() -> str:
    return ", ".join(sorted(READERS))
