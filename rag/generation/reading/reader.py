"""A language model as the reader: one call a question, whose word decides whether the articles answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.records import Span
from rag.answers.agreement import Given
from rag.answers.changes import Differing, rounded, told_apart
from rag.answers.selection import Chosen
from rag.answers.values import Value, ValueSort, agree, value_named
from rag.generation.calling import model_words
from rag.generation.models import ChosenModel
from rag.generation.prompts import reading_messages
from rag.generation.reading.holding import Held, hold
from rag.generation.reading.reply import FORM, Reply, read_reply
from rag.generation.reading.sheet import by_article, lay_out
from rag.generation.streaming import ModelError, Reason, Tally
from rag.questions.analysis import Question
from rag.records import Turn
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence, rank_evidence
from rag.settings import Settings

NEAREST, POOL = 200, 100
"""Sentences whose passages are looked at when a model reads, and passages that it chooses from.

The passages of 200 sentences, not of 60, hold the answers of 0.97 instead of 0.78 of stories-dev's paraphrases.
"""
ALIKE: Final = 3
"""Sentences that are quoted for one and the same answer."""
_LONGEST_MISSING: Final = 200
"""Characters of what a model says is missing."""
_LONGEST_QUESTION: Final = 300
"""Characters of the longest question that a model may make of a follow-up; more is an answer, not a question."""

Unheard = Reason | Literal["garbled", "invented"]
"""Why a model gave nothing that can be used: no call came to an end, no form was filled in, or nothing of it held."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a language model said of the sentences that were found."""

    shown: int
    """How many sentences it was shown."""
    unheard: Unheard | None = None
    """Why nothing of it can be used."""
    chosen: Chosen | None = None
    """What answers; `None` where it says that nothing does."""
    probability: float = 0.0
    """That the articles answer, from 0 to 1."""
    missing: str = ""
    """What is missing where nothing answers, in the model's words, on one line."""
    question: str | None = None
    """The question as the model completed it."""
    dropped: int = 0
    """How many sentences that it named don't hold what it says."""

    @property
    def away(self) -> bool:
        """Return True if the call failed: a second one would, too."""
        return self.unheard is not None and self.unheard not in ("garbled", "invented")


class LanguageModelReader:
    """Lets a language model say which sentences answer. Safe to use from several threads.

    A `Reader` orders evidence, and a verdict rests on its log-odds. A model says more, that nothing answers or that
    sources differ, and its word isn't overruled: so it is heard after another reader, which stands where it fails.
    """

    def __init__(self, model: ChosenModel, settings: Settings) -> None:
        """Read with a model, within the limits of the settings."""
        self._model, self._settings = model, settings

    def hear(self, search: Search, ranked: Sequence[Evidence], history: Sequence[Turn], tally: Tally) -> Heard:
        """Return what the model says.

        Args:
            search: the question with all passages that come into question.
            ranked: sentences of them, the likeliest answer first as another reader sees it.
            history: the conversation before.
            tally: gets the call and its tokens, also when it fails.
        """
        signs = rank_evidence(search)
        budget = self._model.reading_tokens(self._settings)
        sheet = lay_out(search, (ranked, signs, by_article(signs)), history, budget)
        messages = reading_messages(search.question.text, history, sheet.articles)
        try:
            written = "".join(model_words(self._model, self._settings, messages, tally, FORM))
        except ModelError as error:
            return Heard(len(sheet.shown), unheard=error.reason)
        reply = read_reply(written)
        if reply is None:
            return Heard(len(sheet.shown), unheard="garbled" if written.strip() else "empty")
        held = hold(reply, sheet.shown)
        if reply.answers and not held.evidence:
            return Heard(len(sheet.shown), unheard="invented", dropped=held.dropped)
        return _heard(search.question, reply, held, len(sheet.shown))


def _heard(question: Question, reply: Reply, held: Held, shown: int) -> Heard:
    sure = min(1.0, reply.sure) if reply.sure >= 0 else 0.8
    return Heard(
        shown=shown,
        chosen=_chosen(question, held, differ=not reply.agree) if held.evidence else None,
        probability=0.5 + sure / 2 if held.evidence else (1 - sure) / 2,
        missing=" ".join(reply.missing.split())[:_LONGEST_MISSING] if not held.evidence else "",
        question=_question(reply),
        dropped=held.dropped,
    )


def _question(reply: Reply) -> str | None:
    """Return the question as the model completed it, if it is one."""
    asked = " ".join(reply.question.split())
    return asked if asked.endswith(("?", "؟")) and len(asked) <= _LONGEST_QUESTION else None


def _chosen(question: Question, held: Held, *, differ: bool) -> Chosen:
    """Return what is quoted: a few sentences an answer; and where the sources differ, one for each value.

    Sources that the model says agree may give different values all the same: those of a later one are newer, or
    correct them, and numbers may be more or less exact.
    """
    groups: dict[str, list[Evidence]] = {}
    for evidence, value in zip(held.evidence, held.values, strict=True):
        groups.setdefault(value, []).append(evidence)
    kept = {id(each) for found in groups.values() for each in found[:ALIKE]}
    quoted = tuple(each for each in held.evidence if id(each) in kept)
    if len(groups) < 2:
        return Chosen(quoted)
    if differ:
        named = tuple(tuple(_named(each) for each in found) for found in groups.values())
        return Chosen(quoted, Differing("conflict", named))
    differing = _changed(question, [_given(question, each) for each in quoted])
    if differing is None or differing.kind == "rounding":
        return Chosen(quoted, differing)
    first = [each.evidence for each in differing.answers]
    return Chosen((*first, *(each for each in quoted if each not in first)), differing)


def _changed(question: Question, given: Sequence[Given | None]) -> Differing | None:
    """Return values that a later article changes, or that are more or less exact; nothing where there are none."""
    known = [each for each in given if each]
    groups: list[list[Given]] = []
    for each in known:
        found = next((group for group in groups if agree(each.values[0], group[0].values[0])), None)
        if found is not None:
            found.append(each)
        elif all(agree(each.values[0], group[0].values[0]) is False for group in groups):
            groups.append([each])
    differing = told_apart(question, groups) if len(groups) > 1 else rounded(known)
    return differing if differing and differing.kind != "conflict" else None


def _given(question: Question, evidence: Evidence) -> Given | None:
    """Return the value among the words that the model named, or in all of the sentence; nothing where there is none."""
    text, language = evidence.sentence.text, evidence.candidate.passage.article.language
    value = value_named(text, _words(evidence), question, language)
    return Given(evidence, (value,), evidence.score) if value else None


def _named(evidence: Evidence) -> Given:
    """Return what a sentence gives: the words that the model named, or all of it."""
    words = _words(evidence)
    return Given(evidence, (Value(words, words.of(evidence.sentence.text), ValueSort.DESCRIPTION),), evidence.score)


def _words(evidence: Evidence) -> Span:
    found, start = evidence.answer or evidence.sentence.span, evidence.sentence.span.start
    return Span(found.start - start, found.end - start)
