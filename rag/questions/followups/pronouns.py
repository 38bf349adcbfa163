"""Find the personal pronouns of a question that nothing in the question itself explains."""

import re
from collections.abc import Sequence
from itertools import islice

from rag.language.names import name_words
from rag.language.places import is_place

EXPLETIVE = re.compile(
    r"\bhow (?:far|long) (?:is|was) it (?:from|to|until|since|till)\b"
    r"|\b(?:is|was|isn't|wasn't|would|will|be|been)[ ]it(?: be| been)? (?:\w+ly )?(?:true|false|correct|right"
    r"|possible|impossible|likely|legal|illegal|common|necessary|safe|dangerous|important|said|known|claimed|clear"
    r"|certain|fair|wrong|hard|easy|difficult|that)\b|\b(?:did|does|do|will|would|has|can) it (?:take|taken|matter"
    r"|mean (?:to|for|if|when)|happen that|rain|snow|cost to)\b|\b(?:what|which) (?:time|day|year) (?:is|was) it\b"
    r"|\bit (?:is|was|seems|turns out|rained|snowed)(?: \w+)? that\b|\b(?:is|are|was|were|be|been|isn't|aren't"
    r"|exists?) there\b|\bthere(?:'s| is| are| was| were| will be| has been| have been)\b|\bis it called (?:when"
    r"|if)\b|^(?:when|if) (?!(?:is|are|was|were|do|does|did|has|had|have|will|would|can|could|should)\b).*\bit\b"
    r"|\b(?:make|makes|made|find|found) it (?:\w+ ){1,2}to\b",
    re.IGNORECASE,
)
"""An "it" or "there" that stands for nothing."""
_TO_TAKE = re.compile(
    r"\b(?:did|does|will|would|has) it (?:take|taken)\b(?=[^?]*\bto\b|[^?]*\bbefore\b|[^?]*\bfor\b|[^?]*\buntil\b)",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|him|her|them|his|hers|its|their|theirs)\b(?!['’]s\b)", re.IGNORECASE)
_MOST = 20
"""Pronouns that are looked at: no question has more, and each costs a look at all that stands before it."""
ABOUT_OPENING = re.compile(r"^(?:what|how) about\b", re.IGNORECASE)


def pronouns(question: str) -> list[re.Match[str]]:
    """Return the personal pronouns that nothing in the question itself explains."""
    blank = EXPLETIVE.sub(lambda match: " " * len(match.group()), question)
    blank = _TO_TAKE.sub(lambda match: " " * len(match.group()), blank)
    found = (match for match in _PRONOUN.finditer(blank) if match.group() != "IT")
    return [match for match in islice(found, _MOST) if not _explained(question, match)]


_POSSESSIVES = frozenset({"his", "her", "its", "their", "theirs", "hers"})
_HE_OR_SHE = frozenset({"he", "she", "him", "his", "her", "hers"})
_PEOPLE_NOUN = re.compile(
    r"\b(?:man|woman|king|queen|boy|girl|person|child|wife|husband|son|daughter|player|president|\w{2,}(?:or|er|ist"
    r"|ian|ent))\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:people|men|women|children|police|(?!(?:does|was|has|is|this|his|its|as|us|towards|news|says"
    r"|always)\b)\w{2,}s)\b",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(
    r"\b(?:the|an?|which|what|whose|some|many|most|every|each|all|these|those)(?: (?!of\b|did\b|does\b|do\b|was\b"
    r"|were\b|is\b|are"
    r"\b|has\b|had\b|about\b)[\w’'-]+)+",
    re.IGNORECASE,
)
_STILL_OPEN = re.compile(
    r"^[^,]*?\b(?:the|an?) [\w’'-]+ (?:of|for|about|behind|to|in|on|with|from|by) $", re.IGNORECASE
)
_WITHIN = re.compile(r"\b(?:in|of|to|towards?|for|with|on|from|without) $", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:and|or|that|when|if|because|before|after|while|as|until|say|says|said|think|thinks|claim|claims|claimed"
    r"|believe"
    r"|believes|though|although|whether|why|how|where) $",
    re.IGNORECASE,
)
"""What opens a second clause, whose "it" is mostly the subject of the first."""
_FAR = 6
"""Words after which a pronoun mostly stands for something in the same sentence."""


def _explained(question: str, pronoun: re.Match[str]) -> bool:
    """Return True if a name or noun before the pronoun in the same question is what it stands for."""
    before, word = ABOUT_OPENING.sub("", question[: pronoun.start()]), pronoun.group().lower()
    named = name_words(before)
    far = len(before.split()) >= _FAR
    if word in _HE_OR_SHE:
        person = any(not is_place(name) for name in named) or _any(_NOUN_PHRASE.findall(before), _PEOPLE_NOUN)
        return person and (word != "him" or far)
    if word in {"they", "them", "their", "theirs"}:
        return (bool(named) or bool(_PLURAL.search(before))) and (word != "them" or far) and not _of(before, word)
    noun = bool(named) or bool(_NOUN_PHRASE.search(before))
    if word == "its":
        return noun and not _of(before, word)
    return noun and bool(_CLAUSE.search(before) or (far and _WITHIN.search(before)))


def _any(phrases: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(phrase) for phrase in phrases)


def _of(before: str, word: str) -> bool:
    """Return True if the only noun before a possessive is what is possessed with: "the result of its vote"."""
    nouns = len(_NOUN_PHRASE.findall(before))
    return word in _POSSESSIVES and nouns <= 1 and not name_words(before) and bool(_STILL_OPEN.search(before))
