"""Feeds (RSS, Atom) by feedparser: each entry is an article of its own, with its own title, author and date.

A sitemap is a list of addresses without text: it is refused, unless its pages may be fetched (`ui` asks for that).
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from email.utils import parsedate_tz
from typing import Any, Final

from lxml import etree

from index.language.dates import find_date
from index.readers.extracted import Extracted, Part, require_text, stated, tidy
from index.readers.markup.blocks import fragment_text

SITEMAP: Final = "it is a sitemap, a list of addresses without text; give --allow-network to fetch its pages"
NO_TEXT: Final = "it is a feed without text; save the pages that it names"
_ROOT: Final = re.compile(rb"<(?![?!])(?:[\w.-]+:)?(\w+)")
_HEAD: Final = 4096
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
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
        about = stated(
            title=title,
            author=entry.get("author"),
            publisher=publisher,
            published=_day(entry, "published") or _day(entry, "updated"),
            url=entry.get("link"),
        )
        yield Part(_name(entry, title), Extracted(text, "feed", stated=about, chosen=True), data=text.encode())


def _day(entry: Mapping[str, Any], name: str) -> str | None:
    """Return the day of a stamp as the entry writes it, in its own time zone; feedparser turns it to Greenwich's."""
    written = str(entry.get(name) or "").strip()
    iso = _ISO.match(written)
    mail = None if iso else parsedate_tz(written)
    told = entry.get(f"{name}_parsed")
    year, month, day = map(int, iso.groups()) if iso else mail[:3] if mail else told[:3] if told else (0, 0, 0)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        found = find_date(written)
        return found.iso if found else None


def _name(entry: Mapping[str, Any], title: str) -> str:
    """Return a name that a reader recognises and that stays the same when the feed grows."""
    identity = str(entry.get("id") or entry.get("link") or title)
    words = _NAME.sub("-", title.casefold()).strip("-")[:60].strip("-")
    return f"{words or 'entry'}-{hashlib.sha256(identity.encode('utf-8', 'replace')).hexdigest()[:8]}"
