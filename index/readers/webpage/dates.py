"""Find when a page was published: what it says for programs, checked against the dates that can be seen on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from lxml import etree, html

from index.language.written_dates import Day, find_days
from index.readers.webpage.byline import names_beside
from index.readers.webpage.structured import ARTICLES, Structured, as_day
from index.readers.webpage.visible import SILENT, brief_text, is_aside, is_comment, plain

_UPDATED: Final = re.compile(
    r"(?:updated?|aktualisi\w*|geändert|modifi\w*|mis à jour|mise à jour|actualizad\w*|stand|güncel\w*|обновлено)"
    r"\W*(?:on|am|le|el|vom)?\W*$",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(
    r"(?:published|posted|veröffentlicht|erschienen|publiée?|publicado|pubblicato|yayın\w*|опубликовано|نشر|date)"
    r"\W*(?:on|am|le|el|il|em|в)?\W*$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\W*(?:published|posted|updated|written|by|date|veröffentlicht|erschienen|aktualisiert|stand|von|publié|mis|par"
    r"|publicado|por|pubblicato|di|yayın|опубликовано|автор)\b",
    re.IGNORECASE,
)
"""With what a line begins that says by whom or when something was published."""
_LEVELS: Final = 4
"""Elements around a date that tell what it is."""
_PICTURE: Final = re.compile(r"^\W*(?:©|\(c\)|(?:fotos?|photos?|bild(?:er)?|image|picture)\s*[:：])", re.IGNORECASE)
"""How a credit of a picture begins, whose date is that of the picture."""
_ENTRY_DATES: Final = frozenset({"published", "updated", "entry-date", "dt-published"})
"""Classes of the hAtom format, whose dates stand in `title`."""
_CHANGES: Final = ("modified", "updated", "lastmod")
_OUTSIDE: Final = re.compile(
    r"\b(?:clock|today|todays?-date|current-?(?:date|time|day)|date-?(?:today|now)|live-?date|weather|ticker"
    r"|related|recommend\w*|most-?read)\b",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"^(?!.*review)(?:.*[\s_-])?(?:submitted|posted(?:-on)?|(?:post|entry|article|publish(?:ed)?|pub)-?date|dateline)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes of the line that says by whom and when something was published, wherever in the page it stands."""
_INLINE: Final = frozenset({"time", "span", "b", "strong", "i", "em", "a", "small", "abbr", "font", "u"})
_SHORT: Final = 50
"""Characters of a line up to which it is a dateline, whatever it says."""
_BEFORE: Final = 300
_BEHIND: Final = 800
"""Characters before and behind the headline within which a date is that of the article."""
_LONGEST: Final = 400
_PROSE: Final = 80
"""Characters from which words behind the headline are the beginning of the text."""
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
    aside: bool = False
    """True if it stands in a sidebar or the foot of the page."""
    outside: bool = False
    """True if it surely isn't that of the article: that of a related story, or the clock of the page."""
    told: bool = True
    """False if it stands within a sentence: it may confirm what the page's data say, and no more."""
    plain: bool = False
    """True if its line says nothing but by whom and when something was published: that counts below the text, too."""
    own: bool = True
    """False if it stands below the article's first paragraph or outside of the article: it may be another story's."""
    article: etree._Element | None = None
    """The article in which it stands by the markup: one that has not the headline is another story."""


def find_page_dates(tree: html.HtmlElement, structured: Structured, title: str, guessed: str | None) -> PageDates:
    """Return the days that a page tells of itself.

    Args:
        tree: the page.
        structured: what it says for programs.
        title: its headline: dates beside it are those of the article.
        guessed: the day that htmldate finds, which may be that of something else.
    """
    first = structured.published[:1]
    seen, headline = _look(tree, title, first)
    beside = [
        each for each in seen if headline is not None and -_BEFORE <= each.at - headline <= _BEHIND and not each.outside
    ]
    likely = [*first, *([guessed] if guessed else []), *structured.published[1:]]
    plainly = [each for each in beside if not each.updated and each.told]
    behind = [each.iso for each in beside if not each.updated and headline is not None and each.at >= headline]
    published = _confirmed(first, behind)
    published = published or next((each.iso for each in beside if each.iso in first), None)  # never changed since
    published = published or _confirmed(first, [each.iso for each in beside if not each.updated])
    published = published or _confirmed(likely, [each.iso for each in plainly])
    anywhere = [each.iso for each in seen if not (each.updated or each.outside)]
    published = published or _confirmed(first, anywhere)
    alone = [each for each in plainly if each.own]
    if published is None and alone:
        published = next((each.iso for each in alone if headline is not None and each.at >= headline), alone[0].iso)
    published = published or _confirmed(
        likely, [each.iso for each in seen if each.told and not (each.aside or each.outside)]
    )
    if published is None and structured.published and not _is_static(tree, structured):
        published = structured.published[0]
    changed = [each.iso for each in beside if each.updated and each.told] or list(structured.modified[:1])
    updated = next((each for each in changed if published is None or each > published), None)
    if published is None and not structured.published:
        published = next((each.iso for each in beside if each.updated), None)  # as in texts: better than no day
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


def _look(tree: html.HtmlElement, title: str, stated: Sequence[str]) -> tuple[list[_Seen], int | None]:
    """Return the dates of a page in their order, those of comments left out, and where its headline stands."""
    seen: list[_Seen] = []
    headline: int | None = None
    article: etree._Element | None = None
    wanted, at, text, before = plain(title), 0, 0, ""
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in SILENT:
                walker.skip_subtree()
                continue
            seen += _marked(element, at)
            if headline is None and wanted and element.tag in _HEADLINES and len(element) <= 5:
                headline = at if plain(brief_text(element)[:_LONGEST]) == wanted else None
                article = _around(element) if headline is not None else None
        words = element.text if event == "start" else element.tail
        if words and words.strip():
            words = " ".join(words.split())
            owner = element if event == "start" else element.getparent()
            seen += _written(words, at, before, owner, stated)
            before = (before + " " + words)[-40:]
            if headline is not None and headline < at and not text and len(words) >= _PROSE:
                text = at
            at += len(words) + 1
    return _weighed(seen, article, headline or 0, text), headline


def _weighed(seen: Sequence[_Seen], article: etree._Element | None, headline: int, text: int) -> list[_Seen]:
    """Return the dates but those of other articles; others than the article's own need something to confirm them.

    Args:
        seen: all of a page.
        article: that of the headline, where the markup tells it.
        headline: where it stands.
        text: where the first paragraph below it stands, or 0.
    """
    articles = {None, article, *filter(_is_story, article.iterancestors() if article is not None else ())}
    opening = text + _SHORT  # the text itself may begin with a dateline
    weighed = []
    for each in seen:
        below = bool(text) and each.at >= opening and not each.plain
        outside = article is not None and each.article is None and (each.at < headline or not each.plain)
        if article is None or each.article in articles:
            weighed.append(replace(each, own=not (below or outside)))
    return weighed


def _around(element: html.HtmlElement) -> etree._Element | None:
    """Return the article in which an element stands."""
    return next(filter(_is_story, element.iterancestors()), None)


def _is_story(element: etree._Element) -> bool:
    kind = element.get("itemtype")
    return element.tag == "article" or (kind is not None and ARTICLES.search(kind.rpartition("/")[2]) is not None)


def _marked(element: html.HtmlElement, at: int) -> Iterator[_Seen]:
    """Yield the day of a `<time>`, of what is marked as the date of publication, or of an hAtom entry."""
    entry = not _ENTRY_DATES.isdisjoint((element.get("class") or "").split()) and element.get("title")
    if element.tag == "time" or element.get("itemprop") == "datePublished" or entry:
        day = as_day(element.get("datetime") or element.get("content") or element.get("title") or "")
        if day and not is_comment(element):
            named = _is_named(element) or bool(entry)
            told = named or not _is_in_running_text(element)
            only = named or _says_only_when(_line_of(element))
            yield _Seen(day, at, _is_change(element), False, _is_outside(element), told, only, article=_around(element))


def _is_named(element: html.HtmlElement) -> bool:
    """Return True if the markup says that an element is the date of publication, or of a change."""
    return element.get("pubdate") is not None or (element.get("itemprop") or "").startswith("date")


def _is_change(element: html.HtmlElement) -> bool:
    """Return True if an element, or the one around it, says that its date is that of a change."""
    around = element.getparent()
    labels = " ".join(
        f"{each.get('class') or ''} {each.get('itemprop') or ''}" for each in (element, around) if each is not None
    ).lower()
    return any(label in labels for label in _CHANGES) and "published" not in labels


def _is_in_running_text(element: html.HtmlElement) -> bool:
    """Return True if a date stands in a sentence or a caption, which tell of other days than that of publication."""
    node = _line_of(element)
    if node is None:
        return False
    return node.tag == "figcaption" or (node.tag in {"p", "li", "td", "dd"} and _has_sentence(brief_text(node)))


def _line_of(element: html.HtmlElement) -> etree._Element | None:
    """Return the element that holds the line in which another one stands."""
    node: etree._Element | None = element
    while node is not None and node.tag in _INLINE:
        node = node.getparent()
    return node


def _says_only_when(line: etree._Element | None) -> bool:
    """Return True if a line says by whom and when something was published, and nothing else."""
    words = brief_text(line) if line is not None else ""
    day = next(find_days(words), None)
    if day is None:
        return False
    before, behind = words[: day.span.start], words[day.span.end :]
    if _LABEL.match(words) or _PUBLISHED.search(before):
        return True
    return all(not re.search(r"[^\W\d_]{2}", each) or names_beside(each) for each in (before, behind))


def _is_dateline(words: str, day: Day) -> bool:
    """Return True if a date opens its paragraph as datelines do, or is said to be that of publication."""
    opens = day.span.start < _SHORT and re.match(r"\s*(?:[—–:|(•·„“«]|--?\s)", words[day.span.end :]) is not None
    return opens or _PUBLISHED.search(words[: day.span.start]) is not None


def _has_sentence(words: str) -> bool:
    """Return True if a line says more than by whom and when something was published."""
    if len(words) <= _SHORT or _LABEL.match(words):
        return False
    return re.search(r"[^\W\d_]{2,}[.!?…][\"'’”»)]*(?:\s|$)", words) is not None


def _is_outside(element: html.HtmlElement) -> bool:
    """Return True if an element is the clock of a page, or stands in its foot or among links to other stories."""
    inside = next(element.iterancestors("article", "main"), None) is not None
    node: etree._Element | None = element
    for _ in range(_LEVELS):
        if node is None or node.tag in {"article", "main", "body"}:
            return False
        if _OUTSIDE.search(f"{node.get('id') or ''} {node.get('class') or ''}".replace("_", "-")):
            return True
        if not inside and (node.tag in {"footer", "aside", "nav"} or _is_page_head(node)):
            return True
        node = node.getparent()
    return False


def _is_page_head(element: etree._Element) -> bool:
    return element.tag == "header" and element.find(".//h1") is None and element.getnext() is not None


def _written(
    words: str, at: int, before: str, owner: html.HtmlElement | None, stated: Sequence[str]
) -> Iterator[_Seen]:
    """Yield the days in words, `11/01/2021` as the page's data read it, without those of pictures."""
    if not any(map(str.isdigit, words)) or len(words) > _LONGEST or owner is None or is_comment(owner):
        return
    for day in find_days(words):
        month_first = day.read_as("month").iso
        iso = month_first if month_first in stated else day.read_as("day").iso
        told = not _is_in_running_text(owner) or _is_dateline(words, day)
        if iso and not _PICTURE.search(words[: day.span.start]):
            updated = _UPDATED.search(f"{before} {words[: day.span.start]}") is not None or _is_change(owner)
            posted = _POSTED.search(owner.get("class") or "") is not None
            aside, outside = is_aside(owner) and not posted, _is_outside(owner)
            only = posted or _says_only_when(_line_of(owner))
            yield _Seen(iso, at + day.span.start, updated, aside, outside, told, only, article=_around(owner))


def _is_static(tree: html.HtmlElement, structured: Structured) -> bool:
    """Return True for a page that stands for itself, such as a recipe or an imprint: its date isn't that of news."""
    body = tree.find(".//body")
    classes = set((body.get("class") or "").split()) if body is not None else set()
    return ("page" in classes and "single" not in classes) or bool(structured.kinds & {"Recipe", "FAQPage", "Product"})
