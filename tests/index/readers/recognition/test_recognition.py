"""Scans and pictures are read when the extra `ocr` is installed, each line with its page, place and confidence."""

import io

import numpy as np
import pytest
from PIL import Image

from eval.experiments.extraction.canvas import Canvas
from eval.experiments.extraction.texts import FERRY, MILL, SCHOOL, WIDE, wrapped
from index.readers.recognition.pictures import picture_of
from index.readers.registry import read_bytes
from index.readers.subprocess import CONFINED
from tests.index.readers.formats.builders import only
from tests.index.readers.recognition.scans import columns, needs_recognition, picture, saved


@needs_recognition
def test_a_scanned_pdf_is_read_column_after_column_beside_a_page_that_holds_its_text() -> None:
    made = only("a.pdf", saved(picture(columns()), "PDF"))
    assert made.text == f"{MILL}\n\n{FERRY}"
    assert "".join(made.text[line.start : line.end] for line in made.recognised).startswith("The mill on the Tarn")
    assert {line.page for line in made.recognised} == {1}
    assert all(0.8 < line.confidence <= 1 for line in made.recognised)


@needs_recognition
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_pictures_are_read_in_the_confined_process(kind: str) -> None:
    canvas = Canvas()
    canvas.lines(50, 780, *wrapped(MILL, WIDE))
    suffix = {"JPEG": ".jpg", "TIFF": ".tif"}.get(kind, f".{kind.lower()}")
    parts = CONFINED.read(f"a{suffix}", saved(picture(canvas), kind))
    assert parts
    assert parts[0].article
    assert (parts[0].article.kind, parts[0].article.text) == ("picture", MILL)


@needs_recognition
def test_the_picture_of_a_recognised_line_shows_that_line() -> None:
    data = saved(picture(columns()), "PDF")
    made = only("a.pdf", data)
    line = made.recognised[1]
    with Image.open(io.BytesIO(CONFINED.picture("a.pdf", data, line.page, line.place))) as shown:
        assert shown.width < 0.5 * 595 * 110 / 72
        again = io.BytesIO()
        shown.resize((shown.width * 2, shown.height * 2)).save(again, "PNG")
    assert made.text[line.start : line.end] in only("b.png", again.getvalue()).text


@needs_recognition
def test_a_page_of_text_beside_scanned_ones_keeps_its_own_text() -> None:
    canvas = Canvas()
    canvas.draw_picture(0, 0, 595, 842)
    canvas.lines(50, 760, *wrapped(SCHOOL, WIDE))
    assert only("a.pdf", canvas.save()).recognised == ()


@needs_recognition
def test_a_picture_without_text_or_that_is_none_is_refused_in_a_sentence() -> None:
    empty = saved(Image.fromarray(np.full((80, 200, 3), 255, np.uint8)), "PNG")
    for data, reason in ((empty, "no text is found in it"), (empty[:60], "no sound picture")):
        with pytest.raises(ValueError, match=reason):
            read_bytes("a.png", data)
    with pytest.raises(ValueError, match="no such page"):
        picture_of("pdf", saved(picture(columns()), "PDF"), 7, (0, 0, 1, 1))
