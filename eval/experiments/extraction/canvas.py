"""Draws PDFs by hand: text at a place, in a size, colour, rendering mode and direction; lines, boxes and pictures."""

import zlib
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import Final

_WIDTHS: Final = dict.fromkeys(map(chr, range(32, 256)), 556) | {
    **dict.fromkeys(" !,./:;I[]ft\\|", 278),
    **dict.fromkeys("ijl'", 222),
    **dict.fromkeys('()-r"', 333),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("W", 944),
}
"""Widths of Helvetica's letters in thousandths of its size; those that aren't listed are near enough."""
WIDTH: Final = 595
HEIGHT: Final = 842


@dataclass
class Canvas:
    """The pages of a PDF, drawn one after the other."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 10,
        *,
        mode: int = 0,
        colour: str = "0 0 0",
        turn: float = 0,
    ) -> None:
        """Draw words that begin at a place, turned to the left by degrees."""
        shown = words.encode("cp1252").hex()
        a, b = cos(radians(turn)), sin(radians(turn))
        matrix = f"{a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x} {y}"
        self.pages[-1].append(f"{colour} rg BT /F1 {size} Tf {mode} Tr {matrix} Tm <{shown}> Tj ET")

    def lines(self, x: float, y: float, *lines: str, size: float = 10, leading: float = 14) -> float:
        """Draw lines below one another and return the height below the last one."""
        for line in lines:
            self.text(x, y, line, size)
            y -= leading
        return y

    def line(self, left: float, right: float, y: float) -> None:
        """Draw a line across."""
        self.pages[-1].append(f"0.5 w {left} {y} m {right} {y} l S")

    def box(self, left: float, bottom: float, right: float, top: float, colour: str = "0 0 0") -> None:
        """Fill a box."""
        self.pages[-1].append(f"{colour} rg {left} {bottom} {right - left} {top - bottom} re f")

    def draw_picture(self, left: float, bottom: float, right: float, top: float) -> None:
        """Draw a grey picture in a place."""
        self.pages[-1].append(f"q {right - left} 0 0 {top - bottom} {left} {bottom} cm /Im1 Do Q")

    def raw(self, operators: str) -> None:
        """Draw with operators of the format's own."""
        self.pages[-1].append(operators)

    def page(self) -> None:
        """Begin another page."""
        self.pages.append([])

    def save(self, form: str = "") -> bytes:
        """Return the file, with the operators of a form that `/Fm1 Do` draws."""
        kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(self.pages)))
        pixels = zlib.compress(b"\xc0")
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels),
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Length %d >>\nstream\n%s\nendstream" % (len(form), form.encode()),
        ]
        for at, drawn in enumerate(self.pages):
            stream = "\n".join(drawn).encode()
            resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R /Fm1 5 0 R >> >>"
            page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {7 + 2 * at} 0 R"
            objects.append(f"<< {page} {resources} >>".encode())
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        return assemble(objects)


def width_of(words: str, size: float = 10) -> float:
    """Return how wide words are drawn."""
    return sum(_WIDTHS.get(each, 556) for each in words) * size / 1000


def assemble(objects: list[bytes], more: str = "") -> bytes:
    """Return a PDF file of its objects, of which the first is the catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R {more}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()
