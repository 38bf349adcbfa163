"""Cut raw text into the units that cleaning judges: paragraphs, and single lines where lines stand for themselves.

A hard-wrapped paragraph is one unit, a menu of twenty lines is twenty. Every feature looks at a bounded part of a unit
with bounded patterns, so the time stays linear in the text however odd it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.chunking.time_limit import check_time
from index.records import Span

CLIP: Final = 2000
"""Characters of a unit that features look at: more than any line of page furniture has."""

_LINE: Final = re.compile(r"[^\r\n]+|\r\n?|\n")
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+\S")
_MARKER: Final = re.compile(r"(?:[-*+•‣–]|\(?\d{1,3}[.)])[ \t]+")
_LINK: Final = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,1000}\)")
_LABEL: Final = re.compile(r"([^\[\]:：\r\n]{1,40})[:：]")
_EMPHASIS: Final = re.compile(r"\*\*|__|(?<!\w)[*_]+(?=\w)|(?<=[\w.,!?…'\"”’)])[*_]+(?!\w)")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_DENSE: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_CLOSERS: Final = " \t\"'”’»“)]}*_›」』"
_NOTE_MARK: Final = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\))+$")
_ENDS: Final = frozenset(".!?…。！？．؟۔।॥։።၊။៕;")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or a line that stands for itself, with what is needed to judge it."""

    span: Span
    block: int
    """Number of the run of lines, between blank lines, in which it stands."""
    plain: str
    """Its words without markup, white space made single, at most `CLIP` characters."""
    words: int
    """Words in `plain`; in scripts without spaces two characters count as one."""
    level: int
    """Level of the Markdown heading, 0 for none."""
    listed: bool
    """Whether it begins with a list marker."""
    linked: bool
    """Whether all its words stand in Markdown links or images."""
    label: str
    """The label of a line such as `Region: [Asia](#)`, whose other words are all links; else nothing."""
    end: str
    """The character that closes it like a sentence, or nothing."""


def read_units(text: str, start: int = 0) -> tuple[Unit, ...]:
    """Return the units of `text` from the offset `start` on, in order."""
    units: list[Unit] = []
    for number, lines in enumerate(_blocks(text, start)):
        check_time()
        for span in [Span(lines[0].start, lines[-1].end)] if _is_wrapped(text, lines) else lines:
            units.append(read_unit(text, span, number))
    return tuple(units)


def plain_words(markup: str) -> str:
    """Return `markup` without links' targets, emphasis, heading and list markers, white space made single."""
    bare = _LINK.sub(r"\1", markup) if "](" in markup else markup
    bare = bare.lstrip(" \t>")
    heading = _HEADING.match(bare)
    if heading:
        bare = bare[heading.end(1) :].strip().rstrip("#")
    else:
        bare = _MARKER.sub("", bare, count=1) if _MARKER.match(bare) else bare
    return " ".join(_EMPHASIS.sub("", bare).split())


def count_words(plain: str) -> int:
    """Count words; where words aren't divided by spaces, two characters count as one."""
    dense = len(_DENSE.findall(plain))
    return len(_WORD.findall(plain)) if not dense else len(_WORD.findall(_DENSE.sub(" ", plain))) + dense // 2


def _blocks(text: str, start: int) -> Iterator[list[Span]]:
    """Yield the runs of lines that hold something, each line trimmed."""
    lines: list[Span] = []
    held = False  # whether the current line holds something
    for match in _LINE.finditer(text, start):
        piece = match.group()
        if piece[0] in "\r\n":
            if not held and lines:
                yield lines
                lines = []
            held = False
        elif (stripped := piece.strip()) != "":
            begin = match.start() + len(piece) - len(piece.lstrip())
            lines.append(Span(begin, begin + len(stripped)))
            held = True
    if lines:
        yield lines


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Tell whether `lines` are one paragraph, broken to fit a page of fixed width.

    Then all lines but the last are about as long as the longest, and some sentence runs over two of them.
    """
    if len(lines) < 2:
        return False
    lengths = [line.end - line.start for line in lines]
    longest = max(lengths)
    if not 40 <= longest <= 130 or min(lengths[:-1]) < 0.6 * longest:
        return False
    if any(_MARKER.match(text, line.start) or text[line.start] in "#|>" for line in lines[1:]):
        return False
    return any(_runs_on(text, above, below) for above, below in pairwise(lines))


def _runs_on(text: str, above: Span, below: Span) -> bool:
    """Tell whether a sentence runs on from one line to the next, which then doesn't begin with a capital letter."""
    first = text[below.start]
    return text[above.end - 1] not in _ENDS and first.isalnum() and not first.isupper()


def read_unit(text: str, span: Span, block: int) -> Unit:
    """Return the unit that covers `span`, in the block of that number."""
    head = text[span.start : min(span.end, span.start + CLIP)]
    heading = _HEADING.match(head)
    plain = plain_words(head)
    return Unit(
        span=span,
        block=block,
        plain=plain,
        words=count_words(plain),
        level=len(heading.group(1)) if heading else 0,
        listed=_MARKER.match(head) is not None,
        linked=_is_linked(head),
        label=_link_label(head),
        end=_sentence_end(text[max(span.start, span.end - 80) : span.end]),
    )


def _is_linked(head: str) -> bool:
    rest, links = _LINK.subn("", head) if "](" in head else (head, 0)
    return links > 0 and _WORD.search(rest) is None


def _link_label(head: str) -> str:
    label = _LABEL.match(head)
    return plain_words(label.group(1)).lower() if label and _is_linked(head[label.end() :]) else ""


def _sentence_end(tail: str) -> str:
    tail = _NOTE_MARK.sub("", tail.rstrip(_CLOSERS + " "))
    bare = _NOTE_MARK.sub("", tail).rstrip(_CLOSERS)
    return bare[-1] if bare and bare[-1] in _ENDS else ""
