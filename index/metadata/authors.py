"""Find who wrote an article: from its byline, else from the notes at its foot."""

import re
from collections.abc import Iterator
from typing import Final

from index.chunking import cues
from index.chunking.blocks import Unit
from index.metadata.names import is_outlet, is_person
from index.metadata.pages import Page
from index.records import Found

_BYLINE: Final = re.compile(
    r"(?:(?:(?:written|posted|reported|published|article|text|story|report|words|analysis|opinion|commentary) )?by"
    r"|par|von|por|di|door|av|af|од|автор|yazan|بقلم|authors?|writer|autore?|auteur|yazar)\s*[:：]?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_AFTER_NAMES: Final = re.compile(r"\s*[|•·/(]\s*|\s[–—-]+\s|\s(?:on|for|in|at|is)\s|\s*\d|\s*[:：]|\s*@")
_JOINED: Final = re.compile(r"\s*(?:,\s*and|,|&|\band\b|\bet\b|\bund\b|\bve\b|\bи\b)\s*")
_JOINS: Final = re.compile(r"&|\b(?:and|et|und|ve|и)\b")
_ARTICLES_BY: Final = re.compile(
    r"(?:more )?(?:articles|posts|stories) (?:by|from)\s*[:：]?\s*(?P<names>\S.*)", re.IGNORECASE
)
_WRITES: Final = re.compile(r",\s+writes\s+(?P<name>[^\W\d_][^.,;:!?()\"“”]{2,60}?)(?=[.!?\"”]|$)")
_ABOUT: Final = re.compile(r"(?P<name>\S.{2,60}?) (?:is|was) (?:an?|the)\s(?P<what>.{1,120})")
_TRADE: Final = re.compile(
    r"\b(?:journalist|writer|author|columnist|editor|analyst|professor|correspondent|fellow|researcher|contributor"
    r"|reporter|lecturer|historian|commentator|blogger|freelance\w*)\b",
    re.IGNORECASE,
)


def find_author(page: Page) -> Found | None:
    """Return who wrote the article, or `None` where nothing says so plainly.

    A person the article reports on, even a columnist, is not its author.
    """
    for finder in (_from_byline, _from_standfirst, _from_foot, _from_note):
        found = finder(page)
        if found:
            return found
    return None


def is_byline(plain: str) -> bool:
    """Tell whether a line says who wrote the article."""
    return _names(_BYLINE, plain) is not None


def _from_byline(page: Page) -> Found | None:
    return _first(page, page.head, _BYLINE, "byline")


def _from_standfirst(page: Page) -> Found | None:
    """Read "..., writes Jane Doe." where it closes a sentence of the opening paragraph.

    "writes Jane Doe in The Times" reports on somebody else's article.
    """
    first = page.first_prose
    match = _WRITES.search(first.plain) if first else None
    if first and match and is_person(match["name"]):
        return page.found(match["name"], "byline", first)
    return None


def _from_foot(page: Page) -> Found | None:
    found = _first(page, page.dropped, _ARTICLES_BY, "footer")
    if found:
        return found
    for unit in page.dropped:
        owners = copyright_owners(unit)
        if len(owners) > 1 and is_person(owners[0]) and not is_outlet(owners[0]):
            return page.found(owners[0], "footer", unit)
    return None


def _from_note(page: Page) -> Found | None:
    """Read "*Jane Doe is a journalist based in Oslo.*", set apart by italics below the article."""
    for unit in page.last_prose():
        match = _ABOUT.match(unit.plain)
        set_apart = page.text[unit.span.start] in "*_" and page.text[unit.span.end - 1] in "*_"
        if match and set_apart and _TRADE.search(match["what"]) and is_person(match["name"]):
            return page.found(match["name"], "footer", unit)
    return None


def copyright_owners(unit: Unit) -> tuple[str, ...]:
    """Return the names that a copyright line gives, in its order."""
    if unit.words > cues.LONGEST_CUE or not cues.COPYRIGHT.match(unit.plain):
        return ()
    bare = re.sub(
        r"(?i)copyright|©|\(c\)|\d{4}(?:\s*[-–]\s*\d{2,4})?|all rights reserved.*|\bby\b", " ", unit.plain[:200]
    )
    names = (" ".join(part.split()).strip(" .;|-–") for part in re.split(r"[,|.]\s|[,|]", bare))
    return tuple(name for name in names if name)


def _first(page: Page, units: tuple[Unit, ...], pattern: re.Pattern[str], how: str) -> Found | None:
    for unit in units:
        names = _names(pattern, unit.plain)
        if names:
            return page.found(names, how, unit)
    return None


def _names(pattern: re.Pattern[str], plain: str) -> str | None:
    """Return the name or names of a byline as they are written, or `None` when other words stand there."""
    match = pattern.match(plain[:300])
    if not match:
        return None
    phrase = _AFTER_NAMES.split(match["names"], maxsplit=1)[0].strip(" .,*_")
    parts = list(_parts(phrase))
    if parts and all(map(is_person, parts)) and (len(parts) == 1 or _JOINS.search(phrase)):
        return phrase
    return parts[0] if parts and is_person(parts[0]) and not _JOINS.search(phrase) else None


def _parts(phrase: str) -> Iterator[str]:
    return (part for part in _JOINED.split(phrase) if part)
