import codecs
import hashlib
import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import PressmarkError, UnreadableFileError
from index.readers.decoding import decode
from index.readers.files import is_supported, list_articles, read_file

TURKISH = (
    "Cumhurbaşkanı köprüyü açtı; ırmağın öbür kıyısında çiftçiler şenlik yaptı, ağaçların gölgesinde şarkı söylendi.\n"
)
RUSSIAN = "Мост через реку открыли в среду, и жители обоих берегов впервые прошли по нему пешком.\n"


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_file_is_read_with_its_newlines_and_hash(tmp_path: Path) -> None:
    data = "Köprü\r\n\r\nline\rline\n".encode()
    source = read_file(write(tmp_path / "a.txt", data))
    assert source.text == "Köprü\r\n\r\nline\rline\n"
    assert source.encoding == "utf-8"
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(tmp_path: Path, mark: bytes, encoding: str) -> None:
    source = read_file(write(tmp_path / "a.md", mark + RUSSIAN.encode(encoding)))
    assert (source.text, source.encoding) == (RUSSIAN, encoding)


@pytest.mark.parametrize(("text", "encoding"), [(TURKISH, "cp1254"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")])
def test_older_encodings_are_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_file(write(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_a_cut_off_character_does_not_spoil_the_others(tmp_path: Path) -> None:
    source = read_file(write(tmp_path / "a.txt", TURKISH.encode() + "ş".encode()[:1]))
    assert source.text == TURKISH + "\ufffd"
    assert source.encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8 + b" \n", "no text"),
        (b"text\0text", "binary"),
        (bytes(range(1, 256)) * 40, "text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "text"),
    ],
)
def test_what_is_not_text_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as refused:
        read_file(write(tmp_path / "odd.txt", data))
    assert "odd.txt" in str(refused.value)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"x" * 11)
    with pytest.raises(UnreadableFileError, match=r"larger than 10 bytes"):
        read_file(path, limit=10)
    assert read_file(path, limit=11).text == "x" * 11


def test_a_vanished_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_file(tmp_path / "gone.txt")


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"can't read \.xyz"):
        read_file(write(tmp_path / "a.xyz", b"text"))


def test_a_folder_or_a_pipe_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt"):
        with pytest.raises(UnreadableFileError, match="not a regular file"):
            read_file(tmp_path / name)


def test_a_forbidden_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:  # root, as which tests may run, can open everything
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.txt", b"text")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match=r"Permission denied.*permissions"):
        read_file(path)


def test_suffixes_count_in_any_case() -> None:
    assert all(map(is_supported, map(Path, ("a.txt", "a.TXT", "a.md", "a.Markdown", "a.text"))))
    assert not any(map(is_supported, map(Path, ("a", "a.mp3", ".txt"))))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_bytes_are_decoded_or_refused_with_a_reason(data: bytes) -> None:
    try:
        decoded = decode(data)
    except ValueError as error:
        assert str(error)  # noqa: PT017
    else:
        assert decoded.text.strip()
        assert "\0" not in decoded.text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    body = text.removeprefix("\ufeff")
    if body.strip():
        assert decode(text.encode()).text == body


def test_a_folder_is_listed_with_all_its_levels_and_names_the_rest(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.TXT", "a/sound.mp3", ".hidden.txt", ".git/d.txt"):
        write(tmp_path / name, b"text")
    listing = list_articles([tmp_path])
    assert [name for name, _ in listing.articles] == ["a/b/c.TXT", "a/z.md", "b.txt"]
    assert listing.articles[0][1] == tmp_path / "a/b/c.TXT"
    assert listing.skipped == ("a/sound.mp3",)


def test_a_single_file_has_its_own_name(tmp_path: Path) -> None:
    path = write(tmp_path / "deep/er/a.txt", b"text")
    assert list_articles([path]).articles == (("a.txt", path),)


def test_the_same_file_is_listed_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"text")
    assert list_articles([tmp_path, path, tmp_path]).articles == (("a.txt", path),)


def test_two_files_of_one_name_are_refused_with_both_paths(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one/a.txt", b"1"), write(tmp_path / "two/a.txt", b"2")
    with pytest.raises(PressmarkError) as refused:
        list_articles([tmp_path / "one", tmp_path / "two"])
    assert str(one) in str(refused.value)
    assert str(two) in str(refused.value)


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PressmarkError, match="can't be found"):
        list_articles([tmp_path / "nothing"])


def test_a_path_that_is_no_file_and_no_folder_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PressmarkError, match="neither"):
        list_articles([tmp_path / "pipe"])


def test_links_out_of_the_folder_and_in_circles_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside/secret.txt", b"secret")
    root = tmp_path / "root"
    real = write(root / "z.txt", b"text")
    (root / "file.txt").symlink_to(tmp_path / "outside/secret.txt")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "loop.txt").symlink_to(root / "loop.txt")
    (root / "round").symlink_to(root)
    (root / "gone.txt").symlink_to(root / "nothing.txt")
    (root / "again.txt").symlink_to(real)
    assert list_articles([root]).articles == (("z.txt", real),)


def test_a_link_to_a_hidden_file_of_the_folder_is_listed(tmp_path: Path) -> None:
    write(tmp_path / ".data/a.txt", b"text")
    (tmp_path / "a.txt").symlink_to(tmp_path / ".data/a.txt")
    assert [name for name, _ in list_articles([tmp_path]).articles] == ["a.txt"]


def test_a_name_that_is_not_utf8_can_be_stored(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("text")
    ((name, path),) = list_articles([tmp_path]).articles
    assert name.encode() == "caf\ufffd.txt".encode()
    assert read_file(path).text == "text"


def test_an_empty_folder_lists_nothing(tmp_path: Path) -> None:
    assert list_articles([tmp_path]).articles == ()
