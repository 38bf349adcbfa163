"""Prefer the passages of the day that a question names: printed on it, or speaking of it."""

from collections.abc import Collection
from typing import Final

from index.records import StoredPassage
from rag.language.dates import YearMonthDay, find_dates, read_date
from rag.questions.analysis import Question

OF_DAY: Final = 0.2
"""Added to the score of a passage of the day asked for: "How many had died by 9 February?" is answered by the paper of
that day, which needn't say again what of. Passages on one matter lie within it; those on others stay behind."""


def of_asked_day(passage: StoredPassage, question: Question) -> float:
    """Return what a passage gains for being of a day that the question names."""
    days = question.constraints.days
    return OF_DAY * bool(days and is_of_day(passage, days))


def is_of_day(passage: StoredPassage, days: Collection[YearMonthDay]) -> bool:
    """Return True if a passage was published on one of some days, or names one."""
    published = read_date(passage.article.published or "")
    told = (read_date(span.of(passage.text)) for span in find_dates(passage.text))
    return any(_same(day, each) for each in (published, *told) for day in days)


def _same(one: YearMonthDay, other: YearMonthDay) -> bool:
    """Return True if two dates may be one day; a year that only one has says nothing."""
    return one[1:] == other[1:] and (one[0] == other[0] or None in {one[0], other[0]})
