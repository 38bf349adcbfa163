"""The measures, against numbers worked out by hand and against ir-measures."""

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from eval.metrics import measures
from eval.metrics.measures import Place
from eval.records import GoldSource
from index.records import Span

TEXTS = {"a.txt": "One two three four five.", "b.txt": "Six seven."}
GOLD = (GoldSource("a.txt", (Span(4, 7),), 0), GoldSource("b.txt", (Span(0, 3),), 1))


def place(file: str, start: int, end: int) -> Place:
    return Place(file, Span(start, end))


def test_facts_are_counted() -> None:
    facts = (("two",), ("three",), ("ten", "five"), ("nine",))
    assert measures.fact_recall("Two, three, five.", facts) == 0.75
    assert measures.all_facts("Two, three, five.", facts) == 0
    assert measures.all_facts("Two, three, five, nine.", facts) == 1


def test_no_gold_gives_no_score() -> None:
    assert measures.fact_recall("Two.", ()) is None
    assert measures.all_facts("Two.", ()) is None
    assert measures.citation_precision([place("a.txt", 0, 3)], (), words=False) is None
    assert measures.citation_precision([], GOLD, words=False) is None
    assert measures.citation_recall([], (), words=False) is None
    assert measures.first_citation([place("a.txt", 0, 3)], ()) is None
    assert measures.verbatim_share([], TEXTS) is None
    assert measures.recall_at(["a"], [], 5) is None
    assert measures.reciprocal_rank(["a"], []) is None
    assert measures.ndcg_at(["a"], {}, 5) is None


def test_only_the_first_fifty_words_are_early() -> None:
    assert measures.all_facts_early("word " * 49 + "**two** [1]", (("two",),)) == 1
    assert measures.all_facts_early("word " * 50 + "two [1]", (("two",),)) == 0
    assert measures.word_count("It was **two**. [1]") == 3


def test_citations_are_judged_by_article() -> None:
    cited = [place("a.txt", 14, 18), place("c.txt", 0, 5), place("a.txt", 0, 3)]
    assert measures.citation_precision(cited, GOLD, words=False) == pytest.approx(2 / 3)
    assert measures.citation_recall(cited, GOLD, words=False) == 0.5
    assert measures.first_citation(cited, GOLD) == 1
    assert measures.first_citation(cited[1:], GOLD) == 0


def test_citations_are_judged_by_words() -> None:
    cited = [place("a.txt", 0, 5), place("a.txt", 7, 12), place("b.txt", 2, 9), place("c.txt", 0, 5)]
    assert measures.citation_precision(cited, GOLD, words=True) == 0.5
    assert measures.citation_recall(cited, GOLD, words=True) == 1
    assert measures.citation_recall(cited[1:2], GOLD, words=True) == 0


def test_words_are_not_judged_where_they_are_not_known() -> None:
    gold = (GOLD[0], GoldSource("b.txt", (), 1))
    assert measures.citation_precision([place("a.txt", 0, 5)], gold, words=True) is None
    assert measures.citation_recall([place("a.txt", 0, 5)], gold, words=True) is None


def test_one_source_of_a_group_is_enough_and_some_are_not_needed() -> None:
    gold = (GoldSource("a.txt", (), 0), GoldSource("b.txt", (), 0), GoldSource("c.txt", (), -1))
    assert measures.citation_recall([place("b.txt", 0, 1)], gold, words=False) == 1
    assert measures.citation_precision([place("c.txt", 0, 1)], gold, words=False) == 1
    assert measures.citation_recall([place("c.txt", 0, 1)], gold, words=False) == 0


def test_a_quote_is_verbatim_only_at_its_place() -> None:
    quotes = [(place("a.txt", 4, 7), "two"), (place("a.txt", 5, 8), "two"), (place("x.txt", 0, 1), "O")]
    assert measures.verbatim_share(quotes, TEXTS) == pytest.approx(1 / 3)
    assert not measures.is_verbatim(place("a.txt", 3, 3), "", TEXTS)
    assert not measures.is_verbatim(place("a.txt", -1, 24), ".", TEXTS)
    assert not measures.is_verbatim(place("a.txt", 19, 99), "five. And more", TEXTS)


def test_a_displaced_quote_is_found_near_its_place() -> None:
    assert measures.displacement(place("a.txt", 5, 8), "two", TEXTS) == -1
    assert measures.displacement(place("a.txt", 0, 3), "two", TEXTS) == 4
    assert measures.displacement(place("a.txt", 0, 3), "ten", TEXTS) is None


def test_a_quote_that_cuts_a_word_is_noticed() -> None:
    assert measures.cuts_no_word(place("a.txt", 4, 7), TEXTS)
    assert measures.cuts_no_word(place("a.txt", 0, 24), TEXTS)
    assert not measures.cuts_no_word(place("a.txt", 5, 8), TEXTS)


def test_a_ranking_is_read_by_words_where_they_are_known() -> None:
    ranking = [place("a.txt", 7, 24), place("a.txt", 0, 8), place("a.txt", 3, 9), place("b.txt", 0, 10)]
    assert measures.ranked_gold(ranking, GOLD) == ["passage 0", "gold 0", "gold 1"]


def test_a_ranking_is_read_by_articles_where_words_are_not_known() -> None:
    gold = (GoldSource("b.txt", (), 7),)
    ranking = [place("a.txt", 0, 5), place("a.txt", 5, 9), place("b.txt", 0, 3), place("b.txt", 3, 9)]
    assert measures.ranked_gold(ranking, gold) == ["article a.txt", "gold 7"]


def test_rankings_are_scored() -> None:
    ranking = ["x", "a", "y", "b"]
    assert measures.recall_at(ranking, ["a", "b", "c"], 1) == 0
    assert measures.recall_at(ranking, ["a", "b", "c"], 4) == pytest.approx(2 / 3)
    assert measures.reciprocal_rank(ranking, ["a", "b", "c"]) == 0.5
    assert measures.reciprocal_rank(ranking, ["c"]) == 0
    # Gains 2 at rank 2 and 1 at rank 4; at best 2 and 1 at ranks 1 and 2.
    dcg = 2 / 1.5849625007211562 + 1 / 2.321928094887362
    assert measures.ndcg_at(ranking, {"a": 2, "b": 1}, 10) == pytest.approx(dcg / (2 + 1 / 1.5849625007211562))


@given(
    st.lists(st.integers(0, 30), unique=True, min_size=1, max_size=20),
    st.dictionaries(st.integers(0, 30), st.integers(0, 3), min_size=1, max_size=12),
)
def test_rankings_are_scored_as_ir_measures_does(ranking: list[int], grades: dict[int, int]) -> None:
    ids = [f"d{each}" for each in ranking]
    judged = {f"d{each}": grade for each, grade in grades.items()}
    relevant = [each for each, grade in judged.items() if grade > 0]
    qrels = [Qrel("q", each, grade) for each, grade in judged.items()]
    run = [ScoredDoc("q", each, 1 - place / 100) for place, each in enumerate(ids)]
    theirs = ir_measures.calc_aggregate([RR, nDCG @ 10, R @ 1, R @ 5, R @ 10], qrels, run)
    for measure, ours in (
        (RR, measures.reciprocal_rank(ids, relevant)),
        (nDCG @ 10, measures.ndcg_at(ids, judged, 10)),
        (R @ 1, measures.recall_at(ids, relevant, 1)),
        (R @ 5, measures.recall_at(ids, relevant, 5)),
        (R @ 10, measures.recall_at(ids, relevant, 10)),
    ):
        assert (ours or 0) == pytest.approx(theirs[measure], abs=1e-6)  # trec_eval scores 0 where we score nothing
