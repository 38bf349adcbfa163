"""The cards of a library: listed, and corrected by a person."""

import csv
import io
from pathlib import Path

import pytest

from tests.ui.door import Run
from tests.ui.tasks.articles.conftest import FERRY


def test_articles_lists_the_cards_of_a_library_in_three_forms(indexed: Run) -> None:
    rows = indexed("articles", "--json").json()
    assert [(row["file"], row["author"], row["published"]) for row in rows] == [
        ("bridge.txt", "Marguerite Okonkwo", "2022-03-08"),
        ("ferry.txt", "Piet Aldous", "2022-09-03"),
    ]
    assert rows[0]["how"]["publisher"]["how"] == "masthead"
    table = list(csv.DictReader(io.StringIO(indexed("articles", "--csv").stdout)))
    assert [row["publisher"] for row in table] == ["Tidewater Sentinel"] * 2
    assert indexed("articles").stdout.splitlines()[1].split("\t")[1] == "The ferry keeps its captain"
    assert indexed("articles", "--csv", "--json").code == 2


def test_a_cell_never_becomes_a_formula(indexed: Run) -> None:
    assert indexed("edit", "ferry.txt", "--title", "=1+1").code == 0
    table = list(csv.DictReader(io.StringIO(indexed("articles", "--csv").stdout)))
    assert table[1]["title"] == "'=1+1"


def test_a_correction_survives_reading_again_and_export_and_is_found(indexed: Run, tmp_path: Path) -> None:
    done = indexed("edit", "ferry.txt", "--title", "The ferry stays", "--published", "2022-03-09", "--author", "")
    assert done.code == 0, done.stderr
    assert "title      The ferry stays  (reader)" in done.stdout
    assert "author     -" in done.stdout
    Path("articles/ferry.txt").write_text(FERRY + "\nIt has room for twelve goats.\n", encoding="utf-8")
    assert indexed("index", "articles").code == 0

    def card(*more: str) -> tuple[str, str | None, str]:
        row = indexed("articles", "--json", *more).json()[1]
        return row["title"], row["author"], row["published"]

    assert card() == ("The ferry stays", None, "2022-03-09")
    assert indexed("export", "kept.pressmark").code == 0
    assert indexed("import", "kept.pressmark", "--library", "other").code == 0
    assert card("--library", "other") == ("The ferry stays", None, "2022-03-09")
    assert indexed("doctor").code == 0
    assert indexed("edit", "ferry.txt", "--reset", "title", "--reset", "author").code == 0
    assert card() == ("The ferry keeps its captain", "Piet Aldous", "2022-03-09")
    assert indexed("doctor").code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Say what is to be corrected"),
        (["--published", "9 March"], "give a date such as"),
        (["--language", "English"], "a code of two letters"),
        (["--url", "ftp://x"], "give an address"),
        (["--title", "x" * 501], "at most 500"),
        (["--reset", "colour"], "colour is no field"),
    ],
)
def test_what_cannot_be_a_value_is_refused(indexed: Run, options: list[str], said: str) -> None:
    done = indexed("edit", "ferry.txt", *options)
    assert done.code == 2
    assert said in done.stderr
