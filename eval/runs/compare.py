"""Two runs of the same questions: which outcomes flipped, and whether that can be chance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from eval.metrics.statistics import mcnemar
from eval.records import Outcome, Run
from eval.runs.storage import case_to_json
from index.errors import PressmarkError

SIGNIFICANT: Final = 0.05
"""A difference that chance alone makes less often than this is taken as real."""


class CompareError(PressmarkError):
    """Two runs that have nothing in common."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A question whose outcome changed between right and wrong."""

    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """The counts of questions that became worse and better in one respect."""

    what: str
    worse: int
    better: int

    @property
    def p_value(self) -> float:
        """Return how likely so uneven a split is by chance: McNemar's exact test, two-sided."""
        return mcnemar(self.worse, self.better)

    @property
    def is_drop(self) -> bool:
        """True if more became worse than better, and chance hardly explains it."""
        return self.worse > self.better and self.p_value < SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against an earlier one."""

    before: Run
    after: Run
    common: int
    """How many questions both runs have, word for word and with the same gold."""
    worse: tuple[Flip, ...]
    """From right to wrong."""
    better: tuple[Flip, ...]
    """From wrong to right."""
    outcomes: Change
    ranking: Change
    """The rank of the first gold source: it moves before the answers do."""
    notes: tuple[str, ...]
    """What makes the two runs less comparable."""

    @property
    def is_drop(self) -> bool:
        """True if answers or ranking really got worse."""
        return self.outcomes.is_drop or self.ranking.is_drop


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs, question by question.

    Raises:
        CompareError: they have no question in common.
    """
    earlier = {outcome.case.id: outcome for outcome in before.outcomes}
    pairs = [
        Flip(earlier[outcome.case.id], outcome)
        for outcome in after.outcomes
        if outcome.case.id in earlier and _same(earlier[outcome.case.id], outcome)
    ]
    if not pairs:
        raise CompareError(
            f"The run {before.name!r} to compare with has no question of {after.name!r}: name a run of the same set."
        )
    worse = tuple(pair for pair in pairs if pair.before.ok is True and pair.after.ok is False)
    better = tuple(pair for pair in pairs if pair.before.ok is False and pair.after.ok is True)
    return Comparison(
        before=before,
        after=after,
        common=len(pairs),
        worse=worse,
        better=better,
        outcomes=Change("questions handled rightly", len(worse), len(better)),
        ranking=_change("rank of the right passage", pairs, lambda outcome: outcome.scores.get("mrr")),
        notes=_notes(before, after, len(pairs)),
    )


def _change(what: str, pairs: list[Flip], score: Callable[[Outcome], float | None]) -> Change:
    both = [(score(pair.before), score(pair.after)) for pair in pairs]
    known = [(old, new) for old, new in both if old is not None and new is not None]
    return Change(what, sum(new < old for old, new in known), sum(new > old for old, new in known))


def _same(one: Outcome, other: Outcome) -> bool:
    return one.case == other.case or _essence(one) == _essence(other)


def _essence(outcome: Outcome) -> Mapping[str, object]:
    """Return a question without what may be reworded freely."""
    return {**case_to_json(outcome.case), "note": "", "type": ""}


def _notes(before: Run, after: Run, common: int) -> tuple[str, ...]:
    notes = []
    if before.corpus_hash != after.corpus_hash:
        notes.append(f"The articles differ ({before.corpus} then, {after.corpus} now).")
    if before.set_hash != after.set_hash:
        notes.append(f"The set changed: {common} of {len(after.outcomes)} questions are the same and are compared.")
    if before.embedder != after.embedder:
        notes.append(f"The embedder changed from {before.embedder} to {after.embedder}.")
    changed = [name for name in after.settings if before.settings.get(name) != after.settings[name]]
    if changed:
        notes.append(f"Settings differ: {', '.join(changed)}.")
    return tuple(notes)
