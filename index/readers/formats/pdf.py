"""PDF: what can be seen on its pages, by PDFium, with the place where each page begins."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from index.readers.extracted import Extracted, Part, require_text, tidy, weigh
from index.settings import recognises_text

if TYPE_CHECKING:
    from index.readers.pdf.glyphs import PageGlyphs

NO_TEXT: Final = (
    "it holds no text, so its pages may be pictures; run `pip install 'pressmark[ocr]'` to have such pages read, "
    "or text recognition (OCR) over it first"
)
NONE_FOUND: Final = "no text is found in it, nor in the pictures of its pages; leave it out"
ENCRYPTED: Final = "it is encrypted; save it without a password"
DAMAGED: Final = "it is a damaged PDF; save it again from where it came"
_FEW: Final = 20
"""Characters under which a page that a picture fills is taken for a scan without text: a stamp, a number."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_PLACEHOLDER: Final = re.compile(
    r"(?:microsoft word\b|untitled\b|document\d*$|.*\.(?:docx?|indd|qxd|tex|pdf)$)", re.IGNORECASE
)


def read_pdf(data: bytes) -> tuple[Part, ...]:
    """Read a PDF.

    Raises:
        ValueError: it is encrypted, broken, or holds no text.
    """
    import pypdfium2

    from index.readers.pdf.layout import blocks_in
    from index.readers.pdf.writing import text_of

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [_glyphs(page) for page in document]
            known = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise ValueError(ENCRYPTED if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else DAMAGED) from error
    made = text_of(*blocks_in(pages), [page.paper for page in pages])
    text = require_text(made.text if _LETTER.search(made.text) else "", NONE_FOUND if recognises_text() else NO_TEXT)
    about, hints = weigh(text, *_properties(known))
    extracted = Extracted(text, "pdf", stated=about, hinted=hints, pages=made.pages, recognised=made.recognised)
    return (Part("", extracted),)


def _glyphs(page: Any) -> "PageGlyphs":  # noqa: ANN401  # pypdfium2 has no types
    """Return the characters of a page, recognised if it holds hardly any beside pictures that fill it."""
    from index.readers.pdf.glyphs import glyphs_of
    from index.readers.pdf.visible import is_scan

    found = glyphs_of(page)
    if len(found.upright) >= _FEW or not recognises_text() or not is_scan(page, found.shapes):
        return found
    from index.readers.recognition.engine import recognised
    from index.readers.recognition.pictures import page_of

    return recognised(page_of(page))


def _properties(known: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return title and author, without what programs put there by themselves."""
    title, author = (tidy(known.get(key) or "") for key in ("Title", "Author"))
    named = 2 <= len(author.split()) <= 12
    return None if _PLACEHOLDER.match(title.strip()) else title, author if named else None
