"""A row of a table is told with its columns and its section, however the file makes its table."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over

_PAGE: Final = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>The council published the numbers on "
    "Friday, and the mayor read them aloud in the market square of the town.</p>{table}<p>The town was founded in 1204,"
    " and its walls have stood ever since then, but for the eastern gate that burned.</p></article></body></html>"
)
ARTICLES: Final[Mapping[str, str]] = {
    "infirmary.html": _PAGE.format(
        title="Beds of the infirmary of Ostrel",
        table="<table><thead><tr><td></td><th>2021</th><th>2022</th></tr></thead><tbody><tr><th colspan=3>North wing"
        "</th></tr><tr><th scope=row>Surgery</th><td>12</td><td>15</td></tr><tr><th scope=row>Children</th><td>9</td>"
        "<td></td></tr></tbody><tbody><tr><th colspan=3>South wing</th></tr><tr><th scope=row>Surgery</th><td>22</td>"
        "<td>25</td></tr><tr><th scope=row>Maternity</th><td></td><td>31</td></tr></tbody></table>",
    ),
    "lifeboats.html": _PAGE.format(
        title="The crews of the lifeboats of Marl",
        table="<table><tr><th>Boat</th><th>Coxswain</th><th>Station</th></tr><tr><td>Petrel</td><td>Ada Lund</td>"
        "<td>Skarn</td></tr><tr><th>Boat</th><th>Mechanic</th><th>Radio</th></tr><tr><td>Petrel</td><td>Kai Holm</td>"
        "<td>Lea Bru</td></tr></table>",
    ),
    "goats.md": "# Goats of the valley of Tarn\n\nThe herders counted their goats again.\n\n"
    "| | 2021 | 2022 |\n|---|---|---|\n"
    "| **Upper valley** | | |\n| Herd of Hask | 120 | 150 |\n| Herd of Bru | 90 | |\n| **Lower valley** | | |\n"
    "| Herd of Hask | 220 | 250 |\n| Herd of Moor | | 310 |\n",
    "eels.txt": "Eels in the traps of Dalby\n\nThe fishers weighed their eels again.\n\n"
    "\t2021\t2022\nUpper weir\t12\t15\n"
    "Old mill\t9\t\nLower weir\t\t31\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("tables"), ARTICLES) as pressmark:
        yield pressmark


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "How many beds had surgery in the south wing of the infirmary of Ostrel in 2022?",
            "South wing; Surgery; 2021: 22; 2022: 25",
        ),
        ("How many beds had maternity in the infirmary of Ostrel in 2022?", "South wing; Maternity; 2022: 31"),
        ("Who is the mechanic of the lifeboat Petrel?", "Boat: Petrel; Mechanic: Kai Holm; Radio: Lea Bru"),
        (
            "How many goats had the herd of Hask in the lower valley of Tarn in 2022?",
            "Lower valley; Herd of Hask; 2021: 220; 2022: 250",
        ),
        ("How many goats had the herd of Moor in the valley of Tarn in 2022?", "Lower valley; Herd of Moor; 2022: 310"),
        ("How many eels were in the traps of the lower weir of Dalby in 2022?", "Lower weir; 2022: 31"),
    ],
)
def test_a_row_is_told_with_its_columns_and_its_section(opened: Pressmark, question: str, told: str) -> None:
    answer = opened.ask(question)
    assert told in answer.answer.replace("**", "")
    for each in answer.citations:
        if each.file in {"goats.md", "eels.txt"}:
            assert ARTICLES[each.file][each.start : each.end] == each.quote
