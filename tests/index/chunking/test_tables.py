"""Rows of tables: cells, heads, and what each cell is."""

import pytest

from index.chunking.sentences import split_sentences
from index.chunking.tables import has_head, heads_of, labelled, row_cells
from index.language.token_counts import count_tokens
from index.records import Span

TABLE = "| Port | Herring 2022 (t) | Skipper |\n|---|--:|:--|\n| Velm | 410 | Anna Reed |\n|  | 388 | |\n"


def cells(line: str) -> list[str]:
    return [cell.of(line) for cell in row_cells(line, Span(0, len(line)))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Velm | 410 |", ["Velm", "410"]),
        ("Velm | 410 | Anna", ["Velm", "410", "Anna"]),
        ("Velm\t410", ["Velm", "410"]),
        ("| | 410 | |", ["", "410", ""]),
        ("| a \\| b | c |", ["a \\| b", "c"]),
        ("Velm | 410 |", ["Velm", "410", ""]),
        ("no row", []),
        ("|---|:-:|", []),
        ("a|b", []),
    ],
)
def test_a_row_has_cells(line: str, expected: list[str]) -> None:
    assert cells(line) == expected


def test_each_row_is_a_sentence_and_the_head_is_a_heading() -> None:
    found = split_sentences(TABLE, [Span(0, len(TABLE))], "en", 256, count_tokens)
    assert [(each.span.of(TABLE), each.heading) for each in found] == [
        ("Port | Herring 2022 (t) | Skipper", True),
        ("Velm | 410 | Anna Reed", False),
        ("|  | 388 | |", False),
    ]


def test_each_cell_is_told_with_its_column() -> None:
    rows = [("Port | Herring 2022 (t) | Skipper", True), ("Velm | 410 | Anna Reed", False), ("|  | 388 | |", False)]
    heads = list(heads_of(rows, None))
    assert heads == [("", ""), ("Port | Herring 2022 (t) | Skipper", ""), ("Port | Herring 2022 (t) | Skipper", "")]
    assert labelled(heads[1][0], rows[1][0]) == "Port: Velm; Herring 2022 (t): 410; Skipper: Anna Reed"
    assert labelled(heads[2][0], rows[2][0]) == "Herring 2022 (t): 388"


def test_a_table_goes_on_in_the_next_passage() -> None:
    assert list(heads_of([("Velm | 410", False), ("Text.", False), ("a | b", False)], "Port | Herring")) == [
        ("Port | Herring", ""), ("", ""), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "ruled", "headed"),
    [
        ([["Port", "2022"], ["Velm", "410"]], False, True),
        ([["Born", "1970"], ["Lives in", "Velm"]], False, False),
        ([["Name", "Anna"], ["Trade", "smith"]], False, False),
        ([["Name", "Anna"], ["Trade", "smith"]], True, True),
        ([["Shift", "Month", "Watcher"], ["Night", "May", "Anna"]], False, True),
        ([["Velm", "410", "Anna"], ["Harrow", "388", "Boris"]], False, False),
        ([["Velm", "", "Anna"], ["Harrow", "388", "Boris"]], False, False),
        ([["Port", "Herring"]], True, False),
    ],
)
def test_a_head_is_told_from_a_row(rows: list[list[str]], ruled: bool, headed: bool) -> None:
    assert has_head(rows, ruled=ruled) is headed


def test_one_line_with_bars_is_no_table() -> None:
    text = "By Anna Reed | Velm Post | 5 May\n\nIt rained."
    assert [each.span.of(text) for each in split_sentences(text, [Span(0, len(text))], "en", 256, count_tokens)] == [
        "By Anna Reed | Velm Post | 5 May", "It rained.",
    ]  # fmt: skip
