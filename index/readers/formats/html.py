"""Web pages, saved or fetched: trafilatura finds the article in the page, `webpage` what the page says of it."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml import html

from index.readers.decoding import decode
from index.readers.extracted import Extracted, Part, require_text, stated
from index.readers.markup.blocks import to_markdown
from index.readers.markup.scripts import resolve_scripts
from index.readers.markup.styles import Styles
from index.readers.markup.tree import as_seen, parse_html
from index.readers.webpage.card import page_card
from index.readers.webpage.extraction import article_text
from index.readers.webpage.live import Entry, by_writer_and_day, live_entries
from index.readers.webpage.structured import read_structured
from index.records import Found

NO_TEXT: Final = "it holds no text; save the page again after it has loaded"
_FEW: Final = 60
"""Characters under which what is left of a live page beside its entries is nothing but its headline."""
_NAME: Final = re.compile(r"[\W_]+")
_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE
)
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(https?://[^\s<>]{3,2000}?)\s*-->", re.IGNORECASE)
_SINGLE_FILE: Final = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://[^\s<>]{3,2000})", re.IGNORECASE
)
_HEAD: Final = 4096
"""Bytes or characters in which a page says its encoding, and the browser where it was saved from."""


def read_html(data: bytes, address: str | None = None) -> tuple[Part, ...]:
    """Read a page: one article, or what a live page says itself and its entries by who wrote them on which day.

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
    resolve_scripts(tree, Styles(tree))  # a note's mark is no part of a title
    structured = read_structured(tree)
    about = page_card(tree, structured, address or _saved_from(text))  # before what is hidden goes: dates for programs
    entries = live_entries(tree, structured)
    hinted = stated(language=(tree.get("lang") or "")[:2].lower() or None)
    page = Extracted("", "html", stated=about, hinted=hinted)
    seen = as_seen(tree)
    parts = tuple(_entries(seen, entries, page))
    body, sure = article_text(seen)
    if parts and len(body) < _FEW:
        return parts
    title = _value(about.title) if sure or parts else ""
    # Not `chosen`: what trafilatura leaves of furniture is marked as in any text.
    return (Part("", replace(page, text=require_text(_under_title(body, title), NO_TEXT))), *parts)


def _entries(tree: html.HtmlElement, entries: Sequence[Entry], page: Extracted) -> Iterator[Part]:
    """Yield the entries of a live page, those of one writer and day as one article, and take them out of its tree."""
    card = page.stated
    groups = by_writer_and_day(entries, _value(card.author), _value(card.published))
    for number, ((author, published), written) in enumerate(groups.items(), 1):
        shown = [each for entry in written for each in entry.elements if each.getroottree().getroot() is tree]
        words = "\n\n".join(filter(None, (to_markdown(each, furniture=False) for each in shown)))
        for each in shown:
            each.drop_tree()
        if words:
            own = stated(author=author, published=published)
            about = replace(card, author=own.author, published=own.published, updated=None)
            text = require_text(_under_title(words, _value(card.title)), NO_TEXT)
            name = "-".join(filter(None, (_NAME.sub("-", author.casefold()).strip("-")[:40], published)))
            data = "\0".join((author, published, text)).encode()
            yield Part(name or f"entry-{number}", replace(page, text=text, stated=about), data=data)


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


def _value(found: Found | None) -> str:
    return found.value if found else ""


def _under_title(body: str, title: str) -> str:
    """Put the title at the head unless the text begins with it."""
    first = body.partition("\n")[0].lstrip("# ").strip()
    if not title or first.casefold() == title.casefold():
        return f"# {body.lstrip('# ')}" if title else body
    return f"# {title}\n\n{body}"


def _saved_from(text: str) -> str | None:
    found = _SAVED_FROM.search(text[:_HEAD]) or _SINGLE_FILE.search(text[:_HEAD])
    return found[1] if found else None
