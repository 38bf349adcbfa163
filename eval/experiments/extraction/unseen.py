"""PDFs of text that is no part of the article: unseen, struck, turned, running titles."""

from collections.abc import Callable
from typing import Final

from eval.experiments.extraction.canvas import Canvas, width_of
from eval.experiments.extraction.texts import FERRY, MILL, SCHOOL, WIDE, Drawn, wrapped


def _heads_and_feet() -> Drawn:
    canvas = Canvas()
    lines = wrapped(" ".join([MILL, SCHOOL, FERRY] * 4), WIDE)
    for number in range(4):
        if number:
            canvas.page()
        canvas.text(50, 800, "Tarn Valley Courier" if number % 2 else "Issue 31, autumn")
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


def _unseen_by_more_tricks() -> Drawn:
    canvas = Canvas()
    canvas.text(50, 720, "The bridge will cost 4 million crowns.")
    canvas.box(45, 696, 300, 712, "0.2 0.3 0.7")
    canvas.text(50, 700, "The bridge will cost 10 million crowns.", colour="0.2 0.3 0.7")
    canvas.text(50, 680, "The bridge will cost 20 million crowns.")
    canvas.draw_picture(45, 676, 300, 692)
    canvas.raw("q 0 0 20 20 re W n")
    canvas.text(50, 660, "The bridge will cost 30 million crowns.")
    canvas.raw("Q q 0 600 500 100 re W n")
    canvas.text(50, 640, "The tunnel has 80 lamps.")
    canvas.raw("Q")
    canvas.box(45, 596, 300, 612, "0.8 0.9 0.8")
    canvas.text(50, 600, "The road has 90 bends.", colour="0 0.2 0")
    canvas.text(50, 560, "The bridge will cost 40 million crowns.", mode=7)
    return Drawn(
        "more text that can't be seen",
        canvas.save(),
        ("The bridge will cost 4 million crowns.", "The tunnel has 80 lamps.", "The road has 90 bends."),
        tuple(f"{number} million" for number in (10, 20, 30, 40)),
    )


def _in_a_form() -> Drawn:
    canvas = Canvas()
    canvas.raw("q 1 0 0 1 0 -100 cm /Fm1 Do Q")
    return Drawn(
        "text within a form",
        canvas.save("BT /F1 10 Tf 50 720 Td (It costs 4 million crowns.) Tj 1 g 0 -20 Td (It costs 10 million.) Tj ET"),
        ("It costs 4 million crowns.",),
        ("10 million",),
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


def _struck() -> Drawn:
    canvas = Canvas()
    canvas.text(50, 720, "The fair opens on the")
    x = 50 + width_of("The fair opens on the ")
    canvas.text(x, 720, "ninth")
    canvas.line(x, x + width_of("ninth"), 722.6)
    canvas.text(x + width_of("ninth "), 720, "tenth of the month, and entry is free for whoever brings a chair.")
    canvas.text(50, 690, "The mayor will speak at noon.")
    canvas.line(50, 50 + width_of("The mayor will speak at noon."), 688.5)
    return Drawn(
        "struck and underlined text",
        canvas.save(),
        ("The fair opens on the tenth of the month, and entry is free", "The mayor will speak at noon."),
        ("ninth",),
    )


FILES: Final[tuple[Callable[[], Drawn], ...]] = (
    _heads_and_feet,
    _two_pages_with_heads,
    _unseen,
    _unseen_by_more_tricks,
    _in_a_form,
    _scan_with_text,
    _turned,
    _on_its_side,
    _struck,
)
