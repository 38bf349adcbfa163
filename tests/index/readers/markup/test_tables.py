"""Each row of a table says all that the page shows in it, once."""

from index.readers.markup.blocks import fragment_text


def table(*rows: str) -> str:
    return fragment_text(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")


def test_a_cell_over_several_rows_stands_in_each() -> None:
    made = table(
        "<td>Boat</td><td>Day</td><td>Crew</td>",
        "<td rowspan=2>Heron</td><td>Monday</td><td rowspan=0>four</td>",
        "<td>Tuesday</td>",
        "<td>Egret</td><td>Friday</td>",
    )
    assert made.splitlines()[1:] == ["Heron | Monday | four", "Heron | Tuesday | four", "Egret | Friday | four"]


def test_a_cell_over_several_columns_stands_in_each_but_not_alone() -> None:
    made = table(
        "<td>Lock</td><td>Sat</td><td>Sun</td>", "<td>Upper</td><td colspan=2>shut</td>", "<td colspan=3>Rest</td>"
    )
    assert made == "Lock | Sat | Sun\nUpper | shut | shut\nRest"


def test_paragraphs_and_lines_of_a_cell_are_one_row() -> None:
    made = table("<td><p>Day ticket</p><p>with <b>bo</b>at</p></td><td>7<br>crowns</td>")
    assert made == "Day ticket with boat | 7 crowns"


def test_a_table_within_a_cell_is_one_line_of_it() -> None:
    made = table(
        "<td>Cook</td><td><table><tr><td>Ravi</td><td>Tolland</td></tr></table></td>", "<td>Mate</td><td>Lou</td>"
    )
    assert made == "Cook | Ravi Tolland\nMate | Lou"


def test_a_caption_is_no_row_of_its_table() -> None:
    rows = "<tr><th>Boat</th><th colspan=2>Fee</th></tr><tr><td>Ketch</td><td>5</td><td>2</td></tr>"
    made = fragment_text(f"<table><caption>Fees</caption>{rows}</table>")
    assert made == "Fees\n\nBoat | Fee | Fee\nKetch | 5 | 2"


def test_rows_that_say_together_what_the_columns_are_become_one() -> None:
    made = fragment_text(
        "<table><thead><tr><th rowspan=2>Lock</th><th colspan=2>Barges</th></tr><tr><th>May</th><th>June</th></tr>"
        "</thead><tr><th>Upper</th><td>31</td><td>44</td></tr></table>"
    )
    assert made == "Lock | Barges May | Barges June\nUpper | 31 | 44"


def test_a_table_that_lays_out_a_page_repeats_nothing() -> None:
    made = table("<td rowspan=2>Menu</td><td><h2>Flood</h2><p>It rained.</p></td>", "<td>Foot</td>")
    assert made.count("Menu") == 1


def test_absurd_spans_cost_nothing() -> None:
    rows = "<td rowspan=99999 colspan=99999>x</td>" * 20
    assert len(table(*[rows] * 40)) < 200_000
