"""What a sentence needs behind it to say anything: a heading its text, a question its answer, a lead-in its list."""

import re
from collections.abc import Sequence
from typing import Final

from index.records import StoredPassage
from rag.retrieval.ranking import Evidence

LIST_WORDS: Final = 160
"""Words of a list after which a quote that begins with its lead-in ends."""
_MARKS: Final = "*_) \t"
_ASKS: Final = ("?", "؟", "？")
_LEADS: Final = (":", "：")
_ITEM: Final = re.compile(r"(?:^|[\r\n])[ \t>]*(?:[-*+•–]\s*|\(?\d{1,3}[.)]\s*)?$")
"""What stands before an item of a list, which begins a line."""


def standing(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that can be quoted: no head of a table, and no heading or question without what is below it.

    Where nothing else was found, all of it is returned.
    """
    kept = [each for each in ranked if last_needed(each.candidate.passage, each.position) is not None]
    return kept or list(ranked)


def last_needed(passage: StoredPassage, position: int) -> int | None:
    """Return the place of the last sentence that the one at a place needs; nothing where its passage hasn't got it."""
    sentences = passage.sentences
    last = position
    while sentences[last].heading:
        if last + 1 == len(sentences) or sentences[last + 1].head:
            return None
        last += 1
    words = sentences[last].text.rstrip(_MARKS)
    if not words.endswith(_ASKS + _LEADS):
        return last
    if last + 1 == len(sentences) or sentences[last + 1].heading:
        return None
    return _list_end(passage, last + 1) if words.endswith(_LEADS) else last + 1


def _list_end(passage: StoredPassage, first: int) -> int:
    """Return the place of the last item of a list, or of the last that a quote has room for."""
    sentences, last = passage.sentences, first
    room = LIST_WORDS - len(sentences[first].text.split())
    while last + 1 < len(sentences) and _is_item(passage, first) and _is_item(passage, last + 1):
        room -= len(sentences[last + 1].text.split())
        if room < 0:
            break
        last += 1
    return last


def _is_item(passage: StoredPassage, position: int) -> bool:
    sentence = passage.sentences[position]
    before = passage.text[: sentence.span.start - passage.span.start][-12:]
    numbered = re.match(r"\(?\d{1,3}[.)]\s", sentence.text)
    marked = re.search(r"[-*+•–]\s*$", before)
    return not sentence.heading and not sentence.head and bool((numbered or marked) and _ITEM.search(before))
