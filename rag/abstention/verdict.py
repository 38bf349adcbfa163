"""Whether the articles answer a question: decided once, for the answer, the refusal and every surface."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.abstention.confidence import confidence
from rag.abstention.presuppositions import Unmet, unmet_premises
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence
from rag.settings import Eagerness

THRESHOLDS: dict[Eagerness, float] = {"careful": 0.75, "balanced": 0.5, "eager": 0.25}
"""The least probability of an answer, for each setting."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is that the articles answer a question, and what speaks against it."""

    probability: float
    """From 0 to 1; calibrated on labelled questions (see `confidence.toml`)."""
    reasons: tuple[Unmet, ...] = ()
    """What the question takes for granted and the evidence doesn't bear out; each has lowered the probability."""

    def suffices(self, eagerness: Eagerness) -> bool:
        """Return True if the setting `abstain` lets a question with this verdict be answered."""
        return self.probability >= THRESHOLDS[eagerness]


def judge(search: Search, ranked: Sequence[Evidence]) -> Verdict:
    """Return the verdict on what was found.

    Args:
        search: what was found for the question.
        ranked: all evidence, best first.
    """
    reasons = tuple(unmet_premises(search, ranked))
    return Verdict(confidence(search, ranked, [each.premise for each in reasons]), reasons)
