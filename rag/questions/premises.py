"""What a question takes for granted, read from its words: a deed, a named person, names, a date or number.

Whether the evidence bears it out is for `rag.abstention` to say. All of it is English but what asks for a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.language.analysis import content_words, stem, words
from index.language.calendar import CALENDAR_WORDS
from index.language.english_verbs import word_set
from rag.language.names import Name, names
from rag.language.parsing import read
from rag.questions.kinds import Kind

_CAPITALISED: Final = r"[^\W\d_a-z][\w’'.-]*"
_CLAIM: Final = re.compile(
    r"^(?:is it (?:true|correct|right|the case|so) that"
    r"|(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could)\b)",
    re.IGNORECASE,
)
_DEED: Final = re.compile(
    rf"""
    \bdid\s+ (?:the\s+)?
    (?P<who> {_CAPITALISED} (?:\s+ (?:of\s+)? (?:the\s+)? {_CAPITALISED})* )      # "the Bank of England"
    (?:\s+ (?:not|first|last|ever|also|finally|officially|formally|then|\w+ly) )*  # "finally", "quietly"
    \s+ (?P<verb> [a-z]+ )\b
    """,
    re.VERBOSE,
)
"""Somebody and what they did: "did Turkey finally leave"."""
_HOW: Final = re.compile(
    r"\b(?:how [a-z]+|when|(?:what|which) (?:[\w’'-]+ ){0,2}?(?:year|date|day|month"
    r"|number|percentage|share|amount|price|cost|length|age))\b",
    re.IGNORECASE,
)
"""How a question asks for a date or a number."""
_OFFICES: Final = word_set("""
minister president chief leader spokesman spokesperson spokeswoman ambassador general chairman chairwoman chair
chairperson secretary commander director executive king queen prince mayor governor chancellor premier coach captain
pilot editor senator professor bishop pope emperor manager deputy envoy successor founder owner judge prosecutor
presenter
""")
_WHO_IS: Final = re.compile(r"\s*who (?:is|was|are|were|became)\b", re.IGNORECASE)
_NAME_OF: Final = re.compile(
    r"\bwhat (?:is|was|are|were) the (?:full |real |first |last )?names? of (?:the |a |an )?(?P<whose>[^?]+)",
    re.IGNORECASE,
)
_PRESUMING: Final = frozenset({Kind.WHEN, Kind.WHY})
"""Questions that take the deed itself for granted; others ask after it with verbs of their own choice."""
_LIGHT: Final = frozenset({
    "do", "have", "get", "make", "take", "say", "mean", "think", "be", "use", "call", "want", "hope", "need", "try",
    "like", "believe", "decide", "begin", "start", "publish", "write", "appear", "happen",
})  # fmt: skip
"""Verbs that other words do as well for."""
DENIAL: Final = re.compile(
    r"(?i:\b(?:not|never|no|refus\w+|declin\w+|den(?:y|ied|ies)|reject\w*|without|fail\w*|oppos\w+|\w+n['’]t)\b)"
)
"""A word that denies the verb behind it."""
_LONGHAND: Final = (("United States", "US"), ("United Kingdom", "UK"), ("European Union", "EU"))
"""States of two words, as `rag.language.places` knows them."""
_THE_ARTICLES: Final = r"(?:the|this|that|these|those) (?:articles?|texts?|pieces?|sources?|authors?)"
_REQUEST: Final = re.compile(
    rf"\b(?:according to|in|says?|said by) {_THE_ARTICLES}\b|\baccording to\b"
    r"|\bin [\w’'.-]+(?:[’']s|s[’']) (?:opinion|view|eyes|judge?ment)\b"
    rf"|\b(?:do|does|did) {_THE_ARTICLES} (?:say|tell|mention|report)\b"
    r"|^\W*(?:please )?(?:summari[sz]e|sum up|recap|outline)\b(?: the \w+(?: about| on| of)\b)?",
    re.IGNORECASE,
)
"""Phrases about the request itself ("according to the article"): matching ignores them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """That somebody does something."""

    who: tuple[str, ...]
    """The folded words of their name."""
    verb: str
    matter: frozenset[str] | None = None
    """Stems of what stands behind the verb; `None` where the question ends with it."""


@dataclass(frozen=True, slots=True)
class Premises:
    """What a question takes for granted."""

    claim: bool
    """Whether it asks if something is true, so that each of its figures belongs to the claim."""
    deed: Deed | None
    """What it presumes that somebody did: "Why did Turkey leave NATO?"."""
    unnamed: str | None
    """The office or person whose name it asks for: `pilot` of "What was the name of the pilot?"."""
    names: tuple[Name, ...]
    """The names of the matter, states in short form, months and weekdays left out."""
    number_asked: str
    """The words that ask for a date or a number, in small letters; empty without any."""


def read_premises(text: str, kind: Kind) -> Premises:
    """Return what a question of a kind takes for granted."""
    how = _HOW.search(text)
    return Premises(
        claim=bool(_CLAIM.search(text)),
        deed=_deed(text, kind),
        unnamed=_unnamed(text),
        names=tuple(_names(without_request(text))),
        number_asked=how.group().lower() if how else "",
    )


def without_request(text: str) -> str:
    """Return a question without phrases about the request itself: "according to the article", "in Idiz's view"."""
    return _REQUEST.sub(" ", text)


def shorten_states(text: str) -> str:
    """Return a text with the states of two words in short form: "the US"."""
    for long, short in _LONGHAND:
        text = text.replace(long, short)
    return text


def _deed(text: str, kind: Kind) -> Deed | None:
    found = _DEED.search(text)
    if not found or kind not in _PRESUMING or DENIAL.search(text):
        return None
    if found["who"].endswith(("'s", "’s")) or found["verb"] in _LIGHT:
        return None
    behind = text[found.end() :]
    matter = frozenset(stem(content_words(behind, "en"), "en")) if behind.strip(" ?") else None
    return Deed(words(found["who"]), found["verb"], matter)


def _unnamed(text: str) -> str | None:
    if found := _NAME_OF.search(text):
        return next((word for word in re.findall(r"[\w’'-]+", found["whose"]) if word[:1].islower()), None)
    if not _WHO_IS.match(text):
        return None
    return next((token.word for token in read(text).tokens if token.word in _OFFICES and not token.capital), None)


def _names(matter: str) -> Iterator[Name]:
    for name in names(read(shorten_states(matter))):
        if not all(part.removesuffix("s") in CALENDAR_WORDS for part in name.parts):
            yield name
