"""Find when an article was published and when it was updated, from its head, its foot and its file's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.language.card_words import opening
from index.language.dates import date_in_name, find_date
from index.language.written_dates import Day, find_days, fold
from index.metadata.evidence import Evidence
from index.metadata.foot import copyright_years
from index.metadata.lines import Role, Scored
from index.metadata.names import outlet_score
from index.metadata.pages import Page
from index.metadata.pieces import Kind, Piece
from index.records import Found, Span

_WIRE: Final = re.compile(r"\s?(?:\([^()\d]{2,30}\)\s?)?[.:]?\s?[–—-]{1,2}\s|\s?\([^()\d]{2,30}\)(?:\s|$)")
_SURE_LINE: Final = 2.5
_FOOT_WORDS: Final = 16
_OTHERS: Final = 3
"""Words of a sentence before a date from which it tells of the matter, not of the article."""
_PREPOSITION: Final = re.compile(
    r"(?:^|\s)(?:of|on|in|since|until|from|by|before|after|seit|bis|depuis|desde)$", re.IGNORECASE
)
_OPENING: Final = 120
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and last changed."""

    published: Found | None
    updated: Found | None


@dataclass(frozen=True, slots=True)
class _Told:
    """A date and where it stands."""

    day: Day
    span: Span
    how: str
    label: str = ""
    """`published`, `updated` or nothing."""


def find_dates(page: Page, file: str, language: str | None, outlet: str, evidence: Evidence) -> Dates:
    """Return when an article was published and updated, as far as it is told.

    Args:
        page: the article.
        file: its path, which may hold a date.
        language: its language: only in English may the month of a number stand first.
        outlet: the key of the name of who published it, or nothing.
        evidence: what other files say, such as whether the outlet writes days or months first.
    """
    told = [*_in_head(page), *_in_opening(page), *_in_foot(page)]
    order = _order(page, language) or evidence.order(outlet)
    updated = next((each for each in told if each.label == "updated"), None)
    plain = [each for each in told if each.label != "updated"]
    plain.sort(key=lambda each: each.label != "published" or each.how == "footer")
    changed = _found(updated, page, file, order) if updated else None
    for each in plain:
        found = _found(each, page, file, order)
        if found:
            return Dates(found, changed)
    named = date_in_name(file) or evidence.date_in_name(file)
    if named:
        return Dates(Found(named, "file name"), changed)
    return Dates(changed, changed)


def date_order(page: Page) -> str:
    """Return whether the dates in the head show that days or months stand first, nothing when they show neither."""
    orders = {each.day.order for each in _in_head(page)} & {"day", "month"}
    return orders.pop() if len(orders) == 1 else ""


def _found(told: _Told, page: Page, file: str, order: str) -> Found | None:
    day = told.day.read_as(order) if order else told.day
    if day.iso:
        return Found(day.iso, told.how, told.span)
    if day.year is None and day.weekdays:
        fitting = {read.iso for year in _years(page, file) if (read := day.in_year(year))}
        iso = fitting.pop() if len(fitting) == 1 else None
        return Found(iso, "inferred", told.span) if iso else None
    return None


def _years(page: Page, file: str) -> set[int]:
    """Return the years that the copyright line, the other dates of head and foot, and the file's name give."""
    years = copyright_years(page) | {int(year) for year in _YEAR.findall(file)}
    named = date_in_name(file)
    if named:
        years.add(int(named[:4]))
    for line in (*page.reading.lines, *page.foot):
        years |= {piece.day.year for piece in line.line.pieces if piece.day and piece.day.year and line.unit.words < 30}
    return years


def _order(page: Page, language: str | None) -> str:
    """Return whether days or months stand first in the numbers of this article, nothing when it doesn't tell."""
    if language and language != "en":
        return "day"
    orders = {
        day.order for line in page.reading.lines for day in find_days(line.unit.plain) if day.order in {"day", "month"}
    }
    orders |= {
        day.order for unit in page.dropped[-8:] for day in find_days(unit.plain) if day.order in {"day", "month"}
    }
    if not orders:
        orders = {
            day.order
            for unit in page.units[:40]
            for day in find_days(unit.unit.plain)
            if day.year and day.order in {"day", "month"}
        }
    return next(iter(orders)) if len(orders) == 1 else ""


def _in_head(page: Page) -> Iterator[_Told]:
    reading = page.reading
    for line, role in zip(reading.lines, reading.roles, strict=True):
        if role is Role.META:
            yield from _of_line(line, "dateline")
        elif role in {Role.HEADLINE, Role.SECTION, Role.FURNITURE}:
            yield from (
                each
                for each in _of_line(line, "dateline")
                if each.label or (role is Role.HEADLINE and not each.day.year)
            )
        elif role is Role.DECK or line.unit.words < _FOOT_WORDS:
            yield from (each for each in _of_line(line, "dateline") if each.label)


def _of_line(line: Scored, how: str) -> Iterator[_Told]:
    for at, piece in enumerate(line.line.pieces):
        before = line.line.pieces[:at]
        others = sum(len(each.words.split()) for each in before if each.kind is Kind.OTHER)
        told = others <= _OTHERS and not (before and _PREPOSITION.search(before[-1].words))
        if piece.day and (told or piece.intro):
            yield _Told(piece.day, piece.span, how, piece.intro)
    if not any(piece.day for piece in line.line.pieces):
        rare = find_date(line.unit.plain) if line.unit.words <= 8 and _likely(line) else None
        if rare:
            year, month, day = map(int, rare.iso.split("-"))
            yield _Told(Day(day, month, year, rare.span), line.unit.span, how)


def _likely(line: Scored) -> bool:
    return line.line.plain[:1].isdigit() or line.line.plain[-4:].isdigit()


def _in_opening(page: Page) -> Iterator[_Told]:
    """Read the date with which the first paragraph begins, if a label or the mark of a news agency is with it."""
    first = page.first_prose
    if first is None:
        return
    for day in find_days(first.plain[:_OPENING]):
        before, after = first.plain[: day.span.start], first.plain[day.span.end :]
        labelled = opening("published").match(fold(before)) and len(before.split()) <= 3
        place = before.rstrip(" ,.")
        wired = (not place or place.isupper()) and _WIRE.match(after)
        if labelled or wired:
            at = first.span.of(page.text).find(day.span.of(first.plain))
            span = (
                Span(first.span.start + at, first.span.start + at + day.span.end - day.span.start)
                if at >= 0
                else first.span
            )
            yield _Told(day, span, "dateline", "published" if labelled else "")
        return


def _in_foot(page: Page) -> Iterator[_Told]:
    for line in page.foot:
        if line.unit.words > _FOOT_WORDS or opening("corrections").match(fold(line.line.plain)):
            continue
        dates = [piece for piece in line.line.pieces if piece.day]
        if not dates:
            continue
        labelled = [piece for piece in dates if piece.intro in {"published", "updated"}]
        if labelled:
            yield from (_Told(piece.day, piece.span, "footer", piece.intro) for piece in labelled if piece.day)
        elif line.scores[Role.META] >= _SURE_LINE and _is_imprint(line.line.pieces):
            yield from (_Told(piece.day, piece.span, "footer") for piece in dates if piece.day)


def _is_imprint(pieces: tuple[Piece, ...]) -> bool:
    """Return True for a date alone or beside names: `The Evening Post, 2 May 2020`."""
    others = [piece for piece in pieces if piece.kind not in {Kind.DATE, Kind.TIME, Kind.EDITION, Kind.READING}]
    return all(piece.kind in {Kind.NAME, Kind.AGENCY, Kind.DESK, Kind.SECTION} for piece in others) and (
        not others
        or any(outlet_score(piece.words) > 0 or piece.intro == "byline" or len(pieces) == 2 for piece in others)
    )
