"""Files that only their owner may read, whatever the umask is, written at once."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
"""Mode of a file that its owner alone reads and writes."""


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless it is there: one that is keeps the mode its owner gave it.

    Raises:
        OSError: it can't be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True, mode=0o700)


def make_private_file(path: Path) -> None:
    """Make an empty file unless it is there. SQLite takes it for a new database, and gives its own files its mode.

    A database that is there is not even opened: closing it again would drop the locks that this process has on it.

    Raises:
        OSError: it can't be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))


@contextmanager
def made_private() -> Iterator[None]:
    """Keep from others what a library of somebody else's makes while the block runs.

    It holds for the whole process, so another thread may make a file private that needn't be: no harm, for a moment.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place: a reader sees the old one or the new one whole, a crash or a full disk leaves the old one.

    Raises:
        OSError: it can't be written.
    """
    # A temporary file has mode 600 whatever the umask says.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        written = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise
