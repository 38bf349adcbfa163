"""Compare the speaker of a claim with the speaker of its source."""

import re
from collections.abc import Sequence
from typing import Final

from rag.language.names import Name, names
from rag.language.parsing import Reading
from rag.language.people.speech import ATTRIBUTES

_SPEECH: Final = re.compile(rf"\b{ATTRIBUTES}\b", re.I)
_ACCORDING: Final = re.compile(r"\baccording to\b|\bquoted\b|\bciting\b", re.I)
_PRONOUN: Final = frozenset({"he", "she"})
_NEAR = 8
"""Words within which the verb must stand."""
_BETWEEN: Final = re.compile(r"(?:\W*|\s*,[^,;:.]+,\s*)(?:(?:\w+ly|also|then|later|has|had|himself|herself)\s+)?")
"""What may stand between a speaker and the verb: nothing, or "the foreign minister" between commas."""


def wrong_speaker(claim: Reading, lead: Reading, before: Sequence[Reading], known: frozenset[str]) -> str | None:
    """Return the speaker that a claim names where its source names another one; else nothing.

    Args:
        claim: the claim.
        lead: the sentence of the source that has what is said.
        before: the sentences before it, the nearest last: who "he" is.
        known: words that are names.
    """
    said = speakers(claim, known)
    if not said or any(one.same(other) for one in said for other in names(lead, known)):
        return None
    there = speakers(lead, known)
    if not there and any(_speaks(lead, place) for place, token in enumerate(lead.tokens) if token.word in _PRONOUN):
        there = _subject(before, known)
    if not there or any(one.same(other) for one in said for other in there):
        return None
    return said[0].words


def speakers(reading: Reading, known: frozenset[str]) -> tuple[Name, ...]:
    """Return the names that stand right beside a verb of speech, or behind "according to"."""
    return tuple(name for name in names(reading, known) if _says(reading, name))


def _says(reading: Reading, name: Name) -> bool:
    tokens = reading.tokens
    behind = reading.text[tokens[name.last].end : tokens[min(len(tokens) - 1, name.last + _NEAR)].end]
    ahead = reading.text[tokens[max(0, name.first - 3)].start : tokens[name.first].start]
    verb = _SPEECH.search(behind)
    if verb and _BETWEEN.fullmatch(behind[: verb.start()]):
        return True
    if _ACCORDING.search(ahead):
        return True
    return bool(re.search(rf"[,”\"]\s*{ATTRIBUTES}\s+(?:\w+\s+){{0,2}}$", ahead))  # "...", said the minister


def _speaks(reading: Reading, place: int) -> bool:
    tokens = reading.tokens
    near = (*tokens[place + 1 : place + 2], *tokens[max(0, place - 1) : place])
    return any(_SPEECH.fullmatch(token.word) for token in near)


def _subject(before: Sequence[Reading], known: frozenset[str]) -> tuple[Name, ...]:
    """Return the first name of the nearest sentence that has one."""
    for reading in reversed(before):
        found = names(reading, known)
        if found:
            return found[:1]
    return ()
