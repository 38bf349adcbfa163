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
    assert made == "Lock | Sat | Sun\nUpper | shut | shut\n\nRest"


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
    assert made == "Fees\n\nBoat | Fee | Fee\n--- | --- | ---\nKetch | 5 | 2"


def test_rows_that_say_together_what_the_columns_are_become_one() -> None:
    made = fragment_text(
        "<table><thead><tr><th rowspan=2>Lock</th><th colspan=2>Barges</th></tr><tr><th>May</th><th>June</th></tr>"
        "</thead><tr><th>Upper</th><td>31</td><td>44</td></tr></table>"
    )
    assert made == "Lock | Barges May | Barges June\n--- | --- | ---\nUpper | 31 | 44"


def test_a_table_that_lays_out_a_page_repeats_nothing() -> None:
    made = table("<td rowspan=2>Menu</td><td><h2>Flood</h2><p>It rained.</p></td>", "<td>Foot</td>")
    assert made.count("Menu") == 1


def test_absurd_spans_cost_nothing() -> None:
    rows = "<td rowspan=99999 colspan=99999>x</td>" * 20
    assert len(table(*[rows] * 40)) < 200_000


def test_the_name_of_a_section_stands_before_each_of_its_rows() -> None:
    rows = ["<td></td><th>May</th><th>June</th>", "<th colspan=3>North</th>", "<th scope=row>Surgery</th><td>12</td>"]
    made = table(
        *rows, "<th colspan=3>South</th>", "<th>Surgery</th><td>22</td><td>25</td>", "<td colspan=3>* Beds</td>"
    )
    assert made == (
        "| | | May | June |\n| --- | --- | --- | --- |\n| North | Surgery | 12 | |\nSouth | Surgery | 22 | 25\n\n* Beds"
    )


def test_a_break_between_rows_is_no_section() -> None:
    made = table(
        "<th>Hour</th><th>Talk</th>", "<td>10</td><td>Eels</td>", "<td colspan=2>Lunch</td>", "<td>2</td><td>Ice</td>"
    )
    assert made == "Hour | Talk\n--- | ---\n10 | Eels\n| Lunch | |\n2 | Ice"


def test_a_title_in_the_table_goes_before_it() -> None:
    made = table("<th colspan=2>Fees from May</th>", "<th>Boat</th><th>Fee</th>", "<td>Ketch</td><td>5</td>")
    assert made == "Fees from May\n\nBoat | Fee\n--- | ---\nKetch | 5"


def test_a_head_in_two_rows_needs_no_mark() -> None:
    made = table(
        "<td></td><td colspan=2>Barges</td>",
        "<td>Lock</td><td>May</td><td>June</td>",
        "<td>Upper</td><td>3</td><td>4</td>",
    )
    assert made == "Lock | Barges May | Barges June\n--- | --- | ---\nUpper | 3 | 4"
