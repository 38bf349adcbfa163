"""What a question takes for granted: its figures, what somebody did, that a thing has a name or a length.

"When did Turkey leave NATO?" finds articles full of Turkey and NATO. It is answered only if they say that Turkey left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.analysis import content_words, stem, terms, words
from index.english_verbs import FORMS
from rag.evidence import Evidence
from rag.figures import figure_values, find_figures
from rag.question_words import Kind
from rag.questions import question_kind
from rag.retrieval import Search

LOOKED_AT: Final = 3
"""Best sentences that may bear a premise out, each with its neighbours."""


class Premise(StrEnum):
    """What kind of thing a question takes for granted."""

    FIGURE = "figure"
    """A number or a date, in a question whether something is true."""
    MENTIONED = "mentioned"
    """A number or a date in another question."""
    DEED = "deed"
    """That somebody did something: "Why did Turkey leave NATO?"."""
    DENIED = "denied"
    """The same, where the evidence says that it was not done, or by somebody else."""
    NAME = "name"
    """That somebody's name is given: "What was the name of the pilot?"."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A premise that the evidence doesn't bear out."""

    premise: Premise
    words: str
    """The words of the question that stand for it."""


_CLAIM: Final = re.compile(
    r"^(?:is it (?:true|correct|right|the case|so) that"
    r"|(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could)\b)",
    re.IGNORECASE,
)
_DEED: Final = re.compile(
    r"\bdid\s+(?:the\s+)?(?P<who>[^\W\d_a-z][\w’'.-]*(?:\s+(?:of\s+)?(?:the\s+)?[^\W\d_a-z][\w’'.-]*)*)"
    r"(?:\s+(?:not|first|last|ever|also|finally|officially|formally|then|\w+ly))*\s+(?P<verb>[a-z]+)\b"
)
_NAME_OF: Final = re.compile(
    r"\bwhat (?:is|was|are|were) the (?:full |real |first |last )?names? of (?:the |a |an )?(?P<whose>[^?]+)",
    re.IGNORECASE,
)


def unmet_premises(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
    """Return what an English question takes for granted and the best evidence doesn't bear out."""
    text, best = search.question.text, list(ranked[:LOOKED_AT])
    if search.language not in {None, "en"} or not best:
        return _figures(search, best) if best else []
    return [*_figures(search, best), *_deed(text, best), *_name(text, best)]


def _around(evidence: Evidence) -> str:
    """Return the sentence with its neighbours and what is known of its article, each on a line of its own."""
    passage, position = evidence.candidate.passage, evidence.position
    near = passage.sentences[max(0, position - 1) : position + 2]
    card = passage.article
    return "\n".join([card.title or "", card.published or "", *(" ".join(sentence.text.split()) for sentence in near)])


def _figures(search: Search, best: Sequence[Evidence]) -> list[Unmet]:
    text = search.question.text
    asked = find_figures(text, search.language)
    if not asked:
        return []
    claims = bool(_CLAIM.search(text))
    held: set[str] = set()
    for each in best:
        held |= figure_values(_around(each), each.candidate.passage.article.language)
    missing = [figure for figure in asked if figure.values.isdisjoint(held)]
    if not claims:  # "Which two compounds ..." says how many are wanted, and single digits are many things
        missing = [figure for figure in missing if sum(char.isdigit() for char in figure.span.of(text)) > 1]
    kind = Premise.FIGURE if claims else Premise.MENTIONED
    return [Unmet(kind, figure.span.of(text)) for figure in missing]


def _deed(text: str, best: Sequence[Evidence]) -> list[Unmet]:
    """Say whether a deed is nowhere told: its verb is missing, denied, or somebody else's."""
    found = _DEED.search(text)
    if not found or found["verb"] in _LIGHT or _DENIAL.search(text) or question_kind(text) not in _PRESUMING:
        return []
    forms = frozenset(stem(FORMS.get(found["verb"], {found["verb"]}), "en"))
    told = [each for each in best if not forms.isdisjoint(terms(_around(each), "en"))]
    matter = (
        frozenset(stem(content_words(text[found.end() :], "en"), "en")) if text[found.end() :].strip(" ?") else None
    )
    done = [
        verdict
        for each in told
        for sentence in _around(each).splitlines()
        if (verdict := _does(sentence, words(found["who"]), forms, matter)) is not None
    ]
    if not done:
        return [Unmet(Premise.DEED, found["verb"])]
    return [] if any(done) else [Unmet(Premise.DENIED, found["verb"])]


def _does(sentence: str, who: Sequence[str], forms: frozenset[str], matter: frozenset[str] | None) -> bool | None:
    """Say whether somebody does it in a sentence; `None` when the sentence doesn't tell.

    It doesn't where the verb is denied ("refused to extradite"), and not when the nearest name before the verb is
    another's and the doer comes behind it ("Turkey shot down a Russian jet" for Russia).

    Args:
        sentence: one sentence, or a title.
        who: the folded words of the doer's name.
        forms: the stems of the verb's forms.
        matter: the stems of what it is done to; nothing where the question ends with the verb.
    """
    tokens = re.findall(r"[\w’'-]+", sentence)
    stems = stem([" ".join(words(token)) for token in tokens], "en")
    for at, word in enumerate(stems):
        if word not in forms:
            continue
        if any(_DENIAL.fullmatch(token) for token in tokens[max(0, at - _REACH) : at]):
            return False
        if at and tokens[at - 1].lower() in _PASSIVE:
            if matter is None or not matter.isdisjoint(stems):  # "the jet was shot down", not "be left without friends"
                return True
            continue
        before = [token for token in tokens[:at] if token[:1].isupper() and not token.isdigit()]
        behind = any(_alike(token, who) for token in tokens[at + 1 :] if token[:1].isupper())
        swapped = before and behind and not any(_alike(name, who) for name in before[-2:])
        return not (swapped and matter)  # "When did the line open?" has no object: "The two opened the line" tells it
    return None


def _alike(name: str, who: Sequence[str]) -> bool:
    """Say whether two names are forms of one: Turkey and Turkish, Russia and Russian."""
    return any(part[:_KIN] == other[:_KIN] for part in words(name) for other in who)


_KIN: Final = 4
"""Letters that a country and its adjective share."""
_REACH: Final = 4
"""Words before a verb within which a denial speaks of it."""
_PRESUMING: Final = frozenset({Kind.WHEN, Kind.WHY})
"""Questions that take the deed itself for granted; others ask after it with verbs of their own choice."""
_LIGHT: Final = frozenset({
    "do", "have", "get", "make", "take", "say", "mean", "think", "be", "use", "call", "want", "hope", "need", "try",
    "like", "believe", "decide", "begin", "start", "publish", "write", "appear", "happen",
})  # fmt: skip
"""Verbs that other words do as well for."""
_DENIAL: Final = re.compile(
    r"(?i:\b(?:not|never|no|refus\w+|declin\w+|den(?:y|ied|ies)|reject\w*|without|fail\w*|oppos\w+|\w+n['’]t)\b)"
)
_PASSIVE: Final = frozenset({"was", "were", "been", "being", "is", "are", "be", "to"})


def _name(text: str, best: Sequence[Evidence]) -> list[Unmet]:
    """Say whether no sentence has what is to be named and, near it, a name that the question doesn't say itself."""
    found = _NAME_OF.search(text)
    head = next((word for word in (found["whose"].split() if found else ()) if word[:1].islower()), None)
    if not found or head is None:
        return []
    sought, asked = set(stem(words(head), "en")), set(words(text))
    for each in best:
        tokens = re.findall(r"[\w’'.-]+", each.sentence.text)
        places = [at for at, token in enumerate(tokens) if not sought.isdisjoint(terms(token, "en"))]
        given = [at for at, token in enumerate(tokens) if _gives_name(token, asked)]
        if any(abs(one - other) <= _NEAR for one in places for other in given):
            return []
    return [Unmet(Premise.NAME, head)]


def _gives_name(token: str, asked: set[str]) -> bool:
    plain = words(token)
    return token[:1].isupper() and not _NO_NAME.search(token) and bool(plain) and not set(plain) <= asked


_NEAR: Final = 10
"""Words between somebody's office and name."""
_NO_NAME: Final = re.compile(
    r"(?:ish|ian|ean|ese|can|\d)s?$|^(?:The|This|That|These|An?|In|On|At|He|She|It|They|We|But|And|For|After|When|While|As"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|[A-Z][a-z]+day)$"
)
"""Capitals that name nobody: nationalities, months, days, first words."""
