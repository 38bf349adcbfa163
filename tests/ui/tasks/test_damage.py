"""Files of a library that are damaged inside: one sentence, mended where it can be, and nothing unique is lost."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from chromadb.api.models.Collection import Collection

from index.ingestion.uploads import add_files
from index.library.library import Library
from rag.settings import Settings
from tests.ui.door import Run, run_program

QUESTION = "Who is the captain of the ferry?"
CATALOG = "catalog.sqlite3"


@pytest.fixture
def own(library_folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the library that a test may damage; it is the one that the commands mean."""
    copy = tmp_path / "own"
    shutil.copytree(library_folder, copy)
    monkeypatch.setenv("PRESSMARK_LIBRARY", str(copy))
    return copy


def overwrite_page_of(database: Path, table: str) -> None:
    """Overwrite the page of an SQLite file on which a table begins."""
    opened = sqlite3.connect(database)
    (page,), (size,) = (
        opened.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone(),
        opened.execute("PRAGMA page_size").fetchone(),
    )
    opened.close()
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa7" * size)


@pytest.mark.parametrize("table", ["migrations", "collections", "embeddings", "embeddings_queue", "segments"])
def test_chroma_damaged_inside_is_made_anew_from_the_catalog(own: Path, tmp_path: Path, table: str) -> None:
    overwrite_page_of(own / "chroma" / "chroma.sqlite3", table)
    asked = run_program("ask", QUESTION, "--json", cwd=tmp_path, PRESSMARK_LIBRARY=str(own))
    assert asked.json()["answered"]
    assert asked.stderr == ""
    checked = run_program("doctor", cwd=tmp_path, PRESSMARK_LIBRARY=str(own))
    assert (checked.code, checked.stderr) == (0, "")
    assert checked.stdout.endswith(": nothing is wrong.\n")


class PanicException(BaseException):
    """As Chroma's Rust raises it: no Exception."""


@pytest.fixture
def panicking(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a call of Chroma panic, once the library is open."""

    def panic(*_: object, **__: object) -> None:
        raise PanicException("called `Result::unwrap()` on an `Err` value:\n Corrupt")

    return lambda name: monkeypatch.setattr(Collection, name, panic)


@pytest.mark.parametrize("call", ["query", "count", "get"])
def test_a_panic_of_chroma_is_one_sentence_and_a_fault_that_the_doctor_names(
    own: Path, run: Run, panicking: Callable[[str], None], call: str
) -> None:
    panicking(call)
    done = run("doctor")
    assert done.code == 1
    assert "Corrupt" in done.stdout + done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_ctrl_c_within_chroma_stays_one(own: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Collection, "query", stop)
    assert run("ask", QUESTION).code == 130


def test_a_damaged_catalog_costs_nothing_that_stands_only_in_the_library(own: Path, run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The lighthouse keeper of Brack was called Odile Marchand.\n", encoding="utf-8")
    settings = Settings(library=own)
    library = Library(settings)
    add_files(library, {"letter.txt": letter}, settings)
    library.close()
    letter.unlink()
    (own / "feedback.jsonl").write_text("{}\n")
    catalog = own / CATALOG
    catalog.write_bytes(catalog.read_bytes()[:5000])
    told = run("ask", QUESTION)
    assert told.code == 1
    assert "delete" not in told.stderr
    assert "run `pressmark doctor --repair`, which sets it aside" in told.stderr
    assert run("doctor").code == 1
    assert catalog.stat().st_size == 5000
    mended = run("doctor", "--repair")
    assert (mended.code, mended.stdout[:6]) == (1, "1 new,")
    assert mended.stderr.endswith("Now index your folders again: `pressmark index FOLDER`.\n")
    (aside,) = own.glob("damaged-*")
    assert (aside / CATALOG).stat().st_size == 5000
    assert (own / "feedback.jsonl").read_text() == "{}\n"
    answer = run("ask", "What was the lighthouse keeper of Brack called?", "--json").json()
    assert "Odile Marchand" in answer["answer"]
    assert run("doctor").code == 0


def test_the_folders_to_index_again_are_named_where_they_can_be_read(own: Path, run: Run, library_folder: Path) -> None:
    overwrite_page_of(own / CATALOG, "setting")
    mended = run("doctor", "--repair")
    articles = library_folder.parent / "articles"
    assert mended.stderr.endswith(f"Now index your folders again: `pressmark index {articles}`.\n")
    assert run("index", str(articles)).code == 0
    assert run("ask", QUESTION, "--json").json()["answered"]
    assert run("doctor").code == 0
