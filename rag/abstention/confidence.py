"""Estimate how likely it is that the articles answer a question: a logistic regression on signs of the evidence."""

import math
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from index.language.analysis import stem, terms
from rag.abstention.full_coverage import lacks_nothing
from rag.abstention.presuppositions import Premise
from rag.language.parsing import read
from rag.questions.analysis import Question
from rag.reading.reader import FLOOR
from rag.retrieval.hybrid import Search, about
from rag.retrieval.ranking import Evidence
from rag.settings import Eagerness


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer."""

    similarity: float
    """Cosine of the question and the best sentence."""
    nearby: float
    """Share of the question's words in its passage and title, each weighed by its rarity: 0 to 1."""
    names: float
    """Share of the question's names and figures that they hold; 1 when it has none."""
    kind: float
    """1 when the sentence holds the kind of words asked for (a date, a number), -1 when not, 0 when nothing tells."""
    unknown: float
    """Share of the question's words that stand in no article, each weighed by its rarity."""
    ahead: float = 0.0
    """How far the best sentence's cosine lies above that of the best sentence of another article."""
    above: float = 0.0
    """How far the best cosine lies above the mean of all sentences looked at."""


SUREST: Final = 2.7
"""The log-odds that nearness alone can reach: a question that repeats a sentence, but for one false word, is as near to
it as a true one. Without this bound no premise could speak against such a question."""


def saturated(log_odds: float) -> float:
    """Return log-odds that rise ever more slowly to a little above `SUREST`; even odds stay even."""
    return float(np.logaddexp(0, -SUREST) - np.logaddexp(-log_odds, -SUREST))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on the signs."""

    base: float
    similarity: float
    nearby: float
    names: float = 0.0
    kind: float = 0.0
    unknown: float = 0.0
    ahead: float = 0.0
    above: float = 0.0

    def probability(self, signs: Signs, against: float = 0.0) -> float:
        """Return the estimated probability that the articles answer, whose log-odds something else may lower."""
        return _probability(saturated(self.log_odds(signs)) + against)

    def log_odds(self, signs: Signs) -> float:
        """Return the log-odds that the articles answer, by these signs alone."""
        total = self.base + self.similarity * signs.similarity + self.nearby * signs.nearby
        total += self.names * signs.names + self.kind * signs.kind + self.unknown * signs.unknown
        return total + self.ahead * signs.ahead + self.above * signs.above


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


_QUOTES: Final = " *_\n\r\"'”’»"
READ: Final = (Premise.FIGURE, Premise.DEED, Premise.DENIED, Premise.NAME, Premise.NOWHERE)
"""The premises that count beside a reader's word; the others speak as often against what the articles do answer."""
SURE, DOUBT = 0.5, 1.5
"""Log-odds of the reader around which the topic stops to count, and how fast: a question in quite other words than the
article's is answered when the reader is sure."""

WEIGHTS = Path(__file__).with_name("confidence.toml")
"""Where the weights are read from: `make train` writes them."""
_WEIGHTS: Mapping[str, Mapping[str, float]] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
SAME_LANGUAGE_CALIBRATION = Calibration(**_WEIGHTS["same-language"])
"""The file of the weights says how they were made."""
OTHER_LANGUAGE_CALIBRATION = Calibration(**_WEIGHTS["other-language"])
"""For a question in a language that no article is written in, whose words say little, and whose cosines lie lower: how
far the best sentence stands out tells more."""
WORDS_ALONE_CALIBRATION = Calibration(**_WEIGHTS["words-alone"])
"""For other embedders, whose cosines have another scale."""
_READER: Mapping[str, float] = _WEIGHTS["reader"]
"""Weights of the verdict with a reader: `python -m eval.experiments.reader.verdicts` fits them."""
READER_THRESHOLDS: dict[Eagerness, float] = {"careful": 5 / 6, "balanced": 2 / 3, "eager": 1 / 2}
"""The least probability of an answer, for each setting, where a reader has read the evidence.

A false answer then costs five times, twice or as much as the refusal of a question that the articles do answer. The
file of the weights says which shares are answered falsely and refused wrongly.
"""
UNMET: Mapping[Premise, float] = {Premise(name): weight for name, weight in _WEIGHTS["unmet"].items()}
"""What each kind of premise that the evidence doesn't bear out adds to the log-odds: all are negative."""


def signs_of(search: Search, ranked: Sequence[Evidence]) -> Signs:
    """Return the signs of the evidence, which is given best first."""
    best = ranked[0]
    passage = best.candidate.passage
    language = passage.article.language
    held = set(terms(f"{about(passage.article)} {passage.text}", language))
    total = sum(search.rarities.values()) or 1.0
    similarities = [each.similarity for each in ranked]
    return Signs(
        similarity=best.similarity,
        nearby=best.candidate.coverage,
        names=_held_share(set(stem(search.question.anchors, language)), held),
        kind=0.0 if best.kind is None else (1.0 if best.kind else -1.0),
        unknown=sum(search.rarities[word] for word in search.unknown) / total,
        ahead=best.similarity - _best_elsewhere(best, ranked),
        above=max(similarities) - sum(similarities) / len(similarities),
    )


def _best_elsewhere(best: Evidence, ranked: Sequence[Evidence]) -> float:
    """Return the best cosine in another article; where there is none, the worst in this one."""
    file = best.candidate.passage.article.file
    others = [each.similarity for each in ranked if each.candidate.passage.article.file != file]
    return max(others) if others else min(each.similarity for each in ranked)


def confidence(search: Search, ranked: Sequence[Evidence], unmet: Collection[Premise] = ()) -> float:
    """Return the estimated probability that the articles answer; 0 without any evidence.

    Args:
        search: what was found for the question.
        ranked: all evidence, best first.
        unmet: the kinds of premises that it doesn't bear out.
    """
    if not ranked:
        return 0.0
    against = sum(UNMET[premise] for premise in set(unmet))
    return _calibration(search).probability(signs_of(search, ranked), against)


def _calibration(search: Search) -> Calibration:
    if not search.fitted:
        return WORDS_ALONE_CALIBRATION
    return OTHER_LANGUAGE_CALIBRATION if search.foreign else SAME_LANGUAGE_CALIBRATION


def reader_signs(search: Search, ranked: Sequence[Evidence], unmet: Collection[Premise]) -> dict[str, float]:
    """Return what the verdict rests on where a reader has read the evidence.

    Returns:
        `top`, the log-odds of the sentence that comes first; `all`, those of any answering; `topic`, 0 or less, how far
        the signs say that the articles are about something else, which counts the less the surer the reader is; and 1
        for each kind of premise in `READ` that the evidence doesn't bear out, else 0.
    """
    read = np.array([max(FLOOR, each.log_odds) for each in ranked if each.log_odds is not None] or [FLOOR])
    top = max(FLOOR, ranked[0].log_odds if ranked[0].log_odds is not None else FLOOR)
    about_it = saturated(_calibration(search).log_odds(signs_of(search, ranked)))
    topic = -float(np.logaddexp(0.0, -about_it)) * _probability(DOUBT * (SURE - top))
    missing = {premise.value: float(premise in unmet) for premise in READ}
    return {"top": top, "all": float(np.logaddexp.reduce(read)), "topic": topic, **missing}


def read_confidence(search: Search, ranked: Sequence[Evidence], unmet: Collection[Premise]) -> float:
    """Return the estimated probability that the articles answer, for evidence that a reader has read.

    The reader has learnt nothing of rows of tables, nor of answers under the very question asked: there the signs count
    as much as its word. So they do where it doubts a sentence that lacks nothing of the question.
    """
    signs = reader_signs(search, ranked, unmet)
    log_odds = _READER["base"] + sum(_READER[name] * value for name, value in signs.items())
    if not ranked:
        return _probability(log_odds)
    against = sum(UNMET[premise] for premise in set(unmet))
    both = (log_odds + saturated(_calibration(search).log_odds(signs_of(search, ranked))) + against) / 2
    unlearnt = ranked[0].sentence.labelled or _repeats(search.question, ranked[0].sentence.text)
    if unlearnt or (both > log_odds and lacks_nothing(search, ranked[0])):
        log_odds = both
    return _probability(log_odds)


def _repeats(question: Question, text: str) -> bool:
    """Return True if a text begins with a question in the same words that carry meaning, as an interview has them."""
    words, mark, answer = text.partition("?")
    return bool(mark and answer.strip(_QUOTES)) and read(words).stems == question.reading.stems


def _held_share(anchors: set[str], held: set[str]) -> float:
    return sum(anchor in held for anchor in anchors) / len(anchors) if anchors else 1.0
