"""The figures of a run, out of the scores of its questions: what each is called, and how it is put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from eval.metrics import statistics
from eval.metrics.statistics import Indices
from eval.records import FAILED, Bin, Metric, Outcome

Section = Literal["answers", "citations", "refusals", "retrieval", "cost"]


@dataclass(frozen=True, slots=True)
class About:
    """The label, section and meaning of a figure."""

    label: str
    section: Section
    meaning: str
    higher_is_better: bool | None = True
    """None where neither is."""
    share: bool = True
    """Whether it runs from 0 to 1."""


METRICS: Final[Mapping[str, About]] = {
    "ok": About("handled rightly", "answers", "answerable questions right, others refused, small talk met, of all"),
    "right": About("right, right article", "answers", "every fact stated, with a citation from a gold article"),
    "right_words": About("right, right words", "answers", "the same, with a citation that overlaps the gold words"),
    "brief": About("overviews in 220 words", "answers", "overviews that take no more than 220 words"),
    "answer_recall": About("all facts", "answers", "every fact stated, whatever is cited"),
    "fact_recall": About("facts", "answers", "share of the facts stated"),
    "answer_early": About("all facts in 50 words", "answers", "every fact stated in the first 50 words"),
    "token_f1": About("token F1", "answers", "overlap with the words of the facts; low for quoted sentences"),
    "misinformation": About("misinformation", "answers", "answers that state what misinformed articles say", False),
    "differences": About("differences told", "answers", "answers that say the sources differ where they do"),
    "false_differences": About("false differences", "answers", "answers that say so where the sources agree", False),
    "supported": About("supported", "answers", "sentences of the language model that their source bears out"),
    "repaired": About("repaired", "answers", "sentences that other evidence than the cited bears out", None),
    "removed": About("removed", "answers", "sentences of the language model that nothing bears out", False),
    "verbatim": About("verbatim quotes", "citations", "quotes that are exactly what the file says at their place"),
    "whole_words": About("whole words", "citations", "quotes that begin and end between words"),
    "first_citation": About("first citation", "citations", "answers whose first citation is from a gold article"),
    "citation_precision": About("precision, articles", "citations", "citations that are from a gold article"),
    "citation_recall": About("recall, articles", "citations", "gold sources whose article is cited"),
    "span_precision": About("precision, words", "citations", "citations that overlap the gold words"),
    "span_recall": About("recall, words", "citations", "gold sources whose words are cited"),
    "refusal_precision": About("refusal precision", "refusals", "refusals that were right"),
    "refusal_recall": About("refusal recall", "refusals", "unanswerable questions that were refused"),
    "balanced_accuracy": About("balanced accuracy", "refusals", "mean of answerable answered, unanswerable refused"),
    "auroc": About("AUROC of confidence", "refusals", "an answerable question is given more confidence than another"),
    "calibration_error": About("calibration error", "refusals", "how far confidence is from what came true", False),
    "recall@1": About("recall@1", "retrieval", "gold sources in the first passage"),
    "recall@5": About("recall@5", "retrieval", "gold sources in the first 5 passages"),
    "recall@10": About("recall@10", "retrieval", "gold sources in the first 10 passages"),
    "mrr": About("MRR", "retrieval", "1 / rank of the first gold source"),
    "ndcg@10": About("nDCG@10", "retrieval", "discounted gain of the first 10 passages, of the best possible"),
    "answer_words": About("words an answer", "cost", "length of an answer", None, share=False),
    "tokens": About("tokens a question", "cost", "language model tokens, in and out", False, share=False),
    "cost": About("cost a question", "cost", "what the language model took", False, share=False),
}
"""Every figure, in the order of the reports."""

Rate = Callable[[statistics.Flags, statistics.Flags], float | None]
_RATES: Final[Mapping[str, Rate]] = {
    "refusal_precision": statistics.refusal_precision,
    "refusal_recall": statistics.refusal_recall,
    "balanced_accuracy": statistics.balanced_accuracy,
}


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Metric]:
    """Return every figure of some questions, in the order of `METRICS`, with 95 % intervals."""
    found = {name: _mean_of(outcomes, name) for name in METRICS} | _of_refusals(outcomes)
    scored = [float(outcome.ok) for outcome in outcomes if outcome.ok is not None]
    found["ok"] = statistics.mean_with_interval(scored)
    return {name: found[name] for name in METRICS}


def summarise_types(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Metric]]:
    """Return the figures of each type of question, by type; only those that the type has."""
    types = sorted({outcome.case.type for outcome in outcomes if outcome.case.type})
    tables = {name: summarise([each for each in outcomes if each.case.type == name]) for name in types}
    return {name: {key: figure for key, figure in table.items() if figure.count} for name, table in tables.items()}


def reliability_of(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the reliability curve of the confidence."""
    judged = _judged(outcomes)
    return statistics.reliability(
        [each.answer["confidence"] for each in judged], [bool(each.case.answerable) for each in judged]
    )


def latency_of(outcomes: Sequence[Outcome]) -> dict[str, Metric]:
    """Return the median and the 95th percentile of the time a question took, in milliseconds."""
    times = [outcome.latency_ms for outcome in outcomes if outcome.latency_ms is not None]
    shares = {"latency_p50": 0.5, "latency_p95": 0.95}
    values = {name: statistics.percentile(times, share) for name, share in shares.items()}
    return {name: Metric(value and round(value, 1), count=len(times)) for name, value in values.items()}


def _mean_of(outcomes: Sequence[Outcome], name: str) -> Metric:
    return statistics.mean_with_interval([each.scores[name] for each in outcomes if name in each.scores])


def _judged(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes where it is known whether a refusal was right; an error is neither answer nor refusal."""
    return [each for each in outcomes if each.case.answerable is not None and each.diagnosis != FAILED]


def _of_refusals(outcomes: Sequence[Outcome]) -> dict[str, Metric]:
    judged = _judged(outcomes)
    refused = np.array([not each.answer["answered"] for each in judged], dtype=bool)
    answerable = np.array([bool(each.case.answerable) for each in judged], dtype=bool)
    confidence = np.array([each.answer["confidence"] for each in judged], dtype=float)

    def rated(rate: Rate) -> Metric:
        return statistics.with_interval(lambda chosen: rate(refused[chosen], answerable[chosen]), len(judged))

    def ranked(chosen: Indices) -> float | None:
        return statistics.auroc(confidence[chosen], answerable[chosen])

    def calibrated(chosen: Indices) -> float | None:
        return statistics.calibration_error(
            statistics.reliability(confidence[chosen].tolist(), answerable[chosen].tolist())
        )

    figures = {name: rated(rate) for name, rate in _RATES.items()}
    figures["auroc"] = statistics.with_interval(ranked, len(judged))
    both = 0 < int(answerable.sum()) < len(judged)
    figures["calibration_error"] = statistics.with_interval(calibrated, len(judged)) if both else Metric(None)
    return figures
