"""Pictures of pages (`.png`, `.jpg`, `.tiff`, `.webp`), whose words are recognised."""

from typing import Final

from index.readers.extracted import Extracted, Part, require_text

NO_TEXT: Final = "no text is found in it; leave it out"


def read_picture(data: bytes) -> tuple[Part, ...]:
    """Read a picture.

    Raises:
        ValueError: it is damaged, too large, or no text is found in it.
    """
    from index.readers.pdf.layout import blocks_in
    from index.readers.pdf.writing import text_of
    from index.readers.recognition.engine import recognised
    from index.readers.recognition.pictures import pages_of

    pages = [recognised(page) for page in pages_of(data)]
    made = text_of(*blocks_in(pages), [page.paper for page in pages])
    text = require_text(made.text, NO_TEXT)
    return (Part("", Extracted(text, "picture", pages=made.pages, recognised=made.recognised)),)
