"""Word documents (`.docx`) by python-docx: paragraphs, headings, lists and tables in their order."""

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from index.readers.extracted import Extracted, Part, require_text, tidy, weigh
from index.readers.formats.zipped import open_zip

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

DAMAGED: Final = "it is no sound Word document; save it again as .docx"
NO_TEXT: Final = "it holds no text; leave it out"
_LIES: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),  # of the zip, which is read bit by bit
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError),  # of the document: python-docx trusts it
)
"""What a damaged document ends in."""
_HEADING: Final = re.compile(r"heading ?([1-6])")


def read_docx(data: bytes) -> tuple[Part, ...]:
    """Read a Word document.

    Raises:
        ValueError: it is damaged or holds no text.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.text.paragraph import Paragraph
    from lxml.etree import XMLSyntaxError

    open_zip(data).close()  # within bounds
    try:
        document = Document(io.BytesIO(data))
        blocks = [
            _paragraph(block) if isinstance(block, Paragraph) else _table(block)
            for block in document.iter_inner_content()
        ]
        known = document.core_properties
        title, author = known.title, known.author if " " in known.author.strip() else None
    except (*_LIES, OpcError, XMLSyntaxError) as error:
        raise ValueError(DAMAGED) from error
    text = tidy("\n\n".join(block for block in blocks if block.strip()))
    about, hints = weigh(text, title, author)
    return (Part("", Extracted(require_text(text, NO_TEXT), "docx", stated=about, hinted=hints)),)


def _paragraph(paragraph: "Paragraph") -> str:
    text = paragraph.text.strip()
    style = paragraph.style.name.lower() if paragraph.style is not None and paragraph.style.name else ""
    level = _HEADING.match(style)
    if not text:
        return ""
    if style == "title" or level:
        return f"{'#' * (int(level[1]) if level else 1)} {' '.join(text.split())}"
    return f"- {text}" if style.startswith("list") else text


def _table(table: "Table") -> str:
    """Return a row a line; a cell that spans several columns is told once."""
    rows = []
    for row in table.rows:
        cells = list(dict.fromkeys(cell._tc for cell in row.cells))
        rows.append(" | ".join(" ".join("".join(cell.itertext()).split()) for cell in cells))
    return "\n".join(row for row in rows if row.strip(" |"))
