"""Zip files, also those inside `.docx`, `.odt` and `.epub`: opened within bounds."""

import io
import zipfile
import zlib
from typing import Final

DAMAGED: Final = "it is damaged; fetch or save it again"
LARGEST_MEMBER: Final = 50_000_000
"""Bytes that one member may unfold to."""
LARGEST_ALL: Final = 200_000_000
"""Bytes that all members together may say they unfold to."""
MOST_MEMBERS: Final = 10_000


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a zip file that is within bounds.

    Raises:
        ValueError: it is damaged, holds too many files, or would unfold to too much.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ValueError(DAMAGED) from error
    if len(opened.infolist()) > MOST_MEMBERS:
        raise ValueError(f"it holds more than {MOST_MEMBERS:,} files; split it")
    if sum(info.file_size for info in opened.infolist()) > LARGEST_ALL:
        raise ValueError(f"it unfolds to more than {LARGEST_ALL:,} bytes; split it")
    return opened


def read_member(opened: zipfile.ZipFile, name: str) -> bytes:
    """Return one file of a zip.

    Raises:
        ValueError: it is missing, encrypted, damaged or too large, whatever the zip's list says of its size.
    """
    try:
        info = opened.getinfo(name)
        if info.flag_bits & 1:
            raise ValueError("it is encrypted; save it without a password")
        with opened.open(info) as stream:
            data = stream.read(LARGEST_MEMBER + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise ValueError(DAMAGED) from error
    if len(data) > LARGEST_MEMBER:
        raise ValueError(f"it unfolds to more than {LARGEST_MEMBER:,} bytes; leave it out")
    return data
