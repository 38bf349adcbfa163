"""What a page says of itself for programs: JSON-LD, Open Graph, Dublin Core and other meta tags."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

from lxml import html

from index.readers.webpage.visible import plain

ARTICLES: Final = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Recipe|SocialMediaPosting|Review|HowTo)$"
)
"""Types of schema.org that are articles."""
MEDIA: Final = frozenset({"VideoObject", "AudioObject", "PodcastEpisode", "RadioEpisode", "TVEpisode"})
"""Types that are what a page is about when they have its title."""
_LARGEST: Final = 300_000
_MOST_NODES: Final = 2000
_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_COMMENT: Final = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class Update:
    """What a page says for programs of an entry of its live report."""

    author: str
    published: str
    """ISO date."""


@dataclass(frozen=True, slots=True)
class Structured:
    """What a page says of itself in data that is made for programs."""

    headlines: tuple[str, ...] = ()
    """Titles of the article, those of JSON-LD before those of meta tags."""
    persons: tuple[str, ...] = ()
    """Authors that are called persons, or of no kind."""
    organisations: tuple[str, ...] = ()
    """Authors that are called organisations."""
    sites: tuple[str, ...] = ()
    """Names of the site or paper."""
    published: tuple[str, ...] = ()
    """Days of publication as ISO dates, the surest first."""
    modified: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    """The types of schema.org that the page names."""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values of meta tags by their names, in small letters."""
    updates: Mapping[str, Update] = field(default_factory=dict)
    """The entries of a live page, by their ids in the page and by their stamps."""


def read_structured(tree: html.HtmlElement) -> Structured:
    """Return what JSON-LD and the meta tags of a page say."""
    meta = _meta(tree)
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = _of_page([node for node in nodes if any(ARTICLES.match(kind) for kind in _types(node))], tree, meta)
    pages = [node for node in nodes if "WebPage" in _types(node)]
    media = [] if articles else [node for node in nodes if _types(node) & MEDIA and _is_titled(node, meta)]
    authors = [each for node in articles or pages for each in _authors(node.get("author"), by_id)]
    return Structured(
        headlines=_distinct(
            *(_text(node.get("headline")) for node in articles), *_values(meta, "og:title", "twitter:title"),
            *_values(meta, "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title"),
        ),
        persons=_distinct(*(name for name, kind in authors if kind != "Organization")),
        organisations=_distinct(*(name for name, kind in authors if kind == "Organization")),
        sites=_distinct(
            *_values(meta, "og:site_name", "application-name", "citation_journal_title", "dc.publisher"),
            *(name for node in articles for name, _ in _authors(node.get("publisher"), by_id)),
            *(_text(node.get("name")) for node in nodes if _types(node) & {"WebSite", "NewsMediaOrganization"}),
        ),
        published=_days(
            *(node.get("datePublished") for node in (*articles, *pages)),
            *(node.get("datePublished") or node.get("uploadDate") for node in media),
            *_values(meta, "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued"),
            *_values(meta, "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date", "citation_date"),
            *_values(meta, "dc.date", "dcterms.date", "pubdate", "publish-date", "publish_date", "article.published"),
            *_values(meta, "date"),
        ),
        modified=_days(
            *(node.get("dateModified") for node in (*articles, *pages)),
            *_values(meta, "article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"),
        ),
        kinds=frozenset(kind for node in nodes for kind in _types(node)),
        meta=meta,
        updates={key: update for node in nodes for key, update in _updates(node, by_id)},
    )  # fmt: skip


def _of_page(
    articles: list[dict[str, Any]], tree: html.HtmlElement, meta: Mapping[str, tuple[str, ...]]
) -> list[dict[str, Any]]:
    """Return the articles without those of another headline, where one has that of the page."""
    titles = [plain(each) for each in _values(meta, "og:title", "twitter:title")]
    titles += [plain(each.text_content()) for each in tree.iter("h1", "title")] if len(articles) > 1 else []
    headlines = [plain(_text(node.get("headline"))) for node in articles]
    own = [bool(line) and any(title.startswith(line) for title in titles) for line in headlines]
    keep = zip(articles, own, headlines, strict=True)
    return [node for node, is_own, line in keep if is_own or not line] if any(own) else articles


def _is_titled(node: Mapping[str, Any], meta: Mapping[str, tuple[str, ...]]) -> bool:
    """Return True if a page has the title of a node."""
    name = _text(node.get("name"))
    return bool(name) and any(title.startswith(name) for title in _values(meta, "og:title", "twitter:title"))


def _updates(node: Mapping[str, Any], by_id: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, Update]]:
    listed = node.get("liveBlogUpdate")
    for each in listed[:_MOST_NODES] if isinstance(listed, list) else ():
        if isinstance(each, dict):
            stamp, address = (str(each.get(key) or "") for key in ("datePublished", "url"))
            names = ", ".join(name for name, _ in _authors(each.get("author"), by_id) if name)
            for key in (stamp, address.rpartition("#")[2] if "#" in address else ""):
                if key:
                    yield key, Update(names, as_day(stamp) or "")


def as_day(value: object) -> str | None:
    """Return the day of a date such as `2020-04-28T23:30:00-05:00`, in its own time zone."""
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", value) if isinstance(value, str) else None
    if not match or not (1990 <= int(match[1]) <= 2100 and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return None
    return "-".join(match.groups())


def _meta(tree: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    titled = tree.find(".//h1") is not None
    for tag in tree.iter("meta"):
        if tag.get("itemprop") and titled and _is_of_another(tag):
            continue
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            found.setdefault(name, []).append(content[:500])
    return {name: tuple(values) for name, values in found.items()}


def _is_of_another(tag: html.HtmlElement) -> bool:
    """Return True if the item that a tag describes is marked, and has not the headline: it is another story."""
    item = next((each for each in tag.iterancestors() if each.get("itemscope") is not None), None)
    return item is not None and item.find(".//h1") is None


def _values(meta: Mapping[str, tuple[str, ...]], *names: str) -> Iterator[str]:
    for name in names:
        yield from meta.get(name, ())


def _nodes(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, however deep, comments of readers left out."""
    left = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = _COMMENT.sub("", (script.text or "")[:_LARGEST])
        try:
            waiting = [json.loads(raw, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left > 0:
            value = waiting.pop(0)
            left -= 1
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                yield value
                waiting += [each for key, each in value.items() if key in {"@graph", "mainEntity", "mainEntityOfPage"}]


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _authors(value: object, by_id: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the names in an author or publisher of JSON-LD, each with the kind it is said to be of."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and not each.startswith("http"):
            yield _text(each), ""
        elif isinstance(each, dict):
            node = by_id.get(str(each.get("@id")), each) if "name" not in each else each
            kinds = _types(node)
            kind = (
                "Organization"
                if any("Organization" in kind for kind in kinds)
                else "Person"
                if "Person" in kinds
                else ""
            )
            for name in node["name"] if isinstance(node.get("name"), list) else [node.get("name")]:
                yield _text(name), kind


def _text(value: object) -> str:
    """Return a value of JSON-LD as words, without the entities and tags that some pages leave in it."""
    if not isinstance(value, str) or not value.strip():
        return ""
    return " ".join(unescape(_TAG.sub(" ", value[:2000])).split())[:500]


def _days(*values: object) -> tuple[str, ...]:
    return _distinct(*(as_day(value) or "" for value in values))


def _distinct(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
