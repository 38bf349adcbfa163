"""Quotation marks of every style: which open, which close, and what stands between them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from index.records import Span

_CLOSERS: Final[Mapping[str, str]] = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』", "‘": "’", "‚": "‘’",
    '"': '"', "'": "'",
}  # fmt: skip
"""What closes what each mark opens: “ ” and „ “, « » and » «."""
_MARK: Final = re.compile("[“”„«»‹›「」『』‘’‚\"']")
_SINGLE: Final = frozenset("‘’‚'‹›")
_CLEAR: Final = frozenset("“„«‘‚‹「『")
"""Marks that open wherever they stand, once nothing is open that they close."""
_DEEPEST: Final = 4
_BEFORE: Final = frozenset("([{—–-/*_>|:")
"""What may stand right before a mark that opens, beside white space and other marks."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two marks."""

    mark: str
    """The mark that opens."""
    inner: Span
    closed: bool
    """Whether a mark closes it in its own paragraph."""


def quoted(text: str, paragraph: Span) -> Iterator[Quoted]:
    """Yield what stands in quotation marks in a paragraph, in order; what is nested within another is left out."""
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, place = match.group(), match.start()
        if opened and mark in _CLOSERS[opened[-1][0]] and _may_close(text, place, opened[-1][0], paragraph):
            open_mark, start = opened.pop()
            if not opened:
                yield Quoted(open_mark, Span(start + 1, place), closed=True)
        elif len(opened) < _DEEPEST and _may_open(text, place, paragraph, inside=bool(opened)):
            if opened and opened[0][0] == mark:  # it opens again: what was opened before was never closed
                opened.clear()
            opened.append((mark, place))
        elif len(opened) > 1 and mark in _CLOSERS[opened[0][0]] and _may_close(text, place, opened[0][0], paragraph):
            open_mark, start = opened[0]
            opened.clear()
            yield Quoted(open_mark, Span(start + 1, place), closed=True)
    if opened and opened[0][0] not in _SINGLE:
        yield Quoted(opened[0][0], Span(opened[0][1] + 1, paragraph.end), closed=False)


def opens_with_a_mark(text: str, paragraph: Span, mark: str) -> bool:
    """Return True if a paragraph begins with the mark that opened a quotation in the one before."""
    return text[paragraph.start : paragraph.end].lstrip(" >*_\t")[:1] == mark


def _may_open(text: str, place: int, paragraph: Span, *, inside: bool) -> bool:
    before = text[place - 1] if place > paragraph.start else " "
    after = text[place + 1] if place + 1 < paragraph.end else " "
    mark = text[place]
    if after.isspace():
        return mark in "«‹" and not before.isalnum()  # the French put a space there
    if mark == "’" or mark not in _CLOSERS:
        return False
    apart = before.isspace() or before in _BEFORE or before in _CLOSERS
    if mark in "'‘‚":
        if mark == "'" and (after.isdigit() or not (inside or _closes_later(text, place, paragraph))):
            return False  # "the '90s"
        return apart and after.isalnum()
    return apart or mark in _CLEAR


def _may_close(text: str, place: int, opened: str, paragraph: Span) -> bool:
    before, after = text[place - 1], text[place + 1] if place + 1 < paragraph.end else " "
    if text[place] in "'’":
        if after.isalnum() or before.isspace():  # "don't", "the '90s"
            return False
        # "the workers' union" goes on where a better end follows
        return not (before == "s" and after == " " and _ends_later(text, place, opened, paragraph))
    return not (text[place] == '"' and before.isspace() and after.isalnum())


def _closes_later(text: str, place: int, paragraph: Span) -> bool:
    return re.compile(r"[^\s]'(?!\w)").search(text, place + 1, paragraph.end) is not None


def _ends_later(text: str, place: int, opened: str, paragraph: Span) -> bool:
    following = re.compile(r"[‘'](?=\w)(?<!\w.)|[,.!?][’'](?!\w)").search(text, place + 1, paragraph.end)
    return following is not None and following.group()[-1] in _CLOSERS[opened] and len(following.group()) > 1
