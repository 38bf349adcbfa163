"""Mail, and pages saved as mail."""

import pytest

from eval.experiments.formats import to_html, to_mail
from index.readers.registry import read_bytes
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


def mail(*parts: tuple[str, str], head: str = "From: Ida Voss <ida@velm.example>\nSubject: Re: Dam") -> bytes:
    """Return a mail of one part, or of several that say the same."""
    if len(parts) == 1:
        return f"{head}\nMIME-Version: 1.0\nContent-Type: {parts[0][0]}; charset=utf-8\n\n{parts[0][1]}\n".encode()
    body = "".join(f"--B\nContent-Type: {kind}; charset=utf-8\n\n{words}\n" for kind, words in parts)
    return f'{head}\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="B"\n\n{body}--B--\n'.encode()


PAGE = "<p>The dam was given to <b>Lena Brandt</b> on Friday.</p><p>She will mend it.</p>"


@pytest.mark.parametrize(
    "plain",
    [
        " \n\u00a0\n",
        "This message is in HTML. Use another mail client to read it.",
        "View this e-mail in your browser: https://velm.example/mail/12 or write to us at the address below.",
    ],
)
def test_plain_text_that_says_nothing_gives_way_to_the_page(plain: str) -> None:
    made = only("a.eml", mail(("text/plain", plain), ("text/html", PAGE)))
    assert "The dam was given to Lena Brandt on Friday." in made.text
    assert "browser" not in made.text


def test_plain_text_that_says_it_all_is_read() -> None:
    made = only(
        "a.eml",
        mail(("text/plain", "The dam was given to *Lena Brandt* on Friday. She will mend it."), ("text/html", PAGE)),
    )
    assert "*Lena Brandt*" in made.text


def test_quoted_and_attached_messages_are_articles_of_their_own() -> None:
    head = "From: Ida Voss <ida@velm.example>\nSubject: Re: Dam\nDate: Wed, 20 Sep 2023 09:00:00 +0200"
    sender = "From: Oren Lund <oren@velm.example>\nSubject: Gate\nDate: Mon, 4 Sep 2023 09:00:00 +0200"
    data = (
        f'{head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\n'
        "Content-Type: text/html; charset=utf-8\n\n<p>I agree.</p><div>On Tue, 12 Sep 2023, Lena Brandt "
        "&lt;lena@velm.example&gt; wrote:<br></div><blockquote>The dam leaks.<br>I saw it.</blockquote>\n"
        f"--B\nContent-Type: message/rfc822\n\n{sender}\n\nThe gate is rusty.\n--B--\n"
    ).encode()
    parts = read_bytes("a.eml", data)
    assert parts is not None
    told = [
        (part.member, value(part.article.stated.author), value(part.article.stated.published), part.article.text)
        for part in parts
        if part.article
    ]
    assert told == [
        ("", "Ida Voss", "2023-09-20", "# Re: Dam\n\nI agree."),
        ("lena-brandt-2023-09-12", "Lena Brandt", "2023-09-12", "# Dam\n\nThe dam leaks.\nI saw it."),
        ("oren-lund-2023-09-04", "Oren Lund", "2023-09-04", "# Gate\n\nThe gate is rusty."),
    ]
