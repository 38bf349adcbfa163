"""What a reader gives back, and how it says that it can't."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from index.language.analysis import INVISIBLE
from index.records import Found, Metadata, RecognisedLine

LARGEST_TEXT: Final = 20_000_000
"""Characters that one file may give, which bounds what a compressed one can unfold to."""
STATED: Final = "file"
"""How a value was found that a file states beside its text: in meta tags, properties or headers."""

_HEAD: Final = 2000
_INVISIBLE: Final = dict.fromkeys(map(ord, INVISIBLE))
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one article, and what the file says of it."""

    text: str
    """Offsets of citations count in it. It is the decoded file for plain text, else Markdown made from the file."""
    kind: str
    """The reader: `text`, `html`, `pdf`, `docx`, `odt`, `epub`, `mail`, `feed`."""
    encoding: str = ""
    """The codec, where the whole file is one encoded text."""
    stated: Metadata = field(default_factory=Metadata)
    """What the file states for its readers, such as the date in a page's meta tags: surer than the text."""
    hinted: Metadata = field(default_factory=Metadata)
    """What its properties say, often by accident (a template's author): used where the text says nothing."""
    pages: tuple[int, ...] = ()
    """Where each page begins in the text."""
    chosen: bool = False
    """Whether the reader has left out page furniture, so that all of the text is the article."""
    recognised: tuple[RecognisedLine, ...] = ()
    """The lines that were recognised in pictures."""


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a file, or why it can't be read."""

    member: str
    """Its name within an archive, `""` for a file that is one article."""
    article: Extracted | None = None
    reason: str = ""
    """Why there is no article, with what to do: `it is encrypted; save it without a password`."""
    data: bytes | None = None
    """The bytes it was made from, when they aren't the file's; their hash tells when it has changed."""


Reader = Callable[[bytes], Iterable[Part]]
"""Raises `ValueError` with the reason, as in `Part.reason`, when the whole file can't be read."""


def tidy(text: str) -> str:
    """Return the text without characters that are no text: control characters and halves of surrogate pairs."""
    return _CONTROLS.sub("", text)


def stated(**values: str | None) -> Metadata:
    """Return metadata from the fields of a file; without empty ones, soft hyphens and white space that is doubled."""
    known = {name: " ".join(tidy(value or "").translate(_INVISIBLE).split())[:500] for name, value in values.items()}
    return Metadata(**{name: Found(value, STATED) for name, value in known.items() if value})


def weigh(text: str, title: str | None, author: str | None) -> tuple[Metadata, Metadata]:
    """Return the title and author of a document's properties as what is stated and what is hinted.

    Templates and programs fill such properties, so a value is only sure when the head of the text has it too.
    """
    head = " ".join(text[:_HEAD].split()).casefold()
    values = {"title": " ".join((title or "").split()), "author": " ".join((author or "").split())}
    sure = {name for name, value in values.items() if value and value.casefold() in head}
    return (
        stated(**{name: value for name, value in values.items() if name in sure}),
        stated(**{name: value for name, value in values.items() if name not in sure}),
    )


def require_text(text: str, reason: str) -> str:
    """Return a text that is not empty nor beyond the bound.

    Raises:
        ValueError: with `reason`, or that it is too long.
    """
    if not text.strip():
        raise ValueError(reason)
    if len(text) > LARGEST_TEXT:
        raise ValueError(f"it holds more than {LARGEST_TEXT:,} characters; split it")
    return text
