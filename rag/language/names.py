"""Names in a sentence: people, places, bodies and designations, as far as their spelling tells.

`name_words` and `name_spans` read any text; `names` reads a sentence taken apart, and tells what belongs together.
What sort of thing a name is, is for `rag.language.mentions`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.language.analysis import fold, function_words
from index.language.calendar import AMBIGUOUS_MONTHS, CALENDAR_WORDS, SHORT_MONTHS
from index.records import Span
from rag.language.dates import days
from rag.language.lexicon import listed
from rag.language.numbers import number_words
from rag.language.parsing import Reading, Token
from rag.language.people.speech import PLAIN_SPEECH
from rag.language.places import country_of, names_country

_TITLES: Final = listed("titles")
"""Words that are capitalised before or beside a name, and name nobody by themselves."""
_LONGEST_ABBREVIATION: Final = 6
_RELATIVES: Final = frozenset({"who", "whom", "whose", "which"})
_PARTICLES: Final = frozenset({"of", "al", "bin", "van", "von", "de", "der", "da", "el", "la", "le", "di"})


CAPITAL: Final = "[A-ZÀ-ÖØ-ÞĀ-ŽİĞŞА-Я]"
"""Pattern of a capital letter."""
_OPENERS: Final = listed("openers") | CALENDAR_WORDS | (frozenset(SHORT_MONTHS) - AMBIGUOUS_MONTHS)
OPENERS: Final = _OPENERS | listed("more-openers")
"""Folded words that are capitalised only because they open a sentence, or are no names: days and months."""
_PART: Final = rf"(?:(?:{CAPITAL}\.)+|(?:Dr|Mrs?|Ms|Prof|St|Gen|Sen|Gov)\.|{CAPITAL}[\w’'-]*)"
# "Dr. Jane Q. Doe", "Bank of England": capitalised words, perhaps with one particle between two of them.
_SPAN: Final = re.compile(rf"\b{_PART}(?:\s+(?:(?:of|the|de|van|von|bin|al)\s+)?{_PART})*")
_WORD: Final = re.compile(r"[^\W\d_][\w’'.-]*")


def name_words(text: str) -> list[str]:
    """Return the words of a text that are written like names: capitalised, and not only for opening a sentence."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group().rstrip(".'’-")
        opens = not text[: match.start()].strip(" \"'“‘«([") or re.search(r"[.!?:]\W*$", text[: match.start()])
        inner = word[1:2].isupper() or any(char.isdigit() for char in word)
        if word[:1].isupper() and (not opens or inner):
            found.append(word)
    return found


def name_spans(sentence: str) -> Iterator[Span]:
    """Yield the ranges of whole names in a sentence, without the words that are capitalised only for opening it."""
    for match in _SPAN.finditer(sentence):
        parts = re.finditer(r"\S+", match.group())
        first = next((part for part in parts if fold(part.group()) not in _OPENERS), None)
        if first:
            yield Span(match.start() + first.start(), match.end())


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a sentence."""

    parts: tuple[str, ...]
    """Its words, folded; a country's name for its people, its capital and its government."""
    first: int
    last: int
    """The places of its first and last word among the tokens."""
    words: str

    @property
    def key(self) -> str:
        """The word that tells it from others: the last, which is a person's family name."""
        return self.parts[-1]

    def same(self, other: "Name") -> bool:
        """Return True if both may name the same."""
        return not set(self.parts).isdisjoint(other.parts)


@lru_cache(maxsize=4096)
def names(reading: Reading, known: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """Return the names of a sentence, in order.

    Args:
        reading: the sentence.
        known: words that are names elsewhere, which decides whether a sentence's first word is one.
    """
    dated = [(day.start, day.end) for day in days(reading)]
    found: list[Name] = []
    run: list[int] = []
    for place, token in enumerate(reading.tokens):
        inside = any(start <= token.start < end for start, end in dated)
        if not inside and _is_name(reading.tokens, place, known):
            if run and not _joined(reading, run[-1], place):
                found.extend(_name(reading, run))
                run = []
            run.append(place)
        elif not (run and token.word in _PARTICLES and _joined(reading, run[-1], place)):
            found.extend(_name(reading, run))
            run = []
    return (*found, *_name(reading, run))


def _joined(reading: Reading, before: int, place: int) -> bool:
    """Return True if two name words belong to one name: nothing but space, or one particle, stands between them."""
    one, other = reading.tokens[before], reading.tokens[place]
    if one.kind == "mark" or other.kind == "mark" or one.raw.endswith(("'s", "’s", "'", "’")):
        return False
    if names_country(one.word) != names_country(other.word):  # "Turkish Foreign Ministry", "Russian Su-24"
        return False
    between = reading.text[one.end : other.start]
    return not between.strip(" -") or (place - before == 2 and between.strip(" -").lower() in _PARTICLES)


def _is_name(tokens: Sequence[Token], place: int, known: frozenset[str]) -> bool:
    token = tokens[place]
    if token.kind in {"mark", "letters"}:
        return True
    if token.kind != "word" or not token.capital or token.word in _TITLES:
        return False
    if token.word in function_words("en") and not token.raw.isupper():
        return False
    if len(token.word) < 2 or token.raw == "I":
        return False
    if place or token.word in known or names_country(token.word):
        return True
    if token.word in number_words():
        return False
    following = tokens[1] if len(tokens) > 1 else None
    if following is None:
        return False
    alone = following.word in PLAIN_SPEECH and not token.word.endswith("s")
    return alone or token.raw.isupper() or (following.capital and following.kind == "word")


def _name(reading: Reading, run: list[int]) -> Iterator[Name]:
    tokens = [reading.tokens[place] for place in run]
    if not tokens:
        return
    parts = tuple(country_of(token.word) for token in tokens)
    yield Name(parts, run[0], run[-1], reading.text[tokens[0].start : tokens[-1].end])


def initials(reading: Reading) -> dict[str, frozenset[str]]:
    """Return the abbreviations that the names of a sentence could have, each with the words that it stands for.

    "the European Union" may be called the EU, "the Organization of Turkic States" the OTS; short words are left out.
    """
    found: dict[str, frozenset[str]] = {}
    run: list[Token] = []
    for token in reading.tokens:
        follows = bool(run) and not reading.text[run[-1].end : token.start].strip(" -")
        if token.word in _PARTICLES and follows:
            continue
        run = ([*run, token] if follows or _bridged(reading, run, token) else [token]) if _written_out(token) else []
        for length in range(2, min(len(run), _LONGEST_ABBREVIATION) + 1):
            words = run[-length:]
            found["".join(each.word[0] for each in words)] = frozenset(
                part for each in words for part in (each.word, country_of(each.word))
            )
    return found


def abbreviates(name: Name, claim: Reading, source: Reading) -> bool:
    """Return True if a source has a name of the claim abbreviated, or written out where the claim abbreviates it."""
    written = any(form in source.words and words.issuperset(name.parts) for form, words in initials(claim).items())
    return written or name.key in initials(source)


def _written_out(token: Token) -> bool:
    return token.kind == "word" and token.capital and not token.raw.isupper()


def _bridged(reading: Reading, run: Sequence[Token], token: Token) -> bool:
    """Return True if only a short word stands between a name so far and the next word: "Organization of Turkic"."""
    return bool(run) and reading.text[run[-1].end : token.start].strip().lower() in _PARTICLES | {"and", "for", "the"}


def capitals(readings: Sequence[Reading]) -> frozenset[str]:
    """Return the words that are written like names inside the sentences of a text."""
    return frozenset(
        part
        for reading in readings
        for token in reading.tokens[1:]
        if token.capital and token.kind != "figure" and token.content
        for part in (token.word, country_of(token.word))
    )


def groups(reading: Reading, found: Sequence[Name]) -> list[frozenset[int]]:
    """Return, for each name, the places of the words that go with it: its clause, and the one it stands beside.

    "General Dündar, the chief of staff, put ..." and "Serbia's president, Vučić, ..." each have a clause that is a
    name and nothing else: it goes with the description next to it. "... Allen, a veteran who led the league" goes on to
    speak of Allen.
    """
    tokens = reading.tokens
    clauses: dict[int, list[int]] = {}
    for place, token in enumerate(tokens):
        clauses.setdefault(token.clause, []).append(place)
    order = sorted(clauses)
    named = {place for name in found for place in range(name.first, name.last + 1)}
    result = []
    for name in found:
        clause = tokens[name.first].clause
        members = list(clauses[clause])
        if all(place in named or tokens[place].word in _TITLES for place in members):
            at = order.index(clause)
            before = clauses[order[at - 1]] if at else []
            after = clauses[order[at + 1]] if at + 1 < len(order) else []
            members += before if 0 < len(before) <= 4 else [*before[-4:], *after]
        members += [place for each in _relative(tokens, clauses, name, found) for place in clauses[each]]
        result.append(frozenset(members))
    return result


def _relative(
    tokens: Sequence[Token], clauses: Mapping[int, Sequence[int]], name: Name, found: Sequence[Name]
) -> Iterator[int]:
    """Yield the clauses that begin with a "who" or "which" and have this name as the nearest before them."""
    for number, places in clauses.items():
        if tokens[places[0]].word in _RELATIVES and places[0] > name.last:
            nearest = max((each.last for each in found if each.last < places[0]), default=-1)
            if nearest == name.last:
                yield number
