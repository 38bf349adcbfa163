"""Tables in a text: rows of cells between bars or tabs, and the row that says what the columns are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from index.records import Span

_RULED: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FIGURE: Final = re.compile(r"\W*\d")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_CLOSED: Final = re.compile(r"[.!?…:;,؟。][\"'’”»)\]*_]*$")
_LONGEST_SECTION: Final = 80
"""Characters of the longest line that names a section."""
_LONGEST_CELL: Final = 200
"""Characters: longer is running text, in which a bar is only a bar."""


def row_cells(text: str, line: Span) -> tuple[Span, ...]:
    """Return the cells of a row of a table, trimmed; none for a line that is no row.

    >>> text = "| Ostrel | 5,120 |"
    >>> [cell.of(text) for cell in row_cells(text, Span(0, len(text)))]
    ['Ostrel', '5,120']
    """
    words = line.of(text)
    mark = "|" if words.startswith("|") or " | " in words else "\t" if "\t" in words else ""
    if not mark or is_rule(words):
        return ()
    start, end = line.start, line.end
    if mark == "|":
        outer = words.startswith("|")  # else a bar at the end is before an empty cell
        start += outer
        end -= outer and words.endswith("|") and not words.endswith("\\|") and end > start
    marks = [*re.finditer(r"(?<!\\)\|" if mark == "|" else r"\t", text[start:end])]
    starts = [start, *(start + each.end() for each in marks)]
    ends = [*(start + each.start() for each in marks), end]
    cells = [Span(*bounds).trimmed(text) for bounds in zip(starts, ends, strict=True)]
    fits = len(cells) > 1 and all(cell.end - cell.start <= _LONGEST_CELL for cell in cells)
    return tuple(cells) if fits else ()


def is_rule(line: str) -> bool:
    """Return True if a line only parts the head of a Markdown table from its rows."""
    return "|" in line and _RULED.fullmatch(line) is not None


def table_end(text: str, lines: Sequence[Span], place: int) -> int:
    """Return the place behind the last line of the table that begins at a place; the same place where none does.

    Lines of a table have as many cells as the first. Under a ruled head some may have fewer; the name of a section,
    which has its line to itself, may stand between two rows.
    """
    columns = len(row_cells(text, lines[place]))
    ruled = columns > 0 and place + 1 < len(lines) and is_rule(lines[place + 1].of(text))
    end = place + 1 if columns else place
    section = 0
    while end < len(lines) and columns:
        words = lines[end].of(text)
        cells = len(row_cells(text, lines[end]))
        if cells != columns and not is_rule(words) and not (ruled and "|" in words and cells < columns):
            following = end + 1 < len(lines) and len(row_cells(text, lines[end + 1])) == columns
            if cells or not following or not _may_name(words):
                break
            section = section or end
        end += 1
    if section and not ruled and not has_head(_words(text, lines[place:section]), ruled=False, begun=True):
        end = section
    return end if end > place + 1 else place


def _words(text: str, lines: Iterable[Span]) -> list[list[str]]:
    return [[cell.of(text) for cell in row_cells(text, line)] for line in lines]


def _may_name(words: str) -> bool:
    """Return True if a line is so short, and open at its end, that it may name a section."""
    return len(words) <= _LONGEST_SECTION and not _CLOSED.search(words)


def title_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows above the head are only a title: 1 where a table has been saved with it as its head."""
    titled = len(rows) > 2 and rows[0][0] and not any(rows[0][1:]) and has_head(rows[1:], ruled=False)
    return 1 if titled and len(rows[0]) == len(rows[1]) and not any(map(is_figure, rows[1])) else 0


def has_head(rows: Sequence[Sequence[str]], *, ruled: bool, begun: bool = False) -> bool:
    """Return True if the first row says what the columns are. It may leave out what its first column is.

    Args:
        rows: the words of the cells, row by row.
        ruled: whether a rule follows the first row, as in Markdown.
        begun: whether more rows follow than are told.
    """
    if ruled:
        return len(rows) > 1
    if len(rows) < 2 and not begun:
        return False
    head, *others = rows
    if not all(head[1:]) or len(set(head)) < len(head) or any(is_figure(cell) for cell in head):
        return False
    figures = [sum(is_figure(row[place]) for row in others if place < len(row)) for place in range(len(head))]
    return len(head) > 2 or any(2 * count > len(others) for count in figures)


def is_figure(cell: str) -> bool:
    """Return True if a cell holds a number that isn't a year, which may be what a column is."""
    return _FIGURE.match(cell) is not None and not _YEAR.fullmatch(cell)


def heads_of(sentences: Iterable[tuple[str, bool]], above: str | None) -> Iterator[tuple[str, str]]:
    """Yield for each sentence of a passage the head of the table that it is a row of, and the name of its section.

    Both are empty for other sentences; the second is, where a table has no sections.

    Args:
        sentences: the words of each, and whether it is a heading.
        above: the heading above the passage, which for a table that goes on is its head.
    """
    rows = [(words, heading, _words(words, [Span(0, len(words))])[0]) for words, heading in sentences]
    head, section = above or "", ""
    sectioned = False
    for place, (words, heading, cells) in enumerate(rows):
        columns = len(row_cells(head, Span(0, len(head))))
        if heading:
            head, section, sectioned = words, "", False
            yield "", ""
            continue
        if place and rows[place - 1][1]:
            sectioned = _is_alone(cells) and sum(_is_alone(each) for _, _, each in rows[place:]) > 1
        following = rows[place + 1][2] if place + 1 < len(rows) and not rows[place + 1][1] else ()
        if columns and not cells and len(following) == columns and _may_name(words):
            section = words.strip("*_ ")
            yield "", ""
        elif columns and _is_alone(cells) and (sectioned or cells[0].startswith(("**", "__"))):
            section = cells[0].strip("*_ ")
            yield "", ""
        elif not cells:
            head = section = ""
            yield "", ""
        else:
            yield (head, section) if len(cells) == columns else ("", "")


def _is_alone(cells: Sequence[str]) -> bool:
    """Return True if only the first cell of a row holds something."""
    return len(cells) > 1 and bool(cells[0]) and not any(cells[1:])


def labelled(head: str, row: str, section: str = "") -> str:
    """Return a row with what each cell is: "Village: Ostrel; Harvest: 5,120". All as they stand in their lines."""
    told = (f"{name}: {cell.of(row)}" if name else cell.of(row) for cell, name in named_cells(head, row))
    return "; ".join([section, *told] if section else told)


def named_cells(head: str, row: str) -> Iterator[tuple[Span, str]]:
    """Yield the cells of a row that hold something, each with what its column is called."""
    names = [cell.of(head) for cell in row_cells(head, Span(0, len(head)))]
    for name, cell in zip_longest(names, row_cells(row, Span(0, len(row)))):
        if cell is not None and cell.end > cell.start:
            yield cell, name or ""
