"""PDFs of columns, paragraphs and lines."""

from collections.abc import Callable
from typing import Final

from eval.experiments.extraction.canvas import Canvas, width_of
from eval.experiments.extraction.texts import FERRY, MILL, NARROW, SCHOOL, WIDE, Drawn, wrapped


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


def _narrow_gutter() -> Drawn:
    canvas = Canvas()
    for x, text in ((50, f"{MILL} {SCHOOL}"), (308, FERRY)):
        lines = wrapped(text, 50)
        for at, line in enumerate(lines):
            words = line.split()
            gap = (250 - sum(map(width_of, words))) / (len(words) - 1) if at + 1 < len(lines) else 2.8
            place = float(x)
            for word in words:
                canvas.text(round(place, 2), 700 - 12 * at, word)
                place += width_of(word) + gap
    return Drawn("justified columns with a narrow gutter", canvas.save(), (f"{MILL} {SCHOOL}", FERRY))


def _between_wide_texts() -> Drawn:
    canvas = Canvas()
    y = canvas.lines(50, 780, *wrapped(SCHOOL, WIDE)) - 20
    lines = wrapped(MILL, NARROW)
    canvas.lines(50, y, *lines[:3])
    canvas.lines(310, y, *lines[3:])
    canvas.lines(50, y - 80, *wrapped(FERRY, WIDE))
    return Drawn("columns between wide texts", canvas.save(), (SCHOOL, MILL, FERRY))


def _beside_a_box() -> Drawn:
    canvas = Canvas()
    canvas.lines(50, 700, *wrapped(MILL, 55))
    canvas.box(350, 600, 560, 712, "0.9 0.9 0.8")
    canvas.text(360, 696, "The mill in figures", 12)
    canvas.lines(360, 676, "Built in 1612", "Wheel: 5.2 metres", "Stones: two", size=9)
    return Drawn("an article beside a box", canvas.save(), (MILL, "Built in 1612"))


def _in_one_piece() -> Drawn:
    canvas = Canvas()
    left, right = wrapped(MILL, NARROW), wrapped(SCHOOL, NARROW)
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else ""
        spaces = round((270 - width_of(one)) / width_of(" "))
        canvas.text(50, 700 - 14 * at, one + " " * spaces + (right[at] if at < len(right) else ""))
    return Drawn("columns parted by spaces only", canvas.save(), (MILL, SCHOOL))


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


FILES: Final[tuple[Callable[[], Drawn], ...]] = (
    _row_by_row,
    _column_by_column,
    _over_columns,
    _under_headlines,
    _uneven_columns,
    _hyphens,
    _narrow_gutter,
    _between_wide_texts,
    _in_one_piece,
    _beside_a_box,
    _paragraphs,
    _words_apart,
    _set_wide,
)
