"""Test whether the sentences that a claim cites bear it out, as far as words alone can tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.records import ArticleCard
from rag.generation.checks.binding import describes, has_pointer, misplaced_day, misplaced_name, misplaced_number
from rag.generation.checks.polarity import denied_differently, opposite_words, supposed
from rag.generation.checks.speakers import wrong_speaker
from rag.generation.checks.strength import opinion_as_fact, overstated
from rag.generation.checks.support import Source, Support, best_support
from rag.language.dates import Day, days, same_day
from rag.language.names import Name, capitals, initials, names
from rag.language.parsing import Reading, read
from rag.language.places import country_of
from rag.language.quantities import (
    counts_own_list,
    follows_from,
    loose_units,
    means_pair,
    numbers,
    same_number,
)
from rag.language.similarity import covered, marks
from rag.records import Problem, ProblemKind

ENOUGH: Final = 0.62
"""Share of a claim's words from which its words decide that its source says it."""
TOO_LITTLE: Final = 0.3
"""Share below which they decide that it doesn't; in between the meaning decides, by vectors."""
_FAR: Final = 30
"""The same where the support has a "he" or "the two presidents": as far as the passage goes."""
_NEAR: Final = 5
"""The same where it has a "he" or a "they"."""
_BEFORE: Final = 3
"""Sentences before the support in which a "he" or "the plan" of it may be named."""


@dataclass(frozen=True, slots=True, eq=False)
class ClaimProblem:
    """What the words tell of a claim."""

    support: Support
    problems: tuple[Problem, ...]

    @property
    def borne_out(self) -> bool | None:
        """Whether the sources bear the claim out; nothing where the words don't decide."""
        if self.problems or self.support.share < TOO_LITTLE:
            return False
        return True if self.support.share >= ENOUGH else None


def examine(
    claim: str, sources: Sequence[Source], language: str | None = "en", background: frozenset[str] = frozenset()
) -> ClaimProblem:
    """Compare a claim with the sentences that it cites.

    Args:
        claim: a sentence, without its markers.
        sources: the sentences of the passages that it cites.
        language: the language of the claim.
        background: the words of the whole articles cited, folded: who a "he" in them may be.
    """
    reading = read(claim, language)
    support = best_support(reading, sources)
    if not support.sources:
        return ClaimProblem(support, (Problem("meaning", claim),))
    return ClaimProblem(support, tuple(_problems(_compared(reading, support, sources, background))))


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """A claim beside what it is compared with."""

    claim: Reading
    readings: tuple[Reading, ...]
    """The sentences that bear it out."""
    near: tuple[Reading, ...]
    """The same, and those before them that may name what they point back to."""
    lead: Reading
    """The one that shares most with the claim."""
    earlier: tuple[Reading, ...]
    """The sentences before that one, the nearest last."""
    beside: tuple[Reading, ...]
    """Those right before and right behind one of them."""
    whole: Reading
    """The sentences that bear it out as one."""
    published: str | None
    about: frozenset[str]
    """Words that may be named though the sentences don't: in title and byline, or described."""
    known: frozenset[str]
    """Words that are names."""


def _compared(claim: Reading, support: Support, sources: Sequence[Source], background: frozenset[str]) -> _Compared:
    readings = tuple(each.reading for each in support.sources)
    cards = {each.passage.article.id: each.passage.article for each in support.sources}
    about = _card_words(cards.values())
    known = capitals([each.reading for each in sources])
    lead = support.lead or support.sources[0]
    return _Compared(
        claim=claim,
        readings=readings,
        near=(*readings, *(each.reading for each in _before(support, sources))),
        lead=lead.reading,
        earlier=tuple(
            each.reading for each in sources if each.passage.id == lead.passage.id and each.position < lead.position
        ),
        beside=tuple(each.reading for each in sources if _is_beside(each, support)),
        whole=read(" ; ".join(each.text for each in readings), lead.passage.article.language),
        published=next((card.published for card in cards.values() if card.published), None),
        about=about | background if any(map(describes, readings)) else about,
        known=known | {part for name in names(claim, known) for part in name.parts},
    )


def _problems(of: _Compared) -> Iterator[Problem]:
    """Yield what is wrong with a claim, of each kind once."""
    claim, published = of.claim, of.published
    checks: tuple[tuple[ProblemKind, str | None], ...] = (
        ("number", _unknown_number(claim, of.near) or misplaced_number(claim, of.near)),
        ("date", _unknown_day(claim, of.near, published) or misplaced_day(claim, of.near, published)),
        ("name", _wrong_name(of)),
        ("negation", denied_differently(claim, of.whole, of.beside) or opposite_words(claim, of.whole)),
        ("strength", overstated(claim, of.whole) or supposed(claim, of.lead)),
        ("attribution", claim.text if _tells_opinion(of) else None),
    )
    yield from (Problem(kind, words) for kind, words in checks if words)


def _wrong_name(of: _Compared) -> str | None:
    return (
        _unknown_name(of.claim, of.near, of.about, of.known)
        or misplaced_name(of.claim, of.readings, of.known)
        or wrong_speaker(of.claim, of.lead, of.earlier, of.known)
    )


def _tells_opinion(of: _Compared) -> bool:
    """Return True if a claim states an opinion as a fact, of any sentence that shares more than a word with it."""
    return any(
        opinion_as_fact(of.claim, each, of.known) for each in of.readings if len(covered(of.claim, marks(each))) > 1
    )


def _before(support: Support, sources: Sequence[Source]) -> list[Source]:
    """Return the sentences before the support, in its passages, that may name what it only points back to."""
    chosen = {(each.passage.id, each.position) for each in support.sources}
    found = []
    for each in sources:
        place = (each.passage.id, each.position)
        for of in support.sources:
            back = of.position - each.position
            reach = _FAR if describes(of.reading) else _NEAR if has_pointer(of.reading) else _BEFORE
            if of.passage.id == each.passage.id and 0 < back <= reach and place not in chosen:
                found.append(each)
                break
    return found


def _is_beside(source: Source, support: Support) -> bool:
    """Return True if a sentence stands right before or behind one of the support."""
    return any(
        each.passage.id == source.passage.id and abs(each.position - source.position) == 1 for each in support.sources
    )


def _card_words(cards: Iterable[ArticleCard]) -> frozenset[str]:
    """Return the words of what is known about articles: a sentence may name the outlet and the author."""
    texts = " ; ".join(part for card in cards for part in (card.title, card.author, card.publisher) if part)
    return frozenset(part for token in read(texts).tokens for part in (token.word, country_of(token.word)))


def _unknown_number(claim: Reading, readings: Sequence[Reading]) -> str | None:
    found = [each for reading in readings for each in numbers(reading)]
    dates = [each for reading in readings for each in days(reading)]
    words = frozenset(word for reading in readings for word in reading.words)
    for number in numbers(claim):
        if any(same_number(number, each) for each in found):
            continue
        if not (means_pair(number, words) or follows_from(number, dates) or counts_own_list(number, claim)):
            return number.words
    return loose_units(claim, readings)


def _unknown_day(claim: Reading, readings: Sequence[Reading], published: str | None) -> str | None:
    found = [each for reading in readings for each in days(reading)]
    if published:
        found += days(read(f"({published})"))
    for day in days(claim):
        if not any(same_day(day, each, published) for each in found) and not _together(day, found):
            return day.words
    return None


def _together(day: Day, found: Sequence[Day]) -> bool:
    """Return True if two dates of the source make up the claimed one: "in 2016" and "July 15"."""
    years = {each.year for each in found}
    return day.year in years and any(
        each.year is None and each.month == day.month and each.day == day.day and each.month for each in found
    )


def _unknown_name(
    claim: Reading, readings: Sequence[Reading], about: frozenset[str], known: frozenset[str]
) -> str | None:
    there = frozenset(
        part for reading in readings for token in reading.tokens for part in (token.word, country_of(token.word))
    )
    there |= about | _other_forms(claim, readings, there)
    for name in names(claim, known):
        if not _is_there(name, there, known):
            return name.words
    return None


def _other_forms(claim: Reading, readings: Iterable[Reading], there: frozenset[str]) -> frozenset[str]:
    """Return the abbreviations of names in the sources, and the words of the claim that the sources abbreviate."""
    short = frozenset(form for reading in readings for form in initials(reading))
    long = (words for form, words in initials(claim).items() if form in there)
    return short.union(*long)


def _is_there(name: Name, there: frozenset[str], known: frozenset[str]) -> bool:
    """Return True if a name stands in the sources; of a full name the family name is enough, if the rest is known."""
    missing = [part for part in name.parts if part not in there]
    if not missing:
        return True
    return name.key in there and all(part in known for part in missing)
