"""Decode the bytes of an article into text whose offsets can be trusted.

A citation is only exact when everybody decodes the same bytes into the same characters. So newlines stay as they are in
the file, a leading byte order mark isn't part of the text, and bytes that aren't text for sure are refused instead of
being guessed at.
"""

import codecs
import re
from typing import Final, NamedTuple

from charset_normalizer import from_bytes


class Decoded(NamedTuple):
    """The text of a file, and the codec that gave it."""

    text: str
    encoding: str


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REMEDY: Final = "leave it out or save it again as UTF-8 text"
_CONTROLS: Final = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS: Final = 0.005
"""Share of control characters above which bytes aren't text: prose has none, compressed data about a tenth."""
_MAX_DAMAGE: Final = 0.1
"""Broken UTF-8 sequences for each sound one; legacy 8-bit text has hardly a sound one, a cut-off file one broken."""


def decode(data: bytes) -> Decoded:
    """Decode plain text: by its byte order mark, else as UTF-8, else as the likeliest older encoding.

    Raises:
        ValueError: the bytes are binary, in no known encoding, or hold nothing but white space.
    """
    decoded = _decode_marked(data) or _decode_utf8(data) or _decode_older(data)
    if decoded is None:
        raise ValueError(f"it is not text in any known encoding; {_REMEDY}")
    if _looks_binary(decoded.text):
        raise ValueError(f"it is binary data, not text; {_REMEDY}")
    if not decoded.text.strip():
        raise ValueError(f"it holds no text; {_REMEDY}")
    return decoded


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return Decoded(body.decode(encoding), encoding)
            except UnicodeDecodeError:
                return _decode_utf8(body)
    return None


def _decode_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8, forgiving a few broken sequences.

    One truncated character must not turn every accent of an otherwise sound file into two wrong letters, which is what
    any 8-bit encoding would make of it.
    """
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for byte in data if byte >= 0xC2) - broken  # lead bytes, the broken ones left out
    return Decoded(text, "utf-8") if broken <= sound * _MAX_DAMAGE and "\0" not in text else None


def _decode_older(data: bytes) -> Decoded | None:
    """Guess an 8-bit or East Asian encoding, which carries no mark."""
    if b"\0" in data:
        return None
    best = from_bytes(data).best()
    if best is None:
        return None
    try:
        return Decoded(data.decode(best.encoding), best.encoding)
    except UnicodeDecodeError:  # long files are only sampled by the guess
        return None


def _looks_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text)
