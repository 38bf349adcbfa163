"""Find the title of an article: the headline of its head, else what a repost or the file's name says."""

import re
from pathlib import PurePosixPath
from typing import Final

from index.language.card_words import opening
from index.language.written_dates import fold
from index.metadata.lines import Role
from index.metadata.pages import Page
from index.records import Found

_LABEL: Final = re.compile(r"(?:title|headline)\s*[:：]\s*(\S.*)", re.IGNORECASE)
_REPOST: Final = re.compile(r"the post\s+(\S.{0,400}?)\s+appeared first on\b", re.IGNORECASE)
_SLUG_WORD: Final = re.compile(r"[^\W\d_]{1,30}|\d{1,4}")


def find_title(page: Page, file: str) -> Found | None:
    """Return the title that the text gives, else the words of a file's name such as `river-rises-again.txt`."""
    for finder in (_from_label, _from_headline, _from_repost):
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
    for line in page.reading.lines[:8]:
        match = _LABEL.match(line.unit.plain)
        if match:
            return page.found(match[1], "heading", line.unit)
    return None


def _from_headline(page: Page) -> Found | None:
    if len(page.units) < 2:
        return None  # what stands alone is no title of anything
    for line in page.reading.of(Role.HEADLINE):
        unit = line.unit
        found = page.found(without_live_label(unit.plain), "heading" if unit.level else "text", unit)
        return found
    return None


def without_live_label(title: str) -> str:
    """Return a title without the label of a live page, unless the title goes on in small letters."""
    label = opening("live").match(fold(title))
    rest = re.match(r"\s*[:：|–—-]\s*(?=\S)", title[label.end() :]) if label else None
    if label and rest:
        bare = title[label.end() + rest.end() :]
        if len(bare.split()) > 2 and not bare.lstrip("\"“'‘«")[:1].islower():
            return bare
    return title


def _from_repost(page: Page) -> Found | None:
    for unit in page.dropped:
        match = _REPOST.match(unit.plain)
        if match:
            return page.found(match[1], "footer", unit)
    return None
