"""Find what is known of an article beside its text, each value with the words that prove it.

General rules only, no list of sites. A wrong author or date in a citation misleads more than a missing one, so a value
that isn't sure stays `None`: never today's date, never the time stamp of the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

from index.chunking.frontmatter import FrontMatter, find_front_matter
from index.chunking.markdown import find_markdown, plain_copy
from index.language.dates import find_date
from index.language.detection import detect_language
from index.language.written_dates import fold
from index.metadata.credits import Candidate, Credits, find_credits
from index.metadata.evidence import HEAD, NO_EVIDENCE, Evidence, gather, name_mentions, of_others
from index.metadata.foot import find_author, find_publisher, find_reposted
from index.metadata.names import agency_score, is_capitalised, key_of, plain_form
from index.metadata.pages import Page, read_page
from index.metadata.publication_dates import date_order, find_dates
from index.metadata.titles import find_title
from index.records import Found, Mention, Metadata, SourceText, Span

_SAID_BY_PAGES: Final = frozenset({"author", "agency"})
_FIRST_LINES: Final = 4
_SHORT_LINE: Final = 10
"""Words of a line that may head many files."""
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


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of an article, and what its head and foot tell of names."""

    metadata: Metadata
    mentions: tuple[Mention, ...]


def read_card(source: SourceText, file: str, evidence: Evidence = NO_EVIDENCE) -> Card:
    """Return what is known of an article: what its file states, else what its text says, else what the file hints at.

    A title or date made from the file's name is the last resort.

    Args:
        source: the text and what the file says of itself.
        file: its path relative to the indexed root.
        evidence: what other files say of names.
    """
    card = _read(plain_copy(source.text, find_markdown(source.text)), file, evidence)
    chosen: dict[str, Found | None] = {}
    for each in fields(Metadata):
        said: Found | None = getattr(card.metadata, each.name)
        stated, hinted = getattr(source.stated, each.name), getattr(source.hinted, each.name)
        if source.kind == "html" and each.name in _SAID_BY_PAGES and said is not None and said.how != "front matter":
            said = None  # what a page says of its author stands in its markup
        named = said is not None and said.how == "file name"
        chosen[each.name] = stated or (hinted or said if named else said or hinted)
    return Card(Metadata(**chosen), card.mentions)


def read_together(articles: Sequence[tuple[str, SourceText]]) -> list[Card]:
    """Return the cards of articles that are read at one time, each with what the others tell of its names.

    Args:
        articles: each with its path.
    """
    first = [read_card(source, file) for file, source in articles]
    if len(first) == 1:
        return first
    evidence = gather(card.mentions for card in first)
    return [
        read_card(source, file, of_others(evidence, card.mentions))
        for (file, source), card in zip(articles, first, strict=True)
    ]


def find_metadata(text: str, file: str, evidence: Evidence = NO_EVIDENCE) -> Metadata:
    """Return what the article says of itself.

    Args:
        text: the raw text of the article.
        file: its path relative to the indexed root, read for a date or a title only when the text gives none.
        evidence: what other files say of names.
    """
    return _read(text, file, evidence).metadata


def _read(text: str, file: str, evidence: Evidence) -> Card:
    front = find_front_matter(text)
    page = read_page(text, evidence.heads)
    language = _front_language(front) or _language(page)
    credits = find_credits(page, evidence)
    publisher = _front_publisher(front) or _labelled(page, _PUBLISHER_LINE, "publisher") or _outlet(page, credits)
    outlet = key_of(publisher.value) if publisher else ""
    dates = find_dates(page, file, language.value if language else None, outlet, evidence)
    metadata = Metadata(
        title=_front(front, "title") or find_title(page, file),
        author=_front_author(front) or _authors(page, credits) or find_author(page),
        publisher=publisher,
        published=_front_date(front) or dates.published,
        language=language,
        url=_front_url(front) or _labelled(page, _URL_LINE, "url"),
        agency=_agencies(page, credits),
        updated=dates.updated,
    )
    return Card(metadata, tuple(dict.fromkeys(_mentions(page, credits, metadata, file, outlet))))


def _mentions(page: Page, credits: Credits, metadata: Metadata, file: str, outlet: str) -> Iterator[Mention]:
    """Yield what the article tells others: its names, its first lines, how its outlet and its name write dates."""
    yield from credits.mentions()
    for line in page.reading.lines[:_FIRST_LINES]:
        if line.unit.words <= _SHORT_LINE:
            yield Mention(fold(line.line.plain), HEAD)
    order = date_order(page)
    if outlet and order:
        yield Mention(outlet, order)
    published = metadata.published
    yield from name_mentions(file, published.value if published and published.how != "file name" else None)


def _outlet(page: Page, credits: Credits) -> Found | None:
    """Return the outlet: what the article says of its first publication, else the name in its head or foot."""
    reposted = find_reposted(page)
    if reposted:
        return reposted
    if credits.outlet:
        return _named(page, (credits.outlet,), "footer" if credits.outlet.foot else "masthead")
    found = find_publisher(page)
    if not found and len(credits.agencies) == 1 and not credits.authors and credits.agencies[0].dated:
        return _named(page, credits.agencies, "masthead")  # the agency's own copy
    return found


def _authors(page: Page, credits: Credits) -> Found | None:
    return _named(page, credits.authors, "footer" if credits.authors and credits.authors[0].foot else "byline")


def _agencies(page: Page, credits: Credits) -> Found | None:
    own = credits.outlet
    if own and not credits.agencies and not credits.authors and own.below and agency_score(own.piece.words) >= 2:
        return _named(page, (own,), "masthead")  # its own copy
    return _named(page, credits.agencies, "byline")


def _named(page: Page, names: tuple[Candidate, ...], how: str) -> Found | None:
    """Return names as one value, with the place from the first to the last of them."""
    if not names:
        return None
    start, end = min(each.piece.span.start for each in names), max(each.piece.span.end for each in names)
    return Found(", ".join(plain_form(each.piece.words, page.text) for each in names), how, Span(start, end))


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
    for line in page.reading.lines:
        unit = line.unit
        match = pattern.match(unit.plain)
        if match and (what == "url" or (is_capitalised(match[1]) and "://" not in match[1])):
            return page.found(match[1], "text", unit)
    return None


def _language(page: Page) -> Found | None:
    code = detect_language(page.text, [item.unit.span for item in page.units if not item.dropped])
    return Found(code, "text") if code else None
