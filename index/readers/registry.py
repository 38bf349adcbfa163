"""Which reader reads a file: by its suffix, corrected by how its bytes begin."""

import zlib
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from index.readers.extracted import Part, Reader
from index.readers.formats.archive import read_archive
from index.readers.formats.docx import read_docx
from index.readers.formats.epub import read_epub
from index.readers.formats.feed import read_feed, root_tag
from index.readers.formats.html import read_html
from index.readers.formats.mail import read_mail
from index.readers.formats.odt import read_odt
from index.readers.formats.pdf import read_pdf
from index.readers.formats.picture import read_picture
from index.readers.formats.plain import read_plain
from index.readers.formats.warc import read_warc
from index.settings import recognises_text

HEAD: Final = 4096
"""Bytes of a file that tell its kind."""

_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "text": (".txt", ".text", ".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml", ".shtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "odt": (".odt", ".ott"),
    "epub": (".epub",),
    "mail": (".eml", ".mht", ".mhtml"),
    "feed": (".rss", ".atom"),
    "warc": (".warc", ".warc.gz"),
    "zip": (".zip",),
}
"""The suffixes of each kind, in lower case; another kind joins by its suffixes here and its reader in `READERS`."""
READERS: Final[dict[str, Reader]] = {
    "text": read_plain,
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "epub": read_epub,
    "mail": read_mail,
    "feed": read_feed,
    "warc": read_warc,
    **({"picture": read_picture} if recognises_text() else {}),
}
"""The reader of each kind but `zip`, which reads what is in it with the others."""
PICTURES: Final = (".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""The suffixes of pictures, which are read when the extra `ocr` is installed."""
SUFFIXES: Final = {
    **{suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes},
    **(dict.fromkeys(PICTURES, "picture") if recognises_text() else {}),
}
_BINARY: Final = frozenset({"pdf", "docx", "odt", "epub", "picture", "warc", "zip"})
_SIGNATURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_FEEDS: Final = frozenset({"rss", "feed", "rdf", "urlset", "sitemapindex"})


def kind_by_name(name: str) -> str | None:
    """Return the kind of a file by its suffix, in whatever case it is written."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    return SUFFIXES.get("".join(suffixes[-2:])) or SUFFIXES.get("".join(suffixes[-1:]))


def kind_by_content(head: bytes) -> str | None:
    """Return the kind of a file by how it begins, or nothing when that doesn't tell."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(_SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture" if recognises_text() else None
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(head)
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and _unpacked(head).startswith(b"WARC/")):
        return "warc"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:HEAD]
    if not start.startswith(b"<"):
        return None
    root = root_tag(start)
    if root in _FEEDS:
        return "feed"
    return "html" if root == "html" or (start[:9].lower() == b"<!doctype" and b"html" in start[:30].lower()) else None


def kind_of(name: str, head: bytes) -> str | None:
    """Return the kind of a file by its name and its first bytes, or nothing for one that isn't read.

    Plain text that happens to begin like a page stays plain text. Whatever else is what its bytes say: many a `.html`
    is a PDF, and a page saved without a suffix is a page.
    """
    named, seen = kind_by_name(name), kind_by_content(head)
    if named == "text" and seen not in _BINARY:
        return named
    if named is None and seen in {"picture", "zip"}:  # a cache of pictures, a spreadsheet, a program
        return None
    return seen if seen and not (seen == "zip" and named in {"docx", "odt", "epub"}) else named


def read_bytes(name: str, data: bytes) -> tuple[Part, ...] | None:
    """Return the articles of a file by its name and bytes, or nothing when its kind isn't read.

    A pure function: any process on any machine may do it.

    Raises:
        ValueError: the whole file can't be read; the reason says what to do.
    """
    kind = kind_of(name, data[:HEAD])
    if kind is None:
        return None
    return read_archive(data, _read_inside) if kind == "zip" else tuple(READERS[kind](data))


def patience(kind: str | None) -> int:
    """Return how many times as long as usual reading a file of a kind may take: recognising a page takes seconds."""
    return 10 if recognises_text() and kind in {"pdf", "picture", "zip"} else 1


def _read_inside(name: str, data: bytes) -> Iterable[Part] | None:
    kind = kind_of(name, data[:HEAD])
    return None if kind in {None, "zip"} else read_bytes(name, data)


def _kind_of_zip(head: bytes) -> str:
    if b"application/epub+zip" in head[:100]:
        return "epub"
    if b"application/vnd.oasis.opendocument.text" in head[:100]:
        return "odt"
    return "docx" if b"[Content_Types].xml" in head[:HEAD] and b"word/" in head[:HEAD] else "zip"


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return b""
