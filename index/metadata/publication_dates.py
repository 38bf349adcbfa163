"""Find when an article was published: from the short lines about its beginning that hold a complete date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.chunking.blocks import Unit
from index.language.calendar import WEEKDAY_OR_SHORT
from index.language.dates import FoundDate, find_date
from index.metadata.names import is_capitalised, is_outlet
from index.metadata.pages import Page
from index.records import Found

_LABELS: Final = (
    r"(?:dated?|published|posted|first published|originally published|publication date|pubdate|release date"
    r"|veröffentlicht|publié le|publicado(?: el)?|pubblicato(?: il)?|yayın(?:lanma)? tarihi|tarih|опубликовано|дата"
    r"|تاريخ النشر|نشر في)"
)
_LABEL: Final = re.compile(_LABELS + r"(?: on| at| date| time)?\W{0,5}$", re.IGNORECASE)
_UPDATED: Final = re.compile(
    r"(?:last )?(?:updated|modified|edited|aktualisiert|mis à jour(?: le)?|actualizado|güncelleme|обновлено)"
    r"(?: on| at| time)?\W{0,5}$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(_LABELS + r"(?: on)?[\s:]{1,5}(?=\d|[^\W\d_]{3,14}\.? \d)", re.IGNORECASE)
_WIRE: Final = re.compile(r"\s?(?:\([^()\d]{2,30}\)\s?)?[–—-]{1,2}\s|\s?\([^()\d]{2,30}\)\s")
_TIME: Final = re.compile(
    r"(?:T(?=\d))?[\W\d]*(?:(?:[ap]\.?m\.?|gmt|utc|[ecmp][sd]?t|bst|msk|uhr|h|at|um|à|г|года|min(?:ute)?s?|read|t|z)\b[\W\d]*)*",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(rf"(?:^|(?<=\W)){WEEKDAY_OR_SHORT}\.?\W*$", re.IGNORECASE)
_DIVIDERS: Final = " ,|•·:–—-/()"
_LITTLE: Final = frozenset(
    ("of", "the", "and", "for", "in", "on", "by", "de", "la", "le", "del", "der", "die", "des", "al", "ve")
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A short line with a complete date."""

    unit: Unit
    when: FoundDate
    prefix: str
    """What stands before the date, without the punctuation between: an outlet, a place, a byline or nothing."""
    updated: bool
    """Whether it only says when the article was changed."""


def find_datelines(page: Page) -> Iterator[Dateline]:
    """Yield the lines about the beginning of the article that are made of a date and little else."""
    for unit in page.head:
        line = read_dateline(unit) if not unit.level else None
        if line:
            yield line


def read_dateline(unit: Unit) -> Dateline | None:
    """Return what a line says if it is a dateline: a date, before it a label or a name, after it at most a time."""
    if unit.words > 20 or unit.end in {"!", "?"}:
        return None
    when = find_date(unit.plain)
    if when is None or not _is_time(unit.plain[when.span.end :]):
        return None
    before = _WEEKDAY.sub("", unit.plain[: when.span.start])
    updated = _UPDATED.search(before) is not None
    rest = re.sub(_UPDATED if updated else _LABEL, "", before)
    prefix = rest.strip(_DIVIDERS)
    if prefix and not (_is_title_case(prefix) and (rest != before or _divides(rest) or is_outlet(prefix))):
        return None  # "Born March 3, 1950" isn't a dateline
    return Dateline(unit, when, prefix, updated)


def find_published(page: Page) -> Found | None:
    """Return the day the article was published, or `None` where no line gives a complete date."""
    lines = sorted(find_datelines(page), key=lambda line: line.updated)
    if lines:
        return _found(page, lines[0].unit, lines[0].when)
    return _from_opening(page)


def _from_opening(page: Page) -> Found | None:
    """Read the date with which the first paragraph begins, if a label or the mark of a news agency is with it."""
    first = page.first_prose
    when = find_date(first.plain[:100]) if first else None
    if not first or not when:
        return None
    labelled = _OPENING.match(first.plain)
    before, after = first.plain[: when.span.start], first.plain[when.span.end :]
    wired = (not before or before.rstrip(" ,").isupper()) and _WIRE.match(after)
    if (labelled and labelled.end() == when.span.start) or wired:
        return _found(page, first, when)
    return None


def _found(page: Page, unit: Unit, when: FoundDate) -> Found:
    return page.found(when.iso, "dateline", unit, when.span.of(unit.plain))


def _divides(before: str) -> bool:
    """Tell whether a comma, bar or dash stands between the date and what is before it."""
    return before.rstrip()[-1:] in set(",|•·–—-/)")


def _is_title_case(words: str) -> bool:
    """Tell whether `words` may be a name or a byline: all words capitalised, but for the little ones."""
    return is_capitalised(words) and all(not word[0].islower() or word in _LITTLE for word in words.split())


def _is_time(words: str) -> bool:
    """Tell whether nothing but a time of day or of reading follows the date."""
    return _TIME.fullmatch(words[:80]) is not None and len(words) <= 80
