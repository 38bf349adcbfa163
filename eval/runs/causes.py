"""Why a run is bad, in a sentence or two, told from the mix of its diagnoses."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from eval import records
from eval.records import Outcome, Run
from eval.runs.compare import Comparison

MANY: Final = 0.25
"""The share of questions from which on one thing gone wrong is named as a cause."""
FELL: Final = 0.02
"""A fall of a retrieval figure that is worth naming when the gate has failed anyway."""

_REPAIRS: Final = {
    records.NOT_RETRIEVED: "the passage that answers was not retrieved",
    records.NOT_CHOSEN: "the passage that answers was retrieved, but other articles were cited",
    records.WRONG_SENTENCE: "the right article was cited, but with sentences that don't answer",
    records.WRONGLY_REFUSED: "they were refused although the passage that answers was retrieved",
    records.WRONGLY_ANSWERED: "they were answered although the articles don't answer them",
}


def likely_causes(run: Run, comparison: Comparison | None = None, ranking_fell: bool = False) -> list[str]:
    """Return what probably went wrong, the surest first.

    Args:
        run: what was measured.
        comparison: the same against an earlier run, when there is one.
        ranking_fell: whether a bar of the retrieval fell.
    """
    causes = [*_errors(run.outcomes), *_offsets(run.outcomes), *_refusals(run.outcomes)]
    causes += _ranking(run, comparison, ranking_fell)
    return causes or _most_frequent(run.outcomes)


def _errors(outcomes: Sequence[Outcome]) -> list[str]:
    failed = [outcome for outcome in outcomes if outcome.diagnosis == records.FAILED]
    if not failed:
        return []
    return [f"the engine failed on {len(failed)} of {len(outcomes)} questions, first: {failed[0].answer['error']}"]


def _offsets(outcomes: Sequence[Outcome]) -> list[str]:
    cited = [outcome for outcome in outcomes if outcome.answer["citations"]]
    loose = [outcome for outcome in cited if outcome.scores.get("verbatim", 1.0) < 1]
    if loose:
        shifts = Counter(outcome.scores.get("displaced") for outcome in loose)
        shift, count = shifts.most_common(1)[0]
        every = f", by {abs(shift):g} in {count} of them" if shift else ""
        return [f"citations are not verbatim in {len(loose)} of {len(cited)} answers: offsets are off{every}"]
    cut = [outcome for outcome in cited if outcome.scores.get("whole_words", 1.0) < 1]
    if len(cut) > MANY * len(cited):
        return [f"quotes begin or end inside a word in {len(cut)} of {len(cited)} answers: offsets are off"]
    return []


def _refusals(outcomes: Sequence[Outcome]) -> list[str]:
    can = [each for each in outcomes if each.case.answerable and each.diagnosis != records.FAILED]
    cannot = [each for each in outcomes if each.case.answerable is False and each.diagnosis != records.FAILED]
    refused = sum(not outcome.answer["answered"] for outcome in can)
    answered = sum(bool(outcome.answer["answered"]) for outcome in cannot)
    if can and refused == len(can) and answered == 0:
        return [f"everything was refused: {refused} answerable questions got no answer"]
    if cannot and answered == len(cannot) and refused == 0:
        return [f"nothing was refused: {answered} unanswerable questions were answered"]
    causes = []
    if can and refused > MANY * len(can):
        causes.append(f"too much was refused: {refused} of {len(can)} answerable questions got no answer")
    if cannot and answered > MANY * len(cannot):
        causes.append(f"too little was refused: {answered} of {len(cannot)} unanswerable questions were answered")
    return causes


def _ranking(run: Run, comparison: Comparison | None, ranking_fell: bool) -> list[str]:
    lost = sum(outcome.diagnosis == records.NOT_RETRIEVED for outcome in run.outcomes)
    advice = "passages are ranked worse, as when one of the two searches, by meaning or by words, is missing"
    if comparison:
        for name in ("recall@5", "recall@1", "mrr"):
            before, after = comparison.before.metrics[name].value, run.metrics[name].value
            if before is not None and after is not None and before - after >= FELL:
                return [f"retrieval {name} fell from {before:.3f} to {after:.3f}: {advice}"]
    if ranking_fell:
        return [f"retrieval is under its bar ({lost} questions wrong for want of the right passage): {advice}"]
    return []


def _most_frequent(outcomes: Sequence[Outcome]) -> list[str]:
    wrong = Counter(outcome.diagnosis for outcome in outcomes if outcome.ok is False)
    if not wrong:
        return []
    diagnosis, count = wrong.most_common(1)[0]
    return [f"{count} of {wrong.total()} wrong questions have the same fault: {_REPAIRS.get(diagnosis, diagnosis)}"]
