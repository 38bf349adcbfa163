"""When a question asks about: "in 2016", "since July 2016", "the latest"; and who has to say it: "according to X"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.language.analysis import fold
from rag.language.mentions import Sort, mentions
from rag.language.speakers import speaker_of
from rag.records import Filters
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
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WHEN = re.compile(
    rf"\b(?P<how>in|during|since|after|before|until|as of|by the end of"
    rf"|from)[ ](?:the[ ]year[ ])?"
    rf"(?:(?P<month>{_MONTH})[ ])?"
    r"(?P<year>(?:1[89]|20)\d\d)\b(?!\s?[-–]\s?\d)",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|as of (?:now|today)|at the moment"
    r"|up to date)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    rf"\b(?:articles?|reports?|pieces?|stories|columns?|texts?|coverage)(?: that were| which were)?"
    rf" (?:published"
    rf"|written|dated|from|of)"
    rf"(?: (?:in|during))? (?:(?P<month>{_MONTH}) )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SPOKEN_BY = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion) of)[ ](?P<by>[^?,]{2,60})|\b(?:did|does|do|has|had"
    r"|would)[ ](?P<who>[^?]{2,60}?)[ ](?:\w+ly[ ])?"
    r"(?:say|said|think|thought|write|written|argue|argued|claim"
    r"|claimed|call|called|describe|described|warn|warned|tell|told|announce|announced|report|reported|believe|reply"
    r"|expect|suggest|predict|mean|observe|conclude|complain)\b"
    r"|\bin[ ](?P<view>[^?,]{2,40}?)[’'](?:s)?[ ](?:view|opinion|words|eyes|judge?ment)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: ISO days, inclusive; an end that is open is `None`."""

    start: str | None
    end: str | None

    def holds(self, iso: str) -> bool:
        """Tell whether a day lies in it."""
        return (self.start is None or iso >= self.start) and (self.end is None or iso <= self.end)


def period_of(question: str) -> Period | None:
    """Return the time that a question asks about, when it names a year."""
    match = _WHEN.search(question)
    if match is None:
        return None
    start, end = _bounds(int(match["year"]), match["month"])
    how = match["how"].lower()
    if how in {"since", "from"}:
        return Period(start, None)
    if how == "after":
        return Period(end, None)
    if how == "before":
        return Period(None, start)
    return Period(None, end) if how in {"until", "as of", "by the end of"} else Period(start, end)


def published_filter(question: str, filters: Filters) -> Filters:
    """Return the filters with the time of "articles published in 2016": no other time in a question excludes any."""
    match = _PUBLISHED.search(question)
    if match is None or filters.published_from or filters.published_to:
        return filters
    start, end = _bounds(int(match["year"]), match["month"])
    return replace(filters, published_from=start, published_to=end)


def speaker_asked(question: str) -> str | None:
    """Return who has to say it, as one folded word of the name: "peskov" of "What did Dmitry Peskov say about ...?"."""
    match = _SPOKEN_BY.search(question)
    if match is None:
        return None
    named = [each for each in mentions(match["by"] or match["who"] or match["view"]) if each.sort is not Sort.DATE]
    if len(named) != 1 or named[0].sort not in {Sort.PERSON, Sort.THING} or named[0].text.startswith("the "):
        return None  # of two each may have a sentence, and what an outlet says is all that it prints
    return fold(re.split(r"[ \xa0]", named[0].text)[-1])


def prefer(ranked: Sequence[Evidence], question: str) -> list[Evidence]:
    """Return evidence in a new order: what is said by whom, and of the time, that the question asks for goes first.

    Args:
        ranked: all evidence, best first.
        question: the question, complete in itself.
    """
    speaker, period, latest = speaker_asked(question), period_of(question), bool(_LATEST.search(question))
    if not ranked or not (speaker or period or latest):
        return list(ranked)
    dates = sorted({each.candidate.passage.article.published or "" for each in ranked} - {""})
    looked_at = [
        replace(each, score=each.score + _worth(each, speaker, period, dates if latest else []))
        for each in ranked[:LOOKED_AT]
    ]
    return sorted([*looked_at, *ranked[LOOKED_AT:]], key=lambda each: -each.score)


def _worth(each: Evidence, speaker: str | None, period: Period | None, dates: Sequence[str]) -> float:
    passage = each.candidate.passage
    published = passage.article.published
    worth = 0.0
    if speaker and speaker in fold(passage.text):
        says = speaker_of([sentence.text for sentence in passage.sentences], each.position)
        worth += SPOKEN * (speaker in fold(says or "").split())
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


def _bounds(year: int, month: str | None) -> tuple[str, str]:
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    number = _MONTHS[month.lower()[:3]]
    following = date(year + number // 12, number % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return f"{year}-{number:02}-01", last.isoformat()
