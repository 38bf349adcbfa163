"""Bytes become text whose offsets can be trusted, or are refused."""

import pytest

from index.readers.decoding import decode


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Çağlı köprü".encode(), "Çağlı köprü", "utf-8"),
        (b"\xef\xbb\xbfa\r\nb", "a\r\nb", "utf-8"),
        ("köprü".encode("utf-16"), "köprü", "utf-16-le"),
        (b"sound " + "é".encode() * 10 + b" cut \xc3", "sound " + "é" * 10 + " cut \ufffd", "utf-8"),
    ],
)  # fmt: skip
def test_marks_and_utf8_are_followed(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


def test_an_older_encoding_is_recognised() -> None:
    words = "Çağlı köprüyü açtı; şarkı söylendi ve ırmağın öbür yakasına geçildi. " * 5
    assert decode(words.encode("cp1254")).text == words


@pytest.mark.parametrize(
    ("data", "reason"),
    [(bytes(range(256)) * 20, "not text|binary"), (b"a\0b" * 50, "not text|binary"), (b" \n\t ", "no text")],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=f"({reason}).*UTF-8 text"):
        decode(data)
