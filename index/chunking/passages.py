"""Sentences into passages: what retrieval ranks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from index.chunking.time_limit import check_time
from index.records import Passage, Sentence, Span

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\r?\n|\r\r")


def group_passages(
    text: str,
    sentences: Sequence[Sentence],
    budget: int,
    count: Callable[[str], int],
    content: Sequence[Span] = (),
) -> tuple[Passage, ...]:
    """Group sentences into passages of at most `budget` tokens, never across a heading or page furniture.

    Whole paragraphs are joined while they fit; a paragraph over the budget is cut into parts of about equal length.
    A single sentence may not be longer than the budget (the segmenter sees to that).

    Args:
        text: the raw text of the article.
        sentences: its sentences, in order.
        budget: the most tokens a passage may have.
        count: how many tokens a text has.
        content: the ranges that are the article; between two of them stands furniture, which no passage may cover.

    Returns:
        Passages in order; every sentence is in exactly one.
    """
    sizes = _measure(text, sentences, count)
    found: list[Passage] = []
    for heading, section in _sections(sentences, [span.start for span in content]):
        for group in _pack(_paragraphs(text, section), sizes, budget):
            check_time()
            span = Span(group[0].span.start, group[-1].span.end)
            above = heading.span.of(text) if heading else None
            found.append(Passage(span, tuple(group), above, count(span.of(text))))
    return tuple(found)


class _Size(NamedTuple):
    alone: int
    """Tokens of the sentence as the first of a passage."""
    joined: int
    """Tokens it adds to a passage: with what stands between it and the sentence before, be it page furniture."""


_Sizes = dict[Sentence, _Size]


def _measure(text: str, sentences: Sequence[Sentence], count: Callable[[str], int]) -> _Sizes:
    sizes: _Sizes = {}
    last = 0
    for sentence in sentences:
        span = sentence.span
        sizes[sentence] = _Size(count(span.of(text)), count(text[last : span.end]))
        last = span.end
    return sizes


def _sections(sentences: Sequence[Sentence], starts: Sequence[int]) -> Iterator[tuple[Sentence | None, list[Sentence]]]:
    """Yield each heading with the sentences below it, cut where a content span starts; headings in a row stay one."""
    heading: Sentence | None = None
    section: list[Sentence] = []
    for sentence in sentences:
        last = section[-1] if section else None
        if last and (
            (sentence.heading and not last.heading)
            or bisect_right(starts, last.span.start) != bisect_right(starts, sentence.span.start)
        ):
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


def _pack(paragraphs: Sequence[list[Sentence]], sizes: _Sizes, budget: int) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for paragraph in paragraphs:
        if group and _size([*group, *paragraph], sizes) > budget:
            yield group
            group = []
        *whole, last = _cut(paragraph, sizes, budget)
        yield from whole
        group = [*group, *last]
    if group:
        yield group


def _cut(paragraph: list[Sentence], sizes: _Sizes, budget: int) -> list[list[Sentence]]:
    """Cut a paragraph over the budget into parts of about equal length, so that none is a stub."""
    left = _size(paragraph, sizes)
    aim, groups = _aim(left, budget), list[list[Sentence]]([[]])
    for sentence in paragraph:
        after = _size([*groups[-1], sentence], sizes)
        if groups[-1] and (after > budget or after - sizes[sentence].joined / 2 > aim):
            left -= _size(groups[-1], sizes)
            aim = _aim(left, budget)
            groups.append([])
        groups[-1].append(sentence)
    return groups


def _aim(left: int, budget: int) -> float:
    """Return the even share of the fewest parts that what is left can be cut into."""
    return left / max(1, -(-left // budget))


def _size(group: Sequence[Sentence], sizes: _Sizes) -> int:
    return sum(sizes[sentence].joined if place else sizes[sentence].alone for place, sentence in enumerate(group))
