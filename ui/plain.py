"""Text from articles, file names and questions, made safe for a terminal or a line of a log.

An escape sequence in an article could retitle the window, hide text or, on some terminals, type commands; marks that
reverse the reading direction could show words in another order than they stand.
"""

from typing import Final

_LINES_AND_DIRECTIONS = (*range(0x2028, 0x202F), *range(0x2066, 0x206A))
_PICTURES = 0x2400
"""Where Unicode has pictures of the control characters: U+241B shows an escape."""

_VISIBLE: Final = {
    **{code: chr(_PICTURES + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), *_LINES_AND_DIRECTIONS, *range(0xD800, 0xE000)), "\ufffd"),
}
_IN_TEXT: Final = {**_VISIBLE, ord("\n"): "\n", ord("\r"): "", **dict.fromkeys(map(ord, "\t\x85\u2028\u2029"), " ")}


def safe_name(name: str) -> str:
    """Return a name with every control character made visible, line breaks too."""
    return name.translate(_VISIBLE)


def safe_text(text: str) -> str:
    """Return text with every control character made visible; line feeds stay, tabs become spaces."""
    return text.translate(_IN_TEXT)


def safe_line(text: str) -> str:
    """Return text on one line: each run of white space is one space, every control character is visible."""
    return " ".join(text.split()).translate(_VISIBLE)
