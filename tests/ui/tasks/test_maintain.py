"""None"""

import json
import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from filelock import FileLock

from tests.ui.door import Run, write_articles

QUESTION = "Who is the captain of the ferry?"
CATALOG = "catalog.sqlite3"


@pytest.fixture
def own(library_folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the library that a test may damage; it is the one that the commands mean."""
    copy = tmp_path / "own"
    shutil.copytree(library_folder, copy)
    monkeypatch.setenv("PRESSMARK_LIBRARY", str(copy))
    return copy


def change(folder: Path, statement: str) -> None:
    database = sqlite3.connect(folder / CATALOG)
    with database:
        database.execute(statement)
    database.close()


def test_a_sound_library_is_said_to_be_sound(own: Path, run: Run) -> None:
    done = run("doctor")
    assert done.code == 0, done.stderr
    assert done.stdout.startswith("Checked 3 articles, ")
    assert done.stdout.endswith(": nothing is wrong.\n")


def test_full_text_that_differs_from_the_articles_is_found_and_made_anew(own: Path, run: Run) -> None:
    change(own, "UPDATE passage_terms SET terms = 'other words' WHERE rowid = 1")
    found = run("doctor")
    assert found.code == 1
    assert "wrong    full text: passage 1 has other words in the index than in its article." in found.stdout
    assert "pressmark doctor --repair" in found.stderr
    mended = run("doctor", "--repair")
    assert mended.code == 0, mended.stderr
    assert "mended   full text: passage 1" in mended.stdout
    assert run("doctor").code == 0


def test_a_sentence_outside_of_its_passage_is_named_and_not_mended(own: Path, run: Run) -> None:
    change(own, 'UPDATE sentence SET "end" = "end" + 100000 WHERE id = 1')
    for arguments in ((), ("--repair",)):
        done = run("doctor", *arguments)
        assert done.code == 1
        assert "wrong    articles: ferry.md: sentence " in done.stdout
        assert "index the articles into a new library" in done.stderr


def test_a_vector_that_is_none_is_found(own: Path, run: Run) -> None:
    change(own, "UPDATE sentence SET vector = zeroblob(768) WHERE id = 2")
    done = run("doctor")
    assert done.code == 1
    assert "is no unit vector of the embedder's dimension." in done.stdout


def test_a_wrong_line_number_is_found(own: Path, run: Run) -> None:
    change(own, "UPDATE sentence SET line_start = line_start + 1, line_end = line_end + 1 WHERE id = 2")
    assert "lines " in run("doctor").stdout


@pytest.mark.parametrize("damage", ["missing folder", "missing file", "noise", "cut"])
def test_a_damaged_vector_index_is_made_anew_without_embedding(own: Path, run: Run, damage: str) -> None:
    before = run("ask", QUESTION, "--json").json()
    index = own / "chroma" / "chroma.sqlite3"
    match damage:
        case "missing folder":
            shutil.rmtree(own / "chroma")
        case "missing file":
            index.unlink()
        case "noise":
            index.write_bytes(b"noise" * 1000)
        case _:
            index.write_bytes(index.read_bytes()[:10_000])
    after = run("ask", QUESTION, "--json").json()
    assert after["citations"] == before["citations"]
    assert before["answered"]
    assert run("doctor").code == 0


def test_the_doctor_says_what_opening_put_back(own: Path, run: Run) -> None:
    shutil.rmtree(own / "chroma")
    assert run("doctor", "--json").json()["put_back"] is True
    assert run("doctor", "--json").json()["put_back"] is False


def test_a_cut_catalog_is_one_sentence(own: Path, run: Run) -> None:
    catalog = own / CATALOG
    catalog.write_bytes(catalog.read_bytes()[:5000])
    for command in (("doctor",), ("ask", QUESTION), ("index", str(own.parent))):
        done = run(*command)
        assert done.code == 1
        assert done.stderr.startswith(f"The catalog {catalog} can't be used (")
        assert done.stderr.count("\n") == 1


def test_a_full_disk_ends_in_a_sentence_and_nothing_is_lost(own: Path, run: Run, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(3):
        words = " ".join(f"Boat {number} left pier {pier} at noon." for pier in range(120))
        (folder / f"{number}.txt").write_text(f"The boat {number}\n\n{words}\n", encoding="utf-8")
    before, largest = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (own / CATALOG).stat().st_size + 10_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, largest))  # no file may grow beyond it, as on a disk that is full
    try:
        full = run("index", str(folder))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, largest))
    assert (full.code, full.stdout) == (1, "")
    assert full.stderr.endswith(" run the same command again: what was stored stays.\n")
    assert full.stderr.count("\n") == 1
    assert run("doctor").code == 0
    assert run("ask", QUESTION, "--json").json()["answered"]
    assert run("index", str(folder)).code == 0
    assert run("doctor").stdout.endswith(": nothing is wrong.\n")


def test_a_second_writer_is_told_of_the_first_and_questions_go_on(own: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lamp of Brack is green.\n", encoding="utf-8")
    with FileLock(own / "writer.lock"):
        second = run("index", "a.txt")
        assert (second.code, second.stdout) == (1, "")
        assert second.stderr == f"Another process is writing to the library {own.resolve()}: wait until it is done.\n"
        assert run("ask", QUESTION, "--json").json()["answered"]
    assert run("index", "a.txt").code == 0


def test_the_findings_as_json(own: Path, run: Run) -> None:
    change(own, "DELETE FROM passage_terms WHERE rowid = 2")
    done = run("doctor", "--json")
    assert done.code == 1
    found = json.loads(done.stdout)
    assert [(fault["part"], fault["derived"]) for fault in found["faults"]] == [("full text", True)]
    assert found["counts"]["articles"] == 3


def test_a_library_moves_as_one_file_and_answers_alike(own: Path, run: Run, tmp_path: Path) -> None:
    (own / "feedback.jsonl").write_text("{}\n")
    before = run("ask", QUESTION, "--json").json()
    exported = run("export", "moved.zip")
    assert exported.code == 0, exported.stderr
    imported = run("import", "moved.zip", "--library", "second")
    assert (imported.code, imported.stdout) == (0, "second: 3 articles from moved.zip.\n"), imported.stderr
    after = run("ask", QUESTION, "--json", "--library", "second").json()
    assert after["citations"] == before["citations"]
    assert (tmp_path / "second" / "feedback.jsonl").read_text() == "{}\n"
    assert run("doctor", "--library", "second").code == 0
    assert sorted(path.name for path in (tmp_path / "second").iterdir() if path.name[0] == ".") == []


def test_an_imported_library_goes_on_from_the_same_articles_elsewhere(run_without_library: Run, tmp_path: Path) -> None:
    run = run_without_library
    articles = write_articles(tmp_path / "articles")
    assert run("index", "articles").code == 0
    assert run("export", "moved.zip").code == 0
    assert run("import", "moved.zip", "--library", "second").code == 0
    articles.rename(tmp_path / "elsewhere")
    done = run("index", "elsewhere", "--library", "second")
    assert done.code == 0, done.stderr
    assert " 0 sentences embedded" in done.stdout


def test_the_same_library_gives_the_same_file(own: Path, run: Run, tmp_path: Path) -> None:
    run("export", "one.zip")
    run("export", "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_library_is_never_imported_over_another(own: Path, run: Run) -> None:
    run("export", "moved.zip")
    done = run("import", "moved.zip", "--library", str(own))
    assert done.code == 1
    assert done.stderr == f"{own} is not empty: name another folder with --library.\n"


def repacked(source: Path, **changed: bytes) -> Path:
    """Write the file again with some of its files changed."""
    target = source.with_name("repacked.zip")
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as written:
        for name in {**dict.fromkeys(read.namelist()), **changed}:
            written.writestr(name, changed[name] if name in changed else read.read(name))
    return target


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({CATALOG: b"SQLite format 3\0" + bytes(5000)}, "catalog.sqlite3 is not what was packed."),
        ({"manifest.json": b"[]"}, "its list of contents can't be read."),
        ({"manifest.json": b'{"format": 99, "files": {}}'}, "written by a newer Pressmark (format 99, not 1)."),
        ({"manifest.json": b'{"format": 1, "files": {}}'}, "holds no library."),
    ],
)
def test_a_file_that_was_changed_is_refused_and_leaves_nothing(
    own: Path, run: Run, tmp_path: Path, changed: dict[str, bytes], sentence: str
) -> None:
    run("export", "moved.zip")
    done = run("import", repacked(tmp_path / "moved.zip", **changed), "--library", "second")
    assert done.code == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "second").exists() or not any((tmp_path / "second").iterdir())


def test_names_that_lead_out_of_the_library_are_never_written(own: Path, run: Run, tmp_path: Path) -> None:
    run("export", "moved.zip")
    parcel = repacked(tmp_path / "moved.zip", **{"../escaped.txt": b"out", "/tmp/escaped-pressmark.txt": b"out"})  # noqa: S108
    assert run("import", parcel, "--library", "second").code == 0
    assert not (tmp_path / "escaped.txt").exists()
    assert not Path("/tmp/escaped-pressmark.txt").exists()  # noqa: S108


def test_a_catalog_that_acts_by_itself_is_refused(own: Path, run: Run) -> None:
    change(own, "CREATE TRIGGER t AFTER DELETE ON article BEGIN DELETE FROM passage; END")
    run("export", "moved.zip")
    done = run("import", "moved.zip", "--library", "second")
    assert done.code == 1
    assert done.stderr == "moved.zip holds a catalog that acts by itself.\n"


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04"])
def test_what_is_no_export_is_refused(own: Path, run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.zip").write_bytes(content)
    done = run("import", "odd.zip", "--library", "second")
    assert done.code == 1
    assert done.stderr.startswith("odd.zip can't be used as a library in one file (")


def test_only_their_owner_can_read_a_librarys_files(tmp_path: Path, run_without_library: Run) -> None:
    write_articles(tmp_path / "articles")
    assert run_without_library("index", "articles").code == 0
    assert run_without_library("export", "one.zip").code == 0
    made = [tmp_path / "one.zip", *(tmp_path / "library").rglob("*"), tmp_path / "library"]
    open_to_others = [str(path) for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []
