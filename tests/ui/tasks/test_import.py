"""An export that a stranger made: what it says of files may not read, write or delete any here."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.ingestion.removal import remove_files
from index.ingestion.uploads import refresh
from index.library.library import Library
from rag.settings import Settings
from tests.ui.door import Run, write_articles

CATALOG = "catalog.sqlite3"
Hostile = Callable[..., Path]


@pytest.fixture
def hostile(library_folder: Path, tmp_path: Path, run: Run) -> Hostile:
    """Write an export whose catalog was changed by some statements."""

    def make(*statements: str) -> Path:
        made = tmp_path / "made"
        shutil.copytree(library_folder, made)
        database = sqlite3.connect(made / CATALOG)
        with database:
            for statement in statements:
                database.execute(statement)
        database.close()
        assert run("export", "hostile.zip", "--library", made).code == 0
        return tmp_path / "hostile.zip"

    return make


def led(root: str, file: str) -> list[str]:
    """Return statements after which an article stands in another file."""
    values = f"root = '{root}', file = '{file}' WHERE file = 'ferry.md'"
    return [f"UPDATE {table} SET {values}" for table in ("source", "article")]  # noqa: S608  # a test's own words


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """A file of the user's, beside the library that is imported."""
    (tmp_path / "imp").mkdir()
    path = tmp_path / "imp" / "ferry.md"
    path.write_text("My password is swordfish.\n", encoding="utf-8")
    return path


def test_names_that_lead_out_of_their_folder_are_refused(hostile: Hostile, run: Run, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    parcel = hostile(*led(str(tmp_path / "second" / "added"), "../../victim.txt"))
    done = run("import", parcel, "--library", "second")
    assert (done.code, done.stdout) == (1, "")
    assert "the name of a file leads out of its folder ('../../victim.txt')" in done.stderr
    assert victim.read_text() == "mine"
    assert not (tmp_path / "second").exists() or not any((tmp_path / "second").iterdir())


def test_a_name_that_was_let_in_deletes_nothing(library_folder: Path, tmp_path: Path) -> None:
    """A library's folder may be a stranger's too: unpacked, and opened without an import."""
    copy = tmp_path / "second"
    shutil.copytree(library_folder, copy)
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    database = sqlite3.connect(copy / CATALOG)
    with database:
        for statement in led(str(copy / "added"), "../../victim.txt"):
            database.execute(statement)
    database.close()
    library = Library(Settings(library=copy))
    try:
        with pytest.raises(Exception, match="leads out of"):
            remove_files(library, ["../../victim.txt"])
    finally:
        library.close()
    assert victim.read_text() == "mine"


def test_what_is_imported_is_never_read_again_from_here(
    hostile: Hostile, private: Path, run: Run, tmp_path: Path
) -> None:
    parcel = hostile(*led(str(private.parent), "ferry.md"))
    assert run("import", parcel, "--library", "second").code == 0
    settings = Settings(library=tmp_path / "second")
    library = Library(settings)
    try:
        report = refresh(library, settings)
        assert not any((report.new, report.changed, report.unchanged, report.removed, report.failed))
        remove_files(library, ["ferry.md"])
    finally:
        library.close()
    database = sqlite3.connect(tmp_path / "second" / CATALOG)
    assert database.execute("SELECT count(*) FROM article WHERE text LIKE '%swordfish%'").fetchone() == (0,)
    database.close()
    assert private.read_text() == "My password is swordfish.\n"


def test_an_imported_relative_root_is_not_looked_for_in_the_current_folder(
    hostile: Hostile, private: Path, run: Run, tmp_path: Path
) -> None:
    parcel = hostile(*led("imp", "ferry.md"))
    assert run("import", parcel, "--library", "second").code == 0
    settings = Settings(library=tmp_path / "second")
    library = Library(settings)
    try:
        assert refresh(library, settings).changed == []
    finally:
        library.close()


def test_an_evaluation_of_an_imported_library_reads_no_file_of_this_machine(
    library_folder: Path, run: Run, tmp_path: Path
) -> None:
    assert run("export", "own.zip").code == 0
    assert run("import", "own.zip", "--library", "second").code == 0
    question = '{"id": "q", "question": "Who is the captain of the ferry?", "answerable": true, "facts": [["Ruth"]]}\n'
    (tmp_path / "set.jsonl").write_text(question, encoding="utf-8")
    done = run("eval", "set.jsonl", "--library", "second")
    assert "3 articles are gone or changed since they were indexed" in done.stdout + done.stderr


def test_indexing_the_same_articles_makes_their_folder_this_machines(run_without_library: Run, tmp_path: Path) -> None:
    run = run_without_library
    articles = write_articles(tmp_path / "articles")
    assert run("index", "articles").code == 0
    assert run("export", "moved.zip").code == 0
    assert run("import", "moved.zip", "--library", "second").code == 0
    one = run("index", "articles/ferry.md", "--library", "second")
    assert one.stdout.startswith("0 new, 0 changed, 1 moved, 0 unchanged, 0 removed"), one.stderr
    whole = run("index", "articles", "--library", "second")
    assert whole.stdout.startswith("0 new, 0 changed, 2 moved, 1 unchanged, 0 removed"), whole.stderr
    (articles / "ferry.md").write_text("The ferry of Port Amery was sold to Ulla Brand in May.\n", encoding="utf-8")
    settings = Settings(library=tmp_path / "second")
    library = Library(settings)
    try:
        assert refresh(library, settings).changed == ["ferry.md"]
    finally:
        library.close()


@pytest.mark.parametrize("place", ['"../../elsewhere"', '"chroma/../../elsewhere"', '"/tmp/elsewhere"', '"elsewhere"'])
def test_the_folder_of_the_vectors_is_the_librarys_own(
    library_folder: Path, run: Run, tmp_path: Path, place: str
) -> None:
    copy = tmp_path / "second"
    shutil.copytree(library_folder, copy)
    (tmp_path / "elsewhere").mkdir()
    database = sqlite3.connect(copy / CATALOG)
    with database:
        database.execute(
            "INSERT OR REPLACE INTO setting VALUES ('vectors', ?)", [f'{{"folder": {place}, "files": {{}}}}']
        )
    database.close()
    done = run("ask", "Who is the captain of the ferry?", "--library", "second", "--json")
    assert done.json()["answered"]
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not (copy / "elsewhere").exists()


def test_an_import_doesnt_say_where_its_vectors_are(hostile: Hostile, run: Run, tmp_path: Path) -> None:
    """On a Chroma server it could name the collection of another library."""
    parcel = hostile("UPDATE setting SET value = 'pressmark-of-others' WHERE name = 'collection'")
    assert run("import", parcel, "--library", "second").code == 0
    database = sqlite3.connect(tmp_path / "second" / CATALOG)
    names = [row[0] for row in database.execute("SELECT value FROM setting WHERE name = 'collection'")]
    database.close()
    assert "pressmark-of-others" not in names


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("CREATE TABLE other (a)", "tables that aren't Pressmark's"),
        ("CREATE VIRTUAL TABLE other USING fts5(a)", "tables that aren't Pressmark's"),
        ("UPDATE sentence SET vector = x'00' WHERE id = 1", "its vectors differ in length"),
        ("UPDATE sentence SET vector = 'text' WHERE id = 1", "its vectors differ in length"),
        ("UPDATE article SET found = '{' WHERE id = 1", "what it says of an article can't be read"),
        ("UPDATE setting SET value = 'many' WHERE name = 'generation'", "it doesn't count its changes"),
        ("UPDATE setting SET value = '[' WHERE name = 'maker'", "was made by another version of Pressmark"),
        ("UPDATE setting SET value = '7' WHERE name = 'maker'", "was made by another version of Pressmark"),
        ("UPDATE source SET file = '/etc/hostname' WHERE id = 1", "the name of a file leads out of its folder"),
    ],
)
def test_a_catalog_that_pressmark_didnt_make_is_refused_in_one_sentence(
    hostile: Hostile, run: Run, tmp_path: Path, statement: str, sentence: str
) -> None:
    done = run("import", hostile(statement), "--library", "second")
    assert done.code == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "second").exists() or not any((tmp_path / "second").iterdir())
