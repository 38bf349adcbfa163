"""Words of an article as part of what the tool says: on one line, and with nothing in them that passes for its own."""

import re


def joined_lines(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"\s*[\r\n\f\v\x85\u2028\u2029]\s*", " ", text)


def without_marks(text: str) -> str:
    """Return a text in which nothing passes for a marker or for bold."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text.replace("**", ""))


def one_line(words: str) -> str:
    """Return words of an article on one line, in which nothing passes for a marker or for bold."""
    return without_marks(joined_lines(words)).strip()
