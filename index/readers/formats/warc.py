"""Web archives (`.warc`, `.warc.gz`) by warcio: each page that was answered with HTML is an article."""

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, urlsplit

from index.readers.extracted import LARGEST_TEXT, Part
from index.readers.formats.html import read_html
from index.readers.formats.zipped import LARGEST_MEMBER, MOST_MEMBERS
from index.records import member_name

NO_PAGES: Final = "it holds no web pages; leave it out"
_PAGES: Final = ("text/html", "application/xhtml+xml")


def read_warc(data: bytes) -> tuple[Part, ...]:
    """Read the pages of a web archive.

    Raises:
        ValueError: it is damaged, or holds no page that was fetched without error.
    """
    parts: list[Part] = []
    names: Counter[str] = Counter()
    size = 0
    for address, day, body in _pages(data):
        name = _name(address)
        names[name] += 1
        member = name if names[name] == 1 else f"{name}@{day}-{names[name]}"
        try:
            read = read_html(body, address)
        except ValueError as error:
            parts.append(Part(member, reason=str(error), data=body))
            continue
        size += sum(len(part.article.text) for part in read if part.article)
        if size > LARGEST_TEXT or len(parts) >= MOST_MEMBERS:
            raise ValueError("it holds too much for one file; split it")
        for part in read:
            parts.append(replace(part, member=member_name(member, part.member), data=part.data or body))
    if not parts:
        raise ValueError(NO_PAGES)
    return tuple(parts)


def _pages(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Yield the address, day and body of each page."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            headers = record.http_headers
            if record.rec_type == "resource":
                kind, status = record.rec_headers.get_header("Content-Type") or "", "200"
            elif record.rec_type == "response" and headers is not None:
                kind, status = headers.get_header("Content-Type") or "", headers.get_statuscode()
            else:
                continue
            if kind.partition(";")[0].strip().lower() not in _PAGES or not status.startswith("2"):
                continue
            body = record.content_stream().read(LARGEST_MEMBER)
            day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
            yield record.rec_headers.get_header("WARC-Target-URI") or "", day, body
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, LookupError, AttributeError) as error:
        raise ValueError("it is a damaged web archive; fetch it again") from error


def _name(address: str) -> str:
    """Return the name of a page: `example.org/news/bridge`."""
    parts = urlsplit(address.strip("<>"))
    path = unquote(parts.path).strip("/") or "index"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname or 'page'}/{path}{query}"[:300]
