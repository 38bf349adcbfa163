"""Hold what a language model says to the text: a sentence must be there, and a short answer must stand in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.language.analysis import fold, function_words
from index.records import Span
from rag.generation.checks.instructions import addresses_a_machine
from rag.generation.reading.reply import NamedAnswer, Reply
from rag.retrieval.ranking import Evidence

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_THOUSANDS: Final = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_CURRENCY: Final = "£$€¥₺₽"
_WHOLE: Final = frozenset({"yes", "no"})
"""What isn't copied from a sentence and says no more than that it answers."""


@dataclass(frozen=True, slots=True)
class Held:
    """What of a reply holds."""

    evidence: tuple[Evidence, ...]
    """The sentences that answer, in the model's order, each with the words that do where they were named."""
    values: tuple[str, ...]
    """For each of them the short answer, folded: equal ones say the same."""
    dropped: int
    """How many it named that aren't there, were kept from it, or don't hold what it says."""


def hold(reply: Reply, shown: Sequence[Evidence]) -> Held:
    """Return what holds of a reply.

    Args:
        reply: what the model said.
        shown: the sentences that it was shown; the first has the number 1.
    """
    kept: list[Evidence] = []
    values: list[str] = []
    dropped = 0
    for named in reply.answers:
        found = _held(named, shown)
        if found is None:
            dropped += 1
        elif not any(found[1] == value and _same(found[0], each) for each, value in zip(kept, values, strict=True)):
            kept.append(found[0])
            values.append(found[1])
    return Held(tuple(kept), tuple(values), dropped)


def _held(named: NamedAnswer, shown: Sequence[Evidence]) -> tuple[Evidence, str] | None:
    if not 1 <= named.sentence <= len(shown):
        return None
    evidence = shown[named.sentence - 1]
    text = evidence.sentence.text
    if addresses_a_machine(text):
        return None
    unread = replace(evidence, log_odds=None, answer=None)  # another reader's word doesn't count beside the model's
    asked, said = _words(named.answer), _words(text)
    if not asked or " ".join(asked) in _WHOLE:
        return unread, " ".join(said)
    span = find_words(asked, text)
    if span is not None:
        start = evidence.sentence.span.start
        return replace(unread, answer=Span(start + span.start, start + span.end)), " ".join(asked)
    meant = [word for word in asked if word not in function_words("en")] or asked
    return (unread, " ".join(asked)) if set(said).issuperset(meant) else None


def find_words(words: Sequence[str], text: str) -> Span | None:
    """Return where some words, folded, stand one after the other in a text; a number must be the whole number."""
    found = list(_WORD.finditer(text))
    plain = [_plain(match.group()) for match in found]
    for place in range(len(plain) - len(words) + 1):
        if plain[place : place + len(words)] == list(words):
            start, end = found[place].start(), found[place + len(words) - 1].end()
            start -= text[start - 1 : start] in _CURRENCY and start > 0
            end += text[end : end + 1] == "%"
            return Span(start, end)
    return None


def _plain(word: str) -> str:
    return _THOUSANDS.sub("", fold(word))


def _words(text: str) -> list[str]:
    return [_plain(match.group()) for match in _WORD.finditer(text)]


def _same(one: Evidence, other: Evidence) -> bool:
    return one.candidate.passage.id == other.candidate.passage.id and one.position == other.position
