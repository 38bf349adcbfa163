"""Escaping: every word of an article, a title or a file name goes through `esc` on its way into HTML."""

import html
import json
import re
from collections.abc import Callable
from typing import Final

from babel import Locale, UnknownLocaleError

_UNSHOWABLE: Final = re.compile("[\0\ud800-\udfff]")
_BLANK: Final = 0xF0000
"""Characters that stand for nothing, and for the blanks of a sentence until it is escaped."""


def esc(text: str) -> str:
    """Return text for HTML, in elements and in quoted attributes; it reads back as the same characters.

    A carriage return would be read as a line feed, so it goes as a character reference; a lone surrogate and NUL can't
    stand in HTML and are shown as U+FFFD.
    """
    return html.escape(_UNSHOWABLE.sub("\ufffd", text)).replace("\r", "&#13;")


def attribute(value: object) -> str:
    """Return data as JSON for a quoted attribute, which the script reads."""
    return esc(json.dumps(value, ensure_ascii=True))


def spoken_in(language: str) -> str:
    """Return the attributes of an element whose words are in a language: which it is, and which way it runs.

    >>> spoken_in("ar")
    'lang="ar" dir="rtl"'
    """
    try:
        direction = Locale.parse(language).text_direction
    except (UnknownLocaleError, ValueError):
        direction = "ltr"
    return f'lang="{esc(language)}" dir="{direction}"'


def filled_html(sentence: Callable[..., str], **pieces: str) -> str:
    """Return a sentence for HTML, with HTML in its blanks: all of it is escaped but these pieces.

    >>> filled_html("Nearest: {places}.".format, places="<b>here</b>")
    'Nearest: <b>here</b>.'
    """
    marks = {name: chr(_BLANK + number) for number, name in enumerate(pieces)}
    made = esc(sentence(**marks))
    for name, mark in marks.items():
        made = made.replace(mark, pieces[name])
    return made


def joined(parts: "list[str | None] | tuple[str | None, ...]") -> str:
    """Return what is known, with a middle dot between; the parts are escaped already."""
    return '<span class="dot" aria-hidden="true"> · </span>'.join(part for part in parts if part)
