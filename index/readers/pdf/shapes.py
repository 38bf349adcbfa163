"""What is drawn on a page beside its text: lines, filled areas and pictures, each as a box."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

MOST: Final = 20_000
"""Objects of a page that are looked at: a map has more, and no text to be judged by them."""
LIGHT: Final = 200
"""From here on, of 255, a colour may not be told from paper."""
_DEEPEST: Final = 8
"""Forms within forms that are opened."""
_THIN: Final = 2.5
"""Points up to which a filled box is a line."""
_LONGEST: Final = 400
"""Segments of a path that are looked at one by one."""

_Matrix = tuple[float, float, float, float, float, float]
_SAME: Final[_Matrix] = (1, 0, 0, 1, 0, 0)


class Box(NamedTuple):
    """A place on a page, in points that grow to the right and upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Return width times height."""
        return max(self.right - self.left, 0) * max(self.top - self.bottom, 0)

    def overlap(self, other: "Box") -> float:
        """Return the area that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width * height if width > 0 and height > 0 else 0

    def turned(self, quarter: int) -> "Box":
        """Return the box on a page that is turned back by quarters."""
        corners = [turn(quarter, self.left, self.bottom), turn(quarter, self.right, self.top)]
        across, along = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(across), min(along), max(across), max(along))


@dataclass(frozen=True, slots=True)
class Shapes:
    """The boxes of a page; areas and pictures with their number in the order of drawing."""

    rules: list[Box] = field(default_factory=list)
    """Lines across, thinner than text."""
    areas: list[tuple[int, Box]] = field(default_factory=list)
    dark: list[tuple[int, Box]] = field(default_factory=list)
    """Those of the areas that aren't nearly white."""
    pictures: list[tuple[int, Box]] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    """The number of each object that draws text, by its address."""

    def turned(self, quarter: int) -> "Shapes":
        """Return the shapes on a page that is turned back by quarters."""
        if not quarter:
            return self
        return Shapes(
            [box.turned(quarter) for box in self.rules],
            [(number, box.turned(quarter)) for number, box in self.areas],
            [(number, box.turned(quarter)) for number, box in self.dark],
            [(number, box.turned(quarter)) for number, box in self.pictures],
            self.order,
        )


def turn(quarter: int, x: float, y: float) -> tuple[float, float]:
    """Return a point after a turn that makes text upright which runs at so many quarters, counted to the left."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def shapes_of(page: Any) -> Shapes:  # noqa: ANN401  # pypdfium2 has no types
    """Return what is drawn on a page beside its text."""
    shapes = Shapes()
    for number, (thing, kind, matrix) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            shapes.order[ctypes.addressof(thing.contents)] = number
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(shapes, number, thing, matrix)
        else:
            box = _bounds(thing, matrix)
            if box:
                shapes.pictures.append((number, box))
    return shapes


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:  # noqa: ANN401
    """Yield each object that isn't a form, with its kind and the matrix of the forms it is in."""
    left = MOST
    stack = [(pdfium.FPDFPage_GetObject, page, iter(range(pdfium.FPDFPage_CountObjects(page))), _SAME)]
    while stack and left:
        get, holder, numbers, matrix = stack[-1]
        at = next(numbers, None)
        if at is None:
            stack.pop()
            continue
        left -= 1
        thing = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield thing, kind, matrix
        elif len(stack) < _DEEPEST:
            inside = iter(range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)))
            stack.append((pdfium.FPDFFormObj_GetObject, thing, inside, _times(_matrix(thing), matrix)))


def _add_path(shapes: Shapes, number: int, path: Any, matrix: _Matrix) -> None:  # noqa: ANN401
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
    box = _bounds(path, matrix)
    if not box or not (filled.value or stroked.value):
        return
    if _is_rule(box):
        shapes.rules.append(box)
        return
    if filled.value:
        shapes.areas.append((number, box))
        if not _is_light(path):
            shapes.dark.append((number, box))
    count = pdfium.FPDFPath_CountSegments(path)
    if 2 < count <= _LONGEST:
        parts = _parts(path, count, _times(_matrix(path), matrix))
        shapes.rules.extend(part for part in parts if _is_rule(part))


def _is_light(path: Any) -> bool:  # noqa: ANN401
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(path, *(ctypes.byref(each) for each in (red, green, blue, alpha)))
    return bool(known) and min(red.value, green.value, blue.value) >= LIGHT


def _parts(path: Any, count: int, matrix: _Matrix) -> Iterator[Box]:  # noqa: ANN401
    """Yield the box of each stroke of a path: a table's grid may be one path; a box gives its four sides too."""
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _apply(matrix, x.value, y.value)
        if before and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield _around([before, point])
        before = point


def _is_rule(box: Box) -> bool:
    return box.top - box.bottom <= _THIN and box.right - box.left >= 2 * (box.top - box.bottom) + 1


def _bounds(thing: Any, matrix: _Matrix) -> Box | None:  # noqa: ANN401
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, *(ctypes.byref(each) for each in (left, bottom, right, top))):
        return None
    if matrix is _SAME:
        return Box(left.value, bottom.value, right.value, top.value)
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return _around([_apply(matrix, x, y) for x, y in corners])


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, along = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(along), max(across), max(along))


def _matrix(thing: Any) -> _Matrix:  # noqa: ANN401
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(found))
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """Return the matrix that does one after the other."""
    a, b, c, d, e, f = first
    right = (then[0], then[1], then[2], then[3], 0.0, 0.0)
    x, y = _apply(then, e, f)
    return (*_apply(right, a, b), *_apply(right, c, d), x, y)
