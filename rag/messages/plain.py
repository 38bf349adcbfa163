"""Words of an article as part of what the tool says: on one line, and with nothing in them that passes for its own."""

import re
from typing import Final

from index.records import Span

_NOTE: Final = re.compile(r"\[\^[^\[\]\s]{1,40}\](?!:)")
"""The mark of a note in Markdown."""
_RAISED: Final = re.compile(r"<sup>[\s*_]*(\d{1,3})[\s*_]*</sup>", re.IGNORECASE)
_TAG: Final = re.compile(r"<(/?)([a-z]{1,6})\b[^<>]{0,200}>", re.IGNORECASE)
_DIGITS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def joined_lines(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"\s*[\r\n\f\v\x85\u2028\u2029]\s*", " ", text)


def without_marks(text: str) -> str:
    """Return a text in which nothing passes for a marker or for bold, and marks of notes are none of its numbers."""
    plain = _RAISED.sub(lambda match: match[1].translate(_DIGITS), _NOTE.sub("", text.replace("**", "")))
    return re.sub(r"\[(\d+)\]", r"(\1)", plain)


def whole_tags(text: str, span: Span) -> Span:
    """Return a range that splits no element of HTML in a text: it takes in what opens or closes right beside it.

    >>> text = "burned 10<sup>7</sup> candles"
    >>> whole_tags(text, Span(7, 15)).of(text)
    '10<sup>7</sup>'
    """
    start, end = span.start, span.end
    cut = text.rfind("<", start, end)
    if cut >= 0 and (tag := _TAG.match(text, cut)) and tag.end() > end:
        end = tag.end()
    opened: list[str] = []
    for tag in _TAG.finditer(text, start, end):
        name = tag[2].lower()
        if not tag[1]:
            opened.append(name)
        elif name in opened:
            opened.remove(name)
        elif (
            before := re.search(rf"<{name}\b[^<>]*>[*_\s]*\Z", text[max(0, start - 220) : start], re.IGNORECASE)
        ) is not None:
            start -= len(before.group())
    while opened and (tag := _TAG.match(text, end)) and tag[1] and tag[2].lower() in opened:
        opened.remove(tag[2].lower())
        end = tag.end()
    return Span(start, end)


def one_line(words: str) -> str:
    """Return words of an article on one line, in which nothing passes for a marker or for bold."""
    return without_marks(joined_lines(words)).strip()
