"""Which text of a page a reader can see: not what is painted invisibly, white on white, off the page or under a box."""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any, Final

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from index.readers.pdf.shapes import LIGHT, Box, Shapes, turn

_NOTHING_PAINTED: Final = frozenset({3, 7})
"""Rendering modes that paint nothing."""
SMALLEST: Final = 2.0
"""Points under which nobody reads a letter."""
SEEN: Final = 24
"""Steps of 255 by which a page must change somewhere when text is taken away, for the text to have been seen."""
SCAN: Final = 0.3
"""Share of a page from which on pictures may be a scan, whose text was recognised and laid under it unseen."""
_PIXELS: Final = 4_000_000
_SLANT: Final = 0.1
"""How far from a right angle text may run and still be lines of the page: a stamp across it is none."""


@dataclass(slots=True)
class Drawn:
    """An object of a page that draws text."""

    pointer: Any
    quarter: int | None
    """Quarters of a turn to the left at which it runs, nothing for any other angle."""
    size: float
    mode: int
    doubtful: bool
    """Whether it may not be seen: painted in a colour near that of paper, nearly transparent, or on a layer."""
    box: Box | None = None

    @classmethod
    def of(cls, text: Any, number: int, pointer: Any) -> "Drawn":  # noqa: ANN401  # pypdfium2 has no types
        """Return what draws a character."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, number, ctypes.byref(matrix))
        along, up = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
        quarter = None
        if along and abs(matrix.b) <= _SLANT * along:
            quarter = 0 if matrix.a > 0 else 2
        elif along and abs(matrix.a) <= _SLANT * along:
            quarter = 1 if matrix.b > 0 else 3
        size = pdfium.FPDFText_GetFontSize(text, number) * up
        mode = pdfium.FPDFTextObj_GetTextRenderMode(pointer)
        doubtful = _is_light(text, number, mode) or _is_layered(pointer) or _is_clipped(pointer)
        return cls(pointer, quarter, size, mode, doubtful)

    def include(self, left: float, bottom: float, right: float, top: float) -> None:
        """Let its box reach around a character."""
        was = self.box or Box(left, bottom, right, top)
        self.box = Box(min(was.left, left), min(was.bottom, bottom), max(was.right, right), max(was.top, top))

    def upright(
        self, left: float, right: float, bottom: float, top: float, x: float, y: float
    ) -> tuple[float, float, float]:
        """Return left, right and base of a character as if its text were upright."""
        if not self.quarter:
            return left, right, y
        box = Box(left, bottom, right, top).turned(self.quarter)
        return box.left, box.right, turn(self.quarter, x, y)[1]


def hidden_objects(page: Any, objects: Mapping[int, Drawn], shapes: Shapes) -> set[int]:  # noqa: ANN401
    """Return the addresses of the objects whose text can't be seen.

    Text that was recognised in a scan is laid under it, unseen: it says what the picture shows, and is kept.
    """
    paper = _paper(page)
    gone = {at for at, drawn in objects.items() if drawn.size < SMALLEST or not _is_on(drawn, paper)}
    hidden = {at for at, drawn in objects.items() if drawn.mode in _NOTHING_PAINTED and at not in gone}
    doubtful = {
        at: drawn
        for at, drawn in objects.items()
        if at not in gone | hidden and (drawn.doubtful or _is_covered(drawn, shapes.order.get(at), shapes))
    }
    if doubtful:
        hidden |= _unseen(page, paper, doubtful)
    scans = [box for _, box in shapes.pictures] if is_scan(page, shapes) else []
    return gone | {at for at in hidden if not _is_in(objects[at], scans)}


def is_scan(page: Any, shapes: Shapes) -> bool:  # noqa: ANN401
    """Return True if pictures fill so much of a page that they may be one of it."""
    return sum(box.area for _, box in shapes.pictures) >= SCAN * _paper(page).area > 0


def _unseen(page: Any, paper: Box, doubtful: Mapping[int, Drawn]) -> set[int]:  # noqa: ANN401
    """Return the objects without which the page looks the same."""
    scale = min(1.5, (_PIXELS / max(paper.area, 1)) ** 0.5)
    whole = _painted(page, scale)
    for drawn in doubtful.values():
        pdfium.FPDFPageObj_SetIsActive(drawn.pointer, False)
    try:
        without = _painted(page, scale)
    finally:
        for drawn in doubtful.values():
            pdfium.FPDFPageObj_SetIsActive(drawn.pointer, True)
    changed = np.abs(whole.astype(np.int16) - without).max(axis=2) >= SEEN
    return {at for at, drawn in doubtful.items() if not _part(changed, drawn, paper, scale).any()}


def _painted(page: Any, scale: float) -> NDArray[np.uint8]:  # noqa: ANN401
    bitmap = page.render(scale=scale, rotation=-page.get_rotation() % 360, may_draw_forms=False)
    try:
        painted: NDArray[np.uint8] = bitmap.to_numpy().copy()
    finally:
        bitmap.close()
    return painted


def _part(changed: NDArray[np.bool_], drawn: Drawn, paper: Box, scale: float) -> NDArray[np.bool_]:
    box = drawn.box or paper
    rows = slice(max(int((paper.top - box.top) * scale), 0), max(int((paper.top - box.bottom) * scale) + 1, 0))
    return changed[
        rows, max(int((box.left - paper.left) * scale), 0) : max(int((box.right - paper.left) * scale) + 1, 0)
    ]


def _is_clipped(pointer: Any) -> bool:  # noqa: ANN401
    """Return True if an outline of its own, not the page's, bounds what is seen of the object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    clip = pdfium.FPDFPageObj_GetClipPath(pointer)
    if not clip or pdfium.FPDFClipPath_CountPaths(clip) <= 0:
        return False
    if not pdfium.FPDFPageObj_GetBounds(pointer, *(ctypes.byref(each) for each in (left, bottom, right, top))):
        return True
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(pdfium.FPDFClipPath_CountPaths(clip)):
        points = []
        for at in range(min(max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0), 8)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        across, along = [each for each, _ in points], [each for _, each in points]
        if points and not (
            min(across) <= left.value
            and max(across) >= right.value
            and min(along) <= bottom.value
            and max(along) >= top.value
        ):
            return True
    return False


def _is_layered(pointer: Any) -> bool:  # noqa: ANN401
    """Return True if the object is on a layer, which may be turned off."""
    name, size = ctypes.create_string_buffer(8), ctypes.c_ulong()
    for number in range(min(pdfium.FPDFPageObj_CountMarks(pointer), 20)):
        mark = pdfium.FPDFPageObj_GetMark(pointer, number)
        buffer = ctypes.cast(name, ctypes.POINTER(pdfium.FPDF_WCHAR))
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 8, ctypes.byref(size)) and name.raw[:6] == b"O\0C\0\0\0":
            return True
    return False


def _is_light(text: Any, number: int, mode: int) -> bool:  # noqa: ANN401
    colours = red, green, blue, alpha = [ctypes.c_uint() for _ in range(4)]
    get = pdfium.FPDFText_GetStrokeColor if mode in {1, 5} else pdfium.FPDFText_GetFillColor
    if not get(text, number, *(ctypes.byref(each) for each in colours)):
        return True
    return min(red.value, green.value, blue.value) >= LIGHT or alpha.value < 255 - LIGHT


def _paper(page: Any) -> Box:  # noqa: ANN401
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box))
    return Box(box.left, box.bottom, box.right, box.top)


def _is_on(drawn: Drawn, paper: Box) -> bool:
    return drawn.box is not None and drawn.box.overlap(paper) > 0.5 * drawn.box.area


def _is_covered(drawn: Drawn, number: int | None, shapes: Shapes) -> bool:
    """Return True if something is painted over the text, or a colour under it, as far as boxes tell."""
    box = drawn.box
    over = [area for at, area in shapes.areas + shapes.pictures if number is None or at > number]
    return box is not None and any(
        area.overlap(box) > 0.2 * box.area for area in over + [area for _, area in shapes.dark]
    )


def _is_in(drawn: Drawn, scans: list[Box]) -> bool:
    box = drawn.box
    return box is not None and sum(scan.overlap(box) for scan in scans) > 0.5 * box.area
