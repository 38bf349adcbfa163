"""OpenDocument texts (`.odt`), as LibreOffice and others save them: their HTML is read as any other."""

import zipfile
from typing import Final

from lxml import etree

from index.readers.extracted import Extracted, Part, require_text, tidy, weigh
from index.readers.formats.zipped import open_zip, read_member
from index.readers.markup.blocks import fragment_text
from index.readers.markup.opendocument import properties, to_html

DAMAGED: Final = "it is no sound OpenDocument text; save it again as .odt"
ENCRYPTED: Final = "it is encrypted; save it without a password"
NO_TEXT: Final = "it holds no text; leave it out"
_CONTENT: Final = "content.xml"


def read_odt(data: bytes) -> tuple[Part, ...]:
    """Read a document, with its tracked changes accepted, notes at the end and text boxes behind their paragraphs.

    Raises:
        ValueError: it is encrypted, damaged, or holds no text.
    """
    with open_zip(data) as opened:
        manifest = _member(opened, "META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise ValueError(ENCRYPTED)
        content = _member(opened, _CONTENT)
        if content is None:
            raise ValueError(DAMAGED)
        text = tidy(fragment_text(to_html(content, _member(opened, "styles.xml"))))
        meta = _member(opened, "meta.xml")
    known = properties(meta) if meta is not None else {}
    author = known.get("initial-creator") or known.get("creator") or ""
    about, hints = weigh(text, known.get("title"), author if " " in author.strip() else None)
    return (Part("", Extracted(require_text(text, NO_TEXT), "odt", stated=about, hinted=hints)),)


def _member(opened: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Return the root of an XML file in the document, or nothing where there is no such file."""
    if name not in opened.namelist():
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(read_member(opened, name), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(DAMAGED) from error
