"""Every format gives the words, and what it states of them, as a reader of the file would see them."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from eval.experiments.formats import SINGLE, Piece, to_docx, to_epub, to_feed, to_html, to_mail, to_pdf, to_warc, to_zip
from index.ingestion.article import cut_article
from index.readers.extracted import Extracted, Part
from index.readers.registry import kind_by_name, kind_of, read_bytes
from index.records import Found, SourceText

PIECE = Piece(
    title="The Mürted base receives its parts",
    author="Mara Lind",
    publisher="The Alder Post",
    published="2019-07-13",
    paragraphs=(
        "On July 12, an Antonov brought the first parts of the system to the Mürted air base outside Ankara. “It is a "
        "done deal,” İbrahim Kalın told journalists, and he added that a second shipment was on its way.",
        "The price was 2.5 billion dollars. Nobody in the well-known council said a word about the loan that paid for "
        "it, and the minister didn't answer when he was asked who would train the crews.",
        "Washington answered within a week: Turkey was out of the programme. Its pilots were sent home in August.",
    ),
)
LONG = replace(PIECE, paragraphs=tuple(f"{number}. " + PIECE.paragraphs[number % 3] for number in range(40)))


def only(name: str, data: bytes) -> Extracted:
    parts = read_bytes(name, data)
    assert parts is not None
    (part,) = parts
    assert part.article, part.reason
    return part.article


def value(found: Found | None) -> str | None:
    return found.value if found else None


@pytest.mark.parametrize("suffix", SINGLE)
def test_every_format_gives_each_paragraph_whole_and_the_title_author_and_date(suffix: str) -> None:
    made = only(f"a{suffix}", SINGLE[suffix](PIECE))
    for paragraph in PIECE.paragraphs:
        assert paragraph in made.text
    source = SourceText(made.text, made.encoding, "0", made.kind, "", made.stated, made.hinted, made.pages, made.chosen)
    article = cut_article(f"a{suffix}", source, 256)
    assert value(article.metadata.title) == PIECE.title
    assert value(article.metadata.author) == PIECE.author
    if suffix not in {".pdf", ".docx"}:  # their dates are those of the file
        assert value(article.metadata.published) == PIECE.published
    words = [each.span.of(made.text) for passage in article.passages for each in passage.sentences]
    assert "The price was 2.5 billion dollars." in words
    assert "Its pilots were sent home in August." in words
    assert not any("rights reserved" in sentence or sentence in {"Home", "World"} for sentence in words)


def test_a_page_states_its_publisher_and_address_and_leaves_its_menu_out() -> None:
    made = only("a.html", to_html(PIECE))
    assert value(made.stated.publisher) == "The Alder Post"
    assert (value(made.stated.url) or "").startswith("https://example.org/2019-07-13/")
    assert "Home" not in made.text
    assert "All rights reserved" not in made.text
    assert made.text.startswith(f"# {PIECE.title}\n\n")


def test_headings_lists_quotes_tables_and_line_breaks_of_a_page_become_markdown() -> None:
    rich = (
        "<h2>What it   cost</h2><ul><li><p>The toll is two crowns.</p></li><li>Children pay nothing.</li></ul>"
        "<blockquote><p>We are proud of it, the mayor said.</p></blockquote>"
        "<table><tr><td>Length</td><td>240 m</td></tr><tr><td>Width</td><td>9 m</td></tr></table>"
        "<p>First line<br>second <b>line</b>.</p><script>var x</script>"
    )
    page = to_html(PIECE).replace(b"</article>", rich.encode() + b"</article>")
    assert only("a.html", page).text.endswith(
        "## What it cost\n\n- The toll is two crowns.\n- Children pay nothing.\n\n> We are proud of it, "
        "the mayor said.\n\n"
        "Length | 240 m\nWidth | 9 m\n\nFirst line\nsecond line."
    )


def test_a_page_too_short_to_judge_is_kept_without_its_menu() -> None:
    page = b"<html><body><nav><a href='/'>Home</a></nav><p>The ferry stops on Friday.</p></body></html>"
    assert only("a.html", page).text == "The ferry stops on Friday."


@pytest.mark.parametrize("encoding", ["windows-1254", "utf-16", "iso-8859-9"])
def test_a_page_is_decoded_as_it_says(encoding: str) -> None:
    page = to_html(
        replace(PIECE, paragraphs=("Çağlı köprüyü açtı; şarkı söylendi ve ırmağın öbür yakasına geçildi.",) * 3)
    )
    page = page.decode().replace("utf-8", encoding).encode(encoding, "xmlcharrefreplace")
    assert "Çağlı köprüyü açtı" in only("a.html", page).text


def test_a_saved_page_remembers_its_address() -> None:
    page = to_html(PIECE).replace(b"<html", b"<!-- saved from url=(0030)https://alder.example/bridge -->\n<html")
    assert value(only("a.htm", page).stated.url) == "https://alder.example/bridge"


def test_a_page_saved_in_one_file_with_its_pictures_is_read_as_a_page() -> None:
    body = to_html(PIECE)
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://alder.example/bridge\r\nSubject: x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body + b"\r\n--B--\r\n"
    )
    made = only("a.mhtml", data)
    assert (made.kind, value(made.stated.url)) == ("html", "https://alder.example/bridge")
    assert PIECE.paragraphs[1] in made.text


def test_a_pdf_joins_lines_across_pages_tells_where_pages_begin_and_drops_running_titles() -> None:
    made = only("a.pdf", to_pdf(LONG))
    for paragraph in LONG.paragraphs:
        assert paragraph in made.text
    assert len(made.pages) == 4
    assert made.pages[0] == 0
    assert "The Alder Post" not in made.text
    second = made.text[made.pages[1] :][:30]
    lines = to_pdf(LONG)
    assert second.strip()
    assert lines.startswith(b"%PDF")


def test_only_lines_that_repeat_or_count_the_pages_are_running_titles() -> None:
    from index.readers.formats.pdf import without_running_titles

    pages = [
        [f"Law of 12 May {at + 7}", f"Article {3 * at}", f"Text {at * at} of it.", "they sang.", "END"]
        for at in range(4)
    ]
    assert without_running_titles(pages) == [
        [f"Article {3 * at}", f"Text {at * at} of it.", "they sang."] for at in range(4)
    ]


def test_a_divided_word_is_joined_in_a_pdf() -> None:
    from index.readers.formats.pdf import join_pages

    text, pages = join_pages(
        [["The council went on with-", "out a word about the mini-"], ["ster who paid for it all."]]
    )
    assert text == "The council went on without a word about the minister who paid for it all."
    assert text[pages[1] :].startswith("ster")


def test_a_hyphen_at_the_end_of_a_line_stays_where_the_document_writes_two_words() -> None:
    from index.readers.formats.pdf import join_pages

    lines = [
        "The well paid for it, and all was known. It is neo-",
        "Ottoman and air-",
        "borne, said the well-",
        "known man.",
    ]
    assert join_pages([lines])[0].endswith("It is neo-Ottoman and airborne, said the well-known man.")


def test_a_feed_gives_an_article_for_each_entry_whose_name_outlives_its_growth() -> None:
    other = replace(PIECE, title="Second report", paragraphs=("Something else happened on the river on Monday.",))
    parts = read_bytes("a.atom", to_feed([PIECE, other]))
    assert parts is not None
    assert [part.article.text.partition("\n")[0] for part in parts if part.article] == [
        f"# {PIECE.title}",
        "# Second report",
    ]
    assert parts[1].member.startswith("second-report-")
    assert parts[0].article
    assert value(parts[0].article.stated.publisher) == "The Alder Post"
    (alone,) = read_bytes("b.xml", to_feed([other])) or ()
    assert alone.member == parts[1].member


def test_an_archive_of_the_web_gives_its_pages_by_address() -> None:
    other = replace(PIECE, title="Second report")
    parts = read_bytes("a.warc.gz", to_warc([PIECE, other]))
    assert parts is not None
    assert parts[1].member == "example.org/2019-07-13/second-report"
    assert all(part.article and PIECE.paragraphs[0] in part.article.text for part in parts)


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


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "damaged PDF"),
        ("a.pdf", to_pdf(replace(PIECE, title=" ", paragraphs=(" ",), publisher=" ")), "text recognition"),
        ("a.docx", to_docx(PIECE)[:2000], "damaged"),
        ("a.docx", to_zip({"a.txt": b"words"}), "no sound Word document"),
        ("a.epub", to_epub(PIECE)[:500], "damaged"),
        ("a.eml", b"just words\n", "no mail"),
        ("a.rss", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "without text"),
        ("a.xml", b"<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>", "sitemap.*--allow-network"),
        ("a.warc", b"WARC/1.0\r\nnothing", "web archive|no web pages"),
        ("a.zip", to_zip({"x.png": b"x"}), "no articles"),
        ("a.html", b"<html><body></body></html>", "no text"),
    ],
)  # fmt: skip
def test_what_is_broken_or_empty_is_refused_with_a_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_bytes(name, data)


def test_an_encrypted_pdf_is_refused_with_a_remedy() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(to_pdf(PIECE))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    with pytest.raises(ValueError, match="encrypted; save it without a password"):
        read_bytes("a.pdf", stream.getvalue())


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
        ("a.warc.gz", b"", "warc"),
        ("a.gz", b"\x1f\x8b\x08", None),
        ("a", b"words", None),
    ],
)
def test_the_kind_is_told_by_name_and_first_bytes(name: str, head: bytes, kind: str | None) -> None:
    assert kind_of(name, head) == kind


def test_suffixes_count_in_any_case() -> None:
    assert [kind_by_name(name) for name in ("A.HTML", "b.Warc.GZ", "c.PDF", "d.jpg", ".txt")] == [
        "html", "warc", "pdf", None, None
    ]  # fmt: skip


def test_a_mail_of_html_alone_is_read() -> None:
    data = to_mail(PIECE).replace(
        b'Content-Type: text/plain; charset="utf-8"', b"Content-Type: text/html; charset=utf-8"
    )
    assert PIECE.paragraphs[2] in only("a.eml", data).text


def test_a_header_that_breaks_the_parser_of_mail_stops_nothing() -> None:
    data = to_mail(PIECE).replace(b"Subject:", b"Cc: Ines Okafor <\nSubject:")
    assert PIECE.paragraphs[2] in only("a.eml", data).text
    broken = only("a.eml", b"From: Ines Okafor <\n\nThe ferry left at noon.\n")
    assert broken.text == "The ferry left at noon."
    assert broken.stated.author is not None
    assert broken.stated.author.value == "Ines Okafor"
    late = only(
        "a.eml", b"From: a@b.example\nDate: Sat, 04 May 202020202019 09:30:00 +0000\n\nThe ferry left at noon.\n"
    )
    assert late.text == "The ferry left at noon."


def test_a_feed_that_breaks_its_parser_is_said_to() -> None:
    with pytest.raises(ValueError, match=r"breaks its parser; save it again"):
        read_bytes("a.rss", b'<rss version="2.0"><channel><authors foo="x"></authors><author>x</author>')


def test_an_entry_of_a_feed_that_was_cut_off_stops_nothing() -> None:
    head = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title>'
    sound = b"<entry><title>The ferry</title><content>The ferry left at noon.</content></entry>"
    for cut in (b"<title", b"<title>The harbour</title><content", b"<summary"):
        parts = read_bytes("a.atom", head + sound + b"<entry>" + cut)
        assert parts is not None
        assert [part.article.text for part in parts if part.article] == ["# The ferry\n\nThe ferry left at noon."]
