"""What in a Markdown source is no text of the article: comments, hidden and struck sentences, the fences around code.

The raw text is never rewritten: ranges of it are left out. A struck word within a sentence stays, with its marks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.records import Sentence, Span

_PLACES: Final = re.compile(
    r"""(?P<fence>^[ ]{0,3}(?:>[ ]?)*(?:`{3,}|~{3,})[^\n]*$)
    |(?P<span>(?<![`\\])(?P<ticks>`{1,2})(?!`)[^\n]{1,500}?(?<!`)(?P=ticks)(?!`))
    |(?P<comment><!--.*?-->|\{/\*.*?\*/\}|\{\#.*?\#\}|\{>>.{0,1000}?<<\})
    |(?P<hidden><(?P<unseen>p|div|span|section|aside)\b
       (?=(?:[^<>"']|"[^"<>]{0,300}"|'[^'<>]{0,300}'){0,300}?\s(?:hidden(?=[\s>/=])|aria-hidden=["']?true
         |style=["'][^"'<>]{0,300}(?:display[ ]?:[ ]?none|visibility[ ]?:[ ]?hidden|font-size[ ]?:[ ]?0
           |opacity[ ]?:[ ]?0(?!\.))))
       [^<>]{0,300}>.{0,2000}?</(?P=unseen)>)
    |(?P<wrapper></?(?:details|summary|section|article|aside|center|div|figure|figcaption)\b[^<>]{0,200}>)
    |(?P<remark>^[ ]{0,3}\[(?://|comment|_)?[^\]\n]{0,30}\]:[ ](?:\#[ ]?[("'][^\n]*|<>[ ]?[("'][^\n]*)$)
    |(?P<aside>%%[^%]{1,5000}%%)
    |(?P<struck>(?<![~\\])~~(?!~)(?P<tilded>(?:[^~\n]|\n(?!\s*\n)){1,5000}?)~~(?!~)
       |<(?P<tag>del|s|strike)\b[^<>]{0,200}>(?P<tagged>.{1,5000}?)</(?P=tag)>)
    |(?P<note>^[ ]{0,3}\[\^[^\]\s]{1,40}\]:[ \t]*(?=\S))""",
    re.MULTILINE | re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_SIGNS: Final = (
    "```",
    "~~",
    "<!--",
    "{/*",
    "{#",
    "]: ",
    "%%",
    "<del",
    "<s",
    "[^",
    "{>>",
    "hidden",
    "style=",
    "<d",
    "<f",
    "<a",
    "<c",
)
_FENCE: Final = re.compile(r"[ ]{0,3}(?:>[ ]?)*(?P<marks>`{3,}|~{3,})(?P<rest>[^\n]*)", re.MULTILINE)
_ENDS: Final = re.compile(r"[.!?…؟。！？][\"'’”»)\]*_]*\s*$")
_OPENS: Final = re.compile(r"(?:^|[\n\r]|[.!?…؟。！？][\"'’”»)\]*_]*)[\s>*+_#-]*$")
_NOTE_MARKS: Final = re.compile(r"(?:\[\^?(?:\d{1,3}|[a-z]|[^\W_]{1,20}(?<=\d)|note \d+)\]|[⁰¹²³⁴-⁹*†‡]+)+[,;]?\s+")
_BEFORE_MARK: Final = re.compile(r"[.!?…؟。！？][\"'’”»)*_]*$")


@dataclass(frozen=True, slots=True)
class Markdown:
    """Ranges of a Markdown source, in order, not overlapping."""

    omitted: tuple[Span, ...] = ()
    """Comments, struck sentences, the marks of notes and the lines that open and close code."""
    code: tuple[Span, ...] = ()
    """The lines of code."""


def find_markdown(text: str) -> Markdown:
    """Return what is no text of the article, and what is code."""
    if not any(sign in text for sign in _SIGNS):
        return Markdown()
    omitted: list[Span] = []
    code: list[Span] = []
    at = 0
    while match := _PLACES.search(text, at):
        at = match.end()
        span = Span(match.start(), match.end())
        if match["fence"]:
            inside = _code(text, span)
            if inside is None:
                continue
            body, at = inside
            omitted += [span, Span(body.end, at)]
            code.append(body)
        elif match["struck"]:
            if _is_whole(text, match):
                omitted.append(span)
        elif not match["span"]:
            omitted.append(span)
    return Markdown(tuple(each for each in omitted if each.start < each.end), tuple(code))


def _code(text: str, opening: Span) -> tuple[Span, int] | None:
    """Return the lines of code below the line that opens it, and where the line that closes it ends."""
    start = _FENCE.match(text, opening.start)
    if start is None or (start["marks"][0] == "`" and "`" in start["rest"]):
        return None
    first = min(opening.end + 1, len(text))
    for close in _FENCE.finditer(text, first):
        begins = text[close.start() - 1] == "\n"
        if begins and close["marks"].startswith(start["marks"]) and not close["rest"].strip():
            return Span(first, close.start()), close.end()
    return Span(first, len(text)), len(text)


def _is_whole(text: str, struck: re.Match[str]) -> bool:
    """Return True if what is struck is one or several sentences: what is left around it reads as it stands."""
    if not _OPENS.search(text, max(0, struck.start() - 40), struck.start()):
        return False
    rest = text[struck.end() : struck.end() + 40].lstrip(" *_")
    return not rest or rest[0] in "\r\n" or _ENDS.search(struck["tilded"] or struck["tagged"]) is not None


def standing(text: str, span: Span) -> tuple[Span, ...]:
    """Return the parts of a paragraph that are not struck out in whole sentences, as in `~~The old.~~ The new.`."""
    if "~~" not in span.of(text):
        return (span,)
    found = _PLACES.finditer(text, span.start, span.end)
    struck = (Span(*match.span()) for match in found if match["tilded"] and _is_whole(text, match))
    return without([span], Markdown(tuple(struck)), text)


def plain_copy(text: str, found: Markdown) -> str:
    """Return a text of the same length with blanks for what is left out, and code in which nothing is a heading."""
    pieces: list[str] = []
    at = 0
    for span in sorted((*found.omitted, *found.code)):
        blank = r"[^\r\n]" if span in found.omitted else r"(?m)^[ \t>]*#"
        pieces += [text[at : span.start], re.sub(blank, lambda match: " " * len(match[0]), span.of(text))]
        at = span.end
    return "".join((*pieces, text[at:])) if pieces else text


def without(spans: Iterable[Span], found: Markdown, text: str) -> tuple[Span, ...]:
    """Return ranges without what is left out, code apart from the text around it."""
    cuts = sorted({*found.omitted, *(Span(at, at) for span in found.code for at in (span.start, span.end))})
    left = list(spans)
    if not cuts:
        return tuple(left)
    return tuple(part for span in left for part in _parts(span, cuts, text))


def _parts(span: Span, cuts: Sequence[Span], text: str) -> Iterator[Span]:
    start = span.start
    for cut in (each for each in cuts if each.start <= span.end and each.end >= span.start):
        yield from _trimmed(text, start, cut.start)
        start = max(start, cut.end)
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the range without white space at its ends, if it holds anything else."""
    span = Span(start, end).trimmed(text)
    if span.start < span.end:
        yield span


def settle_sentences(text: str, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return sentences without the mark of a note on the sentence before, and no line of code as a heading."""
    found = find_markdown(text)
    settled: list[Sentence] = []
    for sentence in sentences:
        span = sentence.span
        if sentence.heading and (
            any(each.start <= span.start < each.end for each in found.code) or _goes_on(text, span.end, found.omitted)
        ):
            sentence = replace(sentence, heading=False)
        mark = _NOTE_MARKS.match(text, span.start, span.end)
        if mark and settled and _BEFORE_MARK.search(text, settled[-1].span.start, span.start):
            sentence = replace(sentence, span=Span(mark.end(), span.end))
        settled.append(sentence)
    return tuple(settled)


def _goes_on(text: str, end: int, omitted: Sequence[Span]) -> bool:
    """Return True if what is left out here only interrupts a line."""
    cut = next((each for each in omitted if end <= each.start and not text[end : each.start].strip(" *_")), None)
    return cut is not None and re.match(r"[^\S\r\n]*[^\s]", text[cut.end : cut.end + 40]) is not None
