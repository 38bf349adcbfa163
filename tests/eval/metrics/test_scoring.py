"""One answer against its gold: scores and diagnosis."""

import pytest

from eval import records
from eval.records import Case, GoldSource, Source
from tests.eval.builders import BURNED, GOLD, answer, outcome


def test_a_right_answer_scores_in_everything() -> None:
    done = outcome(BURNED, GOLD, answer(("a.txt", 0, 24)))
    assert (done.diagnosis, done.ok) == (records.RIGHT, True)
    ones = ("right", "right_words", "answer_recall", "fact_recall", "answer_early", "first_citation", "verbatim",
            "whole_words", "citation_precision", "citation_recall", "span_precision", "span_recall", "mrr",
            "recall@1", "recall@5", "recall@10", "ndcg@10")  # fmt: skip
    assert {name: done.scores[name] for name in ones} == dict.fromkeys(ones, 1.0)
    assert done.scores["answer_words"] == 5
    assert done.scores["token_f1"] == pytest.approx(2 / 5, abs=1e-6)  # four words without "the", one of them gold
    assert "tokens" not in done.scores
    assert "cost" not in done.scores


def test_copying_the_top_passage_cites_well_and_answers_nothing() -> None:
    done = outcome(BURNED, GOLD, answer(("a.txt", 25, 40), retrieved=[("a.txt", 0, 24)]))
    assert done.scores["citation_precision"] == 1
    assert done.scores["right"] == done.scores["answer_recall"] == 0
    assert done.diagnosis == records.WRONG_SENTENCE
    assert "Lacks “1901”" in done.why


def test_the_words_of_a_refusal_answer_nothing() -> None:
    done = outcome(BURNED, GOLD, answer(retrieved=[("a.txt", 0, 24)], answer="Nothing about 1901 was found."))
    assert done.scores["right"] == done.scores["fact_recall"] == done.scores["citation_recall"] == 0
    assert "citation_precision" not in done.scores
    assert "answer_words" not in done.scores
    assert (done.diagnosis, done.ok) == (records.WRONGLY_REFUSED, False)


@pytest.mark.parametrize(("differ", "name"), [(True, "differences"), (False, "false_differences")])
def test_saying_that_sources_differ_counts_where_they_do_and_is_false_where_they_agree(differ: bool, name: str) -> None:
    case = Case("q", "?", facts=(("1901",),), sources=(Source("a.txt"),), differ=differ)
    gold = (GoldSource("a.txt", (), 0),)
    value = {"value": "1901", "markers": [1]}
    silent, told = answer(("a.txt", 0, 24)), answer(("a.txt", 0, 24), differences=[{"values": [value, value]}])
    assert outcome(case, gold, silent).scores[name] == 0
    assert outcome(case, gold, told).scores[name] == 1
    assert outcome(case, gold, told | {"answered": False}).scores[name] == 0
    assert {"differences", "false_differences"} - {name} - outcome(case, gold, told).scores.keys()


def test_misinformation_and_the_cost_of_a_model_are_counted() -> None:
    case = Case("q", "?", facts=(("1901",),), sources=(Source("a.txt"),), wrong=(("1899",),))
    given = answer(("a.txt", 0, 24), usage={"prompt_tokens": 90, "answer_tokens": 10, "cost_usd": 0.5})
    scores = outcome(case, (GoldSource("a.txt", (), 0),), given).scores
    assert (scores["misinformation"], scores["tokens"], scores["cost"]) == (0, 100, 0.5)
    assert "right_words" not in scores
    given["answer"] += " or 1899"
    assert outcome(case, (GoldSource("a.txt", (), 0),), given).scores["misinformation"] == 1


def test_small_talk_is_right_when_it_is_answered_without_a_quote() -> None:
    case = Case("q", "hi", answerable=None, type="smalltalk")
    spoken = answer(answer="Hello!") | {"answered": True}
    assert outcome(case, (), spoken).ok is True
    assert outcome(case, (), answer()).diagnosis == records.WRONGLY_REFUSED
    assert outcome(case, (), answer(("a.txt", 0, 24))).ok is False


@pytest.mark.parametrize(("words", "brief"), [(220, 1), (221, 0)])
def test_an_overview_has_to_be_short(words: int, brief: float) -> None:
    case = Case("q", "?", facts=(("1901",),), sources=(Source("a.txt"),), type="overview")
    given = answer(("a.txt", 0, 24), answer="word " * words)
    assert outcome(case, (GoldSource("a.txt", (), 0),), given).scores["brief"] == brief
