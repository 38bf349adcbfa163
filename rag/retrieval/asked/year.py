"""Evidence of the year that a question names: what was so in another year, or was printed long before, is no answer."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from rag.language.dates import published_day, years_in, years_of
from rag.questions.analysis import Question
from rag.questions.kinds import Kind
from rag.retrieval.ranking import Evidence, as_no_answer

LOOKED_AT: Final = 30
"""The best sentences, which alone are looked at."""
AHEAD: Final = timedelta(days=183)
"""How long before the time asked for an article may be printed: the budget of a year is passed in the one before."""


def of_asked_year(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the evidence with what is of another time than the one year, season or month asked for at the end.

    Such a sentence answers nothing, whatever a reader thinks of it.
    """
    years = question.constraints.years
    if not years or question.kind is Kind.WHEN:
        return list(ranked)
    own, others = list[Evidence](), list[Evidence]()
    for each in ranked[:LOOKED_AT]:
        if _is_of_another(each, years, question):
            others.append(as_no_answer(each))
        else:
            own.append(each)
    return [*own, *ranked[LOOKED_AT:], *others]


def _is_of_another(each: Evidence, years: Collection[int], question: Question) -> bool:
    """Return True if a sentence speaks of other years in a passage without the asked one, or was printed too early.

    What is called by its year ("the 2016 coup") is spoken of in later years, too; "the 2023 budget" is another one.
    """
    passage = each.candidate.passage
    published = published_day(passage.article.published)
    if published is None or not years_in(f"{passage.article.title or ''}\n{passage.text}").isdisjoint(years):
        return False
    if published < _start(years, question) - AHEAD:
        return True
    thing, sentence = question.constraints.called_by_year, each.sentence.text
    if thing:
        others = {int(year) for year in re.findall(rf"\b(\d{{4}}) {thing}", sentence, re.IGNORECASE)}
        return bool(others) and others.isdisjoint(years)
    told = years_of(sentence) - {published.year}
    later = bool(told) and min(told) > max(years)
    return later if published.year == max(years) + 1 else bool(told) and published.year not in years


def _start(years: Collection[int], question: Question) -> date:
    """Return the first day of the time asked for."""
    month = next((month for year, month, _ in question.dates if year and month and month <= 12), None)
    return date(min(years), month or 1, 1)
