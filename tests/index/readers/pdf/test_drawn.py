"""PDFs of the kinds that break readers hold what a person sees on them, in the order in which it is read."""

import pytest

from eval.experiments.extraction.canvas import Canvas, width_of
from eval.experiments.extraction.compare import is_right, read_ours
from eval.experiments.extraction.drawn import drawn_files
from eval.experiments.extraction.texts import FERRY, MILL, SCHOOL, WIDE, Drawn, wrapped
from index.readers.registry import read_bytes


@pytest.mark.parametrize("drawn", drawn_files(), ids=lambda drawn: drawn.name)
def test_a_pdf_is_read_as_it_is_seen(drawn: Drawn) -> None:
    text = read_ours(drawn.data)
    assert is_right(drawn, text), text


def test_every_page_begins_where_its_text_does_though_a_sentence_goes_on_over_a_note() -> None:
    canvas = Canvas()
    lines = wrapped(f"{MILL} {SCHOOL}", WIDE)
    canvas.lines(50, 720, *lines[:3])
    canvas.text(50, 60, "1 The quarry was closed in 1998.", 8)
    canvas.page()
    canvas.page()
    canvas.lines(50, 720, *lines[3:])
    parts = read_bytes("a.pdf", canvas.save())
    assert parts
    assert parts[0].article
    text, pages = parts[0].article.text, parts[0].article.pages
    assert text == f"The quarry was closed in 1998.\n\n{MILL} {SCHOOL}"
    assert text[pages[0] :].startswith("The quarry")
    assert pages[1] == pages[2] == text.index(lines[3])


def test_headlines_are_marked_by_their_size_and_stay_apart_from_the_text() -> None:
    canvas = Canvas()
    canvas.text(50, 760, "News from the river", 20)
    canvas.text(50, 736, "The ferry stops", 14)
    canvas.lines(50, 718, *wrapped(FERRY, WIDE))
    assert read_ours(canvas.save()) == f"# News from the river\n\n## The ferry stops\n\n{FERRY}"


def test_a_line_that_ends_early_ends_its_paragraph_unless_the_next_one_goes_on_with_the_sentence() -> None:
    canvas = Canvas()
    canvas.lines(50, 760, "Ferry", *wrapped(FERRY, WIDE), "The mayor said that", "nobody had asked him.", "Ilse Marek")
    paragraphs = read_ours(canvas.save()).split("\n\n")
    assert paragraphs == ["Ferry", FERRY, "The mayor said that nobody had asked him.", "Ilse Marek"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    canvas = Canvas()
    first, *others = wrapped(MILL[1:], 60)
    canvas.text(50, 690, "T", 34)
    canvas.text(50 + width_of("T", 34), 704, first)
    canvas.text(50 + width_of("T", 34), 690, others[0])
    canvas.lines(50, 676, *others[1:])
    assert read_ours(canvas.save()) == MILL


def test_a_list_keeps_its_items_apart() -> None:
    canvas = Canvas()
    y = canvas.lines(50, 700, "The council asks for three things:")
    for item in (
        "a new sluice at the mill;",
        "two more nests in Tanner Street, under the roof of the school that stands",
        "free rides.",
    ):
        canvas.text(50, y, "•")
        y = canvas.lines(64, y, item)
    assert read_ours(canvas.save()).count("\n\n• ") == 3


def test_a_raised_letter_of_an_ordinal_is_text_and_the_mark_of_a_note_is_not() -> None:
    canvas = Canvas()
    canvas.text(50, 700, "On the 4")
    canvas.text(50 + width_of("On the 4"), 704, "th", 6)
    canvas.text(50 + width_of("On the 4") + 8, 700, "of May the mill opened")
    canvas.text(50 + width_of("On the 4") + 8 + width_of("of May the mill opened"), 704, "*", 6)
    canvas.text(60 + width_of("On the 4") + 8 + width_of("of May the mill opened"), 700, "in the rain.")
    assert read_ours(canvas.save()) == "On the 4th of May the mill opened in the rain."


def test_a_table_keeps_its_empty_cells_and_the_names_of_its_sections() -> None:
    canvas = Canvas()
    canvas.lines(50, 740, *wrapped(FERRY, WIDE))
    rows = (["", "2021", "2022"], ["North", "", ""], ["Surgery", "12", "15"], ["Children", "9", ""], ["South", "", ""])
    for at, row in enumerate([*rows, ["Surgery", "22", "25"], ["Maternity", "", "31"]]):
        for left, words in zip((60, 220, 320), row, strict=True):
            canvas.text(left, 600 - 16 * at, words)
    assert read_ours(canvas.save()).partition("\n\n")[2] == (
        "| | 2021 | 2022 |\nNorth\nSurgery | 12 | 15\n| Children | 9 | |\nSouth\nSurgery | 22 | 25\nMaternity | | 31"
    )
