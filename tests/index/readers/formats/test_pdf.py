"""PDF: lines joined, running titles dropped, page starts kept."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from eval.experiments.extraction.canvas import Canvas
from eval.experiments.formats import to_pdf
from index.readers.registry import read_bytes
from tests.index.readers.formats.builders import LONG, PIECE, only


def test_a_pdf_joins_lines_across_pages_tells_where_pages_begin_and_drops_running_titles() -> None:
    made = only("a.pdf", to_pdf(LONG))
    for paragraph in LONG.paragraphs:
        assert paragraph in made.text
    assert len(made.pages) == 4
    assert made.pages[0] == 0
    assert "The Alder Post" not in made.text
    assert all(made.text[start:].strip() for start in made.pages)


def test_an_encrypted_pdf_is_refused_with_a_remedy() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(to_pdf(PIECE))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    with pytest.raises(ValueError, match="encrypted; save it without a password"):
        read_bytes("a.pdf", stream.getvalue())


def test_a_pdf_that_is_no_pdf_or_holds_no_text_is_refused_in_a_sentence() -> None:
    for data, reason in ((b"%PDF-1.7\n" + bytes(range(256)) * 9, "damaged PDF"), (Canvas().save(), "no text")):
        with pytest.raises(ValueError, match=reason):
            read_bytes("a.pdf", data)
