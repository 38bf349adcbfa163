"""Compare the negations of a claim with those of its source: what they bear on, opposite words, and hedges."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from index.language.analysis import stem
from rag.language.lexicon import lines, listed
from rag.language.parsing import Reading, Token
from rag.language.similarity import meaning

_NEGATORS: Final = listed("negators")
_PHRASES: Final = {
    ("left", "out"), ("leaves", "out"), ("leave", "out"), ("ruled", "out"), ("rules", "out"), ("turns", "down"),
    ("turned", "down"), ("gave", "up"), ("first", "time"), ("passed", "over"), ("stayed", "away"), ("free", "of"),
}  # fmt: skip
"""Two words that deny together; "the first time in 63 years" is "never in 63 years"."""
_CUTS: Final = frozenset({"but", "while", "whereas", "although", "though", "because", "unless"})
_REFERRING: Final = frozenset({"this", "that", "it", "so"})
_REACH = 9
"""Words behind a negation that it may bear on."""
_BACK = 6
"""Words before it that it may bear on, as in "the dead are not in it"."""
_HEDGES: Final = listed("hedges")
_SOFT: Final = _HEDGES | listed("soft")
"""Words that keep a statement open: a claim that has one doesn't assert what its source only supposes."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation, and the stems of the words it may bear on."""

    ahead: frozenset[str]
    """What stands behind it, as far as its clause goes."""
    around: frozenset[str]
    """The same, and what stands before it."""
    words: str
    refers: bool = False
    """Whether it denies a "this" or an "it": what that is stands before."""


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(words.split(), "en"))


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = (line.split("|") for line in lines("opposites"))
    return tuple((_stems(one), _stems(other)) for one, other in pairs)


def _is_negator(token: Token) -> bool:
    return token.word in _NEGATORS or token.word.endswith("n't")


@lru_cache(maxsize=8192)
def denials(reading: Reading, *, doubts: bool) -> tuple[Denial, ...]:
    """Return the negations of a sentence.

    Args:
        reading: the sentence.
        doubts: whether words that deny in their way ("fails to", "avoids", "hardly") count as well: a negation may be
            said by one of them, but not every one of them is a negation.
    """
    return tuple(_denials(reading, doubts))


def _denials(reading: Reading, doubts: bool) -> Iterator[Denial]:
    tokens = reading.tokens
    strong = _stems(" ".join(listed("refusals")))
    weak = _stems(" ".join(listed("doubts")))
    for place, token in enumerate(tokens):
        pair = (token.word, tokens[place + 1].word) if place + 1 < len(tokens) else ("", "")
        denies = _is_negator(token) or token.stem in strong or (doubts and token.stem in weak)
        if denies or (pair in _PHRASES and (doubts or pair[1] in {"out", "down"})):
            reach = len(tokens) if pair == ("first", "time") else _REACH
            if pair[1] in _REFERRING:  # "denied this": what it denies stands in another sentence
                reach = 0
            ahead = _reach(tokens, range(place + 1, min(len(tokens), place + 1 + reach)), token.clause, 3)
            behind = _reach(tokens, range(place - 1, max(-1, place - 1 - _BACK), -1), token.clause, 0)
            yield Denial(ahead, ahead | behind, token.raw, pair[1] in _REFERRING)


def _reach(tokens: tuple[Token, ...], places: Iterable[int], clause: int, beyond: int) -> frozenset[str]:
    """Return the stems within reach of a negation; commas are crossed, a "but" isn't."""
    found = set()
    for place in places:
        token = tokens[place]
        if token.word in _CUTS or abs(token.clause - clause) > beyond:
            break
        if token.content and token.kind == "word" and not token.capital:
            found.add(token.stem)
    return frozenset(found)


def denied_differently(claim: Reading, source: Reading, nearby: Sequence[Reading]) -> str | None:
    """Return the words on which a claim says no where its source says yes, or the other way round; else nothing.

    Args:
        claim: the claim.
        source: the sentences that bear it out, as one.
        nearby: those beside them, which may say the no: "251 were killed. The plotters are not among them."
    """
    claimed, sourced = denials(claim, doubts=False), denials(source, doubts=True)
    beside = [denial for reading in nearby for denial in denials(reading, doubts=True)]
    loose = False
    for denial in claimed:
        known = denial.ahead & source.stems
        loose = loose or not known
        borne_out = any(known & other.around or other.refers for other in sourced)
        borne_out = borne_out or any((denial.ahead - known) & other.around for other in beside)
        if not borne_out and (known or not sourced):
            return denial.words
    if loose:  # "but he isn't one": what it denies is said elsewhere in the sentence
        return None
    softened = denials(claim, doubts=True)
    for denial in denials(source, doubts=False):
        shared = denial.ahead & claim.stems
        if shared and 2 * len(shared) > len(denial.ahead) and not any(shared & other.around for other in softened):
            return ", ".join(sorted(shared))
    return None


def opposite_words(claim: Reading, source: Reading) -> str | None:
    """Return a word of the claim whose opposite stands in the source in its place; else nothing."""
    if "than" in claim.words and "than" in source.words:  # "more X than Y" is "less Y than X"
        return None
    for pair in _opposites():
        for mine, theirs in (pair, pair[::-1]):
            said = (claim.stems | claim.words) & mine
            if not said or (source.stems | source.words) & mine or (claim.stems | claim.words) & theirs:
                continue
            token = next(each for each in claim.tokens if each.stem in said or each.word in said)
            against = [each for each in source.tokens if each.stem in theirs or each.word in theirs]
            if any(_of_the_same(claim, token, source, each) for each in against) and not _turned(claim, said):
                return token.raw
    return None


def _of_the_same(claim: Reading, token: Token, source: Reading, other: Token) -> bool:
    """Return True if two words are said of the same thing: their clauses share a word, or one has no other."""
    here, there = _beside(claim, token), _beside(source, other)
    return bool(here & there) or not here or not there


def _beside(reading: Reading, token: Token) -> set[str]:
    return {meaning(each) for each in reading.clause(token.clause) if each.content and each is not token}


def _turned(claim: Reading, said: frozenset[str]) -> bool:
    """Return True if the claim denies the word, which makes it mean its opposite."""
    return any(denial.ahead & said for denial in denials(claim, doubts=False))


def supposed(claim: Reading, source: Reading) -> str | None:
    """Return the hedge that a source has on what the claim states as a fact; else nothing."""
    if claim.words & _SOFT:
        return None
    tokens = source.tokens
    for place, token in enumerate(tokens):
        if token.word not in _HEDGES or (place + 1 < len(tokens) and _is_negator(tokens[place + 1])):
            continue
        ahead = _reach(tokens, range(place + 1, min(len(tokens), place + 10)), token.clause, 0)
        shared = ahead & claim.stems
        if shared and 2 * len(shared) >= len(ahead):
            return token.raw
    return None
