"""Zip files: read like folders."""

import zipfile
from io import BytesIO

from eval.experiments.formats import to_docx, to_html, to_zip
from index.readers.extracted import Part
from index.readers.registry import read_bytes
from tests.index.readers.formats.builders import PIECE


def test_a_zip_is_read_like_a_folder_and_names_what_it_could_not_read() -> None:
    data = to_zip(
        {
            "in/a.html": to_html(PIECE),
            "b.docx": to_docx(PIECE),
            "bad.pdf": b"%PDF-1.4 no more",
            "x.png": b"x",
            "__MACOSX/b.txt": b"x",
            "inner.zip": to_zip({"a.txt": b"x"}),
        }
    )
    parts = read_bytes("a.zip", data)
    assert parts is not None
    assert [(part.member, part.article is not None) for part in parts] == [
        ("b.docx", True),
        ("bad.pdf", False),
        ("in/a.html", True),
    ]
    assert parts[1] == Part("bad.pdf", reason="it is a damaged PDF; save it again from where it came")


def test_an_encrypted_member_of_a_zip_is_told_of_and_the_others_are_read() -> None:
    data = bytearray(to_zip({"a.txt": b"Words of an article.", "b.txt": b"More words of it."}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as opened:
        assert opened.namelist() == ["a.txt", "b.txt"]
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    parts = read_bytes("a.zip", bytes(data))
    assert parts is not None
    assert [(part.member, part.reason) for part in parts] == [
        ("a.txt", "it is encrypted; save it without a password"),
        ("b.txt", ""),
    ]


def test_a_member_without_a_name_is_passed_over() -> None:
    data = to_zip({"a.txt": b"Words of an article.", "\0": b"Words of none."})  # a name ends at the first zero byte
    parts = read_bytes("a.zip", data)
    assert parts is not None
    assert [part.member for part in parts] == ["a.txt"]
