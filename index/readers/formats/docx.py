"""Word documents (`.docx`) by mammoth, whose HTML is read as any other."""

import io
import zipfile
from typing import Final

from index.readers.extracted import Extracted, Part, require_text, tidy, weigh
from index.readers.formats.zipped import open_zip, read_member
from index.readers.markup.blocks import fragment_text
from index.readers.markup.numbering import settle_labels
from index.readers.markup.wordprocessing import core_properties, prepare

DAMAGED: Final = "it is no sound Word document; save it again as .docx"
NO_TEXT: Final = "it holds no text; leave it out"
_LIES: Final = (
    *(zipfile.BadZipFile, EOFError, OSError, RuntimeError),  # of the zip
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError),  # of the document: mammoth trusts it
)
"""What a damaged document ends in."""
_STYLES: Final = """
p[style-name^='List'] => ul > li:fresh
p[style-name^='Quote'] => blockquote > p:fresh
p[style-name^='Intense Quote'] => blockquote > p:fresh
"""
"""What paragraphs become beyond what mammoth knows."""
_PROPERTIES: Final = "docProps/core.xml"


def read_docx(data: bytes) -> tuple[Part, ...]:
    """Read a Word document, with its tracked changes accepted, notes at the end and text boxes in their place.

    Raises:
        ValueError: it is damaged or holds no text.
    """
    from xml.parsers.expat import ExpatError

    import mammoth

    with open_zip(data) as opened:
        try:
            made = mammoth.convert_to_html(
                io.BytesIO(prepare(opened)),
                style_map=_STYLES,
                include_embedded_style_map=False,
                convert_image=mammoth.images.img_element(lambda image: {}),
            )
            known = core_properties(read_member(opened, _PROPERTIES)) if _PROPERTIES in opened.namelist() else {}
        except RecursionError:
            raise
        except (*_LIES, ExpatError) as error:
            raise ValueError(DAMAGED) from error
    text = tidy(fragment_text(settle_labels(made.value)))
    author = known.get("creator", "")
    about, hints = weigh(text, known.get("title"), author if " " in author.strip() else None)
    return (Part("", Extracted(require_text(text, NO_TEXT), "docx", stated=about, hinted=hints)),)
