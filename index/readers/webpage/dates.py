"""Find when a page was published: what it says for programs, checked against the dates that can be seen on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree, html

from index.language.written_dates import find_days
from index.readers.webpage.structured import Structured, as_day
from index.readers.webpage.visible import SILENT, brief_text, is_comment, plain

_UPDATED: Final = re.compile(
    r"(?:updated?|aktualisi\w*|geändert|modifi\w*|mis à jour|mise à jour|actualizad\w*|stand|güncel\w*|обновлено)"
    r"\W*(?:on|am|le|el|vom)?\W*$",
    re.IGNORECASE,
)
_BEFORE: Final = 300
_BEHIND: Final = 800
"""Characters before and behind the headline within which a date is that of the article."""
_LONGEST: Final = 400
_HEADLINES: Final = frozenset({"h1", "h2", "h3", "div", "span", "p"})


@dataclass(frozen=True, slots=True)
class PageDates:
    """When a page was published and last changed, as ISO dates."""

    published: str | None
    updated: str | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date that can be seen."""

    iso: str
    at: int
    updated: bool = False


def find_page_dates(tree: html.HtmlElement, structured: Structured, title: str, guessed: str | None) -> PageDates:
    """Return the days that a page tells of itself.

    Args:
        tree: the page.
        structured: what it says for programs.
        title: its headline: dates beside it are those of the article.
        guessed: the day that htmldate finds, which may be that of something else.
    """
    seen, headline = _look(tree, title)
    beside = [each for each in seen if headline is not None and -_BEFORE <= each.at - headline <= _BEHIND]
    likely = [*structured.published[:1], *([guessed] if guessed else []), *structured.published[1:]]
    plainly = [each for each in beside if not each.updated]
    published = _confirmed(likely, [each.iso for each in plainly])
    if published is None and plainly:
        published = next((each.iso for each in plainly if headline is not None and each.at >= headline), plainly[0].iso)
    published = published or _confirmed(likely, [each.iso for each in seen])
    if published is None and structured.published and not _is_static(tree, structured):
        published = structured.published[0]
    changed = [each.iso for each in beside if each.updated] or list(structured.modified[:1])
    updated = next((each for each in changed if published is None or each > published), None)
    return PageDates(published, updated)


def _confirmed(likely: Sequence[str], seen: Sequence[str]) -> str | None:
    """Return the first likely day that is seen, or the seen one a day away: time zones differ."""
    for each in likely:
        if each in seen:
            return each
    for each in likely:
        near = [day for day in seen if abs(_ordinal(day) - _ordinal(each)) <= 1]
        if near:
            return near[0]
    return None


def _ordinal(iso: str) -> int:
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0


def _look(tree: html.HtmlElement, title: str) -> tuple[list[_Seen], int | None]:
    """Return the dates of a page in their order, those of comments left out, and where its headline stands."""
    seen: list[_Seen] = []
    headline: int | None = None
    wanted, at, before = plain(title), 0, ""
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in SILENT:
                walker.skip_subtree()
                continue
            seen += _marked(element, at)
            if headline is None and wanted and element.tag in _HEADLINES and len(element) <= 5:
                headline = at if plain(brief_text(element)[:_LONGEST]) == wanted else None
        words = element.text if event == "start" else element.tail
        if words and words.strip():
            words = " ".join(words.split())
            owner = element if event == "start" else element.getparent()
            seen += _written(words, at, before, owner)
            before = (before + " " + words)[-40:]
            at += len(words) + 1
    return seen, headline


def _marked(element: html.HtmlElement, at: int) -> Iterator[_Seen]:
    """Yield the day of a `<time>` or of what is marked as the date of publication."""
    if element.tag == "time" or element.get("itemprop") == "datePublished":
        day = as_day(element.get("datetime") or element.get("content") or "")
        label = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if day and not is_comment(element):
            yield _Seen(day, at, "modified" in label or "updated" in label)


def _written(words: str, at: int, before: str, owner: html.HtmlElement | None) -> Iterator[_Seen]:
    if not any(map(str.isdigit, words)) or len(words) > _LONGEST or owner is None or is_comment(owner):
        return
    for day in find_days(words):
        iso = day.read_as("day").iso
        if iso:
            updated = _UPDATED.search(f"{before} {words[: day.span.start]}") is not None
            yield _Seen(iso, at + day.span.start, updated)


def _is_static(tree: html.HtmlElement, structured: Structured) -> bool:
    """Return True for a page that stands for itself, such as a recipe or an imprint: its date isn't that of news."""
    body = tree.find(".//body")
    classes = set((body.get("class") or "").split()) if body is not None else set()
    return ("page" in classes and "single" not in classes) or bool(structured.kinds & {"Recipe", "FAQPage", "Product"})
