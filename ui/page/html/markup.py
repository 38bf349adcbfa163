"""What all HTML of the page is made with: every word of an article, a title or a file name goes through `esc`."""

import calendar
import html
import json
import re
from typing import Final

_UNSHOWABLE: Final = re.compile("[\0\ud800-\udfff]")


def esc(text: str) -> str:
    """Return text for HTML, in elements and in quoted attributes; it reads back as the same characters.

    A carriage return would be read as a line feed, so it goes as a character reference; a lone surrogate and NUL can't
    stand in HTML and are shown as U+FFFD.
    """
    return html.escape(_UNSHOWABLE.sub("\ufffd", text)).replace("\r", "&#13;")


def attribute(value: object) -> str:
    """Return data as JSON for a quoted attribute, which the script reads."""
    return esc(json.dumps(value, ensure_ascii=True))


def long_date(iso: str | None) -> str:
    """Return `2017-04-28` as `28 April 2017`, `2017-04` as `April 2017`; what is no date comes back as it is."""
    parts = (iso or "").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso or ""
    year, month, day = (*map(int, parts), 0, 0)[:3]
    if not 0 <= month <= 12:
        return iso or ""
    return " ".join(part for part in (str(day) if day else "", calendar.month_name[month], str(year)) if part)


def joined(parts: "list[str | None] | tuple[str | None, ...]") -> str:
    """Return what is known, with a middle dot between; the parts are escaped already."""
    return '<span class="dot" aria-hidden="true"> · </span>'.join(part for part in parts if part)
