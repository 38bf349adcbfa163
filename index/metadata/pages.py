"""What the finders of metadata look at: the judged units of a page, and where its title and byline can stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from index.chunking.blocks import Unit
from index.chunking.boilerplate import Mark, MarkedUnit, mark_units
from index.records import Found, Span

_HEAD_PROSE: Final = 2
"""Paragraphs below which no byline is looked for: some pages put the lede above it."""
HEAD_UNITS: Final = 60
"""Units among which title, byline and date are looked for; the bound keeps odd files cheap."""
_SHORT: Final = 20
"""Words in the longest line that may hold a byline or a date."""


@dataclass(frozen=True)
class Page:
    """A raw text and its judged units."""

    text: str
    units: tuple[MarkedUnit, ...]

    @cached_property
    def head(self) -> tuple[Unit, ...]:
        """The short lines about the beginning of the article, where bylines and dates stand."""
        prose = [at for at, (_, mark) in enumerate(self.units) if mark is Mark.PROSE]
        end = prose[_HEAD_PROSE] if len(prose) > _HEAD_PROSE else len(self.units)
        return tuple(unit for unit, mark in self.units[: min(end, HEAD_UNITS)] if _may_tell(unit, mark))

    @cached_property
    def dropped(self) -> tuple[Unit, ...]:
        """The page furniture, which names the outlet and sometimes the author."""
        return tuple(item.unit for item in self.units if item.dropped)

    @cached_property
    def first_prose(self) -> Unit | None:
        """The first paragraph of running text."""
        return next((unit for unit, mark in self.units if mark is Mark.PROSE), None)

    def last_prose(self) -> Iterator[Unit]:
        """Yield the last two paragraphs of running text, the last first: an author's note stands there."""
        found = [unit for unit, mark in self.units[-HEAD_UNITS:] if mark is Mark.PROSE]
        yield from found[:-3:-1]

    def found(self, value: str, how: str, unit: Unit, words: str = "") -> Found:
        """Return `value`, with the place in `unit` of the words that give it: `words`, else the value itself.

        The place is the whole unit when markup stands between these words.
        """
        at = unit.span.of(self.text).find(words or value)
        if at < 0:
            return Found(value, how, unit.span)
        start = unit.span.start + at
        return Found(value, how, Span(start, start + len(words or value)))


def read_page(text: str) -> Page:
    """Judge the units of `text`."""
    return Page(text, mark_units(text))


def _may_tell(unit: Unit, mark: Mark) -> bool:
    return mark in {Mark.SHORT, Mark.PROSE, Mark.SUSPECT, Mark.CRUMB} and unit.words <= _SHORT
