"""Sentences into passages: what retrieval ranks."""

import re
from collections.abc import Callable, Iterator, Sequence

from index.records import Passage, Sentence, Span

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\r?\n|\r\r")


def group_passages(
    text: str, sentences: Sequence[Sentence], budget: int, count: Callable[[str], int]
) -> tuple[Passage, ...]:
    """Group sentences into passages of at most `budget` tokens, never across a heading.

    Whole paragraphs are joined while they fit; a paragraph over the budget is cut into parts of about equal length.
    A single sentence may not be longer than the budget (the segmenter sees to that).

    Args:
        text: the raw text of the article.
        sentences: its sentences, in order.
        budget: the most tokens a passage may have.
        count: how many tokens a text has.

    Returns:
        Passages in order; every sentence is in exactly one.
    """
    sizes = {sentence: count(sentence.span.of(text)) for sentence in sentences}
    found: list[Passage] = []
    for heading, section in _sections(sentences):
        for group in _pack(_paragraphs(text, section), sizes, budget):
            found.append(_passage(text, group, heading, sizes))
    return tuple(found)


def _passage(text: str, group: list[Sentence], heading: Sentence | None, sizes: dict[Sentence, int]) -> Passage:
    return Passage(
        span=Span(group[0].span.start, group[-1].span.end),
        sentences=tuple(group),
        heading=heading.span.of(text) if heading else None,
        tokens=sum(sizes[sentence] for sentence in group),
    )


def _sections(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, list[Sentence]]]:
    """Yield each heading with the sentences below it; headings that follow one another stay together."""
    heading: Sentence | None = None
    section: list[Sentence] = []
    for sentence in sentences:
        if sentence.heading and section and not section[-1].heading:
            yield heading, section
            section = []
        if sentence.heading:
            heading = sentence
        section.append(sentence)
    if section:
        yield heading, section


def _paragraphs(text: str, section: Sequence[Sentence]) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for sentence in section:
        last = found[-1][-1] if found else None
        if last and (last.heading or not _PARAGRAPH_BREAK.search(text, last.span.end, sentence.span.start)):
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found


def _pack(
    paragraphs: Sequence[list[Sentence]], sizes: dict[Sentence, int], budget: int
) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for paragraph in paragraphs:
        if group and _size(group, sizes) + _size(paragraph, sizes) > budget:
            yield group
            group = []
        *whole, last = _cut(paragraph, sizes, budget)
        yield from whole
        group = group + last
    if group:
        yield group


def _cut(paragraph: list[Sentence], sizes: dict[Sentence, int], budget: int) -> list[list[Sentence]]:
    """Cut a paragraph over the budget into parts of about equal length, so that none is a stub."""
    total = _size(paragraph, sizes)
    parts = -(-total // budget)
    aim, groups = total / max(parts, 1), list[list[Sentence]]([[]])
    for sentence in paragraph:
        filled = _size(groups[-1], sizes)
        full = filled + sizes[sentence] > budget or (parts > 1 and filled + sizes[sentence] / 2 > aim)
        if groups[-1] and full:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def _size(sentences: Sequence[Sentence], sizes: dict[Sentence, int]) -> int:
    return sum(sizes[sentence] for sentence in sentences)
