"""Tell whose word a value is: "Gardaí put it at 2,500; the organisers counted 6,000" has two that differ."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import fold, function_words, words
from index.records import Span
from rag.language.lexicon import lines, pattern

_CLAUSE_END: Final = re.compile(
    r";|,? (?:but|while|whereas|yet|aber|während|mais|tandis que|pero|mientras que|ama|а)\b"
)
"""What parts the words of one party from those of another."""
_ASIDE: Final = r"(?:,[^,;]{2,90},)?"
"""What is said of somebody between commas."""
_FINITE: Final = (
    "was|were|is|are|has|have|had|wurden?|waren?|hat|haben|ist|sind|est|sont|a|ont|fue|fueron|es|son|ha|han"
)
"""What ends a name behind "according to" that no comma ends."""
_NO_NAME: Final = frozenset({
    "after", "although", "and", "as", "at", "because", "before", "but", "by", "during", "for", "from", "he", "if", "in",
    "it", "nobody", "of", "on", "or", "she", "since", "that", "there", "they", "this", "to", "we", "what", "when",
    "where", "which", "who", "with", "you",
})  # fmt: skip
"""First words of what is no name of a party, or of somebody named before."""
_VOICES: Final = ("I", "you")
"""Whoever speaks, and is spoken to."""
_RELATIVE: Final = re.compile(r"\b(?:that|which|who|whose)\b", re.IGNORECASE)
"""What goes on to somebody else: "figures that officials gave"."""
_LONGEST: Final = 11
"""Words of the longest name of a party."""


def clauses(sentence: str) -> Iterator[Span]:
    """Yield the parts of a sentence that can be the words of different parties."""
    start = 0
    for match in _CLAUSE_END.finditer(sentence):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(sentence))


def party_of(sentence: str, value: Span, language: str | None) -> str | None:
    """Return who gives a value, as the sentence calls them; nothing where the sentence doesn't tell.

    Args:
        sentence: the whole sentence.
        value: the range of the value in it.
        language: the language of the sentence.
    """
    clause = next((each for each in clauses(sentence) if each.start <= value.start < each.end), Span(0, len(sentence)))
    named = _party(clause.of(sentence), language or "en")
    if named is None or named.start <= value.start - clause.start < named.end:
        return None
    who = named.of(clause.of(sentence)).strip(' ,\u201c\u201d"')
    named_well = who and len(who.split()) <= _LONGEST and fold(who.split()[0]) not in _NO_NAME
    return who if named_well and not _RELATIVE.search(who) else None


@lru_cache(maxsize=4096)
def _party(clause: str, language: str) -> Span | None:
    """Return where a part of a sentence names who gives its figures."""
    found = next((match for each in _patterns(language) if (match := each.search(clause))), None)
    return Span(*found.span("who")) if found else None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds who gives a figure: before or behind it with a verb, or behind "according to"."""
    gives = "|".join(lines("gives-figures", language)) or "(?!)"
    of = "|".join(lines("figures-of", language)) or "(?!)"
    adverb = r"(?:,? (?:and )?(?:so|thus|\w+ly))?"
    return (
        re.compile(
            rf"(?:^|[?!]\s)[\W_]*(?:\d{{1,2}}:\d\d\W+)?(?P<who>[^,;:?!]{{2,70}}?){_ASIDE}{adverb} (?:{gives})(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w)(?:{of}) (?P<who>[^,;:.]{{2,60}}?)(?=[,;:.]|$| (?:{_FINITE})\b)", re.IGNORECASE),
        re.compile(rf",[”\"]? (?P<who>[^,;]{{2,60}}?){adverb} (?:{gives})(?:,| on \w+| \w*day|\W*$)", re.IGNORECASE),
    )


def voice_of(sentence: str, value: Span, language: str | None) -> str | None:
    """Return whose word a value is: a party, or whoever speaks or is spoken to, as in an interview."""
    party = party_of(sentence, value, language)
    if party is not None:
        return party
    clause = next((each for each in clauses(sentence) if each.start <= value.start < each.end), Span(0, len(sentence)))
    said = (pattern(name, language or "en").search(clause.of(sentence)) for name in ("first-person", "second-person"))
    return next((name for name, found in zip(_VOICES, said, strict=True) if found), None)


def was_said_before(sentence: str, value: Span, language: str | None) -> bool:
    """Return True if a sentence tells what somebody said before, and holds no longer: "The bank had spoken of 180"."""
    clause = next((each for each in clauses(sentence) if each.start <= value.start < each.end), Span(0, len(sentence)))
    return pattern("said-before", language or "en").search(clause.of(sentence)) is not None


def are_two(one: str | None, other: str | None) -> bool:
    """Return True if two parties are known, and no word of their names is common to both."""
    if one in _VOICES or other in _VOICES:
        return None not in (one, other) and one != other
    first, second = ({fold(each) for each in words(name or "")} - function_words("en") for name in (one, other))
    return bool(first and second) and first.isdisjoint(second)
