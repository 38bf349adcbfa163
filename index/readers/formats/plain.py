"""Plain text and Markdown: the decoded file itself."""

from index.readers.decoding import decode
from index.readers.extracted import Extracted, Part


def read_plain(data: bytes) -> tuple[Part, ...]:
    """Read plain text.

    Raises:
        ValueError: it isn't text for sure.
    """
    decoded = decode(data)
    return (Part("", Extracted(decoded.text, "text", decoded.encoding)),)
