"""PDF: what can be seen on its pages, by PDFium, with the place where each page begins."""

import re
from collections.abc import Mapping
from typing import Final

from index.readers.extracted import Extracted, Part, require_text, tidy, weigh

NO_TEXT: Final = "it holds no text, so its pages may be pictures; run text recognition (OCR) over it first"
ENCRYPTED: Final = "it is encrypted; save it without a password"
DAMAGED: Final = "it is a damaged PDF; save it again from where it came"
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

    from index.readers.pdf.glyphs import glyphs_of
    from index.readers.pdf.layout import blocks_in
    from index.readers.pdf.paragraphs import text_of

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [glyphs_of(page) for page in document]
            known = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise ValueError(ENCRYPTED if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else DAMAGED) from error
    text, starts = text_of(*blocks_in(pages), len(pages))
    if not _LETTER.search(text):
        raise ValueError(NO_TEXT)
    about, hints = weigh(text, *_properties(known))
    return (Part("", Extracted(require_text(text, NO_TEXT), "pdf", stated=about, hinted=hints, pages=starts)),)


def _properties(known: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return title and author, without what programs put there by themselves."""
    title, author = (tidy(known.get(key) or "") for key in ("Title", "Author"))
    named = 2 <= len(author.split()) <= 12
    return None if _PLACEHOLDER.match(title.strip()) else title, author if named else None
