"""Who holds an office, who does a thing and who doesn't: what a question about somebody needs told."""

import re
from collections.abc import Sequence
from typing import Final

from index.language.analysis import stem, words
from index.language.english_verbs import FORMS, word_set
from rag.language.countries import is_place
from rag.language.parsing import Reading, read
from rag.language.similarity import alike

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
_NEAR: Final = 10
"""Words between somebody's office and name, and between who denies and what is denied."""
_NO_NAME: Final = re.compile(
    r"(?:ish|ian|ean|ese|can|\d)s?$|^(?:The|This|That|These|An?|In|On|At|He|She|It|They|We|But|And|For|After|When|While|As"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|[A-Z][a-z]+day)$"
)
"""Capitals that name nobody: nationalities, months, days, first words."""
_DID: Final = re.compile(
    r"\b(?:did|does|has|have)\s+(?:the\s+)?(?P<who>[^\W\d_a-z][\w’'.-]*(?:\s+[^\W\d_a-z][\w’'.-]*)*)\s+(?P<verb>[a-z]+)\b"
)
_DENIES: Final = re.compile(
    r"not|never|refus\w+|declin\w+|den(?:y|ied|ies)|reject\w*|oppos\w+|stop(?:s|ped)?|block(?:s|ed)?|prevent\w*"
)


def unnamed(question: str, near: Sequence[str]) -> str | None:
    """Return what "Who is the leader of ..." or "What was the name of the pilot ..." asks for, where nobody is named.

    Args:
        question: the question, in English.
        near: the best sentences and their neighbours: one must have the word, and a name near it that the question
            doesn't say itself.
    """
    sought = _sought(question)
    if sought is None:
        return None
    known = {token.word for token in read(question).tokens}
    return None if any(_names(read(text), sought, known) for text in near) else sought


def _sought(question: str) -> str | None:
    if found := _NAME_OF.search(question):
        return next((word for word in re.findall(r"[\w’'-]+", found["whose"]) if word[:1].islower()), None)
    if not _WHO_IS.match(question):
        return None
    return next((token.word for token in read(question).tokens if token.word in _OFFICES and not token.capital), None)


def _names(reading: Reading, sought: str, known: set[str]) -> bool:
    base = next((each for each in (sought[:-1], sought[:-2]) if sought.endswith("er") and each in FORMS), sought)
    roots = frozenset(stem({*words(sought), *FORMS.get(base, ())}, "en"))  # who leads is the leader
    held = [at for at, token in enumerate(reading.tokens) if not roots.isdisjoint(stem(words(token.raw), "en"))]
    named = [
        at for at, token in enumerate(reading.tokens) if at not in held and _is_new_name(token.raw, token.word, known)
    ]
    return any(abs(one - other) <= _NEAR for one in held for other in named)


def _is_new_name(raw: str, word: str, known: set[str]) -> bool:
    return raw[:1].isupper() and not _NO_NAME.search(raw) and word not in known and not is_place(word)


def denied_deed(question: str, sentence: str) -> str | None:
    """Return the verb of "Which drones did Germany deliver?" where a sentence says that Germany stops deliveries."""
    found = _DID.search(question)
    if found is None or any(_DENIES.fullmatch(word) for word in words(question)):
        return None
    verb, who = read(found["verb"]).tokens[0], frozenset(words(found["who"]))
    tokens = read(sentence).tokens
    for at, token in enumerate(tokens):
        if not _DENIES.fullmatch(token.word):
            continue
        named = [each.word for each in tokens[max(0, at - _NEAR) : at] if each.capital]
        if named and named[-1] in who and any(alike(each, verb) for each in tokens[at + 1 : at + 1 + _NEAR]):
            return found["verb"]
    return None
