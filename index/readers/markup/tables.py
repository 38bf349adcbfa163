"""Make the rows of a table complete: a cell that spans several rows or columns stands in each, in one line."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from index.readers.markup.table_parts import arrange, mark_bold, new_cell, rows_of, words_of

_CELLS: Final = frozenset({"td", "th"})
_STRUCTURE: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "pre", "form", "article", "section"})
"""What a cell of data doesn't hold: with it, the table only lays out the page."""
_BLOCKS: Final = frozenset({"p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "table"})
_LONGEST: Final = 300
"""Characters of a cell's words up to which it is one of data."""
_MOST: Final = 20_000
"""Cells that are added to a page."""
_WIDEST: Final = 200


def fill_tables(tree: html.HtmlElement) -> None:
    """Repeat spanning cells and put the paragraphs of a cell into one line, in tables of data.

    A caption or title is put before its table, a note behind it, and the name of a section in front of its rows.
    """
    left = _MOST
    for table in list(tree.iter("table")):
        rows = [[cell for cell in row if cell.tag in _CELLS] for row in rows_of(table)]
        if any(_is_layout(cell, alone=len(cells) == 1 < len(rows)) for cells in rows for cell in cells):
            continue
        mark_bold(rows)
        for cell in (cell for cells in rows for cell in cells if len(cell)):
            _flatten(cell)
        depth = _head_depth(rows)
        left = arrange(table, depth, _repeat(rows, left))
        for caption in table.findall("caption"):
            caption.tag = "p"
            table.addprevious(caption)


def _is_layout(cell: html.HtmlElement, *, alone: bool) -> bool:
    """Return True for a cell that holds more than data; one that has its row to itself may hold a long note."""
    size = 0
    for part in cell.iter():
        if part.tag in _STRUCTURE or (part.tag == "table" and _has_rows(part)):
            return True
        size += len((part.text or "").strip()) + (len((part.tail or "").strip()) if part is not cell else 0)
        if size > _LONGEST and not alone:
            return True
    return False


def _has_rows(table: html.HtmlElement) -> bool:
    """Return True for a table of several rows and columns: within a cell it can't be told in one line."""
    rows = list(rows_of(table))
    return len(rows) > 1 and any(sum(cell.tag in _CELLS for cell in row) > 1 for row in rows)


def _flatten(cell: html.HtmlElement) -> None:
    """Leave only the words of a cell, those of blocks and lines apart by a space."""
    if not any(part.tag in _BLOCKS for part in cell.iterdescendants()):
        return
    words = " ".join(" ".join(_words(cell)).split())
    for child in list(cell):
        cell.remove(child)
    cell.text = re.sub(r" ([.,;:!?)])", r"\1", words)


def _words(cell: html.HtmlElement) -> Iterator[str]:
    """Yield the words of a cell; those of inline elements go on without a break."""
    line: list[str] = []
    for event, part in etree.iterwalk(cell, events=("start", "end")):
        inline = part.tag in {"b", "strong", "i", "em", "a", "span", "u", "small", "code", "abbr", "time", "font"}
        if not inline:
            yield "".join(line)
            line = []
        line.append((part.text if event == "start" else part.tail if part is not cell else "") or "")
    yield "".join(line)


def _repeat(rows: list[list[html.HtmlElement]], left: int) -> int:
    """Add the cells that span into each row and column; return how many more may be added to the page."""
    waiting: dict[int, tuple[int, str, str]] = {}  # column: rows still to come, tag, words
    for cells in rows:
        column, before = 0, None
        alone = len(cells) == 1 and not waiting
        for cell in cells:
            column, left = _fill(cell, waiting, column, left)
            words = words_of(cell)
            high = _span(cell, "rowspan")
            for at in range(1 if alone else _span(cell, "colspan")):
                if at and left > 0:
                    cell.addnext(new_cell(str(cell.tag), words))
                    left -= 1
                if high > 1:
                    waiting[column] = (high - 1, str(cell.tag), words)
                column += 1
            _forget_spans(cell)
            before = cell
        if before is not None:
            last = new_cell("td", "")
            row = before.getparent()
            if row is not None:
                row.append(last)
                _, left = _fill(last, waiting, column, left)
                row.remove(last)
    return left


def _head_depth(rows: list[list[html.HtmlElement]]) -> int:
    """Return of how many rows a head without `th` is, where cells of its first row span several columns; or 0."""
    head = next((cells for cells in rows if len(cells) > 1), [])
    if any(cell.tag == "th" for cell in head) or all(_span(cell, "colspan") == 1 for cell in head):
        return 0
    depth = max(min(_span(cell, "rowspan"), len(rows)) for cell in head)
    return depth if depth > 1 else 0 if words_of(head[0]) else 2


def _forget_spans(cell: html.HtmlElement) -> None:
    """Take out of a cell over how many rows and columns it spans: it stands in each of them now."""
    for name in ("rowspan", "colspan"):
        if name in cell.attrib:
            del cell.attrib[name]


def _fill(cell: html.HtmlElement, waiting: dict[int, tuple[int, str, str]], column: int, left: int) -> tuple[int, int]:
    """Put what comes from the rows above before a cell; return its column and how many cells may still be added."""
    while column in waiting and left > 0:
        more, tag, words = waiting.pop(column)
        cell.addprevious(new_cell(tag, words))
        if more > 1:
            waiting[column] = (more - 1, tag, words)
        column, left = column + 1, left - 1
    return column, left


def _span(cell: html.HtmlElement, name: str) -> int:
    """Return over how many rows or columns a cell spans; 0 rows are all that follow."""
    written = (cell.get(name) or "1").strip()
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
    return min(number or (_WIDEST if name == "rowspan" else 1), _WIDEST)
