"""Find article files and read them.

The name of an article is its path below the folder that was named, so a collection keeps its names wherever it stands;
an article in an archive has its place there after the archive's own name. What can't be read for sure is refused with
one sentence; the others go on.
"""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import PressmarkError, UnreadableFileError
from index.readers.extracted import Part
from index.readers.registry import HEAD, SUFFIXES, kind_by_name, kind_of
from index.readers.subprocess import CONFINED
from index.records import SourceText, member_name

MAX_BYTES: Final = 20_000_000
"""Larger texts are no articles; the bound keeps one of them from filling the memory."""
PACKED: Final = frozenset({"pdf", "docx", "odt", "epub", "picture", "warc", "zip"})
"""Kinds whose files hold pictures or many articles, and so may be `PACKED_FACTOR` times as large."""
PACKED_FACTOR: Final = 5


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file held."""

    sha256: str
    """Hexadecimal SHA-256 of its bytes."""
    articles: tuple[SourceText, ...]
    failures: Mapping[str, str]
    """Why parts of an archive could not be read, by their names within it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found under the paths that a user named."""

    articles: tuple[tuple[str, Path], ...]
    """(name, path) of each file that can be read, by name; a name is relative to its root and has `/`."""
    skipped: tuple[str, ...]
    """Names of the files that no reader knows, to be told to the user rather than passed over in silence."""


def read_articles(path: Path, limit: int = MAX_BYTES) -> FileRead:
    """Return every article of the file at `path`: one, or those of an archive or a feed.

    Args:
        path: a file of a kind that is read.
        limit: greatest size in bytes; files that hold pictures or many articles may have five times as much.

    Raises:
        UnreadableFileError: the file vanished, can't be opened, is empty, too large, damaged, of no known kind, or no
            part of it can be read.
    """
    data = read_data(path, limit)
    try:
        parts = CONFINED.read(path.name, data)
    except ValueError as error:
        raise UnreadableFileError(f"{path}: {error}.") from error
    if parts is None:
        raise UnreadableFileError(f"{path}: can't read {path.suffix or 'files without a suffix'}; use {_suffixes()}.")
    sha256 = hashlib.sha256(data).hexdigest()
    failures = {part.member: f"{path}: {part.member}: {part.reason}." for part in parts if not part.article}
    if not any(part.article for part in parts):
        raise UnreadableFileError(_nothing_in(path, parts))
    return FileRead(sha256, tuple(_sources(parts, sha256)), failures)


def read_file(path: Path, limit: int = MAX_BYTES, member: str = "") -> SourceText:
    """Return one article of the file at `path`.

    Args:
        path: a file of a kind that is read.
        limit: greatest size in bytes.
        member: the article's name within the file, when that holds several.

    Raises:
        UnreadableFileError: see `read_articles`; or the file has no such member, or several and none is named.
    """
    read = read_articles(path, limit)
    for source in read.articles:
        if source.member == member:
            return source
    raise UnreadableFileError(
        read.failures.get(member)
        or f"{member_name(str(path), member)}: there is no such article; index the folder again."
    )


def locate(root: Path, name: str) -> tuple[Path, str]:
    """Return the file that holds the article `name` of a folder, and the article's name within that file."""
    path = root / name
    for folder in path.parents:
        if folder == root or folder.is_dir():
            break
        if folder.is_file():
            return folder, path.relative_to(folder).as_posix()
    return path, ""


def read_data(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file that is within its bound and isn't empty.

    Raises:
        UnreadableFileError: the file vanished, can't be opened, is empty, too large, or no regular file.
    """
    return _read_bytes(path, limit * PACKED_FACTOR if kind_by_name(path.name) in PACKED else limit)


def is_supported(path: Path) -> bool:
    """Tell whether a reader exists for the suffix of `path`, in whatever case it is written."""
    return kind_by_name(path.name) is not None


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
    read = {name for name, path in pairs if is_supported(path) or _begins_like_an_article(path)}
    return Listing(
        articles=tuple((name, path) for name, path in pairs if name in read),
        skipped=tuple(name for name, _ in pairs if name not in read),
    )


def _nothing_in(path: Path, parts: Sequence[Part]) -> str:
    """Return what is wrong with an archive of which no part can be read: it is no article, whatever it holds."""
    others = f", nor can {len(parts) - 1} more" if len(parts) > 1 else ""
    first = f" ({parts[0].member}: {parts[0].reason}{others})" if parts else ""
    return f"{path}: nothing in it can be read{first}."


def _sources(parts: Sequence[Part], sha256: str) -> Iterator[SourceText]:
    names: Counter[str] = Counter()
    for part in parts:
        if part.article:
            made = part.article
            names[part.member] += 1  # a feed may have an entry twice
            yield SourceText(
                text=made.text,
                encoding=made.encoding,
                sha256=sha256 if part.data is None else hashlib.sha256(part.data).hexdigest(),
                kind=made.kind,
                member=part.member if names[part.member] == 1 else f"{part.member}-{names[part.member]}",
                stated=made.stated,
                hinted=made.hinted,
                pages=made.pages,
                chosen=made.chosen,
                recognised=made.recognised,
            )


def _begins_like_an_article(path: Path) -> bool:
    """Tell whether a file without a known suffix is a page, a feed or a PDF by its first bytes."""
    try:
        with path.open("rb") as stream:
            return kind_of(path.name, stream.read(HEAD)) is not None
    except (OSError, ValueError):
        return False


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
        pages = {Path(name).stem for name in files if kind_by_name(name) == "html"}
        folders[:] = [name for name in folders if not name.startswith(".") and not _belongs_to_page(name, pages)]
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and _is_inside(path, inside):
                yield path


def _belongs_to_page(folder: str, pages: set[str]) -> bool:
    """Tell whether a folder holds the pictures and frames of a page that a browser saved beside it."""
    return any(folder in {f"{page}_files", f"{page}.files"} for page in pages)


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
    return ", ".join(sorted(SUFFIXES))
