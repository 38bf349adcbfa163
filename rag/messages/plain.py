"""Words of an article as part of what the tool says: on one line, and with nothing in them that passes for its own."""

import re
from typing import Final

_NOTE: Final = re.compile(r"\[\^[^\[\]\s]{1,40}\](?!:)")
"""The mark of a note in Markdown."""
_RAISED: Final = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_DIGITS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def joined_lines(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"\s*[\r\n\f\v\x85\u2028\u2029]\s*", " ", text)


def without_marks(text: str) -> str:
    """Return a text in which nothing passes for a marker or for bold, and marks of notes are none of its numbers."""
    plain = _RAISED.sub(lambda match: match[1].translate(_DIGITS), _NOTE.sub("", text.replace("**", "")))
    return re.sub(r"\[(\d+)\]", r"(\1)", plain)


def one_line(words: str) -> str:
    """Return words of an article on one line, in which nothing passes for a marker or for bold."""
    return without_marks(joined_lines(words)).strip()
