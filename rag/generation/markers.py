"""Find the markers in a written text, piece by piece as the words arrive."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 24
"""Characters of the longest marker that is waited for, `[10, 11, 12, 13, 14]`: whatever is longer is text."""
_MARKER = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]")
_BEGINS_ONE = re.compile(r"\[[\d\s,;–-]*\Z")
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)|(\d+)")
_WIDEST = 10
"""Numbers that a range such as [1-9] may stand for; a wider one is a slip, and counts as its two ends."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker as the model wrote it: `[2]`, `[1, 3]` or `[1-3]`."""

    numbers: tuple[int, ...]
    """The numbers of the evidence that it names, in order."""


def parse_markers(pieces: Iterable[str]) -> Iterator[str | Marker]:
    """Yield the words and the markers of a text that arrives in pieces.

    A marker may be cut anywhere ("[1" + "2]"): what may still become one is kept back until it is decided, everything
    before it is passed on at once. Whatever looks like a marker is one, so that no number of the model's own reaches
    the answer as if it were ours.
    """
    held = ""
    for piece in pieces:
        held += piece
        ready, held = _split(held)
        yield from ready
    if held:
        yield held


def _split(text: str) -> tuple[list[str | Marker], str]:
    """Return the decided parts of a text, and the undecided rest, which may be empty."""
    parts: list[str | Marker] = []
    last = 0
    for match in _MARKER.finditer(text):
        if match.start() > last:
            parts.append(text[last : match.start()])
        parts.append(Marker(_numbers(match.group())))
        last = match.end()
    rest = text[last:]
    opening = _BEGINS_ONE.search(rest)
    waits = opening is not None and len(opening.group()) < _LONGEST
    decided = rest[: opening.start()] if opening is not None and waits else rest
    if decided:
        parts.append(decided)
    return parts, rest[len(decided) :]


def _numbers(marker: str) -> tuple[int, ...]:
    """Return the numbers that a marker names.

    >>> _numbers("[3, 1-2]")
    (3, 1, 2)
    """
    found: list[int] = []
    for match in _RANGE.finditer(marker):
        if match[3]:
            found.append(int(match[3]))
            continue
        first, last = int(match[1]), int(match[2])
        found += range(first, last + 1) if 0 <= last - first < _WIDEST else (first, last)
    return tuple(dict.fromkeys(found))
