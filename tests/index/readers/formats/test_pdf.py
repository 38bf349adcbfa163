"""PDF: lines joined, running titles dropped, page starts kept."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from eval.experiments.formats import to_pdf
from index.readers.formats.pdf import join_pages, without_running_titles
from index.readers.registry import read_bytes
from tests.index.readers.formats.builders import LONG, PIECE, only


def test_a_pdf_joins_lines_across_pages_tells_where_pages_begin_and_drops_running_titles() -> None:
    made = only("a.pdf", to_pdf(LONG))
    for paragraph in LONG.paragraphs:
        assert paragraph in made.text
    assert len(made.pages) == 4
    assert made.pages[0] == 0
    assert "The Alder Post" not in made.text
    second = made.text[made.pages[1] :][:30]
    lines = to_pdf(LONG)
    assert second.strip()
    assert lines.startswith(b"%PDF")


def test_only_lines_that_repeat_or_count_the_pages_are_running_titles() -> None:
    pages = [
        [f"Law of 12 May {at + 7}", f"Article {3 * at}", f"Text {at * at} of it.", "they sang.", "END"]
        for at in range(4)
    ]
    assert without_running_titles(pages) == [
        [f"Article {3 * at}", f"Text {at * at} of it.", "they sang."] for at in range(4)
    ]


def test_a_divided_word_is_joined_in_a_pdf() -> None:
    text, pages = join_pages(
        [["The council went on with-", "out a word about the mini-"], ["ster who paid for it all."]]
    )
    assert text == "The council went on without a word about the minister who paid for it all."
    assert text[pages[1] :].startswith("ster")


def test_a_hyphen_at_the_end_of_a_line_stays_where_the_document_writes_two_words() -> None:
    lines = [
        "The well paid for it, and all was known. It is neo-",
        "Ottoman and air-",
        "borne, said the well-",
        "known man.",
    ]
    assert join_pages([lines])[0].endswith("It is neo-Ottoman and airborne, said the well-known man.")


def test_an_encrypted_pdf_is_refused_with_a_remedy() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(to_pdf(PIECE))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    with pytest.raises(ValueError, match="encrypted; save it without a password"):
        read_bytes("a.pdf", stream.getvalue())
