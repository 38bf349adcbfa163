"""Single articles of a library: added from anywhere, read again where they stand.

`index` follows folders; here a person decides about each file, as the page lets them.
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from index.catalog.schema import ARTICLE, SOURCE
from index.catalog.sources import folder_here
from index.ingestion.removal import ADDED, keep_replaced, place_in
from index.ingestion.sync import Progress, Report, index_paths
from index.library.library import Library
from index.readers.files import is_supported
from index.records import Failure
from index.settings import IndexSettings


def add_files(
    library: Library, files: Mapping[str, Path], settings: IndexSettings, progress: Progress | None = None, by: str = ""
) -> Report:
    """Copy files into the library's own folder and index them there.

    A file that has the name of one added before takes its place; the other can be put back for a day, as if it had been
    removed. What can't be read isn't kept.

    Args:
        library: where the articles go.
        files: what to add, by the name that each gets there; with folders before it, as in `2020/ferry.md`.
        settings: the limit of a file and the size of a passage.
        progress: called as `index_paths` calls it; what it raises ends the run; what was stored by then
            stays, and no other file is kept.
        by: who adds them, for whoever puts back what they replace.

    Returns:
        What was done; a file of a kind that isn't read is among the failed ones.

    Raises:
        PressmarkError: another process is writing.
    """
    folder = library.folder / ADDED
    folder.mkdir(mode=0o700, exist_ok=True)
    keep_replaced(library, files, by)
    copied, refused = _take(files, folder)
    try:
        report = index_paths(library, [folder], settings, progress) if copied else Report()
    except BaseException:
        for file in copied - _folders(library).get(str(folder), set()):
            _delete(folder, file)  # else the next files that are added would bring it along
        raise
    report.unchanged = [file for file in report.unchanged if file in copied]  # of those added before nobody asked
    bad = [failure.file for failure in report.failed if (folder / failure.file).is_file()]  # else a part of an archive
    for file in bad:
        _delete(folder, file)
    with library.writer():
        library.rearrange({}, {}, [(str(folder), file) for file in bad])
    report.failed += refused
    return report


def refresh(library: Library, settings: IndexSettings, progress: Progress | None = None) -> Report:
    """Read the articles of the library again where they stand: changed ones are replaced, vanished ones go.

    New files beside them are not taken in. A folder that isn't there, such as on a disk that was taken off, changes
    nothing; nor does one of another machine, from which the library was imported.

    Raises:
        PressmarkError: another process is writing.
    """
    whole = Report()
    for root, files in _folders(library).items():
        folder = folder_here(root)
        if folder is None or not folder.is_dir():
            continue
        done = index_paths(library, [folder], settings, progress, only=files)
        for name in ("new", "changed", "moved", "copied", "unchanged", "removed", "failed"):
            getattr(whole, name).extend(getattr(done, name))
        whole.embedded += done.embedded
    return whole


def _take(files: Mapping[str, Path], folder: Path) -> tuple[set[str], list[Failure]]:
    """Copy files into a folder by their names; return those that are there, and why the others aren't."""
    copied, refused = set(), []
    for name, file in files.items():
        if not is_supported(Path(name)):
            refused.append(Failure(name, f"{name}: not a kind of file that is read."))
            continue
        try:
            _copy(file, place_in(folder, name))
            copied.add(name)
        except OSError as error:
            refused.append(Failure(name, f"{name} can't be kept with the library: {error.strerror}."))
    return copied, refused


def _copy(file: Path, place: Path) -> None:
    """Copy a file, whole or not at all; who copies another to the same place meanwhile isn't in the way."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # Hidden: what is listed meanwhile leaves it out.
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as half:
        try:
            with file.open("rb") as read:
                shutil.copyfileobj(read, half)
            half.close()
            Path(half.name).replace(place)
        except OSError:
            Path(half.name).unlink()
            raise


def _delete(folder: Path, name: str) -> None:
    """Delete a file, and the folders below the given one that are empty then."""
    (folder / name).unlink()
    for parent in (folder / name).parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()


def _folders(library: Library) -> dict[str, set[str]]:
    """Return the names of the files that were read in each indexed folder."""
    found: dict[str, set[str]] = {}
    with library.catalog.reading() as connection:
        for table in (ARTICLE, SOURCE):
            for row in connection.execute(select(table.c.root, table.c.file)):
                found.setdefault(row.root, set()).add(row.file)
    return found
