"""Find what is known of an article beside its text, each value with the words that prove it.

General rules only, no list of sites. A wrong author or date in a citation misleads more than a missing one, so a value
that isn't sure stays `None`: never today's date, never the time stamp of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from index.chunking.frontmatter import FrontMatter, find_front_matter
from index.language.dates import date_in_name, find_date
from index.language.detection import detect_language
from index.metadata.authors import find_author
from index.metadata.names import is_capitalised
from index.metadata.pages import Page, read_page
from index.metadata.publication_dates import find_published
from index.metadata.publishers import find_publisher
from index.metadata.titles import find_title
from index.records import Found, Metadata, SourceText, Span

_KEYS: Final = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "by", "byline", "creator"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename", "site_name", "publication"),
    "published": ("published", "date", "published_at", "date_published", "pubdate", "created"),
    "language": ("language", "lang", "locale"),
    "url": ("url", "link", "permalink", "canonical", "source_url", "source"),
}
"""The keys of front matter that give each value, the surest first."""
_PUBLISHER_LINE: Final = re.compile(r"(?:publisher|source|outlet|newspaper)\s*[:：]\s*(\S.{0,80})$", re.IGNORECASE)
_URL_LINE: Final = re.compile(
    r"(?:(?:source |original )?(?:url|link|permalink)|source|canonical)\s*[:：]\s*<?(https?://[^\s<>]{3,2000})",
    re.IGNORECASE,
)
_URL: Final = re.compile(r"https?://[^\s<>]{3,2000}", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def source_metadata(source: SourceText, file: str) -> Metadata:
    """Return what is known of an article: what its file states, else what its text says, else what the file hints at.

    A title or date made from the file's name is the last resort.
    """
    found = find_metadata(source.text, file)
    chosen: dict[str, Found | None] = {}
    for each in fields(Metadata):
        said: Found | None = getattr(found, each.name)
        stated, hinted = getattr(source.stated, each.name), getattr(source.hinted, each.name)
        named = said is not None and said.how == "file name"
        chosen[each.name] = stated or (hinted or said if named else said or hinted)
    return Metadata(**chosen)


def find_metadata(text: str, file: str) -> Metadata:
    """Return what the article says of itself.

    Args:
        text: the raw text of the article.
        file: its path relative to the indexed root, read for a date or a title only when the text gives none.
    """
    front = find_front_matter(text)
    page = read_page(text)
    return Metadata(
        title=_front(front, "title") or find_title(page, file),
        author=_front_author(front) or find_author(page),
        publisher=_front_publisher(front) or _labelled(page, _PUBLISHER_LINE, "publisher") or find_publisher(page),
        published=_front_date(front) or find_published(page) or _named_date(file),
        language=_front_language(front) or _language(page),
        url=_front_url(front) or _labelled(page, _URL_LINE, "url"),
    )


def _values(front: FrontMatter | None, what: str) -> Iterator[tuple[str, Span]]:
    for key in _KEYS[what] if front else ():
        yield from front.values.get(key, ()) if front else ()


def _front(front: FrontMatter | None, what: str) -> Found | None:
    return next((Found(value, "front matter", span) for value, span in _values(front, what)), None)


def _front_author(front: FrontMatter | None) -> Found | None:
    """Join the authors of a list, which stand one after the other."""
    for key in _KEYS["author"] if front else ():
        found = front.values.get(key, ()) if front else ()
        if found:
            names = ", ".join(value for value, _ in found)
            return Found(names, "front matter", Span(found[0][1].start, found[-1][1].end))
    return None


def _front_publisher(front: FrontMatter | None) -> Found | None:
    """Take a name; the `source` may be an address instead, which `_front_url` takes."""
    names = (Found(value, "front matter", span) for value, span in _values(front, "publisher") if "://" not in value)
    return next(names, None)


def _front_date(front: FrontMatter | None) -> Found | None:
    for value, span in _values(front, "published"):
        when = find_date(value)
        if when:
            return Found(when.iso, "front matter", span)
    return None


def _front_language(front: FrontMatter | None) -> Found | None:
    for value, span in _values(front, "language"):
        code = _LANGUAGE.fullmatch(value)
        if code:
            return Found(code[1].lower(), "front matter", span)
    return None


def _front_url(front: FrontMatter | None) -> Found | None:
    urls = (Found(value, "front matter", span) for value, span in _values(front, "url") if _URL.fullmatch(value))
    return next(urls, None)


def _labelled(page: Page, pattern: re.Pattern[str], what: str) -> Found | None:
    """Read a line such as `Source: Daily Sun` about the beginning of the article."""
    for unit in page.head:
        match = pattern.match(unit.plain)
        if match and (what == "url" or (is_capitalised(match[1]) and "://" not in match[1])):
            return page.found(match[1], "text", unit)
    return None


def _named_date(file: str) -> Found | None:
    iso = date_in_name(file)
    return Found(iso, "file name") if iso else None


def _language(page: Page) -> Found | None:
    code = detect_language(page.text, [item.unit.span for item in page.units if not item.dropped])
    return Found(code, "text") if code else None
