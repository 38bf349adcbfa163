"""The blocks of a page, lines that belong together, in the order in which they are read: column after column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from index.readers.pdf.lines import Line
from index.readers.pdf.shapes import Box

SAME: Final = 0.08
"""Share by which the letters of one block may differ in size."""
HEADLINE: Final = 1.15
"""How much larger than the text a headline is."""
_MOST: Final = 200
"""Blocks of a page that are put in order by their columns: a map has more, and no order."""
_FARTHEST: Final = 2.4
"""Sizes between two lines of a block at most."""
_APART: Final = 1.3
"""How much more than the usual distance of lines parts two paragraphs."""


@dataclass(slots=True)
class Block:
    """Lines that stand below one another, the rows of a table, or a note at the foot."""

    lines: list[Line]
    page: int = 0
    kind: str = "text"
    """`text`, `table`, `note`, or `aside` for what runs in another direction."""

    @property
    def box(self) -> Box:
        """Return its place."""
        lines = self.lines
        return Box(
            min(line.left for line in lines),
            min(line.bottom for line in lines),
            max(line.right for line in lines),
            max(line.top for line in lines),
        )

    @property
    def size(self) -> float:
        """Return the size of its letters."""
        return median(line.size for line in self.lines)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Put lines together that follow one another closely in one column."""
    lines = sorted(lines, key=lambda line: (-line.base, line.left))
    following = _following(lines)
    distances = [(lines[at].base - lines[to].base) / lines[at].size for at, to in following.items()]
    farthest = _APART * median(distances) if distances else _FARTHEST
    linked = {at: to for at, to in following.items() if lines[at].base - lines[to].base <= farthest * lines[at].size}
    begun = [at for at in range(len(lines)) if at not in set(linked.values())]
    return [Block(_chain(lines, at, linked)) for at in begun]


def in_order(blocks: Sequence[Block], usual: float) -> list[Block]:
    """Return blocks as they are read.

    One goes before another that it stands above, if they share a part of their width, or left of, unless a third one
    between them reaches over both, as a headline does (Breuel 2003).

    Args:
        blocks: of one page.
        usual: size of most letters of the document, by which headlines are known.
    """
    if len(blocks) > _MOST:
        return sorted(blocks, key=lambda block: (-block.box.top, block.box.left))
    boxes = _reaching([block.box for block in blocks], [block.size >= HEADLINE * usual for block in blocks])
    before = [
        {other for other in range(len(boxes)) if other != at and _precedes(boxes[other], boxes[at], boxes)}
        for at in range(len(boxes))
    ]
    left = sorted(range(len(boxes)), key=lambda at: (-boxes[at].top, boxes[at].left))
    ordered: list[Block] = []
    while left:
        waiting = set(left)
        at = next((at for at in left if not before[at] & waiting), left[0])
        left.remove(at)
        ordered.append(blocks[at])
    return ordered


def _reaching(boxes: Sequence[Box], headlines: Sequence[bool]) -> list[Box]:
    """Return the boxes, those of headlines as wide as the space beside them: what stands below belongs to them."""
    edge = max((box.right for box in boxes), default=0.0)
    return [
        box._replace(right=min((other.left - 1 for other in boxes if _is_beside(other, box)), default=edge))
        if headline
        else box
        for box, headline in zip(boxes, headlines, strict=True)
    ]


def _is_beside(other: Box, box: Box) -> bool:
    return other.left >= box.right and min(other.top, box.top) > max(other.bottom, box.bottom)


def _precedes(one: Box, other: Box, boxes: Iterable[Box]) -> bool:
    if _shared(one, other) > 0.1 * min(one.right - one.left, other.right - other.left):
        return one.top + one.bottom > other.top + other.bottom
    if one.left + one.right >= other.left + other.right:
        return False
    return not any(_shared(box, one) > 0 and _shared(box, other) > 0 and _is_between(box, one, other) for box in boxes)


def _is_between(box: Box, one: Box, other: Box) -> bool:
    above, below = (one, other) if one.top + one.bottom > other.top + other.bottom else (other, one)
    return box.top <= above.bottom + 2 and box.bottom >= below.top - 2


def _shared(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _chain(lines: Sequence[Line], at: int, linked: dict[int, int]) -> list[Line]:
    chain = [lines[at]]
    while at in linked:
        at = linked[at]
        chain.append(lines[at])
    return chain


def _following(lines: Sequence[Line]) -> dict[int, int]:
    """Return for each line the one that follows it, if it is the only one below, and that has no other above."""
    below = {at: _nearest(lines, at, range(at + 1, len(lines))) for at in range(len(lines))}
    above = {at: _nearest(lines, at, range(at - 1, -1, -1)) for at in range(len(lines))}
    return {
        at: found[0]
        for at, found in below.items()
        if len(found) == 1
        and above[found[0]] == [at]
        and abs(lines[at].size - lines[found[0]].size) <= SAME * lines[at].size
    }


def _nearest(lines: Sequence[Line], at: int, others: Iterable[int]) -> list[int]:
    line = lines[at]
    found: list[int] = []
    for other in others:
        distance = abs(lines[other].base - line.base)
        if distance > _FARTHEST * line.size or (
            found and distance > abs(lines[found[0]].base - line.base) + 0.3 * line.size
        ):
            break
        if distance > 0.3 * line.size and min(lines[other].right, line.right) - max(lines[other].left, line.left) > 0:
            found.append(other)
    return found
