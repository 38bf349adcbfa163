"""Find the title of an article: its heading, else its first line if that reads like one."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from index.chunking import cues
from index.chunking.blocks import Unit
from index.chunking.boilerplate import Mark
from index.metadata.authors import is_byline
from index.metadata.pages import HEAD_UNITS, Page
from index.metadata.publication_dates import read_dateline
from index.records import Found

_LONGEST: Final = 35
"""Words in the longest title; headlines have up to about 20."""
_LABEL: Final = re.compile(r"(?:title|headline)\s*[:：]\s*(\S.*)", re.IGNORECASE)
_OTHER_LABEL: Final = re.compile(
    r"(?:author|source|publisher|date|published|url|link|tags?|keywords|language)\s*[:：]", re.I
)
_REPOST: Final = re.compile(r"the post\s+(\S.{0,400}?)\s+appeared first on\b", re.IGNORECASE)
_SLUG_WORD: Final = re.compile(r"[^\W\d_]{1,30}|\d{1,4}")


def find_title(page: Page, file: str) -> Found | None:
    """Return the title that the text gives, else the words of a file's name such as `river-rises-again.txt`."""
    for finder in (_from_label, _from_heading, _from_first_line, _from_repost):
        found = finder(page)
        if found:
            return found
    slug = title_in_name(file)
    return Found(slug, "file name") if slug else None


def title_in_name(file: str) -> str | None:
    """Return the words in the name of a file, or `None` for numbers, hashes and names of one or two words."""
    stem = re.sub(r"^\d{4}[-_.]?\d{2}[-_.]?\d{2}[-_. ]*", "", PurePosixPath(file).stem[:300])
    parts = [part for part in re.split(r"[-_.\s]+", stem) if part]
    if not all(_SLUG_WORD.fullmatch(part) for part in parts):
        return None
    if sum(part.isalpha() and len(part) > 1 for part in parts) < 3 or parts[0].isdigit():
        return None
    words = " ".join(parts)
    return words[0].upper() + words[1:]


def _from_label(page: Page) -> Found | None:
    for unit in page.head[:8]:
        match = _LABEL.match(unit.plain)
        if match:
            return page.found(match[1], "heading", unit)
    return None


def _from_heading(page: Page) -> Found | None:
    """Read the first heading of the first level; one below running text only if no other line could be the title."""
    above = True
    for unit, mark in page.units[:HEAD_UNITS]:
        if unit.level == 1 and mark in {Mark.SHORT, Mark.SUSPECT} and unit.plain:
            return page.found(unit.plain, "heading", unit) if above or not _from_first_line(page) else None
        above = above and mark is not Mark.PROSE
    return None


def _from_first_line(page: Page) -> Found | None:
    for unit in _candidates(page):
        if _reads_like_a_title(unit):
            return page.found(unit.plain, "heading" if unit.level else "text", unit)
    return None


def _candidates(page: Page) -> Iterator[Unit]:
    """Yield the lines above the running text, and its first paragraph if that is a long headline."""
    for unit, mark in page.units[:-1][:HEAD_UNITS]:  # what stands alone is no title of anything
        if mark in {Mark.SHORT, Mark.SUSPECT} or (mark is Mark.PROSE and _is_long_headline(page, unit)):
            yield unit
        if mark is Mark.PROSE:
            return


def _is_long_headline(page: Page, unit: Unit) -> bool:
    """Tell whether a unit that ends like a headline stands apart from what follows."""
    below = next(item.unit for item in page.units if item.unit.span.start > unit.span.start)
    return unit.end in {"", "?", "!"} and below.block != unit.block


def _reads_like_a_title(unit: Unit) -> bool:
    plain = unit.plain
    if not plain or unit.words > _LONGEST or unit.listed or unit.end in {".", "。", "।", ";"}:
        return False
    if plain.endswith((",", ":", "，", "：")) or _starts_small(plain) or not any(map(str.isalpha, plain)):
        return False
    return not (
        is_byline(plain) or read_dateline(unit) or _OTHER_LABEL.match(plain) or cues.is_number(plain) or "://" in plain
    )


def _starts_small(plain: str) -> bool:
    """Tell whether a line begins like the middle of a sentence; `iPhone` doesn't, nor does a quotation mark."""
    word = plain.lstrip("\"“”„«'‘’([¿¡#").split(maxsplit=1)[:1]
    return not word or not word[0][0].isalnum() or (word[0][0].islower() and word[0].islower())


def _from_repost(page: Page) -> Found | None:
    for unit in page.dropped:
        match = _REPOST.match(unit.plain)
        if match:
            return page.found(match[1], "footer", unit)
    return None
