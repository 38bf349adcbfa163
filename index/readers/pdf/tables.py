"""Which pieces of lines are words of one line, which are columns of text, and which the cells of a table."""

import re
from collections.abc import Iterator, Sequence
from statistics import mean, median
from typing import Final

from index.readers.pdf.lines import GAP, Line, least_sure
from index.readers.pdf.shapes import Box

WIDEST: Final = 2.5
"""Sizes between two pieces from which on they are never words of one line."""
_BULLET: Final = re.compile(r"(?:[•◦▪‣●○■□–—*·-]|\(?\w{1,3}[.)])$")
_RULES: Final = 3
"""Lines across that make a table of whatever stands between them."""
Row = list[Line]


def without_gaps(rows: Sequence[Row]) -> list[Row]:
    """Join pieces of a line, as of one that was set wide, unless the space between them goes on below or above it."""
    return [_joined(rows, at) for at in range(len(rows))]


def tables_in(rows: Sequence[Row], rules: Sequence[Box]) -> tuple[list[list[Line]], list[Line]]:
    """Return the tables, each a list of lines with cells, and all lines that are in none."""
    tables: list[list[Line]] = []
    rest: list[Line] = []
    at = 0
    while at < len(rows):
        group, beside, columns, at = _group(rows, at)
        named = [[line] for line in beside if columns and _is_within(line, columns[0])]  # of a section, above its rows
        rest += [line for line in beside if [line] not in named]
        group = sorted([*group, *named], key=lambda row: -row[0].base)
        kept = _columns_of_cells(group, columns, rules)
        while kept and len(group) > 1 and len(group[-1]) == 1 and not _hangs(group[-1][0], columns):
            rest += group.pop()
        if len(kept) >= 2 and len(group) >= 2:
            inside = [[line for line in row if any(_is_within(line, column) for column in kept)] for row in group]
            rest += [line for row, cells in zip(group, inside, strict=True) for line in row if line not in cells]
            tables.append(_table([row for row in inside if row], kept, rules))
        else:
            rest += [line for row in group for line in row]
    return tables, rest


def _joined(rows: Sequence[Row], at: int) -> Row:
    row = [rows[at][0]]
    for line in rows[at][1:]:
        before = row[-1]
        gap = line.left - before.right
        item = bool(_BULLET.match(before.text)) and gap <= 2 * WIDEST * line.size
        if item or (gap <= WIDEST * line.size and not _is_gutter(rows, at, before.right, line.left)):
            row[-1] = Line(
                f"{before.text} {line.text}".strip(),
                before.left,
                line.right,
                before.base,
                max(before.size, line.size),
                before.mark,
                confidence=least_sure((before, line)),
            )
        else:
            row.append(line)
    return row


def _is_gutter(rows: Sequence[Row], at: int, left: float, right: float) -> bool:
    """Return True if the space goes on through at least three lines that have text on both sides of it."""
    count = 1
    for step in (-1, 1):
        place = at + step
        low, high = left, right
        while 0 <= place < len(rows) and abs(place - at) <= 4:
            gaps = [(max(low, a.right), min(high, b.left)) for a, b in zip(rows[place], rows[place][1:], strict=False)]
            open_ones = [gap for gap in gaps if gap[1] - gap[0] >= 0.6 * GAP * rows[at][0].size]
            if not open_ones:
                break
            low, high = open_ones[0]
            count += 1
            place += step
    return count >= 3


def _group(rows: Sequence[Row], at: int) -> tuple[list[Row], list[Line], list[tuple[float, float]], int]:
    """Return the rows from `at` on that have the same columns, two or more.

    Returns:
        The rows; lines between them that stand beside them; the columns; and the number of the row after them.
    """
    group, beside = [rows[at]], list[Line]()
    columns = _columns(group)
    for number, row in enumerate(rows[at + 1 :], start=at + 1):
        before = rows[number - 1][0]
        if len(columns) < 2 or before.base - row[0].base > 3 * max(before.size, row[0].size):
            return group, beside, columns, number
        if all(line.right < columns[0][0] or line.left > columns[-1][1] for line in row):
            beside += row
            continue
        wider = _columns([*group, row])
        divided = any(sum(_is_within(line, column) for line in row) > 1 for column in columns)
        if divided or len(wider) < 2 or (len(row) == 1 and len(wider) < len(columns)):
            return group, beside, columns, number
        group.append(row)
        columns = wider
    return group, beside, columns, len(rows)


def _hangs(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Return True if a lone piece goes on with a cell that isn't the first."""
    return line.left > columns[0][1]


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the stretches across that hold pieces of the rows."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((line.left, line.right) for row in rows for line in row):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _columns_of_cells(
    group: Sequence[Row], columns: Sequence[tuple[float, float]], rules: Sequence[Box]
) -> list[tuple[float, float]]:
    """Return the columns that are a table's, side by side: all between rules, else those that aren't running text."""
    if len(columns) < 2:
        return []
    if len(_between(group, columns, rules)) >= _RULES:
        return list(columns)
    runs: list[list[tuple[float, float]]] = [[]]
    for column in columns:
        lines = [line for row in group for line in row if _is_within(line, column)]
        if _is_prose(lines, column):
            runs.append([])
        else:
            runs[-1].append(column)
    return max(runs, key=len)


def _between(group: Sequence[Row], columns: Sequence[tuple[float, float]], rules: Sequence[Box]) -> list[float]:
    """Return the heights of the lines across that run over more than one column of the rows."""
    top, bottom = group[0][0].top + group[0][0].size, group[-1][0].bottom - group[-1][0].size
    heights: list[float] = []
    for height in sorted({round(rule.bottom, 1) for rule in rules if bottom <= rule.bottom <= top}, reverse=True):
        across = [rule for rule in rules if abs(rule.bottom - height) <= 1]
        left, right = min(rule.left for rule in across), max(rule.right for rule in across)
        wide = left <= columns[0][1] and right >= columns[1][0]
        if wide and (not heights or heights[-1] - height > 3):
            heights.append(height)
    return heights


def _is_prose(lines: Sequence[Line], column: tuple[float, float]) -> bool:
    """Return True if lines run on: most begin in the middle of a sentence, or fill the column."""
    if mean(len(line.text) for line in lines) < 12:
        return False
    if len(lines) < 3:
        return mean(len(line.text.split()) for line in lines) >= 5
    lower = sum(line.text[:1].islower() for line in lines) / len(lines)
    words = median(len(line.text.split()) for line in lines)
    full = sum(line.right - line.left >= 0.8 * (column[1] - column[0]) for line in lines) / len(lines)
    numbers = sum(each.isdigit() for line in lines for each in line.text) / sum(len(line.text) for line in lines)
    return (lower >= 0.3 and words >= 3) or (full >= 0.7 and (words >= 4 or words == 1) and numbers < 0.2)


def _is_within(line: Line, column: tuple[float, float]) -> bool:
    return column[0] <= (line.left + line.right) / 2 <= column[1]


def _table(rows: Sequence[Row], columns: Sequence[tuple[float, float]], rules: Sequence[Box]) -> list[Line]:
    """Return a line for each row of a table; a cell of several lines is one."""
    heights = _between(rows, columns, rules)
    table: list[list[list[Line]]] = []
    before: Row = []
    for row in rows:
        cells = [[line for line in row if _is_within(line, column)] for column in columns]
        if before and _goes_on(before, row, cells, heights):
            table[-1] = [old + new for old, new in zip(table[-1], cells, strict=True)]
        else:
            table.append(cells)
        before = row
    return list(_rows(table))


def _goes_on(before: Row, row: Row, cells: Sequence[Sequence[Line]], heights: Sequence[float]) -> bool:
    high, low = before[0].base, row[0].base
    if len(heights) > _RULES:
        return not any(low < height < high for height in heights)
    return not cells[0] and high - low <= 1.35 * row[0].size


def _rows(table: Sequence[Sequence[Sequence[Line]]]) -> Iterator[Line]:
    for cells in table:
        lines = [line for cell in cells for line in cell]
        text = row_text([" ".join(line.text for line in cell) for cell in cells])
        last = min(line.base for line in lines)
        yield Line(
            text,
            min(line.left for line in lines),
            max(line.right for line in lines),
            last,
            median(line.size for line in lines),
            cells=tuple(lines),
            confidence=least_sure(lines),
        )


def row_text(cells: Sequence[str]) -> str:
    """Return a row as a line: an empty cell at an end needs bars around it, the name of a section none.

    >>> row_text(["", "2021", "2022"]), row_text(["North wing", "", ""]), row_text(["Surgery", "12", "15"])
    ('| | 2021 | 2022 |', 'North wing', 'Surgery | 12 | 15')
    """
    if not any(cells[1:]):
        return cells[0]
    told = " | ".join(cells).replace("  ", " ").strip()
    return told if cells[0] and cells[-1] else f"| {told} |"
