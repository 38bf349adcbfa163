"""Test what a question takes for granted against the evidence: its figures, names and deeds.

"When did Turkey leave NATO?" finds articles full of Turkey and NATO. It is answered only if they say that Turkey left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.language.analysis import stem, terms, words
from index.language.english_verbs import FORMS
from rag.abstention.offices import unnamed
from rag.abstention.unknown_names import missing_names
from rag.language.names import Name
from rag.language.numbers import figure_values
from rag.questions.analysis import Question
from rag.questions.kinds import Kind
from rag.questions.premises import DENIAL, Deed
from rag.retrieval.asked.number import missing_numbers
from rag.retrieval.hybrid import Search, about
from rag.retrieval.ranking import Evidence

LOOKED_AT: Final = 3
"""Best sentences that may bear a premise out, each with its neighbours."""


class Premise(StrEnum):
    """What kind of thing a question takes for granted."""

    FIGURE = "figure"
    """A number or a date of a yes-or-no question is not in the evidence."""
    MENTIONED = "mentioned"
    """A number or a date of any other question is not in the evidence."""
    DEED = "deed"
    """The evidence doesn't say that somebody did what is presumed: "Why did Turkey leave NATO?"."""
    DENIED = "denied"
    """The evidence says that it was not done, or was done by somebody else."""
    NAME = "name"
    """The evidence doesn't name whom the question asks for: "Who is the chairman?"."""
    NOWHERE = "nowhere"
    """A name of the question is in none of the best passages."""
    VALUE = "value"
    """The evidence gives no date or number where one is asked for: "How long is Nord Stream 2?"."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A premise that the evidence doesn't bear out."""

    premise: Premise
    words: str
    """The words of the question that stand for it."""


def unmet_premises(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
    """Return what a question takes for granted and the best evidence doesn't bear out.

    Args:
        search: what was found for the question. One in another language than English is only asked for its figures.
        ranked: the evidence, best first.
    """
    best = list(ranked[:LOOKED_AT])
    if not best:
        return []
    if search.language not in {None, "en"}:
        return [*_numbered(search, ranked), *_figures(search, best), *_valued(search, best)]
    near = [line for each in best for line in _near(each)]
    return [
        *_numbered(search, ranked),
        *_figures(search, best),
        *_deed(search.question.premises.deed, best),
        *_named(search.question, near),
        *_unheard_of(search, ranked),
        *_valued(search, best),
    ]


def _near(evidence: Evidence) -> list[str]:
    """Return the sentence with its neighbours."""
    passage, position = evidence.candidate.passage, evidence.position
    return [" ".join(sentence.told.split()) for sentence in passage.sentences[max(0, position - 1) : position + 2]]


def around(evidence: Evidence) -> str:
    """Return the sentence with its neighbours and what is known of its article, each on a line of its own."""
    card = evidence.candidate.passage.article
    return "\n".join([card.title or "", card.published or "", *_near(evidence)])


def _named(question: Question, near: Sequence[str]) -> list[Unmet]:
    word = unnamed(question, near)
    return [Unmet(Premise.NAME, word)] if word else []


def _unheard_of(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
    named, best = _without_speaker(search.question, ranked), ranked[:LOOKED_AT]
    passages = [sentence.text for each in best for sentence in each.candidate.passage.sentences]
    cards = [about(each.candidate.passage.article) for each in best]
    return [Unmet(Premise.NOWHERE, name) for name in missing_names(named, [*passages, *cards])]


def _without_speaker(question: Question, ranked: Sequence[Evidence]) -> tuple[Name, ...]:
    """Return the names of a question without whom it asks to have said it, where the best article has him speak.

    In an interview nobody is named beside what he says.
    """
    named, speaker = question.premises.names, question.constraints.speaker
    if speaker is None or not ranked:
        return named
    file = ranked[0].candidate.passage.article.file
    texts = {each.candidate.passage.text for each in ranked if each.candidate.passage.article.file == file}
    heard = any(speaker in words(text) for text in texts)
    return tuple(each for each in named if not (heard and speaker in each.parts))


def _valued(search: Search, best: Sequence[Evidence]) -> list[Unmet]:
    """Return the words that ask for a date or a number, where no sentence gives one."""
    if search.foreign or search.question.kind not in {Kind.WHEN, Kind.HOW_MANY} or any(each.kind for each in best):
        return []
    return [Unmet(Premise.VALUE, search.question.premises.number_asked)]


def _numbered(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
    """Return what is called by a number that nothing found has: Article 11, where there are ten."""
    missing = missing_numbers(ranked, search.question)
    return [Unmet(Premise.FIGURE if each.sure else Premise.MENTIONED, each.words) for each in missing]


def _figures(search: Search, best: Sequence[Evidence]) -> list[Unmet]:
    text, asked = search.question.text, search.question.figures
    if not asked:
        return []
    claims = search.question.premises.claim
    held: set[str] = set()
    for each in best:
        held |= figure_values(around(each), each.candidate.passage.article.language)
    missing = [figure for figure in asked if figure.values.isdisjoint(held)]
    if not claims:  # "Which two compounds ..." says how many are wanted, and single digits are many things
        missing = [figure for figure in missing if sum(char.isdigit() for char in figure.span.of(text)) > 1]
    kind = Premise.FIGURE if claims else Premise.MENTIONED
    return [Unmet(kind, figure.span.of(text)) for figure in missing]


def _deed(deed: Deed | None, best: Sequence[Evidence]) -> list[Unmet]:
    """Return a presumed deed that is nowhere told: its verb is missing, denied, or somebody else's."""
    if deed is None:
        return []
    forms = frozenset(stem(FORMS.get(deed.verb, {deed.verb}), "en"))
    told = [each for each in best if not forms.isdisjoint(terms(around(each), "en"))]
    done = [
        does
        for each in told
        for sentence in around(each).splitlines()
        if (does := _does(sentence, deed, forms)) is not None
    ]
    if not done:
        return [Unmet(Premise.DEED, deed.verb)]
    return [] if any(done) else [Unmet(Premise.DENIED, deed.verb)]


def _does(sentence: str, deed: Deed, forms: frozenset[str]) -> bool | None:
    """Return whether somebody does it in a sentence; `None` when the sentence doesn't tell.

    It doesn't where the verb is denied ("refused to extradite"), and not when the nearest name before the verb is
    another's and the doer comes behind it ("Turkey shot down a Russian jet" for Russia).

    Args:
        sentence: one sentence, or a title.
        deed: who does what.
        forms: the stems of the verb's forms.
    """
    tokens = re.findall(r"[\w’'-]+", sentence)
    stems = stem([" ".join(words(token)) for token in tokens], "en")
    for at, word in enumerate(stems):
        if word not in forms:
            continue
        if any(DENIAL.fullmatch(token) for token in tokens[max(0, at - _REACH) : at]):
            return False
        if at and tokens[at - 1].lower() in _PASSIVE:
            if deed.matter is None or not deed.matter.isdisjoint(
                stems
            ):  # "the jet was shot down", not "be left without friends"
                return True
            continue
        before = [token for token in tokens[:at] if token[:1].isupper() and not token.isdigit()]
        behind = any(_alike(token, deed.who) for token in tokens[at + 1 :] if token[:1].isupper())
        swapped = before and behind and not any(_alike(name, deed.who) for name in before[-2:])
        return not (
            swapped and deed.matter
        )  # "When did the line open?" has no object: "The two opened the line" tells it
    return None


def _alike(name: str, who: Sequence[str]) -> bool:
    """Return True if two names are forms of one: Turkey and Turkish, Russia and Russian."""
    return any(part[:_KIN] == other[:_KIN] for part in words(name) for other in who)


_KIN: Final = 4
"""Letters that a country and its adjective share."""
_REACH: Final = 4
"""Words before a verb within which a denial speaks of it."""
_PASSIVE: Final = frozenset({"was", "were", "been", "being", "is", "are", "be", "to"})
