"""Files made to do harm, through `pressmark index`: bounded, told of in a sentence, and the other files are read."""

import io
import os
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.experiments.formats import Piece, to_docx, to_epub, to_odt, to_pdf
from tests.ui.door import Outcome, Run

GOOD = "The good article\n\nThe ferry of Port Amery left at noon. Nobody had been told of it.\n"
PIECE = Piece("The harbour", "Ines Okafor", "The Quay", "2019-05-04", ("The harbour was closed on Friday. " * 4,))
LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">'


@pytest.fixture
def index(run_without_library: Run, tmp_path: Path) -> "Index":
    return Index(run_without_library, tmp_path / "articles")


class Index:
    """A folder with one good article among the files of a test."""

    def __init__(self, run: Run, folder: Path) -> None:
        folder.mkdir()
        self.run, self.folder = run, folder
        (folder / "good.txt").write_text(GOOD, encoding="utf-8")

    def __call__(self, files: Mapping[str, bytes]) -> Outcome:
        """Index the folder with these files; the good article always arrives."""
        for name, data in files.items():
            (self.folder / name).write_bytes(data)
        started = time.monotonic()
        done = self.run("index", str(self.folder))
        assert time.monotonic() - started < 60
        assert "Traceback" not in done.stderr
        assert "good.txt" in self.run("info").stdout
        return done


def zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return made.getvalue()


def with_member(data: bytes, suffix: str, change: tuple[bytes, bytes]) -> bytes:
    """Return a zip in which one member reads otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    name = next(name for name in members if name.endswith(suffix))
    assert change[0] in members[name]
    return zipped(members | {name: members[name].replace(*change)})


def test_zip_bombs_are_refused(index: Index) -> None:
    zeros = b"0" * 52_000_000
    liar = zipped({"a.txt": zeros})
    done = index(
        {
            "wide.zip": zipped({f"{n}.txt": zeros for n in range(4)}),
            "deep.zip": zipped({"inner.zip": zipped({"a.txt": GOOD.encode()})}),
            "high.zip": liar,
            "many.zip": zipped({f"{n}.txt": b"" for n in range(10_001)}),
            "liar.zip": liar.replace((52_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")),
            "book.epub": zipped({"META-INF/container.xml": zeros}),
            "word.docx": zipped({"[Content_Types].xml": zeros, "word/document.xml": zeros}),
            "open.odt": zipped({"content.xml": zeros}),
        }
    )
    assert "8 failed" in done.stdout
    assert "wide.zip: it unfolds to more than 200,000,000 bytes; split it." in done.stderr
    assert (
        "high.zip: nothing in it can be read (a.txt: it unfolds to more than 50,000,000 bytes; leave it out)."
        in done.stderr
    )
    assert "many.zip: it holds more than 10,000 files; split it." in done.stderr


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["laughs", "file"])
def test_entities_are_neither_unfolded_nor_fetched(index: Index, declared: str) -> None:
    doctype = f"{declared}]>".encode()
    feed = (
        f'<?xml version="1.0"?>{declared}]><rss version="2.0"><channel><title>T</title><item><title>Harbour</title>'
        "<description>The harbour was closed. &a11;</description></item></channel></rss>"
    )
    page = f"{declared}]><html><body><p>The harbour was closed. &a11;</p></body></html>"
    head, start = b"standalone='yes'?>", b"The harbour was"
    odt = with_member(to_odt(PIECE), "content.xml", (start, b"&a11; The harbour was"))
    docx = with_member(to_docx(PIECE), "document.xml", (start, b"&a11; The harbour was"))
    done = index(
        {
            "feed.rss": feed.encode(),
            "page.html": page.encode(),
            "book.epub": with_member(to_epub(PIECE), ".xhtml", (start, b"&a11; The harbour was")),
            "word.docx": with_member(docx, "document.xml", (head, head + doctype)),
            "open.odt": with_member(
                odt, "content.xml", (b"<office:document-content", doctype + b"<office:document-content")
            ),
        }
    )
    assert done.stdout.startswith(("4 new", "5 new", "6 new")), done.stderr  # a document that laughs may be refused
    shown = index.run("ask", "Was the harbour closed?", "--json").stdout
    assert "root:" not in shown
    assert "haha" not in shown


def test_pages_nested_without_end_are_bounded(index: Index) -> None:
    words = b"The harbour was closed on Friday, and nobody said why. " * 10
    done = index(
        {
            "divs.html": b"<html><body>" + b"<div>" * 300_000 + words,
            "bold.html": b"<html><body>" + b"<b>" * 300_000 + words,
            "lists.html": b"<html><body><p>" + words + b"</p>" + b"<ul><li>" * 100_000,
            "quotes.html": b"<html><body><p>" + words + b"</p>" + b"<blockquote>x" * 3_000,
        }
    )
    assert "failed" in done.stdout


def test_encrypted_and_truncated_and_lying_pdfs_are_told_of(index: Index) -> None:
    sound = to_pdf(PIECE)
    done = index(
        {
            "cut.pdf": sound[: len(sound) // 3],
            "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 300,
            "lies.pdf": sound.replace(b"/Count 1", b"/Count 999999999").replace(b"/Length ", b"/Length 99999"),
            "round.pdf": sound.replace(b"/Type /Page\n", b"/Type /Pages /Kids [1 0 R]\n"),
        }
    )
    assert "noise.pdf: it is a damaged PDF; save it again from where it came." in done.stderr


def test_lines_beyond_and_just_below_the_bound(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_FILE_LIMIT", "400000")
    done = index({"beyond.txt": b"x" * 30_400_000, "below.txt": b"y" * 399_999, "words.txt": b"tide " * 4000})
    assert "beyond.txt: larger than 400,000 bytes; split it or leave it out." in done.stderr
    assert "3 new" in done.stdout


def test_links_pipes_and_devices_are_passed_over(index: Index, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The secret of Port Amery is a tunnel.", encoding="utf-8")
    (index.folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (index.folder / "folder").symlink_to(tmp_path)
    (index.folder / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(index.folder / "pipe.txt")
    os.mkfifo(index.folder / "pipe")
    assert index({}).stdout.startswith("1 new")
    assert "tunnel" not in index.run("ask", "What is the secret of Port Amery?", "--json").stdout


NAMES = (
    b"two\nlines.txt",
    b"red\x1b[31m\x07\x9b1m.txt",
    "right\u202etxt.exe.txt".encode(),
    b"half\xed\xa0\x80.txt",
    b"latin\xe9.txt",
    b"-rf.txt",
    b"[bold]name.txt",
    "\U0010fffd\U0001f41d.txt".encode(),
)
"""A line end, commands to a terminal, an override of direction, half a surrogate pair, Latin-1, what looks like an
option or like markup, and the planes beyond the first."""


def test_whatever_files_are_called_they_are_read_and_shown_without_harm(index: Index) -> None:
    folder = os.fsencode(index.folder)
    for number, name in enumerate(NAMES):
        text = f"The lighthouse of Kessel has {number + 40} steps, says its keeper Jonas Weidmann."
        Path(os.fsdecode(folder + b"/" + name)).write_text(text, encoding="utf-8")
    bad = "broken\u202e\n\x1b[31m.pdf"
    done = index({bad: b"%PDF-1.7"})
    assert f"{len(NAMES) + 1} new" in done.stdout
    assert "1 failed" in done.stdout
    assert index.run("doctor").code == 0
    answer = index.run("ask", "Who is the keeper of the lighthouse of Kessel?")
    assert "Weidmann" in answer.stdout
    for shown in (done, index.run("info"), answer):
        assert "Traceback" not in shown.stderr
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(shown.stdout + shown.stderr)
        assert not any(line.startswith(("lines.txt", "[31m")) for line in (shown.stdout + shown.stderr).splitlines())


def test_an_archive_of_which_nothing_can_be_read_has_failed(index: Index) -> None:
    done = index({"all.zip": zipped({"a.pdf": b"%PDF-1.4 cut", "b.pdf": b"%PDF-1.4 cut"})})
    assert done.code == 1
    assert done.stdout.startswith("1 new, 0 changed, 0 unchanged, 0 removed, 1 failed")
    assert "all.zip: nothing in it can be read (a.pdf: it is a damaged PDF" in done.stderr
    assert "nor can 1 more)." in done.stderr
