"""The quotations of a draft: what is quoted, in which parts, and whom the draft has say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.records import Span
from rag.drafts.reading.marks import Quoted, opens_with_a_mark, quoted
from rag.drafts.reading.words import Word, words_of
from rag.language.lexicon import languages, lines
from rag.language.people.speech import ATTRIBUTES

Gap = Literal["none", "ellipsis", "insertion", "said"]
"""What parts two pieces of a quotation: nothing, an ellipsis, words in brackets, or "he said"."""

_PARAGRAPH: Final = re.compile(r"(?:(?!\n[^\S\n]*\r?\n|\r\r).)+", re.DOTALL)
_ELLIPSIS: Final = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)?")
_INSERTION: Final = re.compile(r"\[(?![^\W\d_]\]\w)[^\[\]\n]{1,80}\](?!\()")
"""Words in brackets; a letter alone before a word ("[T]he") only changes its capital."""
_SAYS: Final = [ATTRIBUTES, "according to", *(line for spoken in languages() for line in lines("says", spoken))]
_SAID: Final = re.compile(rf"\b(?:{'|'.join(_SAYS)})\b", re.IGNORECASE)
_SAID_INSIDE: Final = re.compile(
    rf"\s*[,—–]\s*(?:{'|'.join(line for spoken in languages() for line in lines('said-inside', spoken))})\b"
    r"[^,—–«»“”\n]{0,60}[,—–]\s*(?:[—–]\s*)?"
)
"""Who speaks, within the marks, as French and Russian have it: « Nous ne savions rien, a déclaré Delmas, de cela. »"""
_LONGEST_ASIDE: Final = 120
"""Characters between two parts of a quotation that "he said" parts."""
_QUOTE_LINE: Final = re.compile(r"[^\S\n]{0,3}>+[^\n]*")
_SIGNED: Final = re.compile(r"\n[>\s]*(?:—|–|―|--)\s*([^\n]{2,80})\s*$")
SHORTEST: Final = 2
"""Words from which what stands in quotation marks is a quotation: a single one is a term as often."""


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A run of words of a quotation that must stand together."""

    words: tuple[Word, ...]
    gap: Gap
    """What parts it from the piece before."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of a draft."""

    spans: tuple[Span, ...]
    """What stands between its marks: several ranges where "he said" or a new paragraph parts it."""
    pieces: tuple[QuotedPart, ...]
    block: bool = False
    """Whether it is set apart as a block, without marks."""
    signed: str | None = None
    """Who signs a block."""

    @property
    def start(self) -> int:
        """Where it begins in the draft, behind its mark."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where it ends in the draft, before its mark."""
        return self.spans[-1].end

    @property
    def words(self) -> tuple[Word, ...]:
        """All its words, in order."""
        return tuple(word for piece in self.pieces for word in piece.words)

    @property
    def parts(self) -> tuple["Quotation", ...]:
        """What stands on either side of each "he said", as quotations of their own."""
        cuts = [place for place, piece in enumerate(self.pieces) if piece.gap == "said"]
        runs = [self.pieces[one:other] for one, other in zip([0, *cuts], [*cuts, len(self.pieces)], strict=True)]
        return tuple(
            Quotation(
                (Span(run[0].words[0].start, run[-1].words[-1].end),), (QuotedPart(run[0].words, "none"), *run[1:])
            )
            for run in runs
            if run
        )


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """Return the paragraphs of a text, which blank lines part."""
    return [
        Span(
            match.start() + len(match.group()) - len(match.group().lstrip()),
            match.start() + len(match.group().rstrip()),
        )
        for match in _PARAGRAPH.finditer(text, start)
        if match.group().strip()
    ]


def find_quotations(text: str, start: int = 0) -> list[Quotation]:
    """Return the quotations of a draft, in order.

    Args:
        text: the draft.
        start: where its own words begin, behind front matter.
    """
    marked: list[tuple[list[Span], bool]] = []
    blocks: list[Quotation] = []
    carried: Quoted | None = None
    for paragraph in paragraphs(text, start):
        found = list(quoted(text, paragraph))
        block = _block(text, paragraph)
        if block and not any(len(words_of(text, *_ends(each))) * 2 > len(block.words) for each in found):
            blocks.append(block)
            carried = None
            continue
        goes_on = carried is not None and found and opens_with_a_mark(text, paragraph, carried.mark)
        for number, each in enumerate(found):
            if number == 0 and goes_on and marked:
                marked[-1][0].append(each.inner)
            else:
                said = number > 0 and _is_aside(text, found[number - 1], each)
                marked.append(([each.inner], said))
        carried = found[-1] if found and not found[-1].closed else None
    made = [*_joined(text, marked), *blocks]
    return sorted((each for each in made if len(each.words) >= SHORTEST), key=lambda each: each.start)


def _ends(each: Quoted) -> tuple[int, int]:
    return each.inner.start, each.inner.end


def _joined(text: str, marked: Sequence[tuple[list[Span], bool]]) -> Iterator[Quotation]:
    """Yield quotations, those that "he said" parts as one."""
    runs: list[list[list[Span]]] = []
    for spans, said in marked:
        if said and runs:
            runs[-1].append(spans)
        else:
            runs.append([spans])
    for run in runs:
        pieces = [
            piece
            for number, spans in enumerate(run)
            for place, span in enumerate(spans)
            for piece in _pieces(text, span, "said" if number and not place else "none")
        ]
        if pieces:
            yield Quotation(tuple(span for spans in run for span in spans), _merged(pieces))


def _pieces(text: str, span: Span, first: Gap) -> Iterator[QuotedPart]:
    """Cut a range at its ellipses and its words in brackets."""
    cuts: list[tuple[int, int, Gap]] = [
        (*match.span(), "ellipsis") for match in _ELLIPSIS.finditer(text, *_range(span))
    ]
    cuts += [
        (*match.span(), "insertion")
        for match in _INSERTION.finditer(text, *_range(span))
        if not any(start <= match.start() < end for start, end, _ in cuts)
    ]
    cuts += [(*match.span(), "said") for match in _SAID_INSIDE.finditer(text, *_range(span))]
    gap, start = first, span.start
    for cut_start, cut_end, kind in sorted(cuts):
        words = words_of(text, start, cut_start)
        if words:
            yield QuotedPart(words, gap)
            gap = "none"
        gap = gap if gap == "ellipsis" and kind == "insertion" else kind
        start = cut_end
    if words := words_of(text, start, span.end):
        yield QuotedPart(words, gap)


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _merged(pieces: Sequence[QuotedPart]) -> tuple[QuotedPart, ...]:
    """Put pieces together that nothing parts, as at a new paragraph."""
    made: list[QuotedPart] = []
    for piece in pieces:
        if made and piece.gap == "none":
            made[-1] = QuotedPart((*made[-1].words, *piece.words), made[-1].gap)
        else:
            made.append(piece)
    return (QuotedPart(made[0].words, "none"), *made[1:]) if made else ()


def _is_aside(text: str, before: Quoted, after: Quoted) -> bool:
    """Return True if what stands between two quotations only says who speaks, in the middle of one sentence."""
    between = text[before.inner.end + 1 : after.inner.start - 1]
    if not 0 < len(between) <= _LONGEST_ASIDE or before.mark != after.mark:
        return False
    ended = text[before.inner.start : before.inner.end].rstrip()[-1:] in {".", "!", "?", "…"}
    goes_on = between.rstrip().endswith((",", "،", ":", "—", "–")) or after.inner.of(text).lstrip()[:1].islower()
    plain = re.sub(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|[A-Z])\.", "", between)
    return not ended and goes_on and not re.search(r"[.!?]", plain) and _SAID.search(between) is not None


def _block(text: str, paragraph: Span) -> Quotation | None:
    """Return a paragraph as a quotation when each of its lines is set as one: `> `."""
    lines = [line for line in paragraph.of(text).splitlines() if line.strip()]
    if not lines or not all(_QUOTE_LINE.fullmatch(line) for line in lines):
        return None
    signed = _SIGNED.search(text, paragraph.start, paragraph.end)
    span = Span(paragraph.start, signed.start() if signed else paragraph.end)
    pieces = _merged(list(_pieces(text, span, "none")))
    if not pieces:
        return None
    inner = Span(pieces[0].words[0].start, pieces[-1].words[-1].end)
    return Quotation((inner,), pieces, block=True, signed=signed[1].strip(" >*_") if signed else None)
