"""Feeds (RSS, Atom) by feedparser: each entry is an article of its own, with its own title, author and date.

A sitemap is a list of addresses without text: it is refused, unless its pages may be fetched (`ui` asks for that).
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from index.readers.extracted import Extracted, Part, require_text, stated, tidy
from index.readers.markup.blocks import fragment_text

SITEMAP: Final = "it is a sitemap, a list of addresses without text; give --allow-network to fetch its pages"
NO_TEXT: Final = "it is a feed without text; save the pages that it names"
_ROOT: Final = re.compile(rb"<(?![?!])(?:[\w.-]+:)?(\w+)")
_HEAD: Final = 4096
_NAME: Final = re.compile(r"[\W_]+")


def root_tag(data: bytes) -> str:
    """Return the name of the first element of some XML, in lower case."""
    found = _ROOT.search(data[:_HEAD])
    return found[1].decode("ascii", "replace").lower() if found else ""


def read_feed(data: bytes) -> tuple[Part, ...]:
    """Read the entries of a feed.

    Raises:
        ValueError: it is a sitemap, no feed, or one without text.
    """
    if root_tag(data) in {"urlset", "sitemapindex"}:
        raise ValueError(SITEMAP)
    import feedparser

    try:
        feed = feedparser.parse(io.BytesIO(data))
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        raise ValueError("it is a feed that breaks its parser; save it again") from error
    if not feed.get("version"):
        raise ValueError("it is no feed; leave it out")
    parts = tuple(_entries(feed))
    if not any(part.article for part in parts):
        raise ValueError(NO_TEXT)
    return parts


def sitemap_addresses(data: bytes) -> tuple[str, ...]:
    """Return the addresses that a sitemap lists, in its order, each once."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    tree = etree.fromstring(data, parser)
    found = () if tree is None else ((each.text or "").strip() for each in tree.iter("{*}loc"))
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))


def _entries(feed: Mapping[str, Any]) -> Iterator[Part]:
    publisher = feed["feed"].get("title")
    for entry in feed["entries"]:
        title = " ".join(tidy(fragment_text(entry.get("title") or "")).lstrip("# ").split())
        bodies = [each.get("value") for each in entry.get("content", ())] or [entry.get("summary")]
        words = "\n\n".join(filter(None, (fragment_text(each or "") for each in bodies)))  # a broken one is None
        if not words:
            continue
        text = require_text(f"# {title}\n\n{words}" if title else words, NO_TEXT)
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        about = stated(
            title=title,
            author=entry.get("author"),
            publisher=publisher,
            published=f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None,
            url=entry.get("link"),
        )
        yield Part(_name(entry, title), Extracted(text, "feed", stated=about, chosen=True), data=text.encode())


def _name(entry: Mapping[str, Any], title: str) -> str:
    """Return a name that a reader recognises and that stays the same when the feed grows."""
    identity = str(entry.get("id") or entry.get("link") or title)
    words = _NAME.sub("-", title.casefold()).strip("-")[:60].strip("-")
    return f"{words or 'entry'}-{hashlib.sha256(identity.encode('utf-8', 'replace')).hexdigest()[:8]}"
