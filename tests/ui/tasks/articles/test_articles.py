"""Cards through the command line: what is seen in a file, what a library holds, what a person corrects."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.ui.door import Run, run_here, run_program

BRIDGE = """TIDEWATER SENTINEL
Local | Harbour | Schools | Obits | Log in
Tues., Mar. 8, 2022

Bridge opens late and dear; nobody falls in
By MARGUERITE OKONKWO

The harbour bridge was opened to traffic on Tuesday, two years later than planned and at twice the price.

Some four thousand cars a day are expected to cross it, most of them on their way to the docks.

© 2022 Tidewater Sentinel. All rights reserved.
"""
FERRY = """Tidewater Sentinel
09/03/2022

The ferry keeps its captain
Piet Aldous

The ferry between the docks and the island goes on for another year, whatever the new bridge may carry, the board said.
"""
CARD = ("title", "author", "agency", "publisher", "published", "updated")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a folder of two articles."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return run_here


@pytest.fixture
def indexed(run: Run, tmp_path: Path) -> Run:
    """The same with the articles in a library."""
    done = run_program("index", "articles", cwd=tmp_path)
    assert done.code == 0, done.stderr
    return run


def test_read_prints_one_object_an_article_with_its_card_and_its_content(run: Run) -> None:
    done = run("read", "articles/bridge.txt", "--json")
    assert done.code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    seen = json.loads(line)
    assert list(seen) == ["file", *CARD, "language", "url", "kind", "text", "content", "how", "warnings"]
    assert {name: seen[name] for name in CARD} == {
        "title": "Bridge opens late and dear; nobody falls in",
        "author": "Marguerite Okonkwo",
        "agency": None,
        "publisher": "Tidewater Sentinel",
        "published": "2022-03-08",
        "updated": None,
    }
    assert (seen["file"], seen["kind"], seen["text"], seen["warnings"]) == ("bridge.txt", "text", BRIDGE, [])
    place = seen["how"]["author"]
    assert (place["how"], BRIDGE[place["start"] : place["end"]]) == ("byline", "MARGUERITE OKONKWO")
    content = "".join(BRIDGE[start:end] for start, end in seen["content"])
    assert "four thousand cars" in content
    assert "All rights reserved" not in content


def test_files_that_are_read_together_tell_of_each_other(run: Run) -> None:
    (alone,) = map(json.loads, run("read", "articles/ferry.txt", "--json").stdout.splitlines())
    assert alone["published"] is None
    assert alone["warnings"] == ["It tells no date for sure: 09/03/2022 can be read with the day or the month first."]
    together = map(json.loads, run("read", "articles", "--json").stdout.splitlines())
    assert {each["file"]: each["published"] for each in together} == {
        "bridge.txt": "2022-03-08",
        "ferry.txt": "2022-09-03",  # the paper's other article has the month first
    }


def test_read_shows_people_the_card_and_marks_the_furniture(run: Run) -> None:
    done = run("read", "articles/bridge.txt")
    assert "  published 2022-03-08  (dateline, line 3)" in done.stdout
    assert "\n- © 2022 Tidewater Sentinel. All rights reserved." in done.stdout
    assert "\n  Some four thousand cars" in done.stdout


def test_what_cannot_be_read_is_named_and_the_others_are_printed(run: Run) -> None:
    Path("articles/broken.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run("read", "articles/broken.pdf", "articles/ferry.txt", "--json")
    assert (done.code, len(done.stdout.splitlines())) == (1, 1)
    assert "broken.pdf" in done.stderr
    assert run("read", "nowhere.txt").code == 1
    assert run("read").code == 2


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


def test_only_an_article_of_the_library_can_be_corrected(indexed: Run) -> None:
    done = indexed("edit", "boat.txt", "--title", "x")
    assert (done.code, "The library has no article boat.txt" in done.stderr) == (1, True)
