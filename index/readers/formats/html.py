"""Web pages, saved or fetched: trafilatura finds the article in the page, `webpage` what the page says of it."""

import codecs
import re
from typing import Final

from index.readers.decoding import decode
from index.readers.extracted import Extracted, Part, require_text, stated, tidy
from index.readers.markup.blocks import to_markdown
from index.readers.markup.scripts import resolve_scripts
from index.readers.markup.styles import Styles
from index.readers.markup.tree import as_seen, parse_html
from index.readers.webpage.card import page_card

NO_TEXT: Final = "it holds no text; save the page again after it has loaded"
SURE: Final = 120
"""Characters under which it is doubtful what trafilatura found: then all of the page is taken, and cleaned as text."""
_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE
)
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(https?://[^\s<>]{3,2000}?)\s*-->", re.IGNORECASE)
_SINGLE_FILE: Final = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://[^\s<>]{3,2000})", re.IGNORECASE
)
_HEAD: Final = 4096
"""Bytes or characters in which a page says its encoding, and the browser where it was saved from."""


def read_html(data: bytes) -> tuple[Part, ...]:
    """Read a page.

    Raises:
        ValueError: it isn't text, or holds none.
    """
    return (Part("", page_article(data)),)


def page_article(data: bytes, address: str | None = None) -> Extracted:
    """Return the article of a page.

    Args:
        data: the page.
        address: where it came from, when that is known from elsewhere.

    Raises:
        ValueError: it isn't text, or holds none.
    """
    text = decode_page(data)
    tree = parse_html(text)
    if tree is None:
        raise ValueError(NO_TEXT)
    from trafilatura import bare_extraction

    resolve_scripts(tree, Styles(tree))  # a note's mark is no part of a title
    about = page_card(tree, address or _saved_from(text))  # before what is hidden goes: dates for programs
    furnished = to_markdown(as_seen(tree), furniture=False)  # before trafilatura, which takes the tree apart
    found = bare_extraction(tree, with_metadata=False, include_comments=False)
    # Either a Document or a plain dictionary, says its type; both give a dictionary.
    parts = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    chosen_tree = parts.get("body")
    body = to_markdown(chosen_tree) if chosen_tree is not None else ""
    chosen = len(body) >= SURE
    body = body if chosen else furnished
    return Extracted(
        text=require_text(_under_title(body, about.title.value if chosen and about.title else None), NO_TEXT),
        kind="html",
        stated=about,
        hinted=stated(language=(tree.get("lang") or "")[:2].lower() or None),
    )  # not `chosen`: what trafilatura leaves of furniture is marked as in any text


def decode_page(data: bytes) -> str:
    """Decode a page by its mark, the encoding it names, or as any text.

    Raises:
        ValueError: it isn't text in any known encoding.
    """
    named = _CHARSET.search(data[:_HEAD])
    if named and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, ValueError):  # an encoding nobody knows, or another than the page's
            pass
    return decode(data).text


def _under_title(body: str, title: str | None) -> str:
    """Put the title at the head unless the text begins with it."""
    wanted = " ".join(tidy(title or "").split())
    first = body.partition("\n")[0].lstrip("# ").strip()
    if not wanted or first.casefold() == wanted.casefold():
        return f"# {body.lstrip('# ')}" if wanted else body
    return f"# {wanted}\n\n{body}"


def _saved_from(text: str) -> str | None:
    found = _SAVED_FROM.search(text[:_HEAD]) or _SINGLE_FILE.search(text[:_HEAD])
    return found[1] if found else None
