"""Whether to answer is decided once, and the decision knows its reasons."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.abstention.confidence import READER_THRESHOLDS, confidence
from rag.abstention.presuppositions import Premise, Unmet, unmet_premises
from rag.abstention.verdict import THRESHOLDS, Verdict, judge
from rag.engine import Pressmark
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence, rank_evidence
from tests.rag.builders import candidate, passage, search
from tests.rag.conftest import EAGERNESS

TOLD = candidate(passage("Turkey joined NATO in 1952.", "It has been a member ever since."), [0.9, 0.8], covered=0.9)


def test_a_more_careful_engine_wants_to_be_surer() -> None:
    assert 0 < THRESHOLDS["eager"] < THRESHOLDS["balanced"] < THRESHOLDS["careful"] < 1
    assert [Verdict(0.5).suffices(eagerness) for eagerness in EAGERNESS] == [False, True, True]
    assert [Verdict(0.75).suffices(eagerness) for eagerness in EAGERNESS] == [True, True, True]


def test_a_false_premise_is_a_reason_and_lowers_the_probability() -> None:
    asked = search("When did Turkey leave NATO?", TOLD)
    ranked = rank_evidence(asked)
    verdict = judge(asked, ranked)
    assert [(each.premise, each.words) for each in verdict.reasons] == [(Premise.DEED, "leave")]
    assert verdict.probability < confidence(asked, ranked)


def test_a_question_whose_premises_hold_has_no_reasons() -> None:
    asked = search("When did Turkey join NATO?", TOLD)
    assert judge(asked, rank_evidence(asked)).reasons == ()


def test_without_evidence_nothing_is_answered() -> None:
    assert judge(search("Who?"), []) == Verdict(0.0)


def test_the_answer_and_its_refusal_say_what_the_verdict_says(real: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Verdict] = []

    def judged(search: Search, ranked: Sequence[Evidence]) -> Verdict:
        made.append(judge(search, ranked))
        return made[-1]

    monkeypatch.setattr("rag.pipeline.judge", judged)
    answer = real.ask("When did Otto Lind burn the harbour bridge of Selmar?")
    verdict = made[0]  # a question that is offered has one of its own
    assert answer.refusal
    assert answer.confidence == round(verdict.probability, 4)
    assert {each.words for each in verdict.reasons if each.premise is not Premise.VALUE} <= set(
        answer.refusal.unsupported
    )
    assert verdict.reasons


def test_premises_are_looked_at_once_a_question(real: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Search] = []

    def look(search: Search, ranked: Sequence[Evidence]) -> list[Unmet]:
        looked.append(search)
        return unmet_premises(search, ranked)

    monkeypatch.setattr("rag.abstention.verdict.unmet_premises", look)
    real.ask("When did Otto Lind burn the harbour bridge of Selmar?")
    asked = [each.question.text for each in looked]
    assert asked.count("When did Otto Lind burn the harbour bridge of Selmar?") == 1
    assert len(set(asked)) == len(asked)


def read_as(log_odds: float, *, of: Search) -> list[Evidence]:
    """Return the evidence as if a reader had said that of each sentence."""
    return [replace(each, log_odds=log_odds) for each in rank_evidence(of)]


def test_what_a_reader_says_decides_where_it_has_read() -> None:
    asked = search("When did Turkey join NATO?", TOLD)
    sure, unsure = judge(asked, read_as(3.0, of=asked)), judge(asked, read_as(-7.0, of=asked))
    assert (sure.read, unsure.read) == (True, True)
    assert sure.suffices("careful")
    assert not unsure.suffices("balanced")  # not even a sentence that lacks nothing of the question
    other = search("When did Turkey sign the treaty of NATO?", TOLD)
    assert not judge(other, read_as(-7.0, of=other)).suffices("eager")
    assert 0 < READER_THRESHOLDS["eager"] < READER_THRESHOLDS["balanced"] < READER_THRESHOLDS["careful"] < 1


def test_a_false_premise_lowers_what_a_reader_says() -> None:
    true, false = search("When did Turkey join NATO?", TOLD), search("When did Turkey leave NATO?", TOLD)
    assert judge(false, read_as(1.0, of=false)).probability < judge(true, read_as(1.0, of=true)).probability


def test_how_far_below_the_floor_a_sentence_lies_says_no_more() -> None:
    asked = search("When did Turkey join NATO?", TOLD)
    assert judge(asked, read_as(-9.0, of=asked)) == judge(asked, read_as(-99.0, of=asked))
