"""The value that an article gives in the place of a statement's: another number, date or name."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.records import ArticleCard, Span
from rag.drafts.claims.approximations import same_kind
from rag.drafts.claims.shares import end_of, matter_of, repeats, share_of
from rag.drafts.claims.statements import Statement
from rag.generation.checks.support import Source, Support
from rag.language.dates import Day, days, same_day
from rag.language.names import Name, abbreviates, capitals, names
from rag.language.parsing import Reading, Token, read
from rag.language.places import country_of, names_country
from rag.language.quantities import Number, numbers, same_number, same_unit
from rag.language.similarity import meaning, weight
from rag.records import Problem

OTHERWISE: Final = 0.6
"""Share of what a statement says that one sentence must have to say otherwise, by another number or date."""
HALF: Final = 0.5
"""The same where it has the names, too."""
DENIES: Final = 0.8
"""The same, of all its words, by a "not": words that merely stand near are no contradiction."""
_BESIDE: Final = 4
"""Words on either side of a value that tell what it is of."""
_PEOPLE: Final = "peopl"
"""What numbers count as often as not."""
_NOT: Final = re.compile(
    r"\b(?:not|instead of|rather than|wrongly|mistakenly)(?: (?:as|the|about))?\s+$", re.IGNORECASE
)
"""What stands before a number that a correction takes back."""
_WITHDRAWS: Final = re.compile(
    r"\b(?:(?:an )?earlier (?:version|edition)s? of"
    r"|(?:this|the|our|an earlier|a previous) (?:article|report|story|piece|item)"
    r"(?: \w+){0,2}? (?:at first|first|originally|initially|wrongly|mistakenly|incorrectly|erroneously|misstated)"
    r"|we (?:first|originally|wrongly|mistakenly|incorrectly|erroneously)|misstated)\b",
    re.IGNORECASE,
)
"""What a sentence has that tells what was wrong before."""
_IN: Final = frozenset(
    re.findall(r"\w+", "in at near outside to from into through across over off around inside beyond behind towards")
)
"""Prepositions of place."""
_SURELY: Final = 10
"""Numbers from which one that was withdrawn is the one that the statement has, whatever it counts."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A value that an article gives in the place of a draft's."""

    kind: Literal["number", "date", "name", "negation"]
    draft: str
    source: str
    span: Span
    """The range of the rival value in the article's text."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A rival, the sentence that has it, and how much speaks for it."""

    rival: Rival
    source: Source
    worth: tuple[float, float, float]


def rivals_of(
    statement: Statement, problems: Sequence[Problem], lead: Source, sources: Sequence[Source], card: ArticleCard
) -> tuple[Source, tuple[Rival, ...]] | None:
    """Return what an article has in the place of each value that it lacks, and the sentence that says so.

    Args:
        statement: the statement.
        problems: what of it the article lacks.
        lead: the sentence that shares most with it.
        sources: all sentences that may say otherwise.
        card: the article.
    """
    missing = [problem.words for problem in problems]
    found: list[_Found] = []
    for problem in problems:
        rivals = list(_candidates(problem, statement, missing, lead, sources, card))
        if not rivals:
            return None
        found.append(max(rivals, key=lambda each: each.worth))
    return found[0].source, tuple(each.rival for each in found)


def _candidates(
    problem: Problem,
    statement: Statement,
    missing: Sequence[str],
    lead: Source,
    sources: Sequence[Source],
    card: ArticleCard,
) -> Iterable[_Found]:
    if problem.kind in {"name", "negation"}:
        strong = (
            repeats(statement, lead) or _elsewhere(problem.words, statement, lead, missing)
            if problem.kind == "name"
            else _about(statement, lead, missing, DENIES) and share_of([lead], statement, missing) >= DENIES
        )
        rival = _rival(problem, statement, lead, card) if strong else None
        return [_Found(rival[0], lead, (1.0, 0.0, 0.0))] if rival else []
    return [
        _Found(rival[0], source, (float(source is lead), rival[1], share_of([source], statement, missing)))
        for source in sources
        if _about(statement, source, missing) and (rival := _rival(problem, statement, source, card))
    ]


def _about(statement: Statement, source: Source, missing: Sequence[str], least: float = OTHERWISE) -> bool:
    """Return True if a sentence speaks of what a statement says; that it has the same names isn't enough."""
    shared, said = matter_of([source], statement, missing)
    named = least == OTHERWISE and share_of([source], statement, missing) >= OTHERWISE
    if not said or shared < (HALF if named else least) * said:
        return False
    if shared > 1:
        return True
    known = capitals([statement.reading, source.reading])
    there = names(source.reading, known)
    return any(ours.same(each) for ours in names(statement.reading, known) for each in there)


def _rival(problem: Problem, statement: Statement, source: Source, card: ArticleCard) -> tuple[Rival, float] | None:
    offset = source.passage.sentences[source.position].span.start
    if problem.kind == "negation":
        return Rival("negation", problem.words, "", source.passage.sentences[source.position].span), 0.0
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
    at, worth = found
    words, at = _with_units(problem.words, statement.reading, source.reading, at)
    span = Span(offset + at.start, offset + at.end)
    return Rival(problem.kind, words, at.of(source.reading.text), span), worth


def _with_units(words: str, claim: Reading, source: Reading, at: Span) -> tuple[str, Span]:
    """Return a claimed number and its rival with their units, where these differ: "two months", "two years"."""
    ours = next((each for each in numbers(claim) if each.words == words), None)
    theirs = next((each for each in numbers(source) if each.start == at.start), None)
    if ours is None or theirs is None or ours.unit == theirs.unit:
        return words, at
    return claim.text[ours.start : end_of(claim, ours)], Span(at.start, end_of(source, theirs))


def _other_number(words: str, statement: Statement, source: Source) -> tuple[Span, float] | None:
    ours = next((number for number in numbers(statement.reading) if number.words == words), None)
    if ours is None:
        return None
    there = numbers(source.reading)
    swapped = any(same_number(ours, each) for each in there)
    claimed = [ours] if swapped else numbers(statement.reading)
    rivals = [each for each in there if same_kind(ours, each) and not any(same_number(one, each) for one in claimed)]
    return _best(statement.reading, ours, source.reading, rivals)


def _other_day(words: str, statement: Statement, source: Source, published: str | None) -> tuple[Span, float] | None:
    claimed = days(statement.reading)
    ours = next((day for day in claimed if day.words == words), None)
    if ours is None:
        return None
    rivals = [
        day
        for day in days(source.reading)
        if _as_exact(ours, day) and not any(same_day(each, day, published) for each in claimed)
    ]
    return _best(statement.reading, ours, source.reading, rivals)


def _best(
    claim: Reading, ours: Number | Day, source: Reading, rivals: Sequence[Number | Day]
) -> tuple[Span, float] | None:
    """Return the range of the value that most of the words stand near that stand in the claim, and how near."""
    said = {meaning(token) for token in claim.tokens if token.content and not ours.start <= token.start < ours.end}
    found = [(_nearness(said, source, each), each) for each in rivals]
    worth, best = max(found, key=lambda each: each[0], default=(0.0, None))
    return (Span(best.start, best.end), worth) if best else None


def _nearness(said: Collection[str], source: Reading, value: Number | Day) -> float:
    """Return how near a value words of a claim stand, names more than others."""
    before = [token for token in source.tokens if token.end <= value.start and token.content][::-1]
    after = [token for token in source.tokens if token.start >= value.end and token.content]
    return sum(
        weight(token) / (1 + place)
        for side in (before[:_BESIDE], after[:_BESIDE])
        for place, token in enumerate(side)
        if meaning(token) in said and meaning(token) != _PEOPLE
    )


def _as_exact(ours: Day, theirs: Day) -> bool:
    """Return True if a date of an article tells as much as the draft's: a year can't contradict a day."""
    return bool(
        (ours.weekday is not None and theirs.weekday is not None)
        or (ours.month and theirs.month)
        or (ours.year and theirs.year and not ours.month)
    )


def _elsewhere(words: str, statement: Statement, source: Source, missing: Sequence[str]) -> bool:
    """Return True if a statement has a place where a sentence about the same has another: "in Essen", "in Bonn"."""
    ours = next((name for name in names(statement.reading) if name.words == words), None)
    if ours is None or not _is_place(statement.reading, ours) or len(missing) > 1:
        return False
    return any(_is_place(source.reading, name) for name in names(source.reading)) and _about(statement, source, missing)


def _is_place(reading: Reading, name: Name) -> bool:
    """Return True if a name stands right behind a preposition of place."""
    before = reading.tokens[name.first - 1] if name.first else None
    return before is not None and before.word in _IN


def _other_name(words: str, statement: Statement, source: Source) -> tuple[Span, float] | None:
    claimed = names(statement.reading)
    ours = next((name for name in claimed if name.words == words), None)
    placed = ours is not None and _is_place(statement.reading, ours)
    others = [
        name
        for name in names(source.reading)
        if not any(name.same(each) for each in claimed if each is not ours) and (ours is None or name.key != ours.key)
    ]
    if placed and not repeats(statement, source):
        others = [name for name in others if _is_place(source.reading, name)]
    if not others:
        return None
    best = (
        max(others, key=lambda name: _alikeness(ours, statement.reading, name, source.reading)) if ours else others[0]
    )
    first, last = source.reading.tokens[best.first], source.reading.tokens[best.last]
    return Span(first.start, last.end), 0.0


def _alikeness(one: Name, here: Reading, other: Name, there: Reading) -> float:
    """Return how much speaks for two names to stand in the same place: the word before them, a country or none."""
    before = [reading.tokens[max(0, name.first - 1)].word for name, reading in ((one, here), (other, there))]
    kind = names_country(one.key) == names_country(other.key)
    return 2.0 * kind + 2.0 * (before[0] == before[1]) + one.same(other) - abs(len(one.parts) - len(other.parts))


def taken_back(statement: Statement, lead: Source | None) -> Rival | None:
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


def is_withdrawn(text: str) -> bool:
    """Return True if a sentence tells what was wrong before: "An earlier version of this article said that ..."."""
    return _WITHDRAWS.search(text) is not None


def withdrawn(statement: Statement, sources: Sequence[Source], support: Support) -> tuple[Source, Rival] | None:
    """Return the number of a statement that an article takes back, with the sentence that does; else nothing.

    Args:
        statement: the statement.
        sources: the sentences of the article.
        support: those that share most with the statement, without what is taken back.
    """
    for source in (each for each in sources if is_withdrawn(each.reading.text)):
        for ours in numbers(statement.reading):
            shared, _ = matter_of([source], statement)
            told = any(same_number(ours, theirs) for theirs in numbers(source.reading))
            both, _ = matter_of([source, *support.sources], statement)
            if told and (shared or ours.value >= _SURELY) and both > 1:
                return _put_right(statement, ours, source, sources)
    return None


def _put_right(statement: Statement, ours: Number, source: Source, sources: Sequence[Source]) -> tuple[Source, Rival]:
    """Return what stands in the place of a number that was taken back, in the same sentence or the next, if it does."""
    following = [
        each for each in sources if each.passage.id == source.passage.id and each.position == source.position + 1
    ]
    for each in (source, *following):
        right = _other_number(ours.words, statement, each)
        if right:
            start = each.passage.sentences[each.position].span.start
            told, span = right[0].of(each.reading.text), Span(start + right[0].start, start + right[0].end)
            return each, Rival("number", ours.words, told, span)
    return source, Rival("number", ours.words, "", source.passage.sentences[source.position].span)


def swapped_name(statement: Statement, support: Support, card: ArticleCard) -> Rival | None:
    """Return the name that a sentence has where a statement, else the same in nearly all words, has another."""
    lead = support.lead
    if lead is None or not repeats(statement, lead):
        return None
    here, there = statement.reading, lead.reading
    about = read(" ".join(filter(None, (card.title, card.author, card.publisher)))).words
    lost = [token for token in _written_like_names(there) if not _has(here, token)]
    slots = {_word_before(there, token) for token in lost}
    ours = [
        token
        for token in _written_like_names(here)
        if not _has(there, token) and (token.word not in about or _word_before(here, token) in slots)
    ]
    short = [name for name in names(here) if abbreviates(name, here, there)]
    short += [name for name in names(there) if abbreviates(name, there, here)]
    ours = [token for token in ours if not any(token.word in name.parts for name in short)]
    if not ours or not lost:
        return None
    start = lead.passage.sentences[lead.position].span.start
    draft, source = _run_at(here, ours[0]), _run_at(there, _nearest(here, ours[0], there, lost))
    return Rival("name", draft.of(here.text), source.of(there.text), Span(start + source.start, start + source.end))


def _written_like_names(reading: Reading) -> list[Token]:
    """Return the words of a sentence with a capital, but for the first, unless that is known to be a name."""
    first = {name.first for name in names(reading)}
    return [
        token
        for place, token in enumerate(reading.tokens)
        if token.capital and token.content and token.kind != "figure" and (place or 0 in first)
    ]


def _has(reading: Reading, token: Token) -> bool:
    country = country_of(token.word)
    return token.word in reading.words or any(country_of(word) == country for word in reading.words)


def _run_at(reading: Reading, token: Token) -> Span:
    """Return the range of the words with capitals that a word stands in."""
    place = end = reading.tokens.index(token)
    while end + 1 < len(reading.tokens) and _goes_on(reading, end):
        end += 1
    while place and _goes_on(reading, place - 1):
        place -= 1
    return Span(reading.tokens[place].start, reading.tokens[end].end)


def _goes_on(reading: Reading, place: int) -> bool:
    one, other = reading.tokens[place], reading.tokens[place + 1]
    apart = reading.text[one.end : other.start].strip(" \xa0-")
    return not apart and one.capital and other.capital and one.content and other.content


def _nearest(here: Reading, ours: Token, there: Reading, lost: Sequence[Token]) -> Token:
    """Return the word that stands in the place of another one: behind the same word, or else as far on."""
    before = _word_before(here, ours)
    share = ours.start / max(1, len(here.text))
    return min(
        lost,
        key=lambda each: (_word_before(there, each) != before, abs(each.start / max(1, len(there.text)) - share)),
    )


def _word_before(reading: Reading, token: Token) -> str:
    place = reading.tokens.index(token)
    return reading.tokens[place - 1].word if place else ""
