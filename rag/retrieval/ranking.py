"""Rank the sentences of the passages found: the likeliest answer first."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.language.analysis import terms, words
from index.records import Span, StoredSentence
from rag.questions.answer_types import has_answer_words
from rag.questions.kinds import Kind
from rag.retrieval.hybrid import Candidate, Search


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the cosine of question and sentence."""

    passage: float
    """Times the passage's score."""
    covered: float
    """Times the share of the question's words in the sentence."""
    before: float
    """Times the share of them that only the sentence before it holds: an answer often follows what was asked about."""
    length: float
    """Times the logarithm of its words: a longer sentence says more."""
    figure: float
    """When the question asks when or how many, and it holds a date or number to answer with."""
    nameless: float
    """When the question asks who or where, and it names nothing but what the question names."""
    heading: float
    stub: float
    """When it has fewer than `STUB` words."""
    link: float
    """When it is mostly an address."""


SAME_LANGUAGE = Weights(
    passage=0.5, covered=0.15, before=0.1, length=0.01, figure=0.035, nameless=-0.05, heading=-0.06, stub=-0.03,
    link=-0.3,
)  # fmt: skip
"""Found by a conditional logit (each question a choice among its sentences) on xquad-dev, and rounded.

The right sentence comes first / in the first three for 82.0 / 95.1 % of its questions, where the weights before had
79.3 / 94.1. Fitted on one half of its articles and judged on the other, halves swapped, the logit itself had 80.8 /
95.3. Cosines of neighbours, word pairs in the question's order, names
shared, position, new names and figures were tried and earn nothing on articles the logit was not fitted on.
`python -m eval.experiments.ablation` shows what each sign earns.
"""
OTHER_LANGUAGE = replace(SAME_LANGUAGE, passage=0.8, covered=0.1, before=0.15, length=0.0)
"""For a question in a language that no article is written in: only its names and figures are words of theirs.

The Turkish questions of xquad-dev 62.1 / 82.0 % instead of 60.1 / 80.0, the Russian 70.2 / 88.4 instead of 70.0 / 87.2.
"""
STUB = 5
"""A sentence of fewer words seldom answers anything by itself."""
_LINK = re.compile(r"\b(?:https?://|www\.)\S+")
SAME = 0.8
"""Share of common words from which two sentences say the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A sentence that may answer, with its passage and score."""

    candidate: Candidate
    position: int
    """Which sentence of the passage it is."""
    score: float
    kind: bool | None
    """Whether it holds the kind of words asked for; `None` when that can't be told."""
    log_odds: float | None = None
    """That it answers, as the reader says; `None` where no reader has read it."""
    answer: Span | None = None
    """The words that answer, as a range of the article's text, where a reader named them."""

    @property
    def sentence(self) -> StoredSentence:
        """The sentence itself."""
        return self.candidate.passage.sentences[self.position]

    @property
    def similarity(self) -> float:
        """Cosine of the question and the sentence."""
        return float(self.candidate.similarities[self.position])

    @property
    def coverage(self) -> float:
        """Share of the question's words in the sentence."""
        return self.candidate.coverages[self.position]

    @property
    def held(self) -> float:
        """Share of the question's words in the sentence and the one before it."""
        return self.coverage + self.candidate.before[self.position]

    @property
    def terms(self) -> frozenset[str]:
        """The words of the sentence, as the full-text index has them."""
        return _terms(self.sentence.told, self.candidate.passage.article.language)


ANSWERS = 1.5
"""Log-odds that a sentence answers by its form: a rule that is asked for by its number, who somebody is."""
NO_ANSWER = -6.0
"""Log-odds that a sentence answers which is about something else by its form."""


def as_answer(evidence: Evidence) -> Evidence:
    """Return a sentence as an answer that its form proves, whatever a reader thinks: a rule to what it says."""
    if evidence.log_odds is None or evidence.sentence.heading:
        return evidence
    return replace(evidence, log_odds=max(evidence.log_odds, ANSWERS))


def as_no_answer(evidence: Evidence) -> Evidence:
    """Return a sentence as none, whatever a reader thinks: it is about another office, or another year."""
    return replace(evidence, log_odds=None if evidence.log_odds is None else min(evidence.log_odds, NO_ANSWER))


@lru_cache(maxsize=8192)
def _terms(text: str, language: str | None) -> frozenset[str]:
    return frozenset(terms(text, language))


def rank_evidence(search: Search, weights: Weights | None = None) -> list[Evidence]:
    """Return every sentence of the candidates, the likeliest answer first.

    Args:
        search: the question and its passages.
        weights: of the signs; by default those for the question's language.
    """
    chosen = weights or (OTHER_LANGUAGE if search.foreign else SAME_LANGUAGE)
    found = [
        _evidence(search, candidate, position, chosen)
        for candidate in search.candidates
        for position in range(len(candidate.passage.sentences))
    ]
    return sorted(found, key=lambda each: (-each.score, each.candidate.passage.article.file, each.sentence.span))


def _evidence(search: Search, candidate: Candidate, position: int, weights: Weights) -> Evidence:
    sentence = candidate.passage.sentences[position]
    kind = has_answer_words(sentence.text, search.question, candidate.passage.article.language)
    if kind and search.question.counted and not sentence.head:  # "20 planes" doesn't say how many tourists
        kind = not search.question.counted.isdisjoint(terms(sentence.told, candidate.passage.article.language))
    length = len(words(sentence.text))
    score = float(candidate.similarities[position]) + weights.passage * candidate.score
    score += weights.covered * candidate.coverages[position] + weights.before * candidate.before[position]
    score += weights.length * math.log1p(length)
    score += _by_form(search.question.kind, kind, weights) + weights.heading * sentence.heading
    score += weights.stub * (length < STUB) + weights.link * _is_link(sentence.text)
    return Evidence(candidate, position, score, kind)


def _by_form(asked: Kind, held: bool | None, weights: Weights) -> float:
    """Return what it counts whether a sentence holds the kind of words asked for; a reason has no sure form."""
    if asked in (Kind.WHEN, Kind.HOW_MANY):
        return weights.figure * (held is True)
    return weights.nameless * (held is False)


def _is_link(text: str) -> bool:
    """Return True if a sentence is mostly an address, as a note is: its words match, and tell a reader nothing."""
    if "://" not in text and "www." not in text:  # nearly always, and much sooner known
        return False
    return sum(len(match.group()) for match in _LINK.finditer(text)) > len(text) / 2


def choose_evidence(ranked: Sequence[Evidence], most: int, margins: Sequence[float]) -> list[Evidence]:
    """Return the best sentence and those that come near it, each saying something new.

    Args:
        ranked: all evidence, best first.
        most: how many to return at the most.
        margins: how far below the best score the second sentence may lie, the third, and so on; the last goes on.
    """
    chosen: list[Evidence] = []
    for each in ranked:
        margin = margins[min(len(chosen), len(margins)) - 1] if chosen else 0.0
        if len(chosen) == most or (chosen and each.score < chosen[0].score - margin):
            break
        if not any(same_words(each.sentence.text, other.sentence.text) for other in chosen):
            chosen.append(each)
    return chosen


def as_ranked(search: Search, ranked: Sequence[Evidence]) -> Search:
    """Return what was found with the passages in the order of their best sentences, each with that sentence's score.

    Args:
        search: the passages found.
        ranked: their sentences, best first; passages without any keep their order behind the others.
    """
    best: dict[int, Evidence] = {}
    for each in ranked:
        best.setdefault(each.candidate.passage.id, each)
    rest = [each for each in search.candidates if each.passage.id not in best]
    return replace(search, candidates=(*(replace(each.candidate, score=each.score) for each in best.values()), *rest))


@lru_cache(maxsize=8192)
def _word_set(text: str) -> frozenset[str]:
    return frozenset(words(text))


def same_words(one: str, other: str) -> bool:
    """Return True if nearly all words of the shorter text stand in the other."""
    first, second = _word_set(one), _word_set(other)
    return len(first & second) >= SAME * min(len(first), len(second))
