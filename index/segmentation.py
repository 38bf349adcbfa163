"""Article text into sentences, each with its range in the raw text."""

import re
from collections.abc import Callable, Iterator, Sequence

from sentencex import get_sentence_boundaries

from index.records import Sentence, Span

NAME = "sentencex-1"
"""Stored in the library: another segmenter cuts other sentences, so their library must be rebuilt."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n\s*|\r\r\s*")
_MARKDOWN_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,3}[.)])\s+")
_RULE = re.compile(r"\s*(?:[-*_=~#]\s*){2,}\s*")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,؟。！？][\"'’”»)\]*_]*\s*$")
_LEAD_IN = re.compile(r"[,:]$")
_QUOTATION = re.compile(r"[\"“„«‘']")
_OPENING_AT_END = re.compile(r"(?<=\s)([“„«‘(\[]\s*)\Z")
_WORDS = re.compile(r"\w+")
_MARKUP = " \t\r\n#*_>"


def split_sentences(
    text: str, content: Sequence[Span], language: str | None, limit: int, count: Callable[[str], int]
) -> tuple[Sentence, ...]:
    """Cut the content of an article into sentences.

    Args:
        text: the raw text.
        content: the ranges of it that are the article.
        language: ISO 639-1 code for the rules of abbreviations; English when unknown.
        limit: the most tokens a sentence may have; a longer one is split at clause marks.
        count: how many tokens a text has.

    Returns:
        Sentences in order, not overlapping, trimmed of white space.
    """
    found: list[Sentence] = []
    for block in (block for span in content for block in _blocks(text, span)):
        if is_heading(block.of(text)):
            found.append(Sentence(_without_markup(text, block), heading=True))
            continue
        for span in _sentences(text, block, language or "en"):
            found.extend(Sentence(part) for part in split_long(text, span, limit, count))
    return tuple(_with_lead_ins(text, [each for each in found if _WORDS.search(each.span.of(text))], limit, count))


def is_heading(block: str) -> bool:
    """Say whether a block that stands alone is a heading: marked as one, or one short line without a full stop."""
    if _MARKDOWN_HEADING.match(block):
        return True
    line = block.strip()
    if "\n" in line or _LIST_ITEM.match(line) or _ENDS_SENTENCE.search(line):
        return False
    first = _WORDS.search(line)
    return bool(first) and len(_WORDS.findall(line)) <= 16 and not first.group()[0].islower()


def split_long(text: str, span: Span, limit: int, count: Callable[[str], int]) -> list[Span]:
    """Split a sentence of more than `limit` tokens at its clause marks (or spaces), nearest the middle first.

    A run without any mark is split in the middle: nothing is lost, and nothing is longer than the limit.
    """
    pending, done = [span], list[Span]()
    while pending:
        part = pending.pop()
        length = part.end - part.start
        if length <= limit or count(part.of(text)) <= limit:  # a token is at least one character
            done.append(part)
            continue
        cut = _nearest_cut(text, part)
        pending += [half for half in (_trim(text, cut, part.end), _trim(text, part.start, cut)) if half]
    return done


def _nearest_cut(text: str, part: Span) -> int:
    middle = (part.start + part.end) // 2
    quarter = max(1, (part.end - part.start) // 4)
    for marks in (r"[;:]\s|\s[–—-]\s", r"[,،、，]\s", r"\s"):
        ends = [match.end() for match in re.finditer(marks, text[middle - quarter : middle + quarter])]
        if ends:
            return middle - quarter + min(ends, key=lambda end: abs(end - quarter))
    return middle


def _blocks(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs, headings and list items of a content span."""
    start = span.start
    for gap in _BLANK_LINE.finditer(text, span.start, span.end):
        yield from _lines(text, start, gap.start())
        start = gap.end()
    yield from _lines(text, start, span.end)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a paragraph where a line break ends something: at headings, list items and lines that stop short."""
    spans = [span for span in _line_spans(text, start, end) if not _RULE.fullmatch(span.of(text))]
    width = max((len(span.of(text)) for span in spans), default=0)
    opened: Span | None = None
    for index, span in enumerate(spans):
        line = span.of(text)
        opened = Span(opened.start, span.end) if opened else span
        following = spans[index + 1].of(text) if index + 1 < len(spans) else ""
        if not following or _breaks(line, following, width):
            trimmed = _trim(text, opened.start, opened.end)
            if trimmed:
                yield trimmed
            opened = None


def _line_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for line in re.finditer(r"[^\r\n]+", text[start:end]):
        trimmed = _trim(text, start + line.start(), start + line.end())
        if trimmed:
            yield trimmed


def _breaks(line: str, following: str, width: int) -> bool:
    if _MARKDOWN_HEADING.match(line) or _MARKDOWN_HEADING.match(following) or _LIST_ITEM.match(following):
        return True
    short = len(line) < 0.6 * width or (width > 200 and len(line) < width)
    first = _WORDS.search(following)
    return short and bool(first) and not first.group()[0].islower() and not _LIST_ITEM.match(line)


def _sentences(text: str, block: Span, language: str) -> Iterator[Span]:
    start = block.start
    for found in get_sentence_boundaries(language, block.of(text)):
        end = block.start + found["end_index"]
        opening = _OPENING_AT_END.search(text, start, end)  # a quotation mark left behind by the next sentence
        if opening and end < block.end:
            end = opening.start(1)
        span = _trim(text, start, end)
        start = end
        if span:
            yield span


def _with_lead_ins(
    text: str, sentences: Sequence[Sentence], limit: int, count: Callable[[str], int]
) -> Iterator[Sentence]:
    """Join "The minister said," with the quotation below it: apart, neither says who said what."""
    opened: Sentence | None = None
    for sentence in sentences:
        if opened and _QUOTATION.match(sentence.span.of(text)) and not sentence.heading:
            joined = Span(opened.span.start, sentence.span.end)
            between = text[opened.span.end : sentence.span.start]
            if not between.strip() and count(joined.of(text)) <= limit:
                sentence, opened = Sentence(joined), None
        if opened:
            yield opened
        opened = sentence
        if not _LEAD_IN.search(sentence.span.of(text)):
            yield sentence
            opened = None
    if opened:
        yield opened


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _without_markup(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _MARKUP:
        start += 1
    while end > start and text[end - 1] in _MARKUP:
        end -= 1
    return Span(start, end) if end > start else span
