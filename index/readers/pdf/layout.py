"""A document's blocks in the order in which they are read, its notes, captions and tables told from its text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from index.readers.pdf.blocks import SAME, Block, blocks_of, in_order
from index.readers.pdf.furniture import ENDS, without_running_titles
from index.readers.pdf.glyphs import PageGlyphs
from index.readers.pdf.lines import Line, lines_of
from index.readers.pdf.shapes import Box
from index.readers.pdf.tables import tables_in, without_gaps

MARK: Final = re.compile(r"(?:[\[(]?\d{1,3}[\])]?|[*†‡§¶]{1,3}|[a-z][)])[.)]?\s+(?=\S)")
"""The mark that a note begins with."""
_CAPTION: Final = re.compile(
    r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|photo|image|chart|map|source|abb(?:ildung|\.)?|bild|foto|tabelle|quelle|figura|tabla|"
    r"fuente|рис(?:унок|\.)?|таблица|şekil|tablo|resim|tableau|图|表)(?:\s*\d|\s*:)",
    re.IGNORECASE,
)
_WIDE: Final = 2.2
"""Sizes between the text and a note below it, where nothing else tells that it is one."""


def blocks_in(pages: Sequence[PageGlyphs]) -> tuple[list[Block], float]:
    """Return the blocks of a document, page after page, and the size of most of its letters."""
    rows = without_running_titles([lines_of(page.upright, page.shapes.rules) for page in pages])
    sizes: Counter[float] = Counter()
    for page in rows:
        for row in page:
            for line in row:
                sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found = [block for at, page in enumerate(pages) for block in _blocks(page, rows[at], at, usual)]
    return found, usual


def _blocks(page: PageGlyphs, rows: Sequence[list[Line]], number: int, usual: float) -> list[Block]:
    joined = without_gaps([row for row in rows if row])
    tables, lines = tables_in(joined, page.shapes.rules)
    blocks = [*blocks_of(lines), *(Block(table, kind="table") for table in tables)]
    ordered = in_order(blocks, usual)
    _mark_asides(ordered, page.shapes.rules, usual)
    for glyphs in page.turned:
        turned = [line for row in lines_of(glyphs, ()) for line in row]
        ordered += [Block(block.lines, kind="aside") for block in in_order(blocks_of(turned), usual)]
    for block in ordered:
        block.page = number
    return ordered


def _mark_asides(blocks: Sequence[Block], rules: Sequence[Box], usual: float) -> None:
    """Set the kind of notes at the foot of a column and of captions."""
    boxes = [block.box for block in blocks]
    for at in sorted(range(len(blocks)), key=lambda at: boxes[at].top):
        block = blocks[at]
        if block.kind != "text":
            continue
        below = [
            blocks[other]
            for other, box in enumerate(boxes)
            if box.top <= boxes[at].bottom + 1 and _share(box, boxes[at])
        ]
        if all(other.kind == "note" for other in below) and _is_note(block, blocks, rules, usual):
            block.kind = "note"
        elif _CAPTION.match(block.lines[0].text) and len(block.lines) <= 6:
            block.kind = "aside"


def _is_note(block: Block, blocks: Sequence[Block], rules: Iterable[Box], usual: float) -> bool:
    first = block.lines[0]
    small = block.size < (1 - SAME) * usual
    if not first.mark and not MARK.match(first.text):
        return small and any(other.kind == "note" for other in blocks)
    above = [other for other in blocks if other.box.bottom >= first.top - 1 and _share(other.box, block.box)]
    nearest = min(above, key=lambda other: other.box.bottom, default=None)
    if nearest is None:
        return False
    ruled = any(first.top - 2 <= rule.bottom <= nearest.box.bottom + 2 and _share(rule, block.box) for rule in rules)
    apart = nearest.box.bottom - first.top > _WIDE * first.size and not nearest.lines[-1].text.endswith(ENDS)
    return small or ruled or bool(first.mark) or apart


def _share(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)
