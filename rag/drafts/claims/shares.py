"""How much of a statement the sentences of an article have: of its words, and of what it says of those it names."""

from collections.abc import Sequence
from typing import Final

from rag.drafts.claims.approximations import ROUGHLY
from rag.drafts.claims.statements import Statement
from rag.generation.checks.support import Source
from rag.language.dates import days
from rag.language.names import capitals, names
from rag.language.parsing import Reading, Token
from rag.language.quantities import Number, numbers, same_number
from rag.language.similarity import alike, covered, marks, meaning, total

_EMPTY: Final = frozenset({"since", "later", "earlier", "ago", "long", "near", "makes", "making", "upon"})
"""Words that say nothing of what happened, beyond function words."""
_SAME: Final = 0.85
"""Share of the words of a statement, but for its names, from which it repeats a sentence of an article."""
_MANY: Final = 4
"""The fewest such words."""


def share_of(sources: Sequence[Source], statement: Statement, missing: Sequence[str] = ()) -> float:
    """Return the share of a statement's words that some sentences have; names count twice.

    Its numbers and dates don't count, for they are compared by what they mean, nor does what is known to be missing.
    """
    reading = Reading(statement.text, tuple(_without_values(statement.reading, missing)))
    said = total(reading)
    return sum(_covered(reading, sources).values()) / said if said else 0.0


def matter_of(sources: Sequence[Source], statement: Statement, missing: Sequence[str] = ()) -> tuple[int, int]:
    """Return how many words some sentences have of what a statement says beside names and values, and of how many."""
    known = capitals([source.reading for source in sources])
    reading = Reading(statement.text, tuple(_matter(statement.reading, missing, known)))
    said = {meaning(token) for token in reading.tokens if token.content}
    return len(said & _covered(reading, sources).keys()), len(said)


def repeats(statement: Statement, lead: Source) -> bool:
    """Return True if a statement, but for its names, has the words of a sentence."""
    here = statement.reading
    inside = _named(here)
    said = [
        token
        for place, token in enumerate(here.tokens)
        if token.content and place not in inside and not (place and token.capital)
    ]
    return len(said) >= _MANY and sum(token.stem in lead.reading.stems for token in said) >= _SAME * len(said)


def end_of(reading: Reading, number: Number) -> int:
    """Return where a number ends, with its unit."""
    unit = next((token.end for token in reading.tokens if token.start >= number.end), number.end)
    return unit if number.unit else number.end


def counts_the_same(statement: Statement, sources: Sequence[Source]) -> bool:
    """Return True if some sentences have a number of a statement, and it counts the same there: 90 countries."""
    return any(
        same_number(ours, theirs) and _counted_alike(statement.reading, ours, source.reading, theirs)
        for ours in numbers(statement.reading)
        for source in sources
        for theirs in numbers(source.reading)
    )


def _counted_alike(claim: Reading, ours: Number, source: Reading, theirs: Number) -> bool:
    counted = _counted(claim, ours)[:1]
    return any(alike(one, other) for one in counted for other in _counted(source, theirs))


def _counted(reading: Reading, number: Number) -> list[Token]:
    return [token for token in reading.tokens if token.start >= number.end and token.content][:2]


def _covered(reading: Reading, sources: Sequence[Source]) -> dict[str, float]:
    have: dict[str, float] = {}
    for source in sources:
        have |= covered(reading, marks(source.reading))
    return have


def _without_values(reading: Reading, missing: Sequence[str]) -> list[Token]:
    values = [(each.start, each.end) for each in days(reading)]
    values += [(each.start, end_of(reading, each)) for each in numbers(reading)]
    out = {word for each in missing for word in each.split()}
    return [
        token
        for token in reading.tokens
        if token.raw not in out
        and token.word not in ROUGHLY
        and not any(start <= token.start < end for start, end in values)
    ]


def _matter(reading: Reading, missing: Sequence[str], known: frozenset[str]) -> list[Token]:
    named = {reading.tokens[place].start for place in _named(reading)}
    return [
        token
        for token in _without_values(reading, missing)
        if token.kind == "word"
        and token.word not in _EMPTY
        and token.start not in named
        and not (token.capital and (token.start or token.word in known))
    ]


def _named(reading: Reading) -> frozenset[int]:
    return frozenset(place for name in names(reading) for place in range(name.first, name.last + 1))
