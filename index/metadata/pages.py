"""What the finders of metadata look at: the judged units of a page, the roles of its head, and its foot."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Final

from index.chunking.blocks import Unit, read_unit
from index.chunking.boilerplate import Mark, MarkedUnit, mark_units
from index.chunking.tables import row_cells
from index.language.written_dates import fold
from index.metadata.lines import Role, Scored, Surroundings, score_line
from index.metadata.names import squash
from index.metadata.pieces import read_line
from index.metadata.roles import Reading, read_roles
from index.records import Found, Span

HEAD_UNITS: Final = 60
"""Units among which title, byline and date are looked for; the bound keeps odd files cheap."""
_HEAD_PROSE: Final = 2
"""Paragraphs of running text that belong to the head at most: some pages put the lede above the byline."""
_LONG: Final = 18
"""Words from which a paragraph of running text counts towards the end of the head."""
_FOOT_UNITS: Final = 12
_FEWEST_ROWS: Final = 3
"""Lines with bars and as many cells that are a table; a masthead has two at most."""
_NO_ROW: Final = -8.0
_WRAPPED: Final = 40
"""Words from which lines one below the other are taken for a paragraph whatever stands in them."""
_PROSE: Final = 20_000
"""Characters of running text in which names and the words of a headline are looked for."""


def _unknown(_words: str) -> int:
    return 0


@dataclass(frozen=True)
class Page:
    """A raw text and its judged units."""

    text: str
    units: tuple[MarkedUnit, ...]
    heads: Callable[[str], int] = _unknown
    """How many other files of the library begin with a line of these words."""

    @cached_property
    def reading(self) -> Reading:
        """The lines of the head with the role of each."""
        end = self._head_end()
        around = Surroundings(self.prose, self.heads)
        scored = [score_line(self.text, item, at == 0, around) for at, item in enumerate(self.units[:end])]
        rows = self._rows_of_tables()
        return read_roles([_as_row(line) if at in rows else line for at, line in enumerate(scored)])

    def _rows_of_tables(self) -> frozenset[int]:
        """Return the positions of lines that are rows of a table: several with as many cells, one below the other."""
        units = [item.unit for item in self.units[:HEAD_UNITS]]
        counted = [(unit.block, len(row_cells(self.text, unit.span))) for unit in units]
        runs = [[*run] for (_, cells), run in groupby(range(len(units)), counted.__getitem__) if cells > 1]
        return frozenset(at for run in runs if len(run) >= _FEWEST_ROWS for at in run)

    def _head_end(self) -> int:
        """Return where the head ends: below the second long paragraph."""
        prose = 0
        for at, (unit, mark) in enumerate(self.units[:HEAD_UNITS]):
            prose += mark is Mark.PROSE and unit.words >= _LONG
            if prose > _HEAD_PROSE or (prose == _HEAD_PROSE and mark is Mark.PROSE and unit.words > 2 * _LONG):
                return at
        return min(len(self.units), HEAD_UNITS)

    @cached_property
    def foot(self) -> tuple[Scored, ...]:
        """The short lines below the article."""
        last = max(
            (at for at, (unit, mark) in enumerate(self.units) if mark is Mark.PROSE and unit.words > _LONG), default=-1
        )
        begin = max(len(self.reading.lines), last + 1, len(self.units) - _FOOT_UNITS)
        around = Surroundings(self.prose)
        return tuple(score_line(self.text, item, first=False, around=around) for item in self.units[begin:])

    @cached_property
    def prose(self) -> str:
        """The running text, folded; its words are looked for in the lines of the head."""
        units = [unit for unit, mark in self.units if mark is Mark.PROSE and unit.words >= _LONG // 2]
        return fold("\n".join(unit.plain for unit in units)[:_PROSE])

    @cached_property
    def dropped(self) -> tuple[Unit, ...]:
        """The page furniture, which names the outlet and sometimes the author."""
        return tuple(item.unit for item in self.units if item.dropped)

    @cached_property
    def furniture(self) -> str:
        """The words of the furniture below the head, folded, without punctuation."""
        head = {line.unit.span for line in self.reading.lines}
        return " ".join(
            " ".join(re.findall(r"\w+", fold(unit.plain[:300])))
            for unit in (*self.dropped, *(line.unit for line in self.foot))
            if unit.span not in head
        )

    @cached_property
    def squashed(self) -> str:
        """The furniture without the spaces between its words."""
        return fold(squash(self.furniture))

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


def _as_row(line: Scored) -> Scored:
    """Return a row of a table with the scores of what it is not: no masthead, no byline, no headline."""
    no = dict.fromkeys((Role.META, Role.SECTION, Role.HEADLINE, Role.DECK), _NO_ROW)
    return replace(line, scores={**line.scores, **no})


def read_page(text: str, heads: Callable[[str], int] = _unknown) -> Page:
    """Judge the units of `text`."""
    units = mark_units(text)
    head = [part for item in units[:HEAD_UNITS] for part in _lines_apart(text, item)]
    return Page(text, (*head, *units[HEAD_UNITS:]), heads)


def _lines_apart(text: str, item: MarkedUnit) -> Iterator[MarkedUnit]:
    """Yield the lines of a short paragraph one by one if a byline or a date shows that it is none."""
    span = item.unit.span
    breaks = [*re.finditer(r"\s*[\r\n]+\s*", text[span.start : span.end])] if item.unit.words < _WRAPPED else []
    bounds = [0, *(at for each in breaks for at in each.span()), span.end - span.start]
    units = [
        read_unit(text, Span(span.start + start, span.start + end), item.unit.block)
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
    ]
    if len(units) > 1 and any(_tells(text, unit) for unit in units):
        yield from (MarkedUnit(unit, Mark.SHORT) for unit in units)
    else:
        yield item


def _tells(text: str, unit: Unit) -> bool:
    """Return True if a line begins with a byline or begins or ends with a date."""
    pieces = read_line(text, unit).pieces
    ends = [piece.day is not None and piece.day.year is not None for piece in (pieces[:1] + pieces[-1:])]
    return any(ends) or bool(pieces and pieces[0].intro == "byline")
