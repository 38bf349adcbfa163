"""Tables in a text: rows of cells between bars or tabs, and the row that says what the columns are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from index.records import Span

_RULED: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FIGURE: Final = re.compile(r"\W*\d")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
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
        start += words.startswith("|")
        end -= words.endswith("|") and not words.endswith("\\|") and end > start
    marks = [*re.finditer(r"(?<!\\)\|" if mark == "|" else r"\t", text[start:end])]
    starts = [start, *(start + each.end() for each in marks)]
    ends = [*(start + each.start() for each in marks), end]
    cells = [Span(*bounds).trimmed(text) for bounds in zip(starts, ends, strict=True)]
    fits = len(cells) > 1 and all(cell.end - cell.start <= _LONGEST_CELL for cell in cells)
    return tuple(cells) if fits else ()


def is_rule(line: str) -> bool:
    """Return True if a line only parts the head of a Markdown table from its rows."""
    return "|" in line and _RULED.fullmatch(line) is not None


def has_head(rows: Sequence[Sequence[str]], *, ruled: bool) -> bool:
    """Return True if the first row says what the columns are.

    Args:
        rows: the words of the cells, row by row.
        ruled: whether a rule follows the first row, as in Markdown.
    """
    if ruled:
        return len(rows) > 1
    if len(rows) < 2:
        return False
    head, *others = rows
    if not all(head) or len(set(head)) < len(head) or any(_is_figure(cell) for cell in head):
        return False
    figures = [sum(_is_figure(row[place]) for row in others if place < len(row)) for place in range(len(head))]
    return len(head) > 2 or any(2 * count > len(others) for count in figures)


def _is_figure(cell: str) -> bool:
    return _FIGURE.match(cell) is not None and not _YEAR.fullmatch(cell)


def heads_of(sentences: Iterable[tuple[str, bool]], above: str | None) -> Iterator[str]:
    """Yield for each sentence of a passage the head of the table that it is a row of; nothing for other sentences.

    Args:
        sentences: the words of each, and whether it is a heading.
        above: the heading above the passage, which for a table that goes on is its head.
    """
    head = above or ""
    for words, heading in sentences:
        columns = len(row_cells(words, Span(0, len(words))))
        if heading:
            head = words
        elif not columns or len(row_cells(head, Span(0, len(head)))) != columns:
            head = ""
        yield "" if heading else head


def labelled(head: str, row: str) -> str:
    """Return a row with what each cell is: "Village: Ostrel; Harvest: 5,120". Both as they stand in their lines."""
    return "; ".join(f"{name}: {cell.of(row)}" if name else cell.of(row) for cell, name in named_cells(head, row))


def named_cells(head: str, row: str) -> Iterator[tuple[Span, str]]:
    """Yield the cells of a row that hold something, each with what its column is called."""
    names = [cell.of(head) for cell in row_cells(head, Span(0, len(head)))]
    for name, cell in zip_longest(names, row_cells(row, Span(0, len(row)))):
        if cell is not None and cell.end > cell.start:
            yield cell, name or ""
