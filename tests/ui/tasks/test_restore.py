"""What was removed on the page, put back from the command line."""

from pathlib import Path

import pytest

from index.ingestion.removal import remove_files
from index.library.library import Library
from rag.settings import Settings
from tests.ui.door import Run, run_here, run_program, write_articles


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a library of its own, from which two articles were removed."""
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "articles")
    done = run_program("index", "articles", cwd=tmp_path)
    assert done.code == 0, done.stderr
    library = Library(Settings())
    remove_files(library, ["ferry.md"], "ines")
    remove_files(library, ["news/bees.txt"])
    library.close()
    return run_here


def test_removed_articles_are_listed_and_put_back_by_their_names(run: Run) -> None:
    listed = run("restore")
    assert listed.code == 0, listed.stderr
    first, second = listed.stdout.splitlines()
    assert first.startswith("news/bees.txt, can be put back until ")
    assert second.startswith("ferry.md, removed by ines, can be put back until ")
    assert [each["file"] for each in run("restore", "--json").json()["removed"]] == ["news/bees.txt", "ferry.md"]
    done = run("restore", "ferry.md")
    assert (done.code, done.stdout) == (0, "ferry.md is in the library again.\n")
    assert "Ruth Halloran" in run("ask", "Who is the captain of the ferry Margarethe?").stdout
    assert run("restore", "news/bees.txt", "--json").json() == {"restored": ["news/bees.txt"]}
    done = run("restore")
    assert (done.code, done.stdout, done.stderr) == (0, "", "Nothing was removed within a day.\n")


def test_what_was_not_removed_is_refused_in_a_sentence(run: Run) -> None:
    done = run("restore", "orchard.txt", "ferry.md")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "orchard.txt wasn't removed within a day: `pressmark restore` lists what was.\n"
    assert "ferry.md" in run("restore").stdout


def test_without_a_library_there_is_nothing_to_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("restore",), ("restore", "a.txt")):
        done = run_here(*words)
        assert (done.code, done.stdout) == (1, "")
        assert "There is no library" in done.stderr
