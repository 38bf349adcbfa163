"""Detect a possessor mismatch: the question asks about A's X, the evidence is about B's X.

A question about the president of Bulgaria finds the sentence on Serbia's, which has all of its words. Possession is
read from the form: "Serbia's president", "the Russian state agency", "the ceasefire in Libya".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rag.language.parsing import Reading, Token, read
from rag.language.places import country_of, names_country
from rag.language.similarity import alike

_OWNS: Final = "of"
"""What a possessive, an adjective of nationality and "of" all say: Serbia's president is the president of Serbia."""
_PLACING: Final = frozenset({_OWNS, "in", "over", "with", "from", "to", "for", "against", "about", "at", "on", "near"})
_JOINS: Final = frozenset({"the", "and", "or"})
_LONGEST: Final = 3
"""Words between an owner and what it owns: "the Turkish state agency"."""
_KIN: Final = 4
"""Letters that a name and its adjective share: Norman and Normandy."""
_ANYBODYS: Final = frozenset({"state", "states", "people", "city", "government", "side", "part", "name", "country"})
"""Things that every owner has one of, and that are seldom what is asked about."""
_NATIONAL: Final = ("ish", "ian", "ean", "ese", "can", "ench", "eek", "erman", "utch", "raqi", "aeli", "azakh", "wiss")
"""How adjectives of nationality end."""


@dataclass(frozen=True, slots=True)
class Possession:
    """A thing and whose it is."""

    thing: Token
    how: str
    """The preposition between them."""
    owner: str
    """A country by its own name, another owner by its folded word."""
    words: str
    """Both, as the text writes them."""


def possessor_mismatch(
    question: Reading, told: Sequence[tuple[str, str]], *, asks_place: bool = False
) -> Possession | None:
    """Return something that a question gives to one owner, and the best sentence to another.

    Nothing where another sentence gives it to the same owner, or leaves open whose it is and speaks of that owner.

    Args:
        question: the English question, taken apart.
        told: the best sentences, best first, each with the text around it.
        asks_place: whether the answer is a place: one that the question names is then no owner.
    """
    first = read(told[0][0])
    for possession in possessions(question):
        if possession.thing.word in _ANYBODYS or (
            possession.how != _OWNS and (asks_place or _speaks_of(first, possession.owner))
        ):
            continue
        if any(_is_borne_out(possession, read(sentence), read(around)) for sentence, around in told):
            continue
        if any(alike(each.thing, possession.thing) and _rivals(each, possession) for each in possessions(first)):
            return possession
    return None


def _is_borne_out(possession: Possession, sentence: Reading, around: Reading) -> bool:
    if any(
        _is_same(each.owner, possession.owner) and alike(each.thing, possession.thing) for each in possessions(around)
    ):
        return True
    tied = {each.thing.start for each in possessions(sentence)}
    free = any(alike(token, possession.thing) for token in sentence.tokens if token.content and token.start not in tied)
    return free and _speaks_of(around, possession.owner)


def _rivals(told: Possession, asked: Possession) -> bool:
    """Return True if what is one's can't be the other's: two countries', but not a country's and a province's."""
    if told.how != asked.how or names_country(told.owner) != names_country(asked.owner):
        return False
    return names_country(told.owner) or told.how == _OWNS


def _is_same(one: str, other: str) -> bool:
    return one == other or (len(one) > _KIN and one[:_KIN] == other[:_KIN])


def _speaks_of(reading: Reading, owner: str) -> bool:
    return any(token.capital and _is_same(country_of(token.word), owner) for token in reading.tokens)


@lru_cache(maxsize=4096)
def possessions(reading: Reading) -> tuple[Possession, ...]:
    """Return what belongs to whom in a sentence, by its form."""
    tokens = reading.tokens
    found: list[Possession] = []
    for at, token in enumerate(tokens):
        if not (token.capital and token.content and token.kind in {"letters", "word"}):
            continue
        owner = country_of(token.word)
        if token.raw.endswith(("'s", "’s", "s'", "s’")) or _is_adjective(token):
            behind = list(_behind(tokens, at))
            words = reading.text[token.start : behind[-1].end] if behind else ""
            found += [Possession(thing, _OWNS, owner, words) for thing in behind]
        if before := _before(tokens, at):
            thing, how = before
            found.append(Possession(thing, how, owner, reading.text[thing.start : token.end]))
    return tuple(found)


def _is_adjective(token: Token) -> bool:
    """Return True if a name is that of a nation's things, not of the nation: Turkish, U.S., but not Turkey."""
    return token.kind == "letters" or token.raw in {"US", "UK", "EU"} or token.word.endswith(_NATIONAL)


def _behind(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """Yield the things that stand behind an owner: adjectives and nouns up to what can't be one."""
    for token in tokens[at + 1 : at + 1 + _LONGEST]:
        if token.clause != tokens[at].clause or token.kind != "word" or token.capital or not token.content:
            return
        yield token


def _before(tokens: Sequence[Token], at: int) -> tuple[Token, str] | None:
    """Return the thing before an owner and the word between them: "differences over Syria, Libya and Ukraine"."""
    place = at - 1
    while place >= 0 and (
        tokens[place].word in _JOINS or (tokens[place].capital and names_country(tokens[place].word))
    ):
        place -= 1
    if place < 1 or tokens[place].word not in _PLACING:
        return None
    thing = tokens[place - 1]
    return (thing, tokens[place].word) if thing.content and thing.kind == "word" and not thing.capital else None
