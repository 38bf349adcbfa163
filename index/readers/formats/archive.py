"""Zip files of articles: each file in them is read as if it stood in a folder of that name."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from index.readers.extracted import LARGEST_TEXT, Part
from index.readers.formats.zipped import open_zip, read_member

NO_ARTICLES: Final = "it holds no articles of a kind that is read; leave it out"


def read_archive(data: bytes, read: Callable[[str, bytes], Iterable[Part] | None]) -> tuple[Part, ...]:
    """Read the files of a zip; a zip within a zip is not opened.

    Args:
        data: the zip file.
        read: reads one file by its name and bytes; returns nothing for a kind that isn't read.

    Raises:
        ValueError: it is damaged, out of bounds, or holds no article.
    """
    parts: list[Part] = []
    size = 0
    with open_zip(data) as opened:
        for name in sorted(opened.namelist()):
            if not name or name.endswith("/") or _is_hidden(name):
                continue
            try:
                body = read_member(opened, name)
                found = [_inside(name, part, body) for part in read(name, body) or ()]
            except ValueError as error:
                found = [Part(name, reason=str(error))]
            size += sum(len(part.article.text) for part in found if part.article)
            if size > LARGEST_TEXT:
                raise ValueError(f"it holds more than {LARGEST_TEXT:,} characters; split it")
            parts += found
    if not parts:
        raise ValueError(NO_ARTICLES)
    return tuple(parts)


def _inside(name: str, part: Part, body: bytes) -> Part:
    member = f"{name}/{part.member}" if part.member else name
    return replace(part, member=member, data=body if part.data is None else part.data)


def _is_hidden(name: str) -> bool:
    return any(piece.startswith(".") or piece == "__MACOSX" for piece in name.split("/"))
