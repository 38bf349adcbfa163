"""Find the entries of a live page, each with who wrote it and on which day: its relative dates count from that day."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import html

from index.language.card_words import opening
from index.language.written_dates import find_days, fold
from index.readers.webpage.byline import names_beside, signers
from index.readers.webpage.structured import Structured, Update, as_day
from index.readers.webpage.visible import is_comment

_LIVE: Final = re.compile(
    r"(?:^|[\s_-])live-?(?:blog|ticker|updates?|feed|text|coverage)(?:$|[\s_-])|liveblog|liveticker", re.IGNORECASE
)
"""Classes, ids and types of what is kept up to date."""
_UPDATE: Final = "liveBlogUpdate"
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SHORT: Final = 120
"""Characters of an element up to which it only heads the entry that follows it."""
_DEEPEST: Final = 8
_FEWEST: Final = 2
_Run = tuple[html.HtmlElement, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live page."""

    elements: _Run
    """What it is made of: one element, or a heading with what follows it."""
    author: str
    """Those who signed it, or nothing."""
    published: str
    """The ISO date that it tells, or nothing."""


def live_entries(tree: html.HtmlElement, structured: Structured) -> list[Entry]:
    """Return the entries of a live page in their order; nothing for a page that isn't one."""
    if not _is_live(tree, structured):
        return []
    return [_entry(run, structured) for run in _runs(tree)]


def by_writer_and_day(entries: Sequence[Entry], author: str, published: str) -> dict[tuple[str, str], list[Entry]]:
    """Return entries by who wrote them on which day, in the order of the page; nothing where these are all the same.

    Args:
        entries: those of a page.
        author: of the page, for entries that nobody signed.
        published: the day of the page, for entries that tell none.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for each in entries:
        groups.setdefault((each.author or author, each.published or published), []).append(each)
    return groups if len(groups) > 1 else {}


def _is_live(tree: html.HtmlElement, structured: Structured) -> bool:
    if "LiveBlogPosting" in structured.kinds:
        return True
    if any(opening("live").match(fold(" ".join(each.text_content().split()))) for each in tree.iter("h1")):
        return True
    names = ("class", "id", "itemtype", "itemprop")
    return any(_LIVE.search(each.get(name) or "") for each in tree.iter() for name in names)


def _runs(tree: html.HtmlElement) -> list[_Run]:
    """Return what each entry is made of: what is marked as an update, else children of one element with dates."""
    marked = [each for each in tree.iter() if each.get("itemprop") == _UPDATE]
    if len(marked) >= _FEWEST:
        return [(each,) for each in marked]
    holder, children = _holder(tree)
    if holder is None:
        return []
    kinds = Counter(map(_kind, children))
    usual = kinds.most_common(1)[0][0]
    starts = [each for each in holder if isinstance(each.tag, str) and _kind(each) == usual]
    return [_run(each, starts) for each in starts] if len(starts) >= _FEWEST else []


def _kind(element: html.HtmlElement) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0]


def _holder(tree: html.HtmlElement) -> tuple[html.HtmlElement | None, list[html.HtmlElement]]:
    """Return the element with the most children that each tell a day, the outermost of several, and those children."""
    held: dict[html.HtmlElement, list[html.HtmlElement]] = {}
    for stamp in _stamps(tree):
        child, parent = stamp, stamp.getparent()
        for _ in range(_DEEPEST):
            if parent is None or parent.tag in {"html", "head"}:
                break
            children = held.setdefault(parent, [])
            if child not in children[-1:]:
                children.append(child)
            child, parent = parent, parent.getparent()
    depth = {each: sum(1 for _ in each.iterancestors()) for each, children in held.items() if len(children) > 1}
    best = max(depth, key=lambda each: (len(held[each]), -depth[each]), default=None)
    return best, held[best] if best is not None else []


def _stamps(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the elements that tell a day: those of dates, and short ones with a date in words."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "head", "title", "meta"}:
            continue
        told = _marked_day(element)
        if not told and element.text and len(element.text) <= _SHORT and any(map(str.isdigit, element.text)):
            told = next((day.iso for day in find_days(element.text) if day.iso), None) or ""
        if told and not is_comment(element):
            yield element


def _marked_day(element: html.HtmlElement) -> str:
    """Return the day of an element that is marked as a date of publication."""
    named = element.get("itemprop") or ""
    if named == "dateModified" or (element.tag != "time" and named != "datePublished"):
        return ""
    return as_day(element.get("datetime") or element.get("content") or "") or ""


def _run(start: html.HtmlElement, starts: Sequence[html.HtmlElement]) -> _Run:
    """Return an entry whole: where an element only heads it, with what follows up to the next one."""
    if start.tag not in _HEADINGS and len(" ".join(start.text_content().split())) > _SHORT:
        return (start,)
    run, following = [start], start.getnext()
    while following is not None and following not in starts:
        run += [following] if isinstance(following.tag, str) else []
        following = following.getnext()
    return tuple(run)


def _entry(run: _Run, structured: Structured) -> Entry:
    parts = [part for each in run for part in each.iter() if isinstance(part.tag, str)]
    data = _data(run, parts, structured)
    day = next((day for day in map(_marked_day, parts) if day), "") or data.published
    author = ", ".join(next((names for each in run if (names := signers(each))), ()))
    for part in parts:
        words = " ".join(part.text_content().split()) if len(part) <= 4 else ""
        if 0 < len(words) <= _SHORT and any(map(str.isdigit, words)):
            written = next((each for each in find_days(words) if each.iso), None)
            day = day or (written.iso if written and written.iso else "")
            if written and not author and part.tag not in _HEADINGS:
                beside = (words[: written.span.start], words[written.span.end :])
                author = ", ".join(name for piece in beside for name in names_beside(piece))
        if day and author:
            break
    return Entry(run, author or data.author, day)


def _data(run: _Run, parts: Sequence[html.HtmlElement], structured: Structured) -> Update:
    """Return what the page's data say of an entry, which they name by its id or its stamp."""
    keys = [each.get("id") or "" for each in run] + [each.get("datetime") or "" for each in parts]
    return next((structured.updates[key] for key in keys if key in structured.updates), Update("", ""))
