"""Writes one article in every format that is read: the other side of `index.readers`, for tests and the benchmark."""

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from textwrap import wrap
from typing import Final

from eval.experiments.extraction.canvas import assemble

LINES: Final = 40
"""Lines of a page of a PDF."""
COLUMNS: Final = 88


@dataclass(frozen=True, slots=True)
class Piece:
    """An article before it has a format."""

    title: str
    author: str
    publisher: str
    published: str
    """ISO date."""
    paragraphs: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that it would have in the web."""
        return f"https://example.org/{self.published}/{'-'.join(self.title.lower().split())}"


def to_text(piece: Piece) -> bytes:
    """Return plain text."""
    head = f"{piece.title}\n\nBy {piece.author}\n{piece.published}\n\n"
    return (head + "\n\n".join(piece.paragraphs) + "\n").encode()


def to_markdown(piece: Piece) -> bytes:
    """Return Markdown with front matter."""
    front = f'---\ntitle: "{piece.title}"\nauthor: {piece.author}\ndate: {piece.published}\n---\n\n'
    return (front + f"# {piece.title}\n\n" + "\n\n".join(piece.paragraphs) + "\n").encode()


def to_html(piece: Piece) -> bytes:
    """Return a page with a menu, meta tags and a foot."""
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(piece.title)} | {escape(piece.publisher)}</title>
<meta property="og:title" content="{escape(piece.title)}">
<meta property="og:site_name" content="{escape(piece.publisher)}">
<meta name="author" content="{escape(piece.author)}">
<meta property="article:published_time" content="{piece.published}T08:00:00Z">
<link rel="canonical" href="{escape(piece.address)}"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{escape(piece.title)}</h1>
<p class="byline">By {escape(piece.author)}</p>
{body}
</article><footer>© {piece.published[:4]} {escape(piece.publisher)}. All rights reserved.</footer></body></html>
""".encode()


def to_pdf(piece: Piece) -> bytes:
    """Return a PDF of wrapped lines, every page with a running title and its number; any character may occur."""
    lines = [piece.title, ""]
    for paragraph in piece.paragraphs:
        lines += [*wrap(paragraph, COLUMNS), ""]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    characters = sorted(set("".join(lines) + piece.publisher + "0123456789 "))
    if len(characters) > 255:
        raise ValueError("one font of this writer holds 255 characters")
    code = {character: number for number, character in enumerate(characters, start=1)}
    streams = [_page_stream([f"{piece.publisher} {number}", *page], code) for number, page in enumerate(pages, start=1)]
    return _pdf_file(streams, code, piece)


def to_docx(piece: Piece) -> bytes:
    """Return a Word document."""
    from docx import Document

    document = Document()
    document.core_properties.title = piece.title
    document.core_properties.author = piece.author
    document.add_heading(piece.title, 0)
    for paragraph in piece.paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def to_odt(piece: Piece) -> bytes:
    """Return an OpenDocument text."""
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    names = f'xmlns:office="{namespace}:office:1.0" xmlns:text="{namespace}:text:1.0" xmlns:meta="{namespace}:meta:1.0"'
    body = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in piece.paragraphs)
    head = f'<text:h text:outline-level="1">{escape(piece.title)}</text:h>'
    known = (
        f"<dc:title>{escape(piece.title)}</dc:title><meta:initial-creator>{escape(piece.author)}</meta:initial-creator>"
    )
    return to_zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:body><office:text>{head}{body}</office:text>"
            "</office:body></office:document-content>".encode(),
            "meta.xml": f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{known}'
            "</office:meta></office:document-meta>".encode(),
        }
    )


def to_epub(piece: Piece) -> bytes:
    """Return a book of one chapter."""
    chapter = _paragraphs(piece)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(piece.title)}</dc:title><dc:creator>{escape(piece.author)}</dc:creator>"
        f"<dc:publisher>{escape(piece.publisher)}</dc:publisher><dc:date>{piece.published}</dc:date>"
        '<dc:language>en</dc:language></metadata><manifest><item id="one" href="text/one.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="one"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    page = f"<html><head><title>-</title></head><body><h1>{escape(piece.title)}</h1>{chapter}</body></html>"
    return to_zip(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "OEBPS/content.opf": package.encode(),
            "OEBPS/text/one.xhtml": page.encode(),
        }
    )


def to_mail(piece: Piece) -> bytes:
    """Return a message."""
    message = EmailMessage()
    message["From"] = f"{piece.author} <desk@example.org>"
    message["Subject"] = piece.title
    message["Date"] = format_datetime(datetime.fromisoformat(f"{piece.published}T09:30:00+00:00"))
    message.set_content("\n\n".join(piece.paragraphs), cte="quoted-printable")
    return message.as_bytes()


def to_feed(pieces: Sequence[Piece]) -> bytes:
    """Return an Atom feed."""
    entries = "".join(
        f"<entry><id>{escape(piece.address)}</id><title>{escape(piece.title)}</title><updated>{piece.published}T08:00:00Z"
        f'</updated><author><name>{escape(piece.author)}</name></author><link href="{escape(piece.address)}"/>'
        f'<content type="html">{escape(_paragraphs(piece))}</content></entry>'
        for piece in pieces
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>urn:feed</id><title>{escape(pieces[0].publisher)}</title>{entries}</feed>"
    ).encode()


def to_warc(pieces: Sequence[Piece]) -> bytes:
    """Return a web archive of pages, each record compressed by itself."""
    records = []
    for piece in pieces:
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + to_html(piece)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {piece.address}\r\n"
            f"WARC-Date: {piece.published}T10:00:00Z\r\nWARC-Record-ID: <urn:{piece.address}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(page)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + page + b"\r\n\r\n", mtime=0))
    return b"".join(records)


def to_zip(members: dict[str, bytes]) -> bytes:
    """Return a zip file whose bytes depend on nothing but the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            written.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, how)
    return stream.getvalue()


SINGLE: Final[dict[str, Callable[[Piece], bytes]]] = {
    ".txt": to_text,
    ".md": to_markdown,
    ".html": to_html,
    ".pdf": to_pdf,
    ".docx": to_docx,
    ".odt": to_odt,
    ".epub": to_epub,
    ".eml": to_mail,
}
"""The formats whose files hold one article, by suffix."""


def _paragraphs(piece: Piece) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs)


def _page_stream(lines: Sequence[str], code: dict[str, int]) -> bytes:
    shown = "".join(f"<{''.join(f'{code[each]:02x}' for each in line)}> Tj T*\n" for line in lines)
    return f"BT /F1 10 Tf 14 TL 60 780 Td\n{shown}ET".encode()


def _pdf_file(streams: Sequence[bytes], code: dict[str, int], piece: Piece) -> bytes:
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(streams)))
    meaning = "".join(f"<{number:02x}> <{each.encode('utf-16-be').hex()}>\n" for each, number in code.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /P def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(code)} beginbfchar\n{meaning}endbfchar\n"
        "endcmap end end"
    ).encode()
    title = (b"\xfe\xff" + piece.title.encode("utf-16-be")).hex()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    for at, stream in enumerate(streams):
        page = f"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * at} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title <{title}> /Author ({piece.author}) >>".encode("latin-1", "replace"))
    return assemble(objects, f"/Info {len(objects)} 0 R ")
