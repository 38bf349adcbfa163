"""Running heads and feet: what stands at the edges of pages, again and again, or counts them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from index.readers.pdf.lines import Line

ENDS: Final = (".", "!", "?", "…", ":", "。", "！", "？", "”", '"', "»", ")")
"""What a sentence may end with."""
EDGE: Final = 2
"""Rows at the head and the foot of a page that may be running titles."""
_NEAR: Final = 6.0
"""Points by which a running title may stand higher or lower than on other pages."""
_OFTEN: Final = 0.4
"""Share of the pages that a running title stands on: those of even pages may differ from those of odd ones."""
_LONGEST: Final = 60
"""Characters of what goes with a running title that stands beside it."""
_NUMBER: Final = re.compile(r"\d+")
_PAGE: Final = re.compile(
    r"(?:[-–—|]\s*)?(?:(?:page|seite|página|стр\.?|страница|sayfa|s\.|p\.)\s*)?\d{1,4}"
    r"(?:\s*(?:of|/|von|de|sur|из)\s*\d{1,4})?(?:\s*[-–—|])?",
    re.IGNORECASE,
)
Row = list[Line]


def without_running_titles(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """Leave out running titles and the numbers of pages: lines at the same height of several pages.

    A line that ends a sentence, or goes on with one, may be text, so it must stand there on three.
    """
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for number in _edges(page):
            for kind in {kind for line in page[number] for kind in _kinds(line, at)}:
                seen[kind].append((at, page[number][0].base))
    return [
        [_rest(row, at, number, page, seen, len(pages)) for number, row in enumerate(page)]
        for at, page in enumerate(pages)
    ]


def _rest(
    row: Row, at: int, number: int, page: Sequence[Row], seen: dict[str, list[tuple[int, float]]], pages: int
) -> Row:
    """Return what of a row isn't running title; with a title or a number goes what stands beside it."""
    if number not in _edges(page):
        return row
    base = row[0].base
    again = {
        line.text
        for line in row
        if any(_is_often(seen[kind], base, pages, 2 if _is_edge(line) else 3) for kind in _kinds(line, at))
    }
    if pages == 1 and _is_lone_number(page, number):
        return []
    if not again:
        return row
    return [line for line in row if line.text not in again and (not _is_edge(line) or len(line.text) > _LONGEST)]


def _is_often(places: Sequence[tuple[int, float]], base: float, pages: int, least: int) -> bool:
    near = {page for page, height in places if abs(height - base) <= _NEAR}
    return len(near) >= least and len(near) >= _OFTEN * pages


def _is_lone_number(page: Sequence[Row], number: int) -> bool:
    """Return True if the last row of the only page is its number, well below the text."""
    if number != len(page) - 1 or number == 0 or len(page[number]) != 1:
        return False
    line = page[number][0]
    return bool(_PAGE.fullmatch(line.text)) and page[number - 1][0].base - line.base > 2 * line.size


def _edges(page: Sequence[Row]) -> list[int]:
    count = len(page)
    return sorted({*range(min(EDGE, count)), *range(max(count - EDGE, 0), count)})


def _is_edge(line: Line) -> bool:
    """Return True if a line neither ends a sentence nor goes on with one."""
    return bool(line.text) and not line.text[0].islower() and not line.text.endswith(ENDS)


def _kinds(line: Line, page: int) -> set[str]:
    """Return what may be the same on other pages: the line, or it with its first or last number less the page's."""
    text = line.text
    numbers = [match for match in _NUMBER.finditer(text) if len(match[0]) < 6]
    counted = {
        f"{text[: match.start()]}\0{int(match[0]) - page}\0{text[match.end() :]}"
        for match in numbers[:1] + numbers[-1:]
    }
    return {text, *counted}
