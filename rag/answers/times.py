"""Tell which time a sentence speaks of: two that speak of different times differ about nothing."""

from datetime import date
from typing import Final

from index.records import ArticleCard
from rag.language.dates import YearMonthDay, find_dates, published_day, read_date, years_of
from rag.questions.analysis import Question


def is_of_asked_day(question: Question, sentence: str, card: ArticleCard) -> bool:
    """Return True if a question names a day or a month, and a sentence or the day of its article is of that time."""
    asked = [each for each in question.dates if each[1] is not None]
    told = [_dated(each, card) for each in _dates(sentence) if each[1] is not None]
    return any(_holds(each, other) for each in asked for other in (*told, read_date(card.published or "")))


SAME_WEEK: Final = 7
"""Days within which two articles report the same state of things: a later one that gives something else may tell of
another year, or of what has changed."""


def are_of_one_week(one: ArticleCard, other: ArticleCard) -> bool:
    """Return True if two articles were published within a week, as far as they tell."""
    days = [published_day(each.published) for each in (one, other)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= SAME_WEEK


def are_apart(
    question: Question, one: tuple[str, ArticleCard], best: tuple[str, ArticleCard], *, silent: bool = False
) -> bool:
    """Return True if two sentences speak of different years, as far as they say so.

    A year that the question names sets nothing apart; ages of somebody in two years do, and so does the day of an
    article that was published before the time asked for. A sentence without one speaks of the year of its article.

    Args:
        question: what they answer.
        one: a sentence and its article.
        best: the one that answers best, and its article.
        silent: whether the first, where it names no year, may speak of the one that the best names, if both articles
            are of one week.
    """
    first, second = (years_of(sentence) for sentence, _ in (one, best))
    asked = {year for year, _, _ in question.dates if year}
    if _comes_too_early(question, one, best) or (_asks_age(question) and not are_of_one_year(one[1], best[1])):
        return True
    if silent and second and not first and are_of_one_week(one[1], best[1]):
        return False
    if not first | second or (first | second) & asked:
        return bool(asked) and bool(first) and bool(second) and not (first & asked and second & asked)
    times = [years or _published(card) for years, (_, card) in zip((first, second), (one, best), strict=True)]
    return bool(times[0]) and bool(times[1]) and times[0].isdisjoint(times[1])


def _comes_too_early(question: Question, one: tuple[str, ArticleCard], best: tuple[str, ArticleCard]) -> bool:
    """Return True if only one of two articles was published before a month or day that the question names."""
    asked = [each for each in question.dates if each[0] is not None and each[1] is not None]
    days = [published_day(card.published) for _, card in (one, best)]
    if len(asked) != 1 or None in days:
        return False
    year, month, day = asked[0]
    first = date(year or 1, month or 1, day or 1)
    return len({each is not None and each < first for each in days}) == 2


def _asks_age(question: Question) -> bool:
    return question.wanted.measure == "age" or question.wanted.noun == "age" or "old" in question.asking


def are_of_one_year(one: ArticleCard, other: ArticleCard) -> bool:
    """Return True if two articles were published in the same year, as far as they tell."""
    return _published(one) == _published(other)


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
