"""Tell which time a sentence speaks of: two that speak of different times differ about nothing."""

import re
from typing import Final

from index.records import ArticleCard
from rag.language.dates import YearMonthDay, find_dates, read_date
from rag.questions.analysis import Question

_ASIDE: Final = re.compile(
    r",? (?:who|which|whose)\b[^,;]*|\b(?:since|than|after|before|until|from) (?:\w+ ){0,3}\d{4}\b"
)
"""What tells of another time beside the one that a sentence is about: "which surveyed it in 2014", "since 2012"."""


def is_of_asked_day(question: Question, sentence: str, card: ArticleCard) -> bool:
    """Return True if a question names a day or a month, and a sentence or the day of its article is of that time."""
    asked = [each for each in question.dates if each[1] is not None]
    told = [_dated(each, card) for each in _dates(sentence) if each[1] is not None]
    return any(_holds(each, other) for each in asked for other in (*told, read_date(card.published or "")))


def are_apart(question: Question, one: tuple[str, ArticleCard], other: tuple[str, ArticleCard]) -> bool:
    """Return True if two sentences speak of different years, as far as they say so.

    A year that the question names sets nothing apart; a sentence without one speaks of the year of its article.
    """
    first, second = (_years(sentence) for sentence, _ in (one, other))
    asked = {year for year, _, _ in question.dates if year}
    if not first | second or (first | second) & asked:
        return bool(asked) and bool(first) and bool(second) and not (first & asked and second & asked)
    times = [years or _published(card) for years, (_, card) in zip((first, second), (one, other), strict=True)]
    return bool(times[0]) and bool(times[1]) and times[0].isdisjoint(times[1])


def are_of_one_year(one: ArticleCard, other: ArticleCard) -> bool:
    """Return True if two articles were published in the same year, as far as they tell."""
    return _published(one) == _published(other)


def _years(sentence: str) -> set[int]:
    return {year for year, _, _ in _dates(_ASIDE.sub(" ", sentence)) if year}


def _dates(text: str) -> list[YearMonthDay]:
    return [read_date(span.of(text)) for span in find_dates(text)]


def _dated(told: YearMonthDay, card: ArticleCard) -> YearMonthDay:
    """Return a date with the year of its article, where it tells none."""
    return (told[0] or next(iter(_published(card)), None), *told[1:])


def _published(card: ArticleCard) -> set[int]:
    year = read_date(card.published or "")[0]
    return {year} if year else set()


def _holds(asked: YearMonthDay, told: YearMonthDay) -> bool:
    """Return True if a date is within the time asked for."""
    return all(part is None or part == other for part, other in zip(asked, told, strict=True))
