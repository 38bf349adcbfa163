"""Word documents: paragraphs, headings, lists and tables in their order."""

from io import BytesIO

from docx import Document

from tests.index.readers.formats.builders import only, value


def document() -> bytes:
    made = Document()
    made.core_properties.title = "The quay"
    made.add_heading("The quay", 0)
    made.add_paragraph("The quay was built in 1931.")
    made.add_paragraph("Granite", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Length", "240 m"), ("Width", "9 m")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    made.add_paragraph("It is still in use.")
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_what_follows_what_stays_so() -> None:
    made = only("a.docx", document())
    order = [made.text.index(words) for words in ("The quay was", "Granite", "Length | 240 m", "Width | 9 m", "It is")]
    assert order == sorted(order)


def test_a_title_in_the_properties_counts_where_the_text_has_it_too() -> None:
    assert value(only("a.docx", document()).stated.title) == "The quay"
