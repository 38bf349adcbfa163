"""Find claims that are stronger than their source, or that state an opinion as a fact."""

import re
from typing import Final

from rag.generation.checks.speakers import speakers
from rag.language.lexicon import listed
from rag.language.parsing import Reading
from rag.language.people.speech import ATTRIBUTES
from rag.language.similarity import alike

_RANK: Final = {word: rank for rank in (1, 2, 3, 4, 6) for word in listed(f"share-{rank}")}
_NEARLY: Final = frozenset({"almost", "nearly", "virtually", "practically"})
_NEARLY_RANK: Final = 5
_NO_AMOUNT: Final = re.compile(
    r"\b(?:at all|above all|all the same|first of all|after all|all at once|not all|most of all|the most|all told)\b",
    re.I,
)
_PERIODS: Final = listed("periods")
_INTENSE: Final = listed("intense")
"""Words that make a statement stronger, and that no summary may add."""
_BEYOND: Final = re.compile(r"\b(?:well|far|way|much) (?:over|above|more|beyond|under|below|less)\b", re.I)

_OPINION: Final = re.compile(
    r"\b(?:argu(?:es?|ed|ing)|think|thinks|thought|believ(?:es?|ed)|contend(?:s|ed)?|claim(?:s|ed)|maintain(?:s|ed)"
    r"|insist(?:s|ed)|suggest(?:s|ed)?|suspect(?:s|ed)|conclud(?:es?|ed)|expect(?:s|ed)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )(?<!be )(?:consider|regard)(?:s|ed)?"
    r"|would welcome|takes? (?:this|that|it) (?:as|to mean)|in (?:\S+ ){1,3}(?:view|judge?ment|opinion|eyes|words)"
    r"|(?:[Tt]he|[Aa]n?|[Mm]any|[Ss]ome|[Ff]ew|[Mm]ost) (?:\w+ )?"
    r"(?:author|columnist|analysts?|critics?|commentators?|observers?|experts?)"
    r"|(?:[Mm]any|[Ss]ome|[Mm]ost|[Tt]hey|[Cc]ritics) (?:hold|say)"
    r"|(?:author|columnist|analyst|piece|he|she|site) (?:sees|holds|calls)"
    r"|(?<!formerly )(?<!once )(?<!is )(?<!was )(?<!are )(?<!were )(?<!so )(?<!been )call(?:s|ed) "
    r"(?:the|it|this|that|him|her|them)\b"
    r"|predict(?:s|ed)|accus(?:es?|ed)|complain(?:s|ed)|denounc(?:es?|ed)"
    r")\b|^To [A-Z][\w’'-]+\b|\bas (?:\S+ ){1,3}puts? it\b",
)
"""Signs that a sentence tells what somebody thinks."""
_ATTRIBUTED: Final = re.compile(
    rf"\b(?:{ATTRIBUTES}"
    r"|saying|according|written|tell|report|reportedly|state|quot(?:es?|ed|ing)|hold|holds|held|sees?|saw"
    r"|view|views|viewed|opinion|judge?ment|eyes|words|author|columnist|analysts?|critics?|admit"
    r"|declare|welcom(?:es?|ed)|puts?|lists?"
    r"|protest(?:s|ed)|object(?:s|ed)|assert(?:s|ed)|alleg(?:es?|ed)"
    r"|takes?|propos(?:es?|ed|als?)|theor(?:y|ies)|demand(?:s|ed)|promis(?:es?|ed)|vow(?:s|ed)|pledg(?:es?|ed)|fears?|hopes?|sp(?:oke|eaks)|blam(?:es?|ed)|agree[sd]?|remark(?:s|ed)|interpret(?:s|ed)|concern(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""A verb or noun by which a claim says itself that somebody says, thinks or wants something."""


def rank(reading: Reading) -> tuple[int, str]:
    """Return the largest share that a sentence speaks of, 0 for none to 6 for all, and its word."""
    text = _NO_AMOUNT.sub(lambda match: " " * len(match.group()), reading.text)
    best = (0, "")
    for place, token in enumerate(reading.tokens):
        if not text[token.start : token.end].strip():
            continue
        value = _RANK.get(token.word, 0)
        before = reading.tokens[place - 1].word if place else ""
        after = reading.tokens[place + 1].word if place + 1 < len(reading.tokens) else ""
        if value == 6 and (before in _NEARLY or (token.word == "all" and after == "but")):
            value = _NEARLY_RANK
        if token.word == "every" and after in _PERIODS:
            value = 0
        best = max(best, (value, token.raw))
    return best


def overstated(claim: Reading, source: Reading) -> str | None:
    """Return the word that makes a claim stronger than its source; else nothing."""
    said, word = rank(claim)
    found, _ = rank(source)
    if said >= _NEARLY_RANK and found < said:
        return word
    if said == 4 and 0 < found < 4 and found != 1:
        return word
    for token in claim.tokens:
        if (
            token.word in _INTENSE
            and token.word not in source.words
            and not any(alike(token, e) for e in source.tokens)
        ):
            return token.raw
    beyond = _BEYOND.search(claim.text)
    return beyond.group() if beyond and not _BEYOND.search(source.text) else None


def opinion_as_fact(claim: Reading, source: Reading, known: frozenset[str]) -> bool:
    """Return True if a claim states by itself what its source tells as somebody's view.

    A claim that names whoever holds the view ("Çandarlı's piece ...") doesn't. An aside about something else ("and
    rightly so, in the author's eyes") makes no opinion of the rest.
    """
    if _ATTRIBUTED.search(claim.text) or _OPINION.search(claim.text):
        return False
    if any(part in claim.words for name in speakers(source, known) for part in name.parts):
        return False
    for match in _OPINION.finditer(source.text):
        if match.group().startswith(("in ", "as ")) and _aside(match.start(), source, claim):
            continue
        return True
    return False


def _aside(start: int, source: Reading, claim: Reading) -> bool:
    """Return True if an opinion's clause has words of its own, and none of the claim's."""
    clause = next((token.clause for token in source.tokens if token.start >= start), 0)
    before = {token.stem for token in source.clause(clause) if token.content and token.start < start}
    return bool(before) and not before & claim.stems
