"""The text of a draft: of a file of any kind that is read, or of stdin."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import UsageError
from index.readers.decoding import decode
from index.readers.files import read_articles
from index.readers.subprocess import CONFINED

STREAM: Final = "-"
"""Stands for stdin as the draft."""
_MOST_BYTES: Final = 4_000_000
"""Of a draft on stdin: more is beyond what is checked, whatever its encoding."""


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft as it was read."""

    name: str
    text: str


def read_draft_text(draft: str, limit: int) -> ReadDraft:
    """Return the text of a draft; a file that needs a parser is read in a process of its own, within its bounds.

    Raises:
        UsageError: it holds several articles, as an archive does, or stdin is no text.
        UnreadableFileError: the file can't be read.
    """
    if draft == STREAM:
        return ReadDraft("stdin", _of_stdin())
    try:
        found = read_articles(Path(draft), limit)
    finally:
        CONFINED.close()
    if len(found.articles) != 1 or found.failures:
        raise UsageError(f"{draft} holds several articles: check one draft at a time.")
    return ReadDraft(draft, found.articles[0].text)


def _of_stdin() -> str:
    data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise UsageError(f"stdin has more than {_MOST_BYTES:,} bytes: check the draft in parts.")
    try:
        return decode(data).text
    except ValueError as error:
        raise UsageError(f"stdin: {error}.") from error
