"""One statement beside one article: it says so, it says otherwise, or it doesn't say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.records import ArticleCard, Span
from rag.drafts.claims.approximations import borne_out_roughly
from rag.drafts.claims.statements import Statement
from rag.generation.checks.claims import ClaimProblem as Examined
from rag.generation.checks.claims import examine
from rag.generation.checks.support import Source, Support
from rag.language.dates import Day, days, same_day
from rag.language.names import Name, abbreviates, names
from rag.language.parsing import Reading, read
from rag.language.places import names_country
from rag.language.quantities import numbers, same_number, same_unit
from rag.language.similarity import covered, marks, total
from rag.records import Problem

BEARS: Final = 0.6
"""Share of a statement's words that an article must have to say it."""
BEARS_FIGURES: Final = 0.5
"""The same where all its figures are there, too."""
OTHERWISE: Final = 0.6
"""Share that one sentence must have to say otherwise, by another number or date."""
DENIES: Final = 0.8
"""The same by another name, or by a "not": words that merely stand near are no contradiction."""
_SAME: Final = 0.85
"""Share of the words of a statement, but for its names, from which it repeats a sentence of an article."""
_MANY: Final = 4
"""The fewest such words."""
_NOT: Final = re.compile(
    r"\b(?:not|instead of|rather than|wrongly|mistakenly)(?: (?:as|the|about))?\s+$", re.IGNORECASE
)
"""What stands before a number that a correction takes back."""
_SAID: Final = frozenset({"strength", "attribution"})
"""What is no matter of fact: a stronger word, an opinion."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A value that an article gives in the place of a draft's."""

    kind: Literal["number", "date", "name", "negation"]
    draft: str
    source: str
    span: Span
    """The range of the rival value in the article's text."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What one article says to a statement."""

    card: ArticleCard
    stand: Literal["says", "otherwise", "silent"]
    share: float
    lead: Source | None
    """The sentence that shares most with it."""
    rivals: tuple[Rival, ...] = ()
    missing: tuple[str, ...] = ()
    """What of the statement the article hasn't got."""

    @property
    def span(self) -> Span | None:
        """The range of the sentence that shares most with it."""
        return self.lead.passage.sentences[self.lead.position].span if self.lead else None


def compare(statement: Statement, card: ArticleCard, sources: Sequence[Source], background: frozenset[str]) -> Compared:
    """Return what one article says to a statement.

    Args:
        statement: a sentence of the draft.
        card: the article.
        sources: the sentences of its passages that are near.
        background: all its words, folded.
    """
    examined = examine(statement.text, sources, "en", background)
    support = examined.support
    problems = tuple(_factual(examined, statement))
    if not support.sources:
        return Compared(card, "silent", 0.0, None)
    least = BEARS_FIGURES if statement.figures else BEARS
    other = None if problems else _taken_back(statement, support.lead) or _swapped_name(statement, support, card)
    if other is not None:
        return Compared(card, "otherwise", support.share, support.lead, (other,), (other.draft,))
    if not problems:
        return Compared(card, "says" if support.share >= least else "silent", support.share, support.lead)
    missing = tuple(problem.words for problem in problems)
    if _contradicts(statement, support.lead, problems):
        rivals = tuple(_rivals(problems, statement, examined, card))
        if len(rivals) == len(problems):
            return Compared(card, "otherwise", support.share, support.lead, rivals, missing)
    return Compared(card, "silent", support.share, support.lead, (), missing)


def _contradicts(statement: Statement, lead: Source | None, problems: Sequence[Problem]) -> bool:
    """Return True if one sentence of an article is so like a statement that another value in it contradicts it."""
    kinds = {problem.kind for problem in problems}
    if lead is None:
        return False
    if "name" in kinds and not _repeats(statement, lead):
        return False
    alone = _share_of(lead, statement, [problem.words for problem in problems])
    return alone >= (DENIES if "negation" in kinds else OTHERWISE)


def _repeats(statement: Statement, lead: Source) -> bool:
    """Return True if a statement, but for its names, has the words of a sentence."""
    here = statement.reading
    inside = {place for name in names(here) for place in range(name.first, name.last + 1)}
    said = [token for place, token in enumerate(here.tokens) if token.content and place not in inside]
    return len(said) >= _MANY and sum(token.stem in lead.reading.stems for token in said) >= _SAME * len(said)


def _share_of(lead: Source, statement: Statement, missing: Sequence[str]) -> float:
    """Return the share of a statement's words that one sentence has; what is known to be missing doesn't count."""
    out = {word for each in missing for word in each.split()}
    tokens = tuple(token for token in statement.reading.tokens if token.raw not in out)
    reading = Reading(statement.text, tokens)
    said = total(reading)
    return sum(covered(reading, marks(lead.reading)).values()) / said if said else 0.0


def _taken_back(statement: Statement, lead: Source | None) -> Rival | None:
    """Return the number that a sentence puts in the place of a statement's: "14,000 passengers, not 41,000"."""
    found = numbers(lead.reading) if lead else ()
    claimed = numbers(statement.reading)
    for ours in claimed:
        denied = [each for each in found if same_number(ours, each)]
        if lead is None or not denied or not all(_NOT.search(lead.reading.text[: each.start]) for each in denied):
            continue
        for other in found:
            if same_unit(ours, other) and not any(same_number(each, other) for each in claimed):
                start = lead.passage.sentences[lead.position].span.start
                return Rival("number", ours.words, other.words, Span(start + other.start, start + other.end))
    return None


def _swapped_name(statement: Statement, support: Support, card: ArticleCard) -> Rival | None:
    """Return the name that a sentence has where a statement, else the same in nearly all words, has another."""
    lead = support.lead
    if lead is None:
        return None
    here, there = statement.reading, lead.reading
    claimed, found = names(here), names(there)
    if not _repeats(statement, lead):
        return None
    told = frozenset(part for source in support.sources for name in names(source.reading) for part in name.parts)
    about = read(" ".join(filter(None, (card.title, card.author, card.publisher)))).words
    ours = [name for name in claimed if told.isdisjoint(name.parts) and about.isdisjoint(name.parts)]
    ours = [name for name in ours if not any(abbreviates(name, here, source.reading) for source in support.sources)]
    theirs = [name for name in found if not any(name.same(each) for each in claimed)]
    if not ours or not theirs:
        return None
    rival = max(theirs, key=lambda name: _alikeness(ours[0], here, name, there))
    start = lead.passage.sentences[lead.position].span.start
    first, last = there.tokens[rival.first], there.tokens[rival.last]
    return Rival("name", ours[0].words, rival.words, Span(start + first.start, start + last.end))


def _factual(examined: Examined, statement: Statement) -> Iterator[Problem]:
    readings = [source.reading for source in examined.support.sources]
    for problem in examined.problems:
        if problem.kind in _SAID:
            continue
        if problem.kind == "number" and borne_out_roughly(statement.reading, readings):
            continue
        yield problem


def _rivals(
    problems: Sequence[Problem], statement: Statement, examined: Examined, card: ArticleCard
) -> Iterator[Rival]:
    """Yield, for each problem, the value that the article has instead; nothing where it has none."""
    for problem in problems:
        for source in _lead_first(examined):
            rival = _rival(problem, statement, source, card)
            if rival is not None:
                yield rival
                break


def _lead_first(examined: Examined) -> list[Source]:
    lead, others = examined.support.lead, examined.support.sources
    return [*([lead] if lead else []), *(source for source in others if source is not lead)]


def _rival(problem: Problem, statement: Statement, source: Source, card: ArticleCard) -> Rival | None:
    offset = source.passage.sentences[source.position].span.start
    if problem.kind == "negation":
        span = source.passage.sentences[source.position].span
        return Rival("negation", problem.words, "", span)
    if problem.kind == "number":
        found = _other_number(problem.words, statement, source)
    elif problem.kind == "date":
        found = _other_day(problem.words, statement, source, card.published)
    elif problem.kind == "name":
        found = _other_name(problem.words, statement, source)
    else:
        return None
    if found is None:
        return None
    span = Span(offset + found.start, offset + found.end)
    return Rival(problem.kind, problem.words, found.of(source.reading.text), span)


def _other_number(words: str, statement: Statement, source: Source) -> Span | None:
    ours = next((number for number in numbers(statement.reading) if number.words == words), None)
    if ours is None:
        return None
    claimed = numbers(statement.reading)
    for number in numbers(source.reading):
        if same_unit(ours, number) and not any(same_number(each, number) for each in claimed):
            return Span(number.start, number.end)
    return None


def _other_day(words: str, statement: Statement, source: Source, published: str | None) -> Span | None:
    claimed = days(statement.reading)
    ours = next((day for day in claimed if day.words == words), None)
    if ours is None:
        return None
    for day in days(source.reading):
        if _as_exact(ours, day) and not any(same_day(each, day, published) for each in claimed):
            return Span(day.start, day.end)
    return None


def _as_exact(ours: Day, theirs: Day) -> bool:
    """Return True if a date of an article tells as much as the draft's: a year can't contradict a day."""
    return bool(
        (ours.weekday is not None and theirs.weekday is not None)
        or (ours.month and theirs.month)
        or (ours.year and theirs.year and not ours.month)
    )


def _other_name(words: str, statement: Statement, source: Source) -> Span | None:
    claimed = names(statement.reading)
    ours = next((name for name in claimed if name.words == words), None)
    others = [
        name
        for name in names(source.reading)
        if not any(name.same(each) for each in claimed if each is not ours) and (ours is None or name.key != ours.key)
    ]
    if not others:
        return None
    best = (
        max(others, key=lambda name: _alikeness(ours, statement.reading, name, source.reading)) if ours else others[0]
    )
    first, last = source.reading.tokens[best.first], source.reading.tokens[best.last]
    return Span(first.start, last.end)


def _alikeness(one: Name, here: Reading, other: Name, there: Reading) -> float:
    """Return how much speaks for two names to stand in the same place: the word before them, a country or none."""
    before = [reading.tokens[max(0, name.first - 1)].word for name, reading in ((one, here), (other, there))]
    kind = names_country(one.key) == names_country(other.key)
    return 2.0 * kind + 2.0 * (before[0] == before[1]) + one.same(other) - abs(len(one.parts) - len(other.parts))
