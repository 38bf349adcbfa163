"""Prefer evidence of the time, by the speaker and of the person that a question asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rag.questions.analysis import Question
from rag.questions.answer_types import find_amounts
from rag.questions.constraints import Period
from rag.questions.kinds import Kind
from rag.records import Filters
from rag.retrieval.asked.identity import of_asked_identity
from rag.retrieval.asked.life import of_asked_life
from rag.retrieval.asked.number import of_asked_number
from rag.retrieval.asked.office import of_asked_office
from rag.retrieval.asked.speaker import is_said_by, of_asked_speaker
from rag.retrieval.asked.year import of_asked_year
from rag.retrieval.ranking import Evidence

SPOKEN, IN_TIME, TOO_EARLY, NEWEST = 0.06, 0.02, 0.05, 0.04
"""Added to a sentence's score when who is asked for says it, and when it or its article is of the time asked for; taken
off when its article is older than that; added to the newest article when the latest is asked for, and a share of it to
the others. They turn near ties, not more: evidence without a date stays where it is.

On 16 questions of the kind "What did X say about Y?" over the sample articles the right sentence comes first for 12 and
among the quotes for 13; without the first of them, or with 0.04, 11 and 12. No question of xquad-dev changes.
"""
LOOKED_AT = 30
"""The best sentences, which alone are weighed again."""
_SINCE = re.compile(r"\b(?:after|ago|before|earlier|later|since|within)\b", re.IGNORECASE)
"""Beside a stretch of time: the day it is counted from tells when."""
_NEAR = 12
"""Characters around an answer in which such a word stands."""


def within_asked_time(question: Question, filters: Filters) -> Filters:
    """Return the filters with the time of "articles published in 2016"; those that have a time keep it."""
    asked = question.constraints.published
    if asked is None or filters.published_from or filters.published_to:
        return filters
    return replace(filters, published_from=asked.start, published_to=asked.end)


def prefer(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return evidence in a new order: what is said by whom, and of the time, that the question asks for goes first.

    Args:
        ranked: all evidence, best first.
        question: the question, complete in itself.
    """
    for order in _ORDERS:
        ranked = order(ranked, question)
    return list(ranked)


def _weighed(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    asked = question.constraints
    speaker, period, latest = asked.speaker, asked.period, asked.latest
    if not ranked or not (speaker or period or latest):
        return list(ranked)
    dates = sorted({each.candidate.passage.article.published or "" for each in ranked} - {""})
    looked_at = [
        replace(each, score=each.score + _worth(each, speaker, period, dates if latest else []))
        for each in ranked[:LOOKED_AT]
    ]
    return sorted([*looked_at, *ranked[LOOKED_AT:]], key=lambda each: -each.score)


def _worth(each: Evidence, speaker: str | None, period: Period | None, dates: Sequence[str]) -> float:
    published = each.candidate.passage.article.published
    worth = 0.0
    if speaker:
        worth += SPOKEN * is_said_by(each, speaker)
    if period:
        worth += _timely(each.sentence.text, published, period)
    if published and dates:
        worth += NEWEST * (dates.index(published) + 1) / len(dates)
    return worth


def _timely(sentence: str, published: str | None, period: Period) -> float:
    years = {year for year in re.findall(r"\b(?:1[89]|20)\d\d\b", sentence)}
    inside = any(period.holds(f"{year}-07-01") for year in years)
    if published and period.start and published < period.start:
        return -TOO_EARLY
    if years:
        return IN_TIME * inside
    return IN_TIME * bool(published and period.holds(published))


def _dated_first(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return evidence with a date first where it is asked when, and the best names a stretch: "more than 63 years"."""
    if question.kind is not Kind.WHEN or not ranked or not _names_a_stretch(ranked[0]):
        return list(ranked)
    dated = next((each for each in ranked if each.kind and (each.log_odds or 0.0) > 0), ranked[0])
    return [dated, *(each for each in ranked if each is not dated)]


def _names_a_stretch(each: Evidence) -> bool:
    """Return True if the words that a reader names say how long, and not when: no date, no "three years later"."""
    if each.kind or each.answer is None:
        return False
    start = each.sentence.span.start
    text, end = each.sentence.text, each.answer.end - start
    named = text[each.answer.start - start : end]
    return any(find_amounts(named, each.candidate.passage.article.language)) and not _SINCE.search(
        text[max(0, each.answer.start - start - _NEAR) : end + _NEAR]
    )


_ORDERS: Final = (
    _weighed,
    _dated_first,
    of_asked_number,
    of_asked_year,
    of_asked_life,
    of_asked_office,
    of_asked_identity,
    of_asked_speaker,
)
"""What puts evidence into another order, one after the other."""
