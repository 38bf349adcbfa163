"""Article text into sentences, each with its range in the raw text."""

import re
from collections.abc import Callable, Iterator, Sequence

from sentencex import get_sentence_boundaries

from index.chunking.joining import Form, Piece, join_pieces
from index.chunking.markdown import standing
from index.chunking.tables import has_head, is_rule, row_cells, table_end, title_rows
from index.chunking.time_limit import check_time
from index.language.numbered import is_label
from index.records import Sentence, Span

NAME = "sentencex-2"
"""Stored in the library: another segmenter cuts other sentences, so their library must be rebuilt."""
CUTTING = "4"
"""Version of what is joined and left out beyond that: raised when it makes other sentences, and files are cut again."""

_BLANK_LINE = re.compile(r"(?:\n[^\S\n]*\r?\n|\r\r)(?:\s*[\r\n])?")
_MARKDOWN_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{2,5})\))\s+")
_RULE = frozenset("-*_=~# \t")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,؟。！？][\"'’”»)\]*_]*\s*$")
_ASKS = re.compile(r"[?؟？][\"'’”»)*_]*$")
_LEAD_IN = re.compile(r"[:：][*_]*$")
_LABELLED = re.compile(r"[*_]*(?:(?:[QAFRPSCВОسج]|Question|Answer|Frage|Antwort|Soru|Cevap)[*_]*\s?:|Q\.)[*_]*\s")
"""A line of an interview: "Q: ...", "A: ..."."""
_OPENING_AT_END = re.compile(r"(?<=\s)([“„«‘(\[]\s*)\Z")
_WORDS = re.compile(r"[^\W_]+")
_MARKUP, _EMPHASIS = " \t\r\n#*_>", " \t\r\n*_"
_BULLET = re.compile(r"[-*+•–]\s+(?=\S)")
_HEADING_LENGTH = 200
"""Characters of the longest heading without a mark: a script without spaces hides how many words a line has."""
_LONGEST_LABEL = 40
"""Characters of what numbers a rule, as "Article 6." does."""
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half of a surrogate pair, which sentencex can't take: it sees another sign in its place, of the same length."""
_SPACE = re.compile(r"[^\S\n\r\t\f\v ]")
"""White space of several bytes: on one between a capital and a full stop sentencex 1.0 fails, so it sees plain ones."""
_WINDOW = 4000
"""Characters that sentencex sees at once: its time grows with the square of a text without spaces."""
_GOES_ON = {
    "fr": re.compile(r"\bMM?\.$"),  # M. Dupont
    "tr": re.compile(r"(?<![\w.,])\d{1,2}\.$"),  # 12. yüzyıl
}
"""Ends that are no end of a sentence, by language, beyond what sentencex knows."""


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
    pieces: list[Piece] = []
    blocks = (block for span in content for block in _blocks(text, span))
    for number, (block, form) in enumerate(blocks):
        check_time()
        pieces += (
            Piece(sentence, form, number)
            for sentence in _block_sentences(text, block, form, language or "en", limit, count)
            if _WORDS.search(sentence.span.of(text))
        )
    return tuple(join_pieces(text, pieces, limit, count))


def _block_sentences(
    text: str, block: Span, form: Form, language: str, limit: int, count: Callable[[str], int]
) -> Iterator[Sentence]:
    """Yield the sentences of a block: a heading and the head of a table are one each, a row of a table too."""
    if form in {Form.LINE, Form.MARKED, Form.HEAD}:
        tabbed = form is Form.HEAD and "\t" in {text[block.start], text[block.end - 1]}
        heading = block if tabbed else _without_markup(text, block)
        if count(heading.of(text)) <= limit:
            yield Sentence(heading, heading=True)
            return
    for span in [block] if form is Form.ROW else _sentences(text, block, language):
        yield from (Sentence(part) for part in split_long(text, span, limit, count))


def is_heading(block: str) -> bool:
    """Say whether a block that stands alone is a heading: marked as one, or one short line without a full stop."""
    if _MARKDOWN_HEADING.match(block):
        return True
    line = block.strip()
    if (
        len(line) > _HEADING_LENGTH
        or "\n" in line
        or "\r" in line
        or _LIST_ITEM.match(line)
        or _ENDS_SENTENCE.search(line)
    ):
        return False
    first = _WORDS.search(line)
    return first is not None and len(_WORDS.findall(line)) <= 16 and not first.group()[0].islower()


def split_long(text: str, span: Span, limit: int, count: Callable[[str], int]) -> list[Span]:
    """Split a sentence of more than `limit` tokens at its clause marks (or spaces), nearest the middle first.

    A run without any mark is split in the middle: nothing is lost, and nothing is longer than the limit.
    """
    pending, done = [span], list[Span]()
    while pending:
        part = pending.pop()
        length = part.end - part.start
        # A token is at least one byte, a character at most four.
        if length == 1 or 4 * length <= limit or count(part.of(text)) <= limit:
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


def _blocks(text: str, span: Span) -> Iterator[tuple[Span, Form]]:
    """Yield the paragraphs, headings, list items and rows of tables of a content span."""
    start = span.start
    for gap in _BLANK_LINE.finditer(text, span.start, span.end):
        yield from _lines(text, start, gap.start())
        start = gap.end()
    yield from _lines(text, start, span.end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[Span, Form]]:
    """Cut a paragraph where a line break ends something: at headings, list items, rows and lines that stop short."""
    spans = [span for span in _line_spans(text, start, end) if not _is_rule(span.of(text))]
    run: list[Span] = []
    for place, rows in _tables(text, spans):
        if rows:
            yield from _joined_lines(text, run)
            run = []
            yield from _table(text, rows)
        else:
            run.append(spans[place].trimmed(text))
    yield from _joined_lines(text, run)


def _tables(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, list[Span]]]:
    """Yield the lines by place, and in place of each two or more that are rows of one table these rows."""
    place = 0
    while place < len(spans):
        end = table_end(text, spans, place)
        yield place, list(spans[place:end])
        place = max(end, place + 1)


def _table(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, Form]]:
    """Yield the rows of a table, from the first cell to the last."""
    kept = [line for line in lines if not is_rule(line.of(text))]
    rows = [row_cells(text, line) for line in kept]
    told = [[cell.of(text) for cell in row] for row in rows if row]
    titles = title_rows(told)
    headed = has_head(told[titles:], ruled=is_rule(lines[1].of(text)) and not titles)
    for place, (line, row) in enumerate(zip(kept, rows, strict=True)):
        if place < titles:
            yield row[0], Form.LINE
        elif not row:  # the name of a section
            yield _without_markup(text, line, "| \t"), Form.ROW
        else:
            whole = all(cell.end > cell.start for cell in (row[0], row[-1]))  # else its bars say which are empty
            form = Form.HEAD if headed and place == titles else Form.ROW
            yield Span(row[0].start, row[-1].end) if whole else line, form


def _joined_lines(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Form]]:
    """Yield the lines of running text, joined where a sentence may run on; what is struck out is left out."""
    width = max((len(span.of(text)) for span in spans), default=0)
    opened: Span | None = None
    for index, span in enumerate(spans):
        line = span.of(text)
        opened = Span(opened.start, span.end) if opened else span
        following = spans[index + 1].of(text) if index + 1 < len(spans) else ""
        if not following or _breaks(line, following, width):
            yield from ((part, _form(part.of(text))) for part in standing(text, opened))
            opened = None


def _form(block: str) -> Form:
    if is_heading(block):
        return Form.MARKED if _MARKDOWN_HEADING.match(block) else Form.LINE
    return Form.ITEM if _LIST_ITEM.match(block) else Form.TEXT


def _is_rule(line: str) -> bool:
    return len(line) > 1 and _RULE.issuperset(line)


def _line_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for line in re.finditer(r"[^\r\n]+", text[start:end]):
        trimmed = _trim(text, start + line.start(), start + line.end())
        if trimmed and "\t" in trimmed.of(text):  # a tab at an end parts an empty cell from the others
            yield Span(_tabbed(text, trimmed.start, start, -1), _tabbed(text, trimmed.end, end, 1))
        elif trimmed:
            yield trimmed


def _tabbed(text: str, place: int, limit: int, step: int) -> int:
    """Return the farthest place that only tabs part from another."""
    while place != limit and text[place - (step < 0)] == "\t":
        place += step
    return place


def _breaks(line: str, following: str, width: int) -> bool:
    if _MARKDOWN_HEADING.match(line) or _MARKDOWN_HEADING.match(following) or _LIST_ITEM.match(following):
        return True
    if _ASKS.search(line) or _LABELLED.match(following) or (_LEAD_IN.search(line) and not _LABELLED.match(line)):
        return True
    short = len(line) < 0.6 * width or (width > 200 and len(line) < width)
    first = _WORDS.search(following)
    return short and first is not None and not first.group()[0].islower() and not _LIST_ITEM.match(line)


def _sentences(text: str, block: Span, language: str) -> Iterator[Span]:
    """Yield the sentences of a block, joined where one doesn't really end."""
    goes_on = _GOES_ON.get(language)
    item = _LIST_ITEM.match(text, block.start, block.end)
    start = block.start
    for end in _ends(text, block, language):
        opening = _OPENING_AT_END.search(text, start, end)  # a quotation mark left behind by the next sentence
        stop = opening.start(1) if opening and end < block.end else end
        span = _trim(text, start, stop)
        if item and stop <= item.end():  # "1." is the mark of what follows
            continue
        if span and goes_on and stop < block.end and goes_on.search(text, max(start, span.end - 8), span.end):
            continue
        if span and stop < block.end and span.end - span.start < _LONGEST_LABEL and is_label(span.of(text)):
            continue
        start = stop
        if span:
            yield _bare(text, span)


def _bare(text: str, span: Span) -> Span:
    """Leave out the marks of a list item and of emphasis around a whole sentence: a reader of a quote needs neither."""
    bullet = _BULLET.match(text, span.start, span.end)
    return _without_markup(text, Span(bullet.end(), span.end) if bullet else span, _EMPHASIS)


def _ends(text: str, block: Span, language: str) -> Iterator[int]:
    """Yield where sentencex cuts, window by window: the last sentence of a window is cut anew with what follows."""
    start = block.start
    while start < block.end:
        stop = min(start + _WINDOW, block.end)
        window = _SPACE.sub(" ", _HALF.sub("\N{REPLACEMENT CHARACTER}", text[start:stop]))
        ends = [start + found["end_index"] for found in get_sentence_boundaries(language, window)] or [stop]
        if stop < block.end and len(ends) > 1 and ends[-2] > start:
            ends.pop()
        yield from ends
        start = ends[-1]


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return a range without white space at its ends, or nothing where it holds nothing else."""
    span = Span(start, end).trimmed(text)
    return span if span.end > span.start else None


def _without_markup(text: str, span: Span, marks: str = _MARKUP) -> Span:
    start, end = span.start, span.end
    while start < end and (text[start] in marks or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if end > start else span
