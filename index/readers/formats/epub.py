"""EPUB: the chapters in reading order, each part of one text, and what the package says of the book."""

import posixpath
from typing import Final
from urllib.parse import unquote

from lxml import etree

from index.language.dates import find_date
from index.readers.extracted import Extracted, Part, require_text, stated
from index.readers.formats.html import decode_page
from index.readers.formats.zipped import DAMAGED, open_zip, read_member
from index.readers.markup.blocks import to_markdown
from index.readers.markup.tree import as_seen, parse_html
from index.records import Metadata

NO_TEXT: Final = "it holds no text; leave it out"
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html"})
_ENCRYPTION: Final = "META-INF/encryption.xml"


def read_epub(data: bytes) -> tuple[Part, ...]:
    """Read a book or a magazine.

    Raises:
        ValueError: it is protected, damaged, or holds no text.
    """
    with open_zip(data) as opened:
        root = _xml(read_member(opened, "META-INF/container.xml"))
        name = next((each.get("full-path", "") for each in root.iter("{*}rootfile")), "")
        package = _xml(read_member(opened, name))
        chapters = []
        for chapter in _chapters(package, posixpath.dirname(name)):
            tree = parse_html(decode_page(read_member(opened, chapter)))
            chapters.append(to_markdown(as_seen(tree), furniture=False) if tree is not None else "")
        locked = _ENCRYPTION in opened.namelist()
    text = "\n\n".join(chapter for chapter in chapters if chapter.strip())
    reason = "it is protected against copying; leave it out" if locked else NO_TEXT
    return (Part("", Extracted(require_text(text, reason), "epub", stated=_about(package), chosen=True)),)


def _chapters(package: etree._Element, folder: str) -> list[str]:
    pages = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in package.iter("{*}item")
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()
    }
    order = [pages[ref] for each in package.iter("{*}itemref") if (ref := each.get("idref")) in pages]
    return list(dict.fromkeys(order))


def _about(package: etree._Element) -> Metadata:
    values: dict[str, list[str]] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        values.setdefault(etree.QName(element).localname, []).append(" ".join((element.text or "").split()))
    first = {name: found[0] for name, found in values.items()}
    when = find_date(first.get("date", ""))
    return stated(
        title=first.get("title"),
        author=", ".join(values.get("creator", [])),
        publisher=first.get("publisher"),
        published=when.iso if when else None,
        language=first.get("language", "")[:2].lower(),
    )


def _xml(data: bytes) -> etree._Element:
    """Parse XML that may be hostile: no entities, no network.

    Raises:
        ValueError: it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(DAMAGED) from error
