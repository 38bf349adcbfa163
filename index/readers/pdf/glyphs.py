"""The characters of a page as PDFium draws them: each with its place, turned upright, and only those that are seen."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from index.readers.pdf.shapes import Box, Shapes, shapes_of
from index.readers.pdf.visible import Drawn, hidden_objects

_NO_CHARACTER: Final = frozenset({0, 0xFFFE, 0xFFFF})
_HYPHEN: Final = 2
"""How PDFium writes a hyphen that divides a word at the end of a line."""


class Glyph(NamedTuple):
    """A character and its place, in points that grow to the right and upwards."""

    text: str
    left: float
    right: float
    base: float
    """The line that it stands on."""
    size: float
    spaced: bool
    """Whether a space stands before it."""
    first: bool
    """Whether PDFium begins a line with it."""
    confidence: float | None = None
    """How sure it is, 0 to 1, where it was recognised in a picture."""


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """What is seen on a page, turned so that most of it is upright."""

    upright: Sequence[Glyph]
    turned: Sequence[Sequence[Glyph]]
    """Text that runs in other directions by quarters of a turn, each direction by itself, as if it were upright."""
    shapes: Shapes
    paper: Box | None = None
    """The page, where its text was recognised in a picture of it."""


class _Reader:
    """Reads the characters of one page; the places that PDFium fills are kept, as making them takes time."""

    def __init__(self, text: Any) -> None:  # noqa: ANN401  # pypdfium2 has no types
        self.objects: dict[int, Drawn] = {}
        self._text = text
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._to_box, self._to_x, self._to_y = (ctypes.byref(each) for each in (self._box, self._x, self._y))

    def read(self) -> Iterator[tuple[Glyph, int]]:
        """Yield each character with the address of the object that draws it."""
        spaced, first = False, True
        for number in range(pdfium.FPDFText_CountChars(self._text)):
            code = pdfium.FPDFText_GetUnicode(self._text, number)
            if code in _NO_CHARACTER:
                continue
            if (code <= 32 and code != _HYPHEN) or code == 0xA0:
                spaced, first = True, first or code in {10, 13}
                continue
            pointer = pdfium.FPDFText_GetTextObject(self._text, number)
            if pointer:
                address = ctypes.addressof(pointer.contents)
                yield (
                    self._glyph(number, "-" if code == _HYPHEN else chr(code), pointer, address, spaced, first),
                    address,
                )
            spaced = first = False

    def _glyph(self, number: int, text: str, pointer: Any, address: int, spaced: bool, first: bool) -> Glyph:  # noqa: ANN401
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, number, self._to_box)
        pdfium.FPDFText_GetCharOrigin(self._text, number, self._to_x, self._to_y)
        drawn = self.objects.get(address)
        if drawn is None:
            drawn = self.objects[address] = Drawn.of(self._text, number, pointer)
        drawn.include(box.left, box.bottom, box.right, box.top)
        left, right, base = drawn.upright(box.left, box.right, box.bottom, box.top, self._x.value, self._y.value)
        return Glyph(text, left, right, base, drawn.size, spaced, first)


def glyphs_of(page: Any) -> PageGlyphs:  # noqa: ANN401
    """Return the characters of a page that can be seen."""
    text = pdfium.FPDFText_LoadPage(page.raw)
    try:
        reader = _Reader(text)
        found = list(reader.read())
    finally:
        pdfium.FPDFText_ClosePage(text)
    shapes = shapes_of(page.raw)
    hidden = hidden_objects(page, reader.objects, shapes)
    directions: dict[int, list[Glyph]] = {}
    for glyph, address in found:
        quarter = reader.objects[address].quarter
        if address not in hidden and quarter is not None:
            directions.setdefault(quarter, []).append(glyph)
    if not directions:
        return PageGlyphs((), (), shapes)
    usual = max(directions, key=lambda quarter: len(directions[quarter]))
    upright = directions.pop(usual)
    return PageGlyphs(upright, tuple(directions.values()), shapes.turned(usual))
