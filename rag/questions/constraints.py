"""Read the constraints of a question: its time ("since July 2016", "the latest") and its speaker ("according to X")."""

import re
from dataclasses import dataclass
from datetime import date

from index.language.analysis import fold
from index.language.calendar import MONTH, month_numbers
from rag.language.dates import YearMonthDay, find_dates, read_date, years_in
from rag.language.mentions import Sort, mentions
from rag.language.people.speech import ASKED_WHAT_WAS_SAID

_WHEN = re.compile(
    rf"\b(?P<how>in|during|since|after|before|until|as of|by the end of"
    rf"|from)[ ](?:the[ ]year[ ])?"
    rf"(?:(?P<month>{MONTH})[ ])?"
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
    rf"(?: (?:in|during))? (?:(?P<month>{MONTH}) )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SPOKEN_BY = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion) of)[ ](?P<by>[^?,]{2,60})|\b(?:did|does|do|has|had"
    r"|would)[ ](?P<who>[^?]{2,60}?)[ ](?:\w+ly[ ])?"
    rf"{ASKED_WHAT_WAS_SAID}\b"
    r"|\bin[ ](?P<view>[^?,]{2,40}?)[’'](?:s)?[ ](?:view|opinion|words|eyes|judge?ment)\b",
    re.IGNORECASE,
)
""""according to X", "did X say", "in X's view"."""
_SEASON = re.compile(r"\b(?P<first>(?:19|20)\d\d)\s?[/–-]\s?(?P<last>(?:19|20)\d\d|\d\d)\b(?!-\d)")
_CALLED_BY_YEAR = re.compile(r"(?:\b(?:the|an?|this|that|its|their|our)|['’]s) (?:1[89]|20)\d\d ([^\W\d_]{3,})")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: ISO days, inclusive; an end that is open is `None`."""

    start: str | None
    end: str | None

    def holds(self, iso: str) -> bool:
        """Return True if a day lies in it."""
        return (self.start is None or iso >= self.start) and (self.end is None or iso <= self.end)


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a question demands of the evidence beside its words."""

    period: Period | None
    """The time that it asks about."""
    latest: bool
    """Whether it asks for the newest there is."""
    speaker: str | None
    """Who has to say it: one folded word of the name."""
    published: Period | None
    """When the articles must have been published."""
    days: tuple[YearMonthDay, ...] = ()
    """The days that it names, with or without their year."""
    years: frozenset[int] = frozenset()
    """The year, or the two of a season, that it asks about alone; empty where it asks since, before or between."""
    called_by_year: str = ""
    """What it calls by that year: `coup` of "the 2016 coup", of which others may speak in any year."""


def read_constraints(text: str) -> Constraints:
    """Return the constraints in a question."""
    latest, published = bool(_LATEST.search(text)), published_asked(text)
    called = _CALLED_BY_YEAR.search(text)
    return Constraints(
        period=period_of(text),
        latest=latest,
        speaker=speaker_asked(text),
        published=published,
        days=days_asked(text),
        years=years_asked(text),
        called_by_year=called[1].lower() if called else "",
    )


def days_asked(text: str) -> tuple[YearMonthDay, ...]:
    """Return the days that a text names, each with a month: "9 February", "9 February 2024"."""
    dates = (read_date(span.of(text)) for span in find_dates(text))
    return tuple(each for each in dates if each[1] and each[2])


def years_asked(text: str) -> frozenset[int]:
    """Return the one year that a text is about, or the two of its season: "the 2022/23 season", "2024-25"."""
    period, season = period_of(text), _SEASON.search(text)
    if period and None in {period.start, period.end}:
        return frozenset()
    if season:
        first, last = int(season["first"]), int(season["last"])
        return frozenset({first, first + 1}) if last in {first + 1, (first + 1) % 100} else frozenset()
    years = years_in(text)
    return frozenset(years) if len(years) == 1 else frozenset()


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


def published_asked(question: str) -> Period | None:
    """Return the time of "articles published in 2016": the only time in a question that excludes any article."""
    match = _PUBLISHED.search(question)
    return Period(*_bounds(int(match["year"]), match["month"])) if match else None


def speaker_asked(question: str) -> str | None:
    """Return who has to say it, as one folded word of the name: "peskov" of "What did Dmitry Peskov say about ...?"."""
    match = _SPOKEN_BY.search(question)
    if match is None:
        return None
    named = [each for each in mentions(match["by"] or match["who"] or match["view"]) if each.sort is not Sort.DATE]
    if len(named) != 1 or named[0].sort not in {Sort.PERSON, Sort.THING} or named[0].text.startswith("the "):
        return None  # of two each may have a sentence, and what an outlet says is all that it prints
    return fold(re.split(r"[ \xa0]", named[0].text)[-1])


def _bounds(year: int, month: str | None) -> tuple[str, str]:
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    number = month_numbers("en")[month.lower()]
    following = date(year + number // 12, number % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return f"{year}-{number:02}-01", last.isoformat()
