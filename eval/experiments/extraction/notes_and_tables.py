"""PDFs of notes, captions, headlines and tables."""

from collections.abc import Callable
from typing import Final

from eval.experiments.extraction.canvas import Canvas, width_of
from eval.experiments.extraction.texts import FERRY, MILL, NARROW, SCHOOL, WIDE, Drawn, wrapped


def _note_in_a_column() -> Drawn:
    canvas = Canvas()
    lines = wrapped(f"{MILL} {SCHOOL}", NARROW)
    y = canvas.lines(50, 700, *lines[:5])
    canvas.text(50, y - 30, "* Its owner since 2011 is a", 8)
    canvas.text(50, y - 40, "society of farmers.", 8)
    canvas.lines(310, 700, *lines[5:])
    return Drawn("a note under a column", canvas.save(), (f"{MILL} {SCHOOL}",))


def _over_a_note_to_a_name() -> Drawn:
    canvas = Canvas()
    first = (
        "The council asked whether the water that turns the wheel of the mill belongs to",
        "the town or to the club of",
    )
    second = (
        "Tarn Valley, which had let it to the miller for ninety years in 1934, as a letter of",
        "its founder says.",
    )
    canvas.lines(50, 720, f"{first[0]} {first[1]}")
    canvas.lines(50, 706, "those who live by the river, or perhaps to somebody whom nobody knows, as the lady of")
    canvas.text(50, 60, "2 The deed is lost.")
    canvas.page()
    canvas.lines(50, 720, *second)
    text = f"{' '.join(first)} those who live by the river, or perhaps to somebody whom nobody knows, as the lady of"
    return Drawn("a sentence that goes on with a name after a note", canvas.save(), (f"{text} {' '.join(second)}",))


def _note_at_the_foot(ruled: bool, size: float, name: str) -> Drawn:
    canvas = Canvas()
    lines = wrapped(f"{MILL} {SCHOOL}", WIDE)
    canvas.lines(50, 720, *lines[:3])
    if ruled:
        canvas.line(50, 150, 80)
    canvas.text(50, 60, "1 The quarry was closed in 1998.", size)
    canvas.page()
    canvas.lines(50, 720, *lines[3:])
    return Drawn(name, canvas.save(), (f"{MILL} {SCHOOL}",))


def _notes() -> Drawn:
    canvas = Canvas()
    first = "The valley sold 56"
    canvas.text(50, 720, first)
    x = 50 + width_of(first)
    canvas.text(x, 724, "4", 6)
    canvas.text(x + 4, 720, " million apples to the north last year, twice as many as in the year")
    second = "before, when frost came in May"
    canvas.text(50, 706, second + ".")
    canvas.text(50 + width_of(second + "."), 710, "5", 6)
    third = "Each tree drinks 10"
    canvas.text(60 + width_of(second + ". "), 706, third)
    canvas.text(60 + width_of(second + ". ") + width_of(third), 710, "3", 6)
    canvas.text(66 + width_of(second + ". ") + width_of(third), 706, "litres a year on 20 m")
    end = 66 + width_of(second + ". ") + width_of(third) + width_of("litres a year on 20 m")
    canvas.text(end, 710, "2", 6)
    canvas.text(end + 4, 706, " of ground.")
    canvas.text(50, 60, "4", 5)
    canvas.text(54, 57, "Cider apples are counted too.", 8)
    canvas.text(50, 49, "5", 5)
    canvas.text(54, 46, "In the hills it came later.", 8)
    return Drawn(
        "marks of notes, and powers",
        canvas.save(),
        (
            "The valley sold 56 million apples to the north last year, twice as many as in the year before, when frost "
            "came in May. Each tree drinks 10³ litres a year on 20 m² of ground.",
        ),
        ("564", "May.5", "103"),
    )


def _picture_between() -> Drawn:
    canvas = Canvas()
    left, right = wrapped(f"{MILL} {SCHOOL}", NARROW)[:7], wrapped(f"{MILL} {SCHOOL}", NARROW)[7:]
    y = canvas.lines(50, 700, *left[:4])
    canvas.draw_picture(50, y - 90, 240, y)
    canvas.text(50, y - 102, "Figure 2: The sluice in 1931.", 8)
    canvas.lines(50, y - 130, *left[4:])
    canvas.lines(310, 700, *right)
    return Drawn("a picture and its caption in a sentence", canvas.save(), (f"{MILL} {SCHOOL}",))


def _table(ruled: bool, name: str) -> Drawn:
    canvas = Canvas()
    rows = (
        ("Harbour", "Ships", "Freight (t)", "Master"),
        ("Brack", "412", "88,100", "Jon Aster"),
        ("Seaby", "97", "12,450", "Una Keel"),
        ("Amery", "1,033", "240,900", "Otto Brand"),
    )
    y = canvas.lines(50, 740, *wrapped(SCHOOL, WIDE)) - 14
    for at, row in enumerate(rows):
        if ruled:
            canvas.line(45, 480, y + 11)
        for x, cell in zip((50, 150, 250, 380), row, strict=True):
            canvas.text(x, y, cell)
        y -= 16 if not ruled or at else 18
    if ruled:
        canvas.line(45, 480, y + 11)
    canvas.lines(50, y - 20, *wrapped(FERRY, WIDE))
    return Drawn(name, canvas.save(), (SCHOOL, *(_cells(row) for row in rows), FERRY))


def _wrapped_cells() -> Drawn:
    canvas = Canvas()
    rows = (
        (("Post",), ("Sum in",), ("What for",)),
        (("",), ("crowns",), ("",)),
        (("Roads",), ("31,000",), ("New gravel between the mill and",)),
        (("",), ("",), ("the upper bridge, two culverts",)),
        (("Schools",), ("12,500",), ("A roof for the shed where the",)),
        (("",), ("",), ("bicycles of the pupils stand",)),
    )
    y = 700.0
    for at, row in enumerate(rows):
        if at in {0, 2, 4}:
            canvas.line(45, 480, y + 11)
        for x, (cell,) in zip((50, 150, 250), row, strict=True):
            if cell:
                canvas.text(x, y, cell)
        y -= 13 if at % 2 == 0 else 17
    canvas.line(45, 480, y + 11)
    return Drawn(
        "a table with cells of several lines",
        canvas.save(),
        (
            _cells(("Post", "Sum in crowns", "What for")),
            _cells(("Roads", "31,000", "New gravel between the mill and the upper bridge, two culverts")),
            _cells(("Schools", "12,500", "A roof for the shed where the bicycles of the pupils stand")),
        ),
    )


def _table_in_a_column() -> Drawn:
    canvas = Canvas()
    canvas.lines(50, 780, *wrapped(MILL, NARROW))
    canvas.lines(310, 780, *wrapped(SCHOOL, NARROW))
    for y, row in ((680, ("Ward", "Nests")), (666, ("North", "104")), (652, ("South", "107"))):
        for x, cell in zip((310, 400), row, strict=True):
            canvas.text(x, y, cell)
    canvas.lines(50, 690, *wrapped(FERRY, NARROW))
    rows = "\n".join(map(_cells, (("Ward", "Nests"), ("North", "104"), ("South", "107"))))
    return Drawn("a table in a column", canvas.save(), (MILL, FERRY, SCHOOL, rows))


def _lines_of_a_head() -> Drawn:
    canvas = Canvas()
    canvas.lines(50, 780, "The Mill on the Tarn", "Will Grind Again", size=18, leading=22)
    canvas.lines(50, 735, "By Mara Lind", "4 May 2019")
    canvas.lines(50, 690, *wrapped(MILL, WIDE))
    return Drawn(
        "a headline of two lines, author and day",
        canvas.save(),
        (f"# The Mill on the Tarn Will Grind Again\n\nBy Mara Lind\n\n4 May 2019\n\n{MILL}",),
    )


def _cells(row: tuple[str, ...]) -> str:
    return " | ".join(row)


FILES: Final[tuple[Callable[[], Drawn], ...]] = (
    _note_in_a_column,
    _over_a_note_to_a_name,
    lambda: _note_at_the_foot(False, 10, "a note at the foot, as large as the text"),
    lambda: _note_at_the_foot(True, 8, "a small note under a line"),
    _notes,
    _picture_between,
    lambda: _table(True, "a table with lines"),
    lambda: _table(False, "a table without lines"),
    _wrapped_cells,
    _table_in_a_column,
    _lines_of_a_head,
)
