"""Words that were divided at the ends of lines, made whole again as the document itself writes them."""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_COMPOUND: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART: Final = re.compile("([^\\W\\d_]+[-\u2010\u00ad])$")
_WITHOUT_SPACES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")


def joint(before: str, line: str, words: frozenset[str]) -> str:
    """Return what stands between two lines of a paragraph: a space, nothing, or `-` for a hyphen to be taken out."""
    left, right = _LAST_PART.search(before), _WORD.match(line)
    if left and right:
        return "-" if _is_divided(left[1], right[0], words) else ""
    if _WITHOUT_SPACES.match(before[-1:]) and _WITHOUT_SPACES.match(line):
        return ""
    return " "


def whole_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the words and compounds of a document, but for what stands beside a hyphen at the end of a line."""
    found: set[str] = set()
    divided = False
    for line in lines:
        rest = _LAST_PART.sub("", line)
        found.update(word.casefold() for word in _COMPOUND.findall(_WORD.sub("", rest, count=1) if divided else rest))
        divided = rest != line
    return frozenset(found | {part for word in found for part in word.split("-")})


def _is_divided(left: str, right: str, words: frozenset[str]) -> bool:
    """Tell whether a hyphen at the end of a line divides one word, `mini-ster`, or joins two, `well-known`.

    What the document writes elsewhere decides; else two words that it also has apart are two.
    """
    whole = f"{left[:-1]}{right}".casefold()
    if left.endswith("\u00ad") or whole in words:
        return True
    if right[:1].isupper() or f"{left[:-1]}-{right}".casefold() in words:
        return False
    return not (left[:-1].casefold() in words and right.casefold() in words)
