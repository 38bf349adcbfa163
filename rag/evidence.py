"""Which sentences of the passages answer the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import terms, words
from index.records import StoredSentence
from rag.answer_words import has_answer_words
from rag.retrieval import Candidate, Search

PASSAGE_WEIGHT, COVERAGE_WEIGHT, KIND_WEIGHT = 0.5, 0.15, 0.02
HEADING_PENALTY, STUB_PENALTY, LINK_PENALTY = 0.06, 0.03, 0.3
"""Beside the cosine of question and sentence.

On xquad-dev the right sentence comes first / in the first three: cosine alone 76 / 92 %, with the passage 77 / 95,
with the words covered too 79 / 95 (a logistic regression on fifteen features, fitted on other articles: 78 / 95).
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
    def terms(self) -> frozenset[str]:
        """The words of the sentence, as the full-text index has them."""
        return frozenset(terms(self.sentence.text, self.candidate.passage.article.language))


def rank_evidence(search: Search) -> list[Evidence]:
    """Return every sentence of the candidates, the likeliest answer first."""
    found = [
        _evidence(search, candidate, position)
        for candidate in search.candidates
        for position in range(len(candidate.passage.sentences))
    ]
    return sorted(found, key=lambda each: (-each.score, each.candidate.passage.article.file, each.sentence.span))


def _evidence(search: Search, candidate: Candidate, position: int) -> Evidence:
    sentence = candidate.passage.sentences[position]
    kind = has_answer_words(sentence.text, search.question.kind, search.question.text)
    if kind and search.question.counted:  # "20 planes" doesn't say how many tourists
        kind = not search.question.counted.isdisjoint(terms(sentence.text, candidate.passage.article.language))
    score = float(candidate.similarities[position]) + PASSAGE_WEIGHT * candidate.score
    score += COVERAGE_WEIGHT * candidate.coverages[position]
    score += KIND_WEIGHT * (kind is True) - HEADING_PENALTY * sentence.heading
    score -= STUB_PENALTY * (len(words(sentence.text)) < STUB) + LINK_PENALTY * _is_link(sentence.text)
    return Evidence(candidate, position, score, kind)


def _is_link(text: str) -> bool:
    """Say whether a sentence is mostly an address, as a note is: its words match, and tell a reader nothing."""
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


def same_words(one: str, other: str) -> bool:
    """Say whether nearly all words of the shorter text stand in the other."""
    first, second = set(words(one)), set(words(other))
    return len(first & second) >= SAME * min(len(first), len(second))
