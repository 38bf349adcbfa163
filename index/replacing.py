"""Writes a small file at once, for its owner only."""

import os
import tempfile
from pathlib import Path


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
