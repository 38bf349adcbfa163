"""What became of a question, and at which step it was lost."""

from typing import Any

import pytest

from eval import records
from eval.datasets.gold import resolve_gold
from eval.records import Case, Source
from tests.eval.builders import BURNED, GOLD, OFF, TEXTS, answer, outcome

BOTH = Case(
    "q3", "What became of the mill, and whose was it?", facts=(("rebuilt",), ("Weber",)),
    sources=(Source("a.txt", ("It was rebuilt",)), Source("b.txt", ("Anna Weber",))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "diagnosis", "why"),
    [
        (answer(("b.txt", 0, 18)), records.NOT_RETRIEVED, "a.txt was not retrieved"),
        (answer(), records.NOT_RETRIEVED, "refused, and a.txt was not retrieved"),
        (answer(("b.txt", 0, 18), retrieved=[("a.txt", 0, 24)]), records.NOT_CHOSEN, "citing b.txt"),
        (answer(("a.txt", 9, 18), answer="It burned [1]"), records.WRONG_SENTENCE, "only in part"),
    ],
)
def test_the_first_step_that_lost_the_gold_is_named(given: dict[str, Any], diagnosis: str, why: str) -> None:
    done = outcome(BURNED, GOLD, given)
    assert done.diagnosis == diagnosis
    assert why in done.why


def test_facts_without_a_gold_citation_are_not_right() -> None:
    done = outcome(BURNED, GOLD, answer(("b.txt", 0, 18), retrieved=[("a.txt", 0, 24)], answer="In 1901 [1]"))
    assert (done.scores["answer_recall"], done.scores["right"]) == (1, 0)
    assert done.why.startswith("States the facts, but cites no gold article (a.txt)")


def test_of_several_sources_the_lost_one_is_named() -> None:
    gold = resolve_gold(BOTH, TEXTS).sources
    done = outcome(BOTH, gold, answer(("a.txt", 25, 40), retrieved=[("b.txt", 0, 44)]))
    assert done.diagnosis == records.NOT_CHOSEN
    assert done.why == "Lacks “Weber”: b.txt was retrieved, but citing a.txt."
    assert (done.scores["fact_recall"], done.scores["citation_recall"]) == (0.5, 0.5)


def test_a_displaced_citation_comes_before_everything_else() -> None:
    given = answer(("a.txt", 0, 24))
    given["citations"][0] |= {"start": 1, "end": 25}
    done = outcome(BURNED, GOLD, given)
    assert done.diagnosis == records.NOT_VERBATIM
    assert (done.scores["verbatim"], done.scores["whole_words"], done.scores["displaced"]) == (0, 0, -1)
    assert "a.txt has “he mill burned in 1901. ” at 1–25" in done.why.replace("1901.”", "1901. ”")
    assert "the quote stands 1 characters earlier" in done.why


def test_unanswerable_questions_are_to_be_refused() -> None:
    assert outcome(OFF, (), answer()).diagnosis == records.RIGHTLY_REFUSED
    done = outcome(OFF, (), answer(("c.txt", 0, 10)))
    assert done.diagnosis == records.WRONGLY_ANSWERED
    assert "right" not in done.scores
    assert done.scores["verbatim"] == 1


def test_what_nobody_knows_is_not_scored() -> None:
    done = outcome(Case("q", "?", answerable=None), (), answer(("c.txt", 0, 10)))
    assert (done.diagnosis, done.ok) == (records.NOT_SCORED, None)
    assert set(done.scores) == {"verbatim", "whole_words", "answer_words"}
