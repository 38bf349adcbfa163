"""The lines of a page: characters put together to pieces of a line, apart where a column may end."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from index.readers.extracted import tidy
from index.readers.pdf.glyphs import Glyph
from index.readers.pdf.shapes import Box

GAP: Final = 0.7
"""Space between words, in sizes of the letters, from which on a column may end there."""
_SPACE: Final = 0.2
"""Space between two pieces of a line that is a space between words."""
_INITIAL: Final = 1.8
"""How much larger than the text its first letter is where it stands as high as several lines."""
_SMALL: Final = 0.85
"""Size of a raised or lowered sign, of that of its line."""
_POWERS: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER: Final = re.compile(r"[+\-−]?\d{1,3}")
_RAISED_TO: Final = re.compile(r"(?:\b10|\b\d|(?<![^\W\d_])[a-z]|\d\s?[a-zµ]{1,2}|\b(?:square|cubic) \w+|\b[ckmd]?m)$")
"""What a raised number is a power of: ten, a single digit or letter, a unit."""
_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th|er|re|ère|e|o|a|os|as|º|ª|TM|SM)$")
_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})(?:[,;–-]\s?(?:\d{1,3}|[a-z]))*[\])]?$")
_TO_LEFT: Final = frozenset({"R", "AL"})


@dataclass(slots=True)
class Line:
    """A piece of a line, or all of it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    mark: str = ""
    """The raised sign of a note that it begins with, which is not in the text."""
    cells: tuple["Line", ...] = ()
    """The cells, if it is a row of a table."""
    confidence: float | None = None
    """How sure its least sure word is, 0 to 1, where it was recognised in a picture."""

    @property
    def top(self) -> float:
        """Return where its letters end."""
        return self.base + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Return where its descenders end."""
        return self.base - 0.2 * self.size


def lines_of(glyphs: Sequence[Glyph], rules: Sequence[Box]) -> list[list[Line]]:
    """Return the rows of a page from its head to its foot, each its pieces from left to right."""
    to_left = sum(unicodedata.bidirectional(glyph.text) in _TO_LEFT for glyph in glyphs)
    if 4 * to_left > len(glyphs):
        return [[_made(piece)] for piece in sorted(_by_lines(glyphs), key=lambda piece: -piece[0].base)]
    pieces = _with_initials(list(_pieces(_unstruck(glyphs, rules))))
    rows = [[line for line in map(_made, _joined(row)) if line.text] for row in _rows(pieces)]
    return [row for row in rows if row]


def _by_lines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the lines as PDFium has them, which knows how to order what is written from right to left."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if glyph.first and piece:
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _unstruck(glyphs: Sequence[Glyph], rules: Sequence[Box]) -> Iterable[Glyph]:
    """Empty the characters that a line is drawn through; their places stay, so that the line isn't torn."""
    if not rules:
        return glyphs
    by_height: dict[int, list[Box]] = {}
    for rule in rules:
        for at in {int(rule.bottom) // 8 - 1, int(rule.bottom) // 8, int(rule.bottom) // 8 + 1}:
            by_height.setdefault(at, []).append(rule)
    return [
        glyph._replace(text="")
        if any(_strikes(rule, glyph) for rule in by_height.get(int(glyph.base) // 8, ()))
        else glyph
        for glyph in glyphs
    ]


def _strikes(rule: Box, glyph: Glyph) -> bool:
    height = (rule.bottom + rule.top) / 2 - glyph.base
    middle = (glyph.left + glyph.right) / 2
    return 0.12 * glyph.size < height < 0.45 * glyph.size and rule.left - 1 <= middle <= rule.right + 1


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield characters that were drawn one after the other and stand side by side."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and not _goes_on(piece[-1], glyph):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _with_initials(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put a large letter that begins a text, and stands as high as several of its lines, before the first of them."""
    usual = median(glyph.size for piece in pieces for glyph in piece) if pieces else 0.0
    kept: list[list[Glyph]] = []
    for piece in pieces:
        large = len(piece) == 1 and piece[0].size >= _INITIAL * usual and piece[0].text.isupper()
        host = next((other for other in pieces if _begins_with(other, piece)), None) if large else None
        if host:
            first = host[0]
            host[0] = first._replace(spaced=first.left - piece[0].right > _SPACE * first.size)
            host.insert(0, piece[0]._replace(base=first.base, size=first.size, right=first.left))
        else:
            kept.append(piece)
    return kept


def _begins_with(piece: list[Glyph], initial: list[Glyph]) -> bool:
    """Return True if a piece stands at the upper right of a large letter."""
    large, first = initial[0], piece[0]
    level = abs(large.base + 0.72 * large.size - first.base - 0.72 * first.size) <= 0.2 * large.size
    return piece is not initial and level and -0.1 * large.size <= first.left - large.right <= 0.3 * large.size


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    size = before.size
    return (
        abs(glyph.base - before.base) <= 0.05 * size
        and abs(glyph.size - size) <= 0.1 * size
        and -0.6 * size <= glyph.left - before.right <= GAP * size
        and glyph.left >= before.left - 0.1 * size
    )


def _rows(pieces: list[list[Glyph]]) -> list[list[list[Glyph]]]:
    """Put pieces on the same line together; a raised or lowered one goes to the line beside it."""
    pieces.sort(key=lambda piece: -piece[0].base)
    rows: list[list[list[Glyph]]] = []
    for piece in pieces:
        base, size = piece[0].base, piece[0].size
        if rows and abs(rows[-1][0][0].base - base) <= 0.15 * max(size, rows[-1][0][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    _attach(rows)
    return [row for row in rows if row]


def _attach(rows: list[list[list[Glyph]]]) -> None:
    for at, row in enumerate(rows):
        near = [other for other in rows[max(at - 2, 0) : at + 3] if other is not row]
        for piece in list(row):
            host = next((other for other in near if any(_is_beside(piece, big) for big in other)), None)
            if host is not None:
                row.remove(piece)
                host.append(piece)


def _is_beside(piece: list[Glyph], big: list[Glyph]) -> bool:
    size = big[0].size
    raised = piece[0].base - big[0].base
    if piece[0].size > _SMALL * size or not -0.35 * size < raised < 0.75 * size or len(piece) > 12:
        return False
    after = -0.15 * size <= piece[0].left - big[-1].right <= 0.35 * size
    before = -0.15 * size <= big[0].left - piece[-1].right <= 0.6 * size
    return after or before


def _joined(row: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join the pieces of a row that stand as near as words do."""
    row.sort(key=lambda piece: piece[0].left)
    joined: list[list[Glyph]] = []
    for piece in row:
        size = max(piece[0].size, joined[-1][-1].size) if joined else 0
        gap = piece[0].left - joined[-1][-1].right if joined else 0
        if joined and gap <= GAP * size:
            first = piece[0]._replace(spaced=gap > _SPACE * size or (piece[0].spaced and gap > 0.1 * size))
            joined[-1] += [first, *piece[1:]]
        else:
            joined.append(list(piece))
    return joined


def _made(piece: list[Glyph]) -> Line:
    """Return a line of its characters: a raised mark is left out, a power is kept as one."""
    size = median(glyph.size for glyph in piece)
    full = [glyph for glyph in piece if glyph.size > _SMALL * size]
    size = max(size, median(glyph.size for glyph in full)) if full else size
    base = median(glyph.base for glyph in full or piece)
    line = Line("", piece[0].left, max(glyph.right for glyph in piece), base, size, confidence=least_sure(piece))
    text, raised = "", ""
    for glyph in piece:
        if glyph.base - base > 0.15 * size and glyph.size <= _SMALL * size:
            raised += " " + glyph.text if glyph.spaced and raised else glyph.text
            continue
        text, raised = _with_raised(line, text, raised), ""
        text += " " + glyph.text if glyph.spaced and text else glyph.text
    line.text = _clean(_with_raised(line, text, raised))
    return line


def least_sure(parts: Iterable[Glyph | Line]) -> float | None:
    """Return the least confidence of characters or lines, nothing where none was recognised."""
    return min((part.confidence for part in parts if part.confidence is not None), default=None)


def _with_raised(line: Line, text: str, raised: str) -> str:
    """Return the text with a raised sign as it reads, or without it when it is the mark of a note."""
    if not raised:
        return text
    if not text:
        line.mark = raised
        return text
    if _POWER.fullmatch(raised) and _RAISED_TO.search(text):
        return text + raised.translate(_POWERS)
    if _MARK.match(raised) and not (text[-1:].isdigit() and _ORDINAL.match(raised)):
        return text
    return text + raised


def _clean(text: str) -> str:
    """Return the text with its ligatures dissolved, without the hyphens that might have divided its words."""
    text = "".join(unicodedata.normalize("NFKC", each) if "\ufb00" <= each <= "\ufb06" else each for each in text)
    return " ".join(tidy(text[:-1].replace("\u00ad", "") + text[-1:]).split())
