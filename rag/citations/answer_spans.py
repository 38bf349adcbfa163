"""Keep of the words that a reader names those that answer: "161 people", not "161 people had been killed and 1,440"."""

import re
from typing import Final

from index.records import Span
from rag.answers.values import ValueSort, value_named
from rag.questions.analysis import Question
from rag.questions.kinds import Kind

SHORT: Final = 4
"""Words that are bold as they are, if nothing parts them."""
LONG: Final = 8
"""Words from which an answer that is no value ends where its clause does."""
_PARTED: Final = re.compile(r"[,;:.!?] |\s(?:and|und|et|y|ve|и|و)\s")
"""What stands between two numbers that are two answers."""
_CLAUSE_END: Final = re.compile(
    r"[.;:!?…](?=\s)"
    r"|,?\s(?=(?:and|but|whereas|while)\s(?:I|he|she|it|we|they|you|then|there|[$€£]?\d[\d.,]*$|\w+$))"
    r"|,(?=\s(?:and|but|so|then|which|who|whose|where|when|while|whereas|although|because|[$€£]?\d)\b)"
)


def trimmed(text: str, span: Span, question: Question, language: str | None) -> Span:
    """Return the part of an answer that is the value asked for, or its first clause where it is long.

    Args:
        text: what the answer stands in.
        span: the words that a reader named, in it.
        question: what they answer.
        language: that of the text.
    """
    named = span.of(text)
    words = len(named.split())
    value = value_named(text, span, question, language) if question.kind in {Kind.HOW_MANY, Kind.WHEN} else None
    if value is not None and value.sort in {ValueSort.NUMBER, ValueSort.DATE}:
        whole = words <= SHORT and not _PARTED.search(named)
        return span if whole or not _within(value.span, span) else Span(value.span.start, _end(text, value.span, span))
    found = _CLAUSE_END.search(named) if words >= LONG else None
    return Span(span.start, span.start + found.start()) if found and found.start() else span


def _within(one: Span, other: Span) -> bool:
    return other.start <= one.start < other.end


def _end(text: str, value: Span, span: Span) -> int:
    """Return where a value ends, without what a reader didn't name, nor the space behind it."""
    return value.start + len(text[value.start : max(min(value.end, span.end), value.start + 1)].rstrip(" ,;:"))
