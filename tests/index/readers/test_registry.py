"""Every format gives the words, and what it states of them, as a reader of the file would see them."""

from dataclasses import replace

import pytest

from eval.experiments.formats import SINGLE, to_docx, to_epub, to_odt, to_pdf, to_zip
from index.ingestion.article import cut_article
from index.readers.registry import kind_by_name, kind_of, read_bytes
from index.records import SourceText
from tests.index.readers.formats.builders import PIECE, only, value


@pytest.mark.parametrize("suffix", SINGLE)
def test_every_format_gives_each_paragraph_whole_and_the_title_author_and_date(suffix: str) -> None:
    made = only(f"a{suffix}", SINGLE[suffix](PIECE))
    for paragraph in PIECE.paragraphs:
        assert paragraph in made.text
    source = SourceText(made.text, made.encoding, "0", made.kind, "", made.stated, made.hinted, made.pages, made.chosen)
    article = cut_article(f"a{suffix}", source, 256)
    assert value(article.metadata.title) == PIECE.title
    assert value(article.metadata.author) == PIECE.author
    if suffix not in {".pdf", ".docx", ".odt"}:  # their dates are those of the file
        assert value(article.metadata.published) == PIECE.published
    words = [each.span.of(made.text) for passage in article.passages for each in passage.sentences]
    assert "The price was 2.5 billion dollars." in words
    assert "Its pilots were sent home in August." in words
    assert not any("rights reserved" in sentence or sentence in {"Home", "World"} for sentence in words)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "damaged PDF"),
        ("a.pdf", to_pdf(replace(PIECE, title=" ", paragraphs=(" ",), publisher=" ")), "no text"),
        ("a.docx", to_docx(PIECE)[:2000], "damaged"),
        ("a.docx", to_zip({"a.txt": b"words"}), "no sound Word document"),
        ("a.odt", to_odt(PIECE)[:500], "damaged"),
        ("a.odt", to_zip({"a.txt": b"words"}), "no sound OpenDocument"),
        ("a.odt", to_zip({"content.xml": b"<a>words"}), "no sound OpenDocument"),
        ("a.epub", to_epub(PIECE)[:500], "damaged"),
        ("a.eml", b"just words\n", "no mail"),
        ("a.rss", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "without text"),
        ("a.xml", b"<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>", "sitemap.*--allow-network"),
        ("a.warc", b"WARC/1.0\r\nnothing", "web archive|no web pages"),
        ("a.zip", to_zip({"x.mp3": b"x"}), "no articles"),
        ("a.html", b"<html><body></body></html>", "no text"),
    ],
)  # fmt: skip
def test_what_is_broken_or_empty_is_refused_with_a_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_bytes(name, data)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"<html><body>", "text"),
        ("a.txt", b"%PDF-1.7", "pdf"),
        ("a.html", b"%PDF-1.7", "pdf"),
        ("page", b"\n<!DOCTYPE html>\n<html>", "html"),
        ("page@id=3", b"<html lang=en>", "html"),
        ("a.xml", b"<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", "feed"),
        ("a.xml", b"<?xml version='1.0'?><project>", None),
        ("a.xlsx", b"PK\x03\x04", None),
        ("a.docx", b"PK\x03\x04", "docx"),
        ("a.docx", to_odt(PIECE)[:200], "odt"),
        ("a.ods", b"PK\x03\x04", None),
        ("a.warc.gz", b"", "warc"),
        ("a.gz", b"\x1f\x8b\x08", None),
        ("a", b"words", None),
    ],
)
def test_the_kind_is_told_by_name_and_first_bytes(name: str, head: bytes, kind: str | None) -> None:
    assert kind_of(name, head) == kind


def test_suffixes_count_in_any_case() -> None:
    assert [kind_by_name(name) for name in ("A.HTML", "b.Warc.GZ", "c.PDF", "d.mp3", ".txt")] == [
        "html", "warc", "pdf", None, None
    ]  # fmt: skip
