"""Tell the parts of a table apart: its title, the rows that say what the columns are, its sections and its notes."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from lxml import html

from index.chunking.tables import is_figure

_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_LONGEST_SECTION: Final = 80
"""Characters of words over all columns up to which they may name a section; longer ones are a note."""
_ENDS: Final = re.compile(r"[.!?…؟。][\"'’”»)\]]*$")


def rows_of(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the rows of a table, without those of tables within it."""
    for child in table:
        if child.tag in _GROUPS:
            yield from (row for row in child if row.tag == "tr")
        elif child.tag == "tr":
            yield child


def words_of(element: html.HtmlElement) -> str:
    """Return the words of an element, white space made single."""
    return " ".join("".join(element.itertext()).split())


def new_cell(tag: str, words: str) -> html.HtmlElement:
    """Return a cell that holds some words."""
    made = html.Element(tag)
    made.text = words
    return made


def mark_bold(rows: Sequence[Sequence[html.HtmlElement]]) -> None:
    """Make `th` of cells in bold: those of a first row, and the name of a section, which has its row to itself."""
    filled = [[cell for cell in cells if words_of(cell)] for cells in rows]
    strong = [[_is_strong(cell) for cell in cells] for cells in filled]
    several = [place for place, cells in enumerate(filled) if len(cells) > 1]
    if several and all(strong[several[0]]) and not all(map(all, strong)):
        for cell in filled[several[0]]:
            cell.tag = "th"
    plain = 2 * sum(strong[place][0] for place in several) <= len(several)
    for cells, full, bold in zip(rows, filled, strong, strict=True):
        if len(full) == 1 and full[0] is cells[0] and bold[0] and (len(cells) == 1 or plain):
            full[0].tag = "th"
            for cell in cells[1:]:
                cell.drop_tree()


def _is_strong(cell: html.HtmlElement) -> bool:
    if cell.tag == "th":
        return True
    bold = [each for each in cell.iter("b", "strong") if next(each.iterancestors("b", "strong"), None) is None]
    return bool(bold) and " ".join(filter(None, map(words_of, bold))) == words_of(cell)


def arrange(table: html.HtmlElement, depth: int, left: int) -> int:
    """Give all rows of a table as many cells, one head, and in front the name of the section that they stand in.

    What stands over all columns goes before the table as its title, or behind it as a note. Where a row in the middle
    says anew what the columns are, another table begins.

    Args:
        table: the table, each of whose cells stands in one row and one column.
        depth: how many rows its head has, where the spans of its cells tell; 0 where they don't.
        left: how many cells may be added to the page.

    Returns:
        How many more may be added.
    """
    rows = []
    for row in list(rows_of(table)):
        if words_of(row):
            rows.append(row)
        else:
            row.drop_tree()
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return left
    first = _titles(rows, depth)
    for row in rows[:first]:
        table.addprevious(_paragraph(row))
    rows = rows[first:]
    count = _heads(rows, depth)
    heads, (body, rest) = rows[:count], _until_next_head(rows, count)
    left = _name_sections(table, heads, body, left)
    kept = [row for row in rows_of(table) if row not in rest]
    width = max(map(len, kept), default=0)
    for row in kept:
        while len(row) < width and left > 0:
            row.append(new_cell("td", ""))
            left -= 1
    _join(heads)
    for row in kept:
        for cell in row:
            cell.tag = "th" if row in heads else "td"
    if not rest:
        return left
    other = html.Element("table")
    table.addnext(other)
    other.extend(rest)
    return arrange(other, 0, left)


def _titles(rows: Sequence[html.HtmlElement], depth: int) -> int:
    """Return how many rows above all others are a title, and not the name of a first section."""
    first = next(place for place, row in enumerate(rows) if len(row) > 1)
    others = list(rows[first:])
    while len(others[-1]) == 1:
        others.pop()
    return first if _heads(others, depth) or all(len(row) > 1 for row in others) else 0


def _heads(rows: Sequence[html.HtmlElement], depth: int) -> int:
    """Return how many rows say together what the columns are."""
    if len(rows) > 2 and all(map(_is_head, rows)):  # a table of nothing but `th`
        return 1
    count = len(list(takewhile(_is_head, rows[:-1])))
    if count:
        return count
    if depth < len(rows) and not any(map(_has_figures, rows[:depth])):
        return depth or _is_before_section(rows)
    return 0


def _is_before_section(rows: Sequence[html.HtmlElement]) -> bool:
    """Return True if a row can only say what the columns are: the name of a section follows it."""
    sections = len(rows) > 2 and len(rows[0]) > 1 and len(rows[1]) == 1 and any(len(row) > 1 for row in rows[2:])
    return sections and all(map(words_of, rows[0][1:])) and not _has_figures(rows[0])


def _has_figures(row: html.HtmlElement) -> bool:
    return any(is_figure(words_of(cell)) for cell in row)


def _is_head(row: html.HtmlElement) -> bool:
    around = row.getparent()
    if len(row) < 2:
        return False
    return (around is not None and around.tag == "thead") or all(cell.tag == "th" or not words_of(cell) for cell in row)


def _until_next_head(
    rows: Sequence[html.HtmlElement], start: int
) -> tuple[list[html.HtmlElement], list[html.HtmlElement]]:
    """Return the rows below a head, and those from the next head on; one that only says the same again is taken out."""
    said = [words_of(row) for row in rows[:start]]
    body: list[html.HtmlElement] = []
    heads = [] if all(map(_is_head, rows)) else [row for row in rows[start:-1] if _is_head(row)]
    for place, row in enumerate(rows[start:], start):
        if words_of(row) in said and row in heads:
            row.drop_tree()
        elif row in heads and body and not _has_figures(row):
            titles = len(list(takewhile(lambda each: len(each) == 1, reversed(body))))
            return body[: len(body) - titles], [*body[len(body) - titles :], *rows[place:]]
        else:
            body.append(row)
    return body, []


def _name_sections(
    table: html.HtmlElement, heads: Sequence[html.HtmlElement], body: Sequence[html.HtmlElement], left: int
) -> int:
    """Put the name of its section in front of each row, and notes behind the table."""
    rows = list(body)
    notes: list[html.HtmlElement] = []
    while rows and len(rows[-1]) == 1:
        notes.insert(0, rows.pop())
    throughout = bool(rows) and len(rows[0]) == 1
    names: dict[html.HtmlElement, str] = {}
    name, before = "", False
    for row in rows:
        words = words_of(row)
        named = len(row) == 1 and (throughout or row[0].tag == "th")
        if len(row) == 1 and (len(words) > _LONGEST_SECTION or _ENDS.search(words)):
            notes.append(row)
        elif named:
            name, before = f"{name} – {words}" if before else words, True
            row.drop_tree()
        else:
            names[row], before = name, False
    if any(names.values()) and left > len(names):
        for row in (*heads, *names):
            row.insert(0, new_cell("td", names.get(row, "")))
        left -= len(names)
    for row in reversed(notes):
        table.addnext(_paragraph(row))
    return left


def _paragraph(row: html.HtmlElement) -> html.HtmlElement:
    """Return a paragraph of the words of a row, which is taken out of its table."""
    made = html.Element("p")
    made.text = words_of(row)
    row.drop_tree()
    return made


def _join(heads: Sequence[html.HtmlElement]) -> None:
    """Make one row of the rows that say together what the columns are: "Wheat" over "2021" is "Wheat 2021"."""
    if len(heads) < 2 or len({len(row) for row in heads}) > 1:
        return
    for cells in zip(*heads, strict=True):
        made = " ".join(dict.fromkeys(filter(None, map(words_of, cells))))
        for child in list(cells[0]):
            cells[0].remove(child)
        cells[0].text = made
    for row in heads[1:]:
        row.drop_tree()
