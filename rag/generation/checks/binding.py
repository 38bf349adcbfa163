"""Check that the numbers, dates and names of a claim belong to the same things as in its source."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from rag.language.dates import Day, days, same_day
from rag.language.lexicon import listed
from rag.language.names import Name, abbreviates, groups, names
from rag.language.parsing import Reading, Token
from rag.language.places import names_country
from rag.language.quantities import numbers, same_number, same_unit
from rag.language.similarity import alike, covered, marks, weight

_POINTERS: Final = listed("pointers")
_DEFINITE: Final = re.compile(
    rf"\b[Tt]h(?:e|ese|ose) (?:two |three |\w+ )?(?:{'|'.join(sorted(listed('described')))})\b(?!,? [A-Z])"
)
_PREPOSITIONS: Final = listed("prepositions")
_IRREGULAR: Final = listed("irregular")
"""Past forms that no ending betrays."""
_PASSIVE: Final = frozenset({"was", "were", "is", "are", "been", "being", "be"})


_OWN_WORDS: Final = 2
_SLIP: Final = 1
_SWAP: Final = 2
"""How many words more must speak for another value: for one that the claim has too, so that both were swapped, two."""


class _Placed(Protocol):
    @property
    def clause(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Value = TypeVar("Value", bound=_Placed)


def misplaced_number(claim: Reading, sources: Sequence[Reading]) -> str | None:
    """Return a number that belongs to something else in the sources; else nothing."""
    found = _misplaced(claim, sources, numbers, same_number, same_unit)
    return found.words if found else None


def misplaced_day(claim: Reading, sources: Sequence[Reading], published: str | None) -> str | None:
    """Return a date that belongs to something else in the sources; else nothing."""

    def same(claimed: Day, found: Day) -> bool:
        return same_day(claimed, found, published)

    found = _misplaced(claim, sources, days, same, lambda one, other: (one.weekday is None) == (other.weekday is None))
    return found.words if found else None


def _misplaced(
    claim: Reading,
    sources: Sequence[Reading],
    find: Callable[[Reading], Sequence[Value]],
    same: Callable[[Value, Value], bool],
    comparable: Callable[[Value, Value], bool] = lambda claimed, found: True,
) -> Value | None:
    """Return a value whose words go with another value in the sources.

    "1,440 were killed and 161 wounded", where the source has 161 killed and 1,440 wounded: what stands beside 1,440 in
    the claim stands beside another number there, and nothing of it beside 1,440.
    """
    claimed = find(claim)
    for value in claimed:
        if not any(same(value, each) for source in sources for each in find(source)):
            continue  # another check has found that it is nowhere
        beside = _beside(claim, value, claimed)
        own, strange, known = (dict[str, float]() for _ in range(3))
        for source in sources:
            every = find(source)
            for each in every:
                if not (comparable(value, each) or same(value, each)):
                    continue
                if any(same(value, other) and _leads_to(source.text, each, other) for other in every):
                    continue
                shared = _shared(beside, _beside(source, each, every))
                named = any(same(other, each) for other in claimed)
                held = own if same(value, each) else known if named else strange
                if sum(shared.values()) > sum(held.values()):
                    held.clear()
                    held.update(shared)
        if _outweighs(strange, own, _SLIP) or _outweighs(known, own, _SWAP):
            return value
    return None


def _leads_to(text: str, one: _Placed, other: _Placed) -> bool:
    """Return True if one value goes on to another, of the same thing: "down from 61 days to 38"."""
    return re.fullmatch(r"(?: \w+)? to ", text[one.end : other.start]) is not None


def _outweighs(other: Mapping[str, float], own: Mapping[str, float], margin: int) -> bool:
    """Return True if what is said of another value goes beyond what is said of this one, by a margin."""
    mine = {mark: worth for mark, worth in own.items() if mark not in other}
    theirs = {mark: worth for mark, worth in other.items() if mark not in own}
    if sum(theirs.values()) < sum(mine.values()) + margin:
        return False
    return not mine or max(theirs.values()) > max(mine.values())


def _beside(reading: Reading, value: _Placed, every: Sequence[_Placed]) -> list[Token]:
    """Return the words that go with a value: those of its clause, as far as no other value is nearer.

    "In the fall of 1931, the bridge ..." and "... in tackles (118)" have a clause with hardly more than a value: it
    goes with those on both sides.
    """
    clauses = {value.clause}
    if sum(map(_says, reading.clause(value.clause))) < _OWN_WORDS:
        clauses |= {_next_clause(reading, value.clause, step) for step in (-1, 1)}
    rivals = [each.start for each in every if each.clause in clauses and each.start != value.start]
    return [
        token
        for token in reading.tokens
        if token.clause in clauses
        and _says(token)
        and not any(each.start <= token.start < each.end for each in every)
        and not any(_nearer(reading, token.start, rival, value.start) for rival in rivals)
    ]


def _says(token: Token) -> bool:
    return token.content and token.kind != "figure"


def _next_clause(reading: Reading, clause: int, step: int) -> int:
    """Return the nearest clause in a direction that says something; the same one where there is none."""
    saying = [token.clause for token in reading.tokens if _says(token) and (token.clause - clause) * step > 0]
    return (min(saying) if step > 0 else max(saying)) if saying else clause


def _nearer(reading: Reading, word: int, rival: int, value: int) -> bool:
    """Return True if a word goes with a rival: it is nearer, or only an "and" parts it from the value between them."""
    if min(rival, value) < word < max(rival, value):
        apart = [" and " in reading.text[min(word, each) : max(word, each)] for each in (rival, value)]
        if apart[0] != apart[1]:
            return apart[1]
    return abs(word - rival) < abs(word - value)


def _shared(beside: Sequence[Token], there: Sequence[Token]) -> dict[str, float]:
    return covered(Reading("", tuple(beside)), marks(Reading("", tuple(there))))


def has_pointer(reading: Reading) -> bool:
    """Return True if a sentence has a "he" or a "they", whom one shortly before it names."""
    return bool(reading.words & _POINTERS)


def describes(reading: Reading) -> bool:
    """Return True if a sentence means somebody by a description, whom the article has named long before."""
    return bool(_DEFINITE.search(reading.text))


def misplaced_name(claim: Reading, sources: Sequence[Reading], known: frozenset[str]) -> str | None:
    """Return a name that does or is something else in the sources; else nothing.

    Args:
        claim: the claim.
        sources: the sentences that bear it out.
        known: words that are names.
    """
    claimed = names(claim, known)
    beside = groups(claim, claimed)
    pointing = any(has_pointer(each) or describes(each) for each in sources)
    for place, name in enumerate(claimed):
        if _wrong_modifier(claim, name, sources, known):
            return name.words
        named = any(name.same(each) for source in sources for each in names(source, known))
        if not named and any(abbreviates(name, claim, source) for source in sources):
            continue
        if (named or not pointing) and _elsewhere(claim, claimed, place, beside[place], sources, known):
            return name.words
    return _turned_round(claim, claimed, sources, known)


def _elsewhere(
    claim: Reading,
    claimed: Sequence[Name],
    at: int,
    group: frozenset[int],
    sources: Sequence[Reading],
    known: frozenset[str],
) -> bool:
    """Return True if the sources say it of another name, which the claim doesn't have there."""
    name = claimed[at]
    if _adjective(claim, name) or _continues(claim, claimed, at):
        return False
    rivals_here = [each for each in claimed if each is not name and each.first in group]
    said = [claim.tokens[place] for place in sorted(group) if not name.first <= place <= name.last]
    own = best = 0.0
    for source in sources:
        found = names(source, known)
        for each, beside in zip(found, groups(source, found), strict=True):
            there = [source.tokens[place] for place in sorted(beside) if not each.first <= place <= each.last]
            shared = _shared(said, there)
            worth = sum(shared.values())
            if name.same(each):
                own = max(own, worth)
            elif 1.0 in shared.values() and _is_rival(claim, name, source, each, rivals_here):
                best = max(best, worth)
    return best >= 2 and best >= own + 2


def _continues(reading: Reading, every: Sequence[Name], at: int) -> bool:
    """Return True if a name goes on with a list of names, as "Russia" does in "on Turkey, Russia and Ukraine"."""
    if not at:
        return False
    before, name = reading.tokens[every[at - 1].last], reading.tokens[every[at].first]
    return reading.text[before.end : name.start].strip(" ") in {",", "and", "or", ", and", ", or"}


def _is_rival(claim: Reading, name: Name, source: Reading, other: Name, here: Sequence[Name]) -> bool:
    """Return True if another name of the source could have been taken for this one: it isn't beside it in the claim."""
    if any(other.same(each) for each in here) or _adjective(source, other):
        return False
    return _role(source, other) == _role(claim, name)


def _adjective(reading: Reading, name: Name) -> bool:
    """Return True if a country only describes the word behind it: "the Kurdish-led force", "Turkish drones"."""
    if not names_country(reading.tokens[name.last].word) or name.last + 1 >= len(reading.tokens):
        return False
    last, token = reading.tokens[name.last], reading.tokens[name.last + 1]
    return reading.text[last.end : token.start] in {" ", "-"} and token.content


def _role(reading: Reading, name: Name) -> str:
    """Return the preposition before a name, or nothing: a place that something is in is no rival of who does it."""
    after = reading.tokens[name.last + 1].word if name.last + 1 < len(reading.tokens) else ""
    if after == "who":
        return ""
    for token in reversed(reading.tokens[max(0, name.first - 3) : name.first]):
        if token.word in _PREPOSITIONS:
            return token.word
        if token.clause != reading.tokens[name.first].clause:
            return ""
    return ""


def _wrong_modifier(claim: Reading, name: Name, sources: Sequence[Reading], known: frozenset[str]) -> bool:
    """Return True if a word that the name stands right before ("the Turkish ambassador") has another name before it."""
    noun = _noun_after(claim, name)
    if noun is None:
        return False
    right = wrong = False
    for source in sources:
        found = names(source, known)
        for place, token in enumerate(source.tokens):
            if token.stem != noun.stem or token.capital:
                continue
            for each in found:
                if name.same(each) and (0 < place - each.last <= 3 or _of(source, place, each)):
                    right = True
                elif each.last == place - 1 and names_country(each.key) == names_country(name.key):
                    wrong = True
    return wrong and not right


def _of(reading: Reading, place: int, name: Name) -> bool:
    """Return True if a name stands behind a noun as its "of": "the ambassador of Turkey"."""
    return 0 < name.first - place <= 3 and reading.tokens[name.first - 1].word in {"of", "for", "from", "the"}


def _noun_after(reading: Reading, name: Name) -> Token | None:
    if name.last + 1 >= len(reading.tokens):
        return None
    last, token = reading.tokens[name.last], reading.tokens[name.last + 1]
    adjective = names_country(last.word) or last.raw.isupper()
    near = not reading.text[last.end : token.start].strip()
    return token if adjective and near and token.content and token.kind == "word" and not token.capital else None


def _turned_round(
    claim: Reading, claimed: Sequence[Name], sources: Sequence[Reading], known: frozenset[str]
) -> str | None:
    """Return a name that does to another what is done to it in the sources; else nothing."""
    actors = [name for name in claimed if _acts(claim, name)]
    for one, other in pairwise(actors):
        between = [token for token in claim.tokens[one.last + 1 : other.first] if _may_be_a_verb(token)]
        for source in sources:
            found = [name for name in names(source, known) if _acts(source, name)]
            for verb in between:
                same = _same_way(claim, (one, other), verb, source, found)
                if same is False:
                    return one.words
    return None


def _acts(reading: Reading, name: Name) -> bool:
    """Return True if a name may do something: it describes nothing, and owns nothing."""
    return not _adjective(reading, name) and not reading.tokens[name.last].raw.endswith(("'s", "’s"))


def _same_way(
    claim: Reading, pair: tuple[Name, Name], verb: Token, source: Reading, found: Sequence[Name]
) -> bool | None:
    """Return whether two names stand on the same sides of a verb; `None` where the source doesn't tell."""
    place = next((p for p, token in enumerate(source.tokens) if token.content and alike(token, verb)), None)
    if place is None or weight(verb) > 1:
        return None
    before = [name for name in found if name.last < place][-1:]
    after = [name for name in found if name.first > place][:1]
    passive_claim = _passive(claim, claim.tokens.index(verb))
    passive_source = _passive(source, place)
    straight = any(pair[0].same(n) for n in before) and any(pair[1].same(n) for n in after)
    crossed = any(pair[1].same(n) for n in before) and any(pair[0].same(n) for n in after)
    if straight == crossed:
        return None
    return straight == (passive_claim == passive_source)


def _may_be_a_verb(token: Token) -> bool:
    plain = token.content and token.kind == "word" and not token.capital
    return plain and (token.word.endswith(("ed", "es", "s", "ing")) or token.word in _IRREGULAR)


def _passive(reading: Reading, place: int) -> bool:
    """Return True if a verb is passive, by the words about it: "was appointed", "shot down by"."""
    verb = reading.tokens[place].word
    before = [token.word for token in reading.tokens[:place] if not token.word.endswith("ly")][-1:]
    after = {token.word for token in reading.tokens[place + 1 : place + 4]}
    done = verb.endswith("ed") or verb in _IRREGULAR
    return done and (not _PASSIVE.isdisjoint(before) or "by" in after)
