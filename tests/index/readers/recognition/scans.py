"""Scanned pages: drawn, then turned into pictures, as a scanner makes them."""

import io

import pypdfium2
import pytest
from PIL import Image

from eval.experiments.extraction.canvas import Canvas
from eval.experiments.extraction.texts import FERRY, MILL, NARROW, wrapped
from index.settings import recognises_text

needs_recognition = pytest.mark.skipif(not recognises_text(), reason="the extra `ocr` is not installed")


def columns() -> Canvas:
    """Draw a page of two columns."""
    canvas = Canvas()
    canvas.lines(50, 760, *wrapped(MILL, NARROW))
    canvas.lines(310, 760, *wrapped(FERRY, NARROW))
    return canvas


def picture(canvas: Canvas, dots: int = 150) -> Image.Image:
    """Return the first page as a picture, without the empty foot."""
    with pypdfium2.PdfDocument(canvas.save()) as document:
        drawn: Image.Image = document[0].render(scale=dots / 72).to_pil().convert("RGB")
    return drawn.crop((0, 0, drawn.width, drawn.height // 3))


def saved(image: Image.Image, kind: str) -> bytes:
    """Return a picture as a file of a kind, or as a PDF whose page it is."""
    made = io.BytesIO()
    image.save(made, kind, **({"resolution": 150} if kind == "PDF" else {}))
    return made.getvalue()
