"""Whether the articles answer a question: decided once, for the answer, the refusal and every surface."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.abstention.confidence import READER_THRESHOLDS, confidence, read_confidence
from rag.abstention.presuppositions import Unmet, unmet_premises
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence
from rag.settings import Eagerness

THRESHOLDS: dict[Eagerness, float] = {"careful": 0.75, "balanced": 0.5, "eager": 0.25}
"""The least probability of an answer, for each setting, where signs alone decide."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is that the articles answer a question, and what speaks against it."""

    probability: float
    """From 0 to 1; calibrated on labelled questions (see `confidence.toml`)."""
    reasons: tuple[Unmet, ...] = ()
    """What the question takes for granted and the evidence doesn't bear out; each has lowered the probability."""
    read: bool = False
    """Whether a reader has read the evidence: it has thresholds of its own."""

    def suffices(self, eagerness: Eagerness) -> bool:
        """Return True if the setting `abstain` lets a question with this verdict be answered."""
        return self.probability >= (READER_THRESHOLDS if self.read else THRESHOLDS)[eagerness]


def judge(search: Search, ranked: Sequence[Evidence]) -> Verdict:
    """Return the verdict on what was found.

    Args:
        search: what was found for the question.
        ranked: all evidence, best first.
    """
    reasons = tuple(unmet_premises(search, ranked))
    unmet = [each.premise for each in reasons]
    if any(each.log_odds is not None for each in ranked):
        return Verdict(read_confidence(search, ranked, unmet), reasons, read=True)
    return Verdict(confidence(search, ranked, unmet), reasons)
