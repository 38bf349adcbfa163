"""Find the words in a sentence that would answer a question: a date, a number with its unit, a name."""

import re
from collections.abc import Callable, Iterator

from index.records import Span
from rag.language.dates import find_dates
from rag.language.names import name_spans
from rag.language.numbers import find_numbers
from rag.questions.analysis import Question, folded_words
from rag.questions.kinds import Kind

_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|in order to|so that|as a result of|thanks to|therefore)\b.*", re.IGNORECASE
)


def answer_words(sentence: str, question: Question, language: str | None = None) -> list[Span]:
    """Return the ranges in `sentence` of words of the kind that the question asks for, and doesn't say itself.

    Args:
        sentence: the sentence; what is struck out in it (`~~the old~~`) or denied ("not 87") is passed over.
        question: the question.
        language: that of the sentence; the question's when unknown.
    """
    find = _FINDERS.get(question.kind)
    if find is None:
        return []
    sentence = _PASSED_OVER.sub(lambda match: " " * len(match.group()), sentence)
    found = [
        span
        for span in find(sentence, language or question.language)
        if not folded_words(span.of(sentence)) <= question.folded
    ]
    if question.kind is not Kind.HOW_MANY:
        return found
    unit = question.wanted.unit
    kept = [span for span in found if unit.search(span.of(sentence))] if unit else found
    return sorted({*kept, *find_dates(sentence)}) if question.wanted.dated else kept


_PASSED_OVER = re.compile(
    r"~~[^~]{1,500}~~|\b(?:not|rather than|instead of|nicht|statt|et non(?: pas)?|y no|а не|وليس) [$€£]?\d[\d.,]*%?"
    r"|[$€£]?\b\d[\d.,]*%? değil\b",
    re.IGNORECASE,
)


def has_answer_words(sentence: str, question: Question, language: str | None = None) -> bool | None:
    """Return whether a sentence holds words of the kind asked for; `None` when its form doesn't tell.

    A reason often stands without a "because": its absence says nothing.
    """
    if question.kind not in _FINDERS:
        return None
    return bool(answer_words(sentence, question, language)) or (None if question.kind is Kind.WHY else False)


def find_amounts(sentence: str, language: str | None) -> Iterator[Span]:
    """Yield the ranges of the numbers of a sentence that are no part of a date, with what they count."""
    dates = list(find_dates(sentence))
    for span in find_numbers(sentence, language):
        if not any(date.start <= span.start < date.end for date in dates):
            yield span


def _reasons(sentence: str, _: str | None) -> Iterator[Span]:
    yield from (Span(*match.span()) for match in _REASON.finditer(sentence))


_FINDERS: dict[Kind, Callable[[str, str | None], Iterator[Span]]] = {
    Kind.WHEN: lambda sentence, _: find_dates(sentence),
    Kind.HOW_MANY: find_amounts,
    Kind.WHO: lambda sentence, _: name_spans(sentence),
    Kind.WHERE: lambda sentence, _: name_spans(sentence),
    Kind.WHY: _reasons,
}
