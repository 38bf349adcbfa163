"""A catalog whose file is damaged, set aside: what stands only in the library's folder is never deleted for it."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from index.catalog.backends.sqlite import FILE_NAME
from index.errors import BusyError, LibraryError
from index.private_files import PRIVATE, make_private_folder

PARTS: Final = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm")
"""The files of a catalog: a log that stayed behind would be taken for that of the next one."""


def set_catalog_aside(folder: Path) -> Path:
    """Move a catalog that can't be read into a folder of its own, so that a new one can be made; return that folder.

    Raises:
        BusyError: another process is writing to the library.
        LibraryError: the folder can't be written to.
    """
    aside = folder / f"damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    try:
        with FileLock(folder / "writer.lock", mode=PRIVATE).acquire(timeout=0.5):
            make_private_folder(aside)
            for name in PARTS:
                if (folder / name).exists():
                    os.replace(folder / name, aside / name)
    except Timeout as busy:
        raise BusyError(f"Another process is writing to the library {folder}: wait until it is done.") from busy
    except OSError as error:
        raise LibraryError(f"{error.filename or folder}: {error.strerror or error}.") from error
    return aside


def folders_named(aside: Path) -> list[str]:
    """Return the folders that a damaged catalog says were indexed, as far as it can still be read."""
    try:
        with closing(sqlite3.connect(f"{(aside / FILE_NAME).resolve().as_uri()}?mode=ro", uri=True)) as database:
            return sorted({str(root) for (root,) in database.execute("SELECT DISTINCT root FROM source")})
    except sqlite3.Error:
        return []
