"""PDFs of the kinds that break readers, each with what its text must hold and what it must not."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import TextWrapper
from typing import Final

from eval.experiments.extraction.canvas import Canvas, width_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file and its right text."""

    name: str
    data: bytes
    holds: tuple[str, ...]
    """Passages that stand in its text, white space aside, in this order."""
    lacks: tuple[str, ...] = ()
    """What must not stand in it, white space aside."""


MILL: Final = (
    "The mill on the Tarn will grind again, said its owner, Ilse Marek, when she opened the sluice on Monday. She had "
    "bought two stones from a quarry in the south for 14,300 crowns, and a boat brought them up the river in nine days."
)
SCHOOL: Final = (
    "Pupils of the lower school have counted the swifts of the town since April. They found 211 nests under the roofs, "
    "most of them in Tanner Street, where the builders must now wait until the young birds have left in August."
)
FERRY: Final = (
    "The ferry to Sorrel Island stops running in November. Its captain, Piet Lunde, is going to sea, and the council "
    "found nobody who would steer it in winter for the wage that it could offer, which is 2,100 crowns a month."
)
NARROW: Final = 42
WIDE: Final = 88


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines, no word of which is divided."""
    return TextWrapper(width, break_on_hyphens=False).wrap(text)


def drawn_files() -> list[Drawn]:
    """Return all files."""
    return [make() for make in _FILES]


def _row_by_row() -> Drawn:
    canvas = Canvas()
    left, right = wrapped(MILL, NARROW), wrapped(SCHOOL, NARROW)
    for at in range(max(len(left), len(right))):
        for x, lines in ((50, left), (310, right)):
            if at < len(lines):
                canvas.text(x, 700 - 14 * at, lines[at])
    return Drawn("columns row by row", canvas.save(), (MILL, SCHOOL))


def _column_by_column() -> Drawn:
    canvas = Canvas()
    canvas.lines(310, 700, *wrapped(SCHOOL, NARROW))
    canvas.lines(50, 700, *wrapped(MILL, NARROW))
    return Drawn("columns, the right one first", canvas.save(), (MILL, SCHOOL))


def _over_columns() -> Drawn:
    canvas = Canvas()
    canvas.text(50, 760, "Three pieces of news from the river", 20)
    text = wrapped(f"{MILL} {SCHOOL} {FERRY}", 30)
    third = -(-len(text) // 3)
    for at in range(third):
        for column in range(3):
            if column * third + at < len(text):
                canvas.text(40 + 175 * column, 720 - 13 * at, text[column * third + at])
    canvas.text(280, 40, "7")
    return Drawn("three columns, sentences over them", canvas.save(), ("Three pieces", f"{MILL} {SCHOOL} {FERRY}"))


def _under_headlines() -> Drawn:
    canvas = Canvas()
    canvas.text(50, 780, "The mill grinds again", 16)
    for x, part in ((50, slice(None, 4)), (310, slice(4, None))):
        canvas.lines(x, 750, *wrapped(MILL, NARROW)[part])
    canvas.text(50, 640, "No ferry before spring", 16)
    for x, part in ((50, slice(None, 4)), (310, slice(4, None))):
        canvas.lines(x, 610, *wrapped(FERRY, NARROW)[part])
    return Drawn(
        "two articles, each over two columns",
        canvas.save(),
        ("The mill grinds again", MILL, "No ferry before spring", FERRY),
    )


def _uneven_columns() -> Drawn:
    canvas = Canvas()
    left, right = wrapped(MILL, NARROW), wrapped(SCHOOL, 34)
    for at in range(max(len(left), len(right))):
        if at < len(left):
            canvas.text(50, 700 - 14 * at, left[at])
        if at < len(right):
            canvas.text(310, 693 - 11.5 * at, right[at], 8.5)
    return Drawn("columns whose lines aren't level", canvas.save(), (MILL, SCHOOL))


def _heads_and_feet() -> Drawn:
    canvas = Canvas()
    lines = wrapped(" ".join([MILL, SCHOOL, FERRY] * 4), WIDE)
    for number in range(4):
        if number:
            canvas.page()
        canvas.text(50, 800, "Tarn Valley Courier" if number % 2 else "Issue 31, October")
        canvas.text(500 if number % 2 else 300, 800, str(12 + number))
        canvas.lines(50, 760, *lines[number * 7 : number * 7 + 7])
        canvas.text(240, 30, f"Page {12 + number} of 40", 8)
    whole = f"{MILL} {SCHOOL} {FERRY}"
    return Drawn("running heads and feet", canvas.save(), (whole,), ("Courier", "Issue 31", "of 40"))


def _two_pages_with_heads() -> Drawn:
    canvas = Canvas()
    lines = wrapped(f"{MILL} {SCHOOL}", WIDE)
    for number, part in enumerate((lines[:3], lines[3:])):
        if number:
            canvas.page()
        canvas.text(50, 800, "Minutes of the parish council", 9)
        canvas.lines(50, 760, *part)
        canvas.text(290, 30, f"- {number + 1} -")
    return Drawn("a head and numbers on two pages", canvas.save(), (f"{MILL} {SCHOOL}",), ("Minutes", "- 1 -", "- 2 -"))


def _hyphens() -> Drawn:
    canvas = Canvas()
    canvas.lines(
        50,
        700,
        "The minister of trade spoke for an hour about the har-",
        "bour, and the well-known owner of the ship-",
        "yard, a self-",
        "made man, didn't answer. Nobody calls him well known or self made at home.",
    )
    right = (
        "The minister of trade spoke for an hour about the harbour, and the well-known owner of the shipyard, a "
        "self-made man, didn't answer."
    )
    return Drawn("hyphens at the ends of lines", canvas.save(), (right,), ("har-bour",))


def _unseen() -> Drawn:
    canvas = Canvas()
    canvas.text(50, 720, "The bridge will cost 4 million crowns.")
    canvas.text(50, 700, "The bridge will cost 10 million crowns.", mode=3)
    canvas.text(50, 680, "The bridge will cost 20 million crowns.", colour="1 1 1")
    canvas.text(50, 660, "The bridge will cost 30 million crowns.", colour="0.99 0.98 1")
    canvas.text(50, 900, "The bridge will cost 40 million crowns.")
    canvas.text(-400, 640, "The bridge will cost 50 million crowns.")
    canvas.text(50, 620, "The bridge will cost 60 million crowns.", 0.5)
    canvas.text(50, 600, "The bridge will cost 70 million crowns.")
    canvas.box(45, 596, 300, 612)
    canvas.text(50, 560, "The tunnel has 80 lamps.", colour="0.6 0.6 0.6")
    canvas.box(45, 536, 300, 552, "0.1 0.1 0.4")
    canvas.text(50, 540, "The road has 90 bends.", colour="1 1 1")
    return Drawn(
        "text that can't be seen",
        canvas.save(),
        ("The bridge will cost 4 million crowns.", "The tunnel has 80 lamps.", "The road has 90 bends."),
        tuple(f"{number} million" for number in (10, 20, 30, 40, 50, 60, 70)),
    )


def _scan_with_text() -> Drawn:
    canvas = Canvas()
    canvas.draw_picture(0, 0, 595, 842)
    for at, line in enumerate(wrapped(MILL, WIDE)):
        canvas.text(50, 700 - 14 * at, line, mode=3)
    return Drawn("a scan with its text under it", canvas.save(), (MILL,))


def _turned() -> Drawn:
    canvas = Canvas()
    for at, line in enumerate(wrapped(FERRY, WIDE)):
        canvas.text(60, 700 - 14 * at, line)
    canvas.text(30, 640, "Photo: Lena Abt, all rights kept", 7, turn=90)
    canvas.text(150, 600, "DRAFT", 60, turn=45, colour="0.8 0.8 0.8")
    return Drawn("text in other directions", canvas.save(), (FERRY,), ("DRAFT",))


def _on_its_side() -> Drawn:
    canvas = Canvas()
    for at, line in enumerate(wrapped(f"{FERRY} {MILL}", 110)):
        canvas.text(100 + 14 * at, 50, line, turn=90)
    return Drawn("a page on its side", canvas.save(), (f"{FERRY} {MILL}",))


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
    canvas.text(54, 46, "In the hills it came in June.", 8)
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


def _struck() -> Drawn:
    canvas = Canvas()
    canvas.text(50, 720, "The fair opens on the")
    x = 50 + width_of("The fair opens on the ")
    canvas.text(x, 720, "ninth")
    canvas.line(x, x + width_of("ninth"), 722.6)
    canvas.text(x + width_of("ninth "), 720, "tenth of June, and entry is free for whoever brings a chair.")
    canvas.text(50, 690, "The mayor will speak at noon.")
    canvas.line(50, 50 + width_of("The mayor will speak at noon."), 688.5)
    return Drawn(
        "struck and underlined text",
        canvas.save(),
        ("The fair opens on the tenth of June, and entry is free", "The mayor will speak at noon."),
        ("ninth",),
    )


def _paragraphs() -> Drawn:
    canvas = Canvas()
    y = 760.0
    for paragraph in (MILL, SCHOOL, FERRY):
        lines = wrapped("    " + paragraph, 70)
        canvas.text(62, y, lines[0].strip())
        y = canvas.lines(50, y - 14, *lines[1:])
    return Drawn("paragraphs told by indents", canvas.save(), (f"{MILL}\n\n{SCHOOL}\n\n{FERRY}",))


def _words_apart() -> Drawn:
    canvas = Canvas()
    for at, line in enumerate(wrapped(FERRY, 60)):
        x = 50.0
        for word in line.split():
            canvas.text(round(x, 2), 700 - 14 * at, word)
            x += width_of(word) + 3.6
    return Drawn("every word drawn by itself", canvas.save(), (FERRY,))


def _set_wide() -> Drawn:
    canvas = Canvas()
    lines = wrapped(MILL, 46)
    for at, line in enumerate(lines):
        words = line.split()
        free = 300 - sum(map(width_of, words))
        gap = free / (len(words) - 1) if at + 1 < len(lines) else 2.8
        x = 50.0
        for word in words:
            canvas.text(round(x, 2), 700 - 14 * at, word)
            x += width_of(word) + gap
    return Drawn("lines set wide", canvas.save(), (MILL,))


def _cells(row: tuple[str, ...]) -> str:
    return " | ".join(row)


_FILES: Final[tuple[Callable[[], Drawn], ...]] = (
    _row_by_row,
    _column_by_column,
    _over_columns,
    _under_headlines,
    _uneven_columns,
    _heads_and_feet,
    _two_pages_with_heads,
    _hyphens,
    _unseen,
    _scan_with_text,
    _turned,
    _on_its_side,
    lambda: _note_at_the_foot(False, 10, "a note at the foot, as large as the text"),
    lambda: _note_at_the_foot(True, 8, "a small note under a line"),
    _notes,
    _picture_between,
    lambda: _table(True, "a table with lines"),
    lambda: _table(False, "a table without lines"),
    _wrapped_cells,
    _struck,
    _paragraphs,
    _words_apart,
    _set_wide,
)
