"""One answer against its gold: scores and diagnosis."""

from typing import Any

import pytest

from eval import records
from eval.datasets.gold import find_words, resolve_gold
from eval.datasets.sets import SetError
from eval.records import Case, GoldSource, Source
from index.records import Span
from tests.eval.builders import BURNED, GOLD, OFF, TEXTS, answer, outcome

BOTH = Case(
    "q3", "What became of the mill, and whose was it?", facts=(("rebuilt",), ("Weber",)),
    sources=(Source("a.txt", ("It was rebuilt",)), Source("b.txt", ("Anna Weber",))),
)  # fmt: skip


def test_gold_words_are_found_whatever_the_white_space() -> None:
    assert find_words("burned in", "It burned\u00a0in\nand burned \n in") == (Span(3, 12), Span(17, 28))
    case = Case("q", "?", sources=(Source("003", ("not here", "two words")),))
    gold = resolve_gold(case, {"x/003-name.md": "Only two\nwords.", "0031.txt": "two words"})
    assert gold.sources == (GoldSource("x/003-name.md", (Span(5, 14),), 1000),)
    assert gold.warnings == ()


def test_gold_words_that_no_article_has_are_told() -> None:
    gold = resolve_gold(Case("q", "?", sources=(Source("a.txt", ("a flood",)),)), TEXTS)
    assert gold.sources[0].spans == ()
    assert gold.warnings == ("q: a.txt does not have the words “a flood”; only the article counts.",)


@pytest.mark.parametrize(
    ("name", "message"), [("d", "no article has that name"), ("001", r"may be 001-a.txt or 001-b.txt")]
)
def test_gold_that_fits_no_article_is_an_error(name: str, message: str) -> None:
    with pytest.raises(SetError, match=message):
        resolve_gold(Case("q", "?", sources=(Source(name),)), {"001-a.txt": "", "001-b.txt": ""})


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
