"""Mail, and pages saved as mail."""

from eval.experiments.formats import to_html, to_mail
from tests.index.readers.formats.builders import PIECE, only, value


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
