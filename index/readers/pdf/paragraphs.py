"""Paragraphs from blocks: lines joined, a sentence carried on over columns, pages and notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.readers.pdf.blocks import HEADLINE, SAME, Block
from index.readers.pdf.furniture import ENDS
from index.readers.pdf.layout import MARK
from index.readers.pdf.lines import Line

SHORT: Final = 0.8
"""Share of a block's width under which a line may end its paragraph though no sentence ends."""
_UNFINISHED: Final = 0.6
"""Share of a block's width that its last line has at least, if its sentence goes on in the next column."""
_LINES_OF_A_HEADLINE: Final = 4
_FARTHEST: Final = 40
"""Paragraphs over which a sentence goes on at most."""
_VERSE: Final = 6
"""Words of a line at most, where each of a block stands by itself."""
_LONGEST_HEADLINE: Final = 200
_BULLET: Final = re.compile(r"[•◦▪‣●○■□]")
_ITEM: Final = re.compile(r"(?:[•◦▪‣●○■□–—*-]|\(?\d{1,3}[.)]|\(?[a-z][)])\s")


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph, each with its page."""

    lines: list[tuple[int, Line]]
    kind: str
    size: float
    width: tuple[float, float]
    """Where the block of its last line begins and ends."""
    alone: bool
    """Whether that block has no other line."""


def paragraphs_of(blocks: Sequence[Block], usual: float) -> list[Paragraph]:
    """Return the paragraphs of a document; `usual` is the size of most of its letters."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        for number, paragraph in enumerate(_paragraphs(block, usual)):
            if number or not _carry_on(paragraphs, paragraph):
                paragraphs.append(paragraph)
    return paragraphs


def is_headline(paragraph: Paragraph, usual: float) -> bool:
    """Return True if a paragraph is short and its letters are larger than usual."""
    text = " ".join(line.text for _, line in paragraph.lines)
    return (
        paragraph.kind == "text"
        and paragraph.size >= HEADLINE * usual
        and len(text) <= _LONGEST_HEADLINE
        and not text.endswith((".", ",", ";"))
        and sum(each.isalpha() for each in text) >= 3
    )


def _paragraphs(block: Block, usual: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of a block."""
    headline = block.size >= HEADLINE * usual and len(block.lines) <= _LINES_OF_A_HEADLINE
    lines: list[tuple[int, Line]] = []
    for at, line in enumerate(block.lines):
        if lines and block.kind != "table" and not headline and _begins(block, at):
            yield _paragraph(block, lines)
            lines = []
        if block.kind == "note" and not lines:
            line.text = MARK.sub("", line.text, count=1)
        lines.append((block.page, line))
    yield _paragraph(block, lines)


def _paragraph(block: Block, lines: list[tuple[int, Line]]) -> Paragraph:
    box = block.box
    return Paragraph(lines, block.kind, block.size, (box.left, box.right), len(block.lines) == 1)


def _begins(block: Block, at: int) -> bool:
    """Return True if a line of a block begins a paragraph: the one before was ended though a word had room in it."""
    before, line = block.lines[at - 1], block.lines[at]
    if block.kind == "note" and (line.mark or MARK.match(line.text)):
        return True
    ended = before.text.endswith(ENDS)
    if _BULLET.match(line.text):
        return True
    if _ITEM.match(line.text) and (ended or _ITEM.match(block.lines[0].text) or before.text.endswith(";")):
        return True
    if line.text[:1].islower():
        return False
    if _is_verse(block):
        return True
    box = block.box
    indent = line.left - before.left > 0.8 * line.size and (
        at + 1 == len(block.lines) or line.left - block.lines[at + 1].left > 0.8 * line.size
    )
    if ended and indent:
        return True
    short = before.right - box.left < SHORT * (box.right - box.left)
    return _has_room(before, line, box.right) and (ended or short)


def _is_verse(block: Block) -> bool:
    """Return True if the lines of a block are short and none goes on: an address, author and day."""
    words = [len(line.text.split()) for line in block.lines]
    return max(words) <= _VERSE and not any(line.text[:1].islower() or len(line.text) > 60 for line in block.lines)


def _has_room(before: Line, line: Line, right: float) -> bool:
    """Return True if the first word of a line would have stood at the end of the one before."""
    word = line.text.split(" ", 1)[0]
    wide = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
    return before.right + wide + 0.5 * line.size <= right


def _carry_on(paragraphs: list[Paragraph], new: Paragraph) -> bool:
    """Let the last paragraph of the text go on with a new one, over what stands between them; tell whether it does.

    What stands between, a note or a picture's caption, goes before that paragraph if that is all on the same page.
    """
    at = next(
        (
            at
            for at in reversed(range(max(len(paragraphs) - _FARTHEST, 0), len(paragraphs)))
            if not _interrupts(paragraphs[at], new)
        ),
        -1,
    )
    if at < 0 or not _goes_on(paragraphs[at], new, at + 1 < len(paragraphs)):
        return False
    old, between = paragraphs[at], paragraphs[at + 1 :]
    page = old.lines[0][0]
    before = [each for each in between if old.lines[-1][0] == page and each.lines[-1][0] == page]
    old.lines += new.lines
    old.width, old.alone = new.width, new.alone
    paragraphs[at:] = [*before, old, *(each for each in between if not any(each is other for other in before))]
    return True


def _interrupts(paragraph: Paragraph, new: Paragraph) -> bool:
    return paragraph.kind != "text" or abs(paragraph.size - new.size) > SAME * new.size


def _goes_on(old: Paragraph, new: Paragraph, apart: bool) -> bool:
    (page, last), (new_page, first) = old.lines[-1], new.lines[0]
    if new.kind != "text" or last.text.endswith(ENDS) or first.mark or _ITEM.match(first.text):
        return False
    if first.text[:1].islower():
        return True
    elsewhere = apart or page != new_page or first.base > last.base
    long = last.right - old.width[0] >= _UNFINISHED * (old.width[1] - old.width[0])
    return elsewhere and long and not old.alone
