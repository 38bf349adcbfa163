"""What a question takes for granted: its figures and names, what somebody did, whose something is.

"When did Turkey leave NATO?" finds articles full of Turkey and NATO. It is answered only if they say that Turkey left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.language.analysis import content_words, stem, terms, words
from index.language.english_verbs import FORMS
from rag.abstention.agents import denied_deed, unnamed
from rag.abstention.possessors import foreign_owner
from rag.abstention.unknown_names import strangers, topics
from rag.language.figures import figure_values, find_figures
from rag.questions.analysis import matter_of, question_kind
from rag.questions.kinds import Kind
from rag.retrieval.hybrid import Search, about
from rag.retrieval.ranking import Evidence

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
    """That somebody is named: "What was the name of the pilot?", "Who is the chairman?"."""
    OWNER = "owner"
    """That something is somebody's, where the evidence knows it as another's: "the president of Bulgaria"."""
    BESIDE = "beside"
    """That a name belongs to the matter, where the best sentence, its neighbours and its article don't speak of it."""
    NOWHERE = "nowhere"
    """The same, where none of the best passages has the name."""
    VALUE = "value"
    """That a date or a number is told at all, of what the question names: "How long is Nord Stream 2?"."""


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
_HOW: Final = re.compile(
    r"\b(?:how [a-z]+|when|(?:what|which) (?:[\w’'-]+ ){0,2}?(?:year|date|day|month"
    r"|number|percentage|share|amount|price|cost|length|age))\b",
    re.IGNORECASE,
)
"""How a question asks for a date or a number."""
_PERSONAL: Final = re.compile(r"\b(?:he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)
"""Words for somebody whose name may stand some sentences before."""


def unmet_premises(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
    """Return what a question takes for granted and the best evidence doesn't bear out.

    Args:
        search: what was found for the question. One in another language than English is only asked for its figures.
        ranked: the evidence, best first.
    """
    text, best = search.question.text, list(ranked[:LOOKED_AT])
    if not best:
        return []
    if search.language not in {None, "en"}:
        return [*_figures(search, best), *_valued(search, best, [[] for _ in best])]
    near = [line for each in best for line in _near(each)]
    return [
        *_figures(search, best),
        *_deed(text, best),
        *_named(text, near),
        *_owned(search, best),
        *_told_of(search, ranked),
    ]


def _near(evidence: Evidence) -> list[str]:
    """Return the sentence with its neighbours."""
    passage, position = evidence.candidate.passage, evidence.position
    return [" ".join(sentence.text.split()) for sentence in passage.sentences[max(0, position - 1) : position + 2]]


def _around(evidence: Evidence) -> str:
    """Return the sentence with its neighbours and what is known of its article, each on a line of its own."""
    card = evidence.candidate.passage.article
    return "\n".join([card.title or "", card.published or "", *_near(evidence)])


def _named(text: str, near: Sequence[str]) -> list[Unmet]:
    word = unnamed(text, near)
    return [Unmet(Premise.NAME, word)] if word else []


def _owned(search: Search, best: Sequence[Evidence]) -> list[Unmet]:
    told = [(each.sentence.text, _around(each).replace("\n", ". ")) for each in best]
    tie = foreign_owner(search.question.text, told, asks_place=search.question.kind is Kind.WHERE)
    verb = denied_deed(search.question.text, best[0].sentence.text)
    return [*([Unmet(Premise.OWNER, tie.words)] if tie else []), *([Unmet(Premise.DENIED, verb)] if verb else [])]


def _told_of(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
    """Say which names the evidence lacks, and whether a date or number asked for is told of those that it has."""
    matter, best = matter_of(search.question.text), ranked[:LOOKED_AT]
    lacking = [_lacking(matter, each, ranked) for each in best]
    passages = [sentence.text for each in best for sentence in each.candidate.passage.sentences]
    cards = [about(each.candidate.passage.article) for each in best]
    nowhere = strangers(matter, [*passages, *cards]) if lacking[0] else []
    return [
        *(Unmet(Premise.BESIDE, name) for name in lacking[0]),
        *(Unmet(Premise.NOWHERE, name) for name in nowhere),
        *_valued(search, best, lacking),
    ]


def _valued(search: Search, best: Sequence[Evidence], lacking: Sequence[Sequence[str]]) -> list[Unmet]:
    """Say whether no sentence tells a date or number that is asked for, beside all names of the question."""
    if search.foreign or search.question.kind not in {Kind.WHEN, Kind.HOW_MANY}:
        return []
    if any(each.kind and not names for each, names in zip(best, lacking, strict=True)):
        return []
    how = _HOW.search(search.question.text)
    return [Unmet(Premise.VALUE, how.group().lower() if how else "")]


def _lacking(matter: str, evidence: Evidence, ranked: Sequence[Evidence]) -> list[str]:
    """Return the names that a sentence, its neighbours and what its article is about lack.

    Where it speaks of "him" the whole passage is looked at, for that is where he is named.
    """
    passage = evidence.candidate.passage
    told = [*_near(evidence), about(passage.article)]
    if not strangers(matter, told):
        return []
    if _PERSONAL.search(evidence.sentence.text):
        told += [sentence.text for sentence in passage.sentences]
    others = {
        each.candidate.passage.id: each.candidate.passage.text
        for each in ranked
        if each.candidate.passage.article.file == passage.article.file
    }
    return strangers(matter, [*told, topics(tuple(others.values()))])


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
    if (
        not found
        or found["who"].endswith(("'s", "’s"))
        or found["verb"] in _LIGHT
        or _DENIAL.search(text)
        or question_kind(text) not in _PRESUMING
    ):
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
