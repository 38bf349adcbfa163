"""What an article says in another way: a value further off, or that follows from its own; another form of a name."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from index.records import ArticleCard
from rag.citations.relative_dates import date_words
from rag.drafts.claims.approximations import is_rough, is_time, near_enough
from rag.drafts.claims.derived import as_a_part, derived
from rag.drafts.claims.shares import end_of
from rag.generation.checks.binding import misplaced_day, misplaced_number
from rag.generation.checks.claims import ClaimProblem
from rag.generation.checks.support import Source
from rag.language.dates import Day, days, same_day
from rag.language.names import names
from rag.language.parsing import Reading, Token, read
from rag.language.quantities import Number, numbers, same_number
from rag.language.similarity import alike, covered, marks
from rag.records import Problem

Value = TypeVar("Value")
_NEAR: Final = 3
"""Sentences before the support whose values belong to it."""
_AWAY: Final = re.compile(r"\s*(?:\w+ )?(?:later|earlier|ago|before|after|since)\b", re.IGNORECASE)
"""Behind a number of years: they count from what the draft has told before."""
_FEW: Final = re.compile(r"\b(?:couple of|few|several|many)[ \xa0]$", re.IGNORECASE)
_AMERICA: Final = frozenset({"us", "usa", "america", "american", "americans", "washington", "pentagon"})
_STATES: Final = ("united", "states")
_APART: Final = re.compile(r"[\s.-]")


@dataclass(frozen=True, eq=False)
class Reconciler:
    """A statement beside an article, and what is known of both."""

    claim: Reading
    examined: ClaimProblem
    sources: Sequence[Source]
    card: ArticleCard
    background: frozenset[str]
    """All words of the article that are written like names, folded."""
    repeats: bool
    """Whether the statement has nearly the words of a sentence, so that another name in it is no other form."""

    def excuses(self, problem: Problem) -> bool:
        """Return True if the article says in another way what a check of the words found missing."""
        if problem.kind == "number":
            return self._excuses_number(problem.words)
        if problem.kind == "date":
            return self._excuses_day(problem.words)
        if problem.kind == "name":
            return self._excuses_name(problem.words)
        return False

    def unmet(self) -> Iterator[Problem]:
        """Yield the spans of time that only a number of something else would bear out: two months, by two countries."""
        known = _numbers(self._around)
        for ours in numbers(self.claim):
            counted = is_time(ours) and any(same_number(ours, each) for each in known)
            told = any(_as_long(self.claim, ours, each) for each in known) or self._goes_without_unit(ours)
            if counted and not told and _AWAY.match(self.claim.text, end_of(self.claim, ours)) is None:
                yield Problem("number", ours.words)

    def _goes_without_unit(self, ours: Number) -> bool:
        """Return True if a sentence has a number bare behind one of its unit: "down from 61 days to 38"."""
        for reading in self._around:
            found = numbers(reading)
            bare = [each for each in found if each.unit is None and same_number(ours, each)]
            if any(each.unit == ours.unit and each.start < one.start for each in found for one in bare):
                return True
        return False

    @cached_property
    def _support(self) -> list[Reading]:
        """The sentences that bear the statement out, and those right before them."""
        chosen = {(each.passage.id, each.position) for each in self.examined.support.sources}
        return [
            each.reading
            for each in self.sources
            if any(each.passage.id == one and 0 <= place - each.position <= _NEAR for one, place in chosen)
        ]

    @cached_property
    def near(self) -> list[Source]:
        """The sentences of the same passages that share a word with the statement, or stand near the support."""
        chosen = {(each.passage.id, each.position) for each in self.examined.support.sources}
        return [
            each
            for each in self.sources
            if any(
                each.passage.id == one
                and (abs(place - each.position) <= _NEAR or covered(self.claim, marks(each.reading)))
                for one, place in chosen
            )
        ]

    @property
    def _around(self) -> list[Reading]:
        """Where a value may stand: only in the sentence itself, where the statement repeats that."""
        lead = self.examined.support.lead
        return [lead.reading] if self.repeats and lead else [each.reading for each in self.near]

    def _excuses_number(self, words: str) -> bool:
        ours = next((number for number in numbers(self.claim) if number.words == words), None)
        if ours is None:  # a unit of time that nothing counts
            return _FEW.search(self.claim.text[: max(0, self.claim.text.find(words))]) is None
        if any(same_number(ours, each) for each in _numbers(self._support)):  # it stands there, but of something else
            return self._in_lead(numbers, lambda each: same_number(ours, each), misplaced_number)
        around = _numbers(self._around)
        rounded = [  # "nearly 800" isn't said of "nearly 700" in the same words
            each
            for reading in self._around
            for each in numbers(reading)
            if not (self.repeats and is_rough(reading, each))
        ]
        return (
            any(same_number(ours, each) for each in around)
            or any(near_enough(self.claim, ours, each) for each in rounded)
            or derived(self.claim, ours, around)
            or as_a_part(self.claim, ours, self._around)
            or (ours.unit == "year" and ours.value in self._distances())
            or (ours.ordinal and not self._counts_otherwise(ours))
            or (is_time(ours) and _AWAY.match(self.claim.text, end_of(self.claim, ours)) is not None)
        )

    def _counts_otherwise(self, ours: Number) -> bool:
        """Return True if a sentence counts off what a number of the claim counts: "the second time", "the third time".

        Where none does, it only tells which one is meant: "the second runway" is "the runway".
        """
        counted = _counted(self.claim, ours)
        if counted is None or not any(alike(counted, each) for reading in self._around for each in reading.tokens):
            return True
        return any(
            each.ordinal and (other := _counted(reading, each)) is not None and alike(counted, other)
            for reading in self._around
            for each in numbers(reading)
        )

    def _distances(self) -> set[int]:
        """Return how many years lie between any two years that the statement and the article tell."""
        found = [day.year for day in _days([self.claim, *self._around, *self._of_card()]) if day.year]
        return {abs(one - other) for one in found for other in found if one != other}

    def _excuses_day(self, words: str) -> bool:
        ours = next((day for day in days(self.claim) if day.words == words), None)
        published = self.card.published
        if ours is None:
            return False
        if any(same_day(ours, each, published) for each in _days(self._support)):
            return self._in_lead(
                days,
                lambda each: same_day(ours, each, published),
                lambda claim, sources: misplaced_day(claim, sources, published),
            )
        if any(same_day(ours, each, published) for each in _days([*self._around, *self._of_card()])):
            return True
        return any(
            _meant(ours, each.meaning) for reading in self._around for each in date_words(reading.text, published)
        )

    def _in_lead(
        self,
        find: Callable[[Reading], Sequence[Value]],
        same: Callable[[Value], bool],
        misplaced: Callable[[Reading, Sequence[Reading]], str | None],
    ) -> bool:
        """Return True if the sentence that shares most with the statement has a value, and has it of the same thing."""
        lead = self.examined.support.lead
        return lead is not None and any(map(same, find(lead.reading))) and misplaced(self.claim, [lead.reading]) is None

    def _of_card(self) -> list[Reading]:
        return [read(f"({self.card.published}) {self.card.title or ''}")] if self.card.published else []

    def _excuses_name(self, words: str) -> bool:
        ours = next((name for name in names(self.claim) if name.words == words), None)
        if ours is None or self.repeats:
            return False
        american = ours.parts == _STATES or not _AMERICA.isdisjoint(ours.parts)
        if american and not self.background.isdisjoint(_AMERICA | set(_STATES)):
            return True
        known = {_APART.sub("", word) for word in self.background}
        return all(_APART.sub("", part) in known for part in ours.parts)


def _counted(reading: Reading, number: Number) -> Token | None:
    """Return the word right behind a number."""
    return next((token for token in reading.tokens if token.start >= number.end and token.content), None)


def _as_long(claim: Reading, ours: Number, found: Number) -> bool:
    return found.unit is not None and (same_number(ours, found) or near_enough(claim, ours, found))


def _numbers(readings: Iterable[Reading]) -> list[Number]:
    return [number for reading in readings for number in numbers(reading)]


def _days(readings: Iterable[Reading]) -> list[Day]:
    return [day for reading in readings for day in days(reading)]


def _meant(ours: Day, iso: str) -> bool:
    """Return True if a date that an article tells as "last December" is the claimed one, as far as that is told."""
    parts = [int(part) for part in re.findall(r"\d+", iso)][:3]
    told = [ours.year, ours.month, ours.day]
    return ours.weekday is None and all(
        mine is None or (place < len(parts) and parts[place] == mine) for place, mine in enumerate(told)
    )
