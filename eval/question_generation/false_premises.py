"""Questions that take something false for granted, made from questions that don't: to train the abstention on.

A name is exchanged for another of the same article, a deed or a figure for one that the article tells nothing of. Now
and then such a question has an answer after all ("Who leads the Moors?"); they are many, and weigh less than written
ones.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Final

from eval.question_generation.altering import alter_figure
from index.language.analysis import fold, words
from index.records import Span
from rag.language.names import Name, names
from rag.language.numbers import find_figures
from rag.language.parsing import read
from rag.language.places import names_country

_AROUND: Final = 250
"""Characters before and behind the answer in which the other name must not stand."""
_DEED: Final = re.compile(
    r"\bdid\s+(?P<whole>(?:the\s+)?[^\W\d_a-z][\w’'.-]*(?:\s+(?:of\s+)?(?:the\s+)?[^\W\d_a-z][\w’'.-]*)*\s+)(?P<verb>[a-z]+)\b"
)
_DEEDS: Final = (
    "abolish", "sell", "leave", "recognise", "ban", "abandon", "cancel", "denounce", "conquer", "rename", "blame",
    "invade", "betray", "rescue", "expel", "pardon", "bomb", "demolish", "burn", "inherit",
)  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")


def with_other_name(question: str, text: str, gold: Span) -> str | None:
    """Return the question with one of its names exchanged; None where the article has no other of the same sort.

    Args:
        question: one that the article answers.
        text: the article.
        gold: where its answer stands: names near it are not taken.
    """
    found = [name for name in names(read(question)) if len(name.words) > 2]
    if not found:
        return None
    chosen = found[_pick(question, len(found))]
    near = text[max(0, gold.start - _AROUND) : gold.end + _AROUND]
    asked = set(words(question))
    others = sorted(
        other
        for other in _names_of(text)
        if other not in near and asked.isdisjoint(words(other)) and _is_place(other) == _is_place(chosen.words)
    )
    if not others:
        return None
    ending = "'s" if chosen.words.endswith(("'s", "’s")) else ""
    return question.replace(chosen.words, others[_pick(f"{question} other", len(others))] + ending, 1)


def with_other_deed(question: str, text: str) -> str | None:
    """Return "Why did ...?" with a deed that the article doesn't tell; None where the question names no doer."""
    found = _DEED.search(question)
    if found is None:
        return None
    said = set(words(text))
    deeds = [deed for deed in _DEEDS if not any(word.startswith(deed[:5]) for word in said)]
    asks = ("Why", "When")[_pick(question, 2)]
    chosen = deeds[_pick(question, len(deeds))] if deeds else ""
    return f"{asks} did {found['whole']}{chosen}{question[found.end() :]}" if chosen else None


def with_other_figure(question: str, text: str) -> str | None:
    """Return the question with its last figure altered; None where it has none, or all others stand in the article."""
    found = [each for each in find_figures(question, "en") if any(map(str.isdigit, each.span.of(question)))]
    if not found:
        return None
    span = found[-1].span
    altered = alter_figure(span.of(question), text)
    return question[: span.start] + altered + question[span.end :] if altered else None


def _names_of(text: str) -> set[str]:
    every: Sequence[Name] = [name for part in _SENTENCE.split(text) for name in names(read(part))]
    plain = {re.sub(r"(?:['’]s?)$", "", name.words) for name in every if len(name.parts) <= 3}
    return {name for name in plain if name[:1].isupper() and len(name) > 2}


def _is_place(name: str) -> bool:
    return names_country(fold(re.split(r"[\s'’]", name)[0]))


def _pick(key: str, count: int) -> int:
    """Return a number below `count`, always the same for a key."""
    return zlib.crc32(key.encode()) % count
