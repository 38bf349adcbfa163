"""Find the title of a page: the visible headline that its meta tags agree with, without the name of the site."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import html

from index.readers.webpage.structured import Structured
from index.readers.webpage.visible import brief_text, is_aside, squash, words_of

_HEADLINE: Final = re.compile(
    r"\b(?:entry|post|article|story|page|single|content|news|blog)[-_]?(?:title|headline|heading)\b|\bheadline\b|\bpost__title\b",
    re.IGNORECASE,
)
_KICKER: Final = re.compile(
    r"kicker|overline|dachzeile|topline|roofline|eyebrow|spitzmarke|rubrik|supertitle|subtitle|subline|category|intro"
    r"|visually-?hidden|sr-only|screen-reader",
    re.IGNORECASE,
)
_DIVIDER: Final = re.compile(r"\s+[|–—»›•·⁄~:*«<>-]+\s+|\s*\|\s*|\s::\s|\s+-\s*$")
_DEPTH: Final = 12
_SILENT: Final = frozenset({"script", "style", "svg", "small", "sup", "button"})
_LONGEST: Final = 250
_AGREES: Final = 0.5
"""Share of words that a headline and a meta title have in common to be one."""


def find_headline(tree: html.HtmlElement, structured: Structured, host: str) -> str | None:
    """Return the title of a page, or nothing."""
    stated = [*structured.headlines, *_title_tag(tree)]
    sites = [*structured.sites, host]
    metas = [cut for each in stated if (cut := without_site(each, sites))]
    visible = [each for each in _visible(tree) if not _is_site(each, sites)]
    best = max(((_agreement(each, metas), -at, each) for at, each in enumerate(visible)), default=None)
    if best and best[0] >= _AGREES:
        return _shorter(best[2], metas)
    firsts = [each for each in _firsts(tree) if not _is_site(each, sites)]
    if len(firsts) == 1 and (not metas or best is None or best[0] > 0 or len(words_of(firsts[0])) > 2):
        return firsts[0]
    return metas[0] if metas else visible[0] if visible else None


def without_site(title: str, sites: Sequence[str]) -> str:
    """Return a title without the site's name before or behind a divider."""
    title = " ".join(title.split()).strip()
    names = {squash(name) for name in sites if name}
    while True:
        cuts = list(_DIVIDER.finditer(title))
        if not cuts:
            return title
        head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if head and _names_site(tail, names):
            title = head
            continue
        head, tail = title[: cuts[0].start()], title[cuts[0].end() :]
        if tail and _names_site(head, names):
            title = tail
            continue
        return title


def _names_site(part: str, names: set[str]) -> bool:
    squashed = squash(part)
    if not squashed:
        return True
    return any(
        squashed == name
        or (len(squashed) > 3 and len(name) > 3 and (squashed in name or name in squashed) and len(part.split()) <= 6)
        for name in names
    )


def _is_site(words: str, sites: Sequence[str]) -> bool:
    return squash(words) in {squash(name) for name in sites if name}


def _title_tag(tree: html.HtmlElement) -> Iterator[str]:
    tag = tree.find(".//title")
    if tag is not None and tag.text_content().strip():
        yield " ".join(tag.text_content().split())


def _visible(tree: html.HtmlElement) -> Iterator[str]:
    """Yield what stands as a headline in the page: first-level headings, then what is marked as one, then others."""
    yield from _firsts(tree)
    for element in tree.iter("h2", "h3", "h4", "p", "div", "span", "td"):
        marked = element.get("itemprop") in {"headline", "name headline"} or _HEADLINE.search(
            element.get("class") or ""
        )
        if (marked or element.tag == "h2") and not is_aside(element):
            text = _text(element)
            if text:
                yield text


def _firsts(tree: html.HtmlElement) -> list[str]:
    found = [_text(element) for element in tree.iter("h1") if not is_aside(element)]
    return list(dict.fromkeys(text for text in found if text))


def _text(element: html.HtmlElement) -> str:
    """Return the words of a headline, without a kicker that stands within it."""
    parts: list[str] = []
    _gather(element, parts)
    text = " ".join(" ".join(parts).split()).strip(" |") or brief_text(element)
    return text if 1 < len(text) <= _LONGEST else ""


def _gather(element: html.HtmlElement, parts: list[str], depth: int = 0) -> None:
    parts.append(element.text or "")
    for child in element:
        silent = (
            not isinstance(child.tag, str)
            or depth > _DEPTH
            or child.tag in _SILENT
            or _KICKER.search(child.get("class") or "")
        )
        if not silent:
            parts.append(" " if child.tag in {"br", "div", "p", "span"} else "")
            _gather(child, parts, depth + 1)
        parts.append(child.tail or "")


def _agreement(words: str, metas: Sequence[str]) -> float:
    return max((_alike(words_of(words), words_of(each)) for each in metas), default=0.0)


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _shorter(visible: str, metas: Sequence[str]) -> str:
    """Return the end of a visible headline if a meta title is just that: before it stands a kicker."""
    for each in metas:
        if len(each) < len(visible) and len(each.split()) >= 3 and visible.endswith(each):
            before = visible[: -len(each)].rstrip()
            if before and (before[-1] in ":|–-" or len(before.split()) <= 4):
                return each
    return visible
