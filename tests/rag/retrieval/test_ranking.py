from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.ranking import SAME_LANGUAGE, Evidence, as_ranked, choose_evidence, rank_evidence
from tests.rag.builders import candidate, evidence, passage, search

PLAIN = (
    "The old bridge was opened by the mayor of Selmar.",
    "The old ferry was painted by the sailors of Dalby.",
    "The new tower was visited by the pupils of Orvik.",
)


def texts(chosen: Sequence[Evidence]) -> list[str]:
    return [each.sentence.text for each in chosen]


def test_every_sentence_of_every_passage_is_evidence() -> None:
    one, other = passage(*PLAIN), passage(*PLAIN[:2], file="b.txt", number=2)
    ranked = rank_evidence(search("Tell me", candidate(one), candidate(other)))
    assert len(ranked) == 5


def test_the_nearest_sentence_comes_first() -> None:
    ranked = rank_evidence(search("Tell me", candidate(passage(*PLAIN), [0.1, 0.9, 0.5])))
    assert [each.position for each in ranked] == [1, 2, 0]
    assert [each.similarity for each in ranked] == pytest.approx([0.9, 0.5, 0.1])


def test_words_covered_decide_between_sentences_equally_near() -> None:
    ranked = rank_evidence(search("Tell me", candidate(passage(*PLAIN), [0.5] * 3, [0.0, 0.2, 1.0])))
    assert [each.position for each in ranked] == [2, 1, 0]
    assert [each.coverage for each in ranked] == [1.0, 0.2, 0.0]


def test_words_of_the_question_in_the_sentence_before_count_for_what_follows_it() -> None:
    follows = candidate(passage(*PLAIN), [0.5] * 3, before=[0.0, 0.0, 0.6])
    assert [each.position for each in rank_evidence(search("Tell me", follows))] == [2, 0, 1]


def test_who_and_where_are_not_answered_by_the_names_of_the_question() -> None:
    named = passage("The bridge of Selmar was opened by its builders then.", "Otto Lind had opened it for the people.")
    ranked = rank_evidence(search("Who opened the bridge of Selmar?", candidate(named, [0.52, 0.5])))
    assert [(each.position, each.kind) for each in ranked] == [(1, True), (0, False)]


def test_a_question_in_another_language_leans_more_on_the_passage_than_on_words() -> None:
    covered = candidate(passage(PLAIN[0], file="a.txt"), [0.5], [0.9], score=0.8)
    better = candidate(passage(PLAIN[1], file="b.txt", number=2), [0.5], score=0.95)
    assert texts(rank_evidence(search("Tell me", covered, better)))[0] == PLAIN[0]
    assert texts(rank_evidence(search("Tell me", covered, better, foreign=True)))[0] == PLAIN[1]


def test_a_weight_of_nothing_turns_a_sign_off() -> None:
    asked = search("Tell me", candidate(passage(*PLAIN), [0.5] * 3, [0.0, 0.2, 1.0]))
    off = replace(SAME_LANGUAGE, covered=0.0)
    assert [each.position for each in rank_evidence(asked, off)] == [0, 1, 2]


def test_the_better_passage_decides_between_sentences_equally_near() -> None:
    worse = candidate(passage(PLAIN[0], file="a.txt"), [0.5], score=0.2)
    better = candidate(passage(PLAIN[1], file="b.txt", number=2), [0.5], score=0.9)
    ranked = rank_evidence(search("Tell me", worse, better))
    assert texts(ranked) == [PLAIN[1], PLAIN[0]]


def test_the_kind_of_words_asked_for_decides_between_sentences_equally_near() -> None:
    dated = passage("It was opened by the mayor of Selmar himself.", "It was opened in the year 1931 by somebody.")
    ranked = rank_evidence(search("When was it opened?", candidate(dated, [0.5, 0.5])))
    assert [(each.position, each.kind) for each in ranked] == [(1, True), (0, False)]


def test_headings_and_stubs_come_after_sentences_equally_near() -> None:
    mixed = passage("Old bridges and ferries of Selmar", "Quite so.", PLAIN[0], headings=[0])
    ranked = rank_evidence(search("Tell me", candidate(mixed, [0.5] * 3)))
    assert ranked[0].position == 2
    headed = passage(PLAIN[0], PLAIN[1], headings=[0])
    assert rank_evidence(search("Tell me", candidate(headed, [0.5] * 2)))[-1].sentence.heading


def test_a_bare_address_comes_after_a_sentence_equally_near() -> None:
    linked = passage("See https://example.org/the-old-bridge-was-opened-by-the-mayor.", PLAIN[0])
    assert rank_evidence(search("Tell me", candidate(linked, [0.5] * 2)))[0].position == 1


def test_equal_scores_are_ordered_by_place() -> None:
    one, other = passage(*PLAIN[:2], file="b.txt"), passage(PLAIN[2], file="a.txt", number=2)
    ranked = rank_evidence(search("Tell me", candidate(one), candidate(other)))
    assert texts(ranked) == [PLAIN[2], PLAIN[0], PLAIN[1]]


def test_no_more_evidence_is_chosen_than_asked_for() -> None:
    ranked = [evidence(passage(*PLAIN), position) for position in range(3)]
    assert choose_evidence(ranked, 2, (1.0,)) == ranked[:2]
    assert choose_evidence([], 2, (1.0,)) == []


def test_evidence_far_below_the_best_is_left_out() -> None:
    scores = (1.0, 0.95, 0.5)
    ranked = [evidence(passage(*PLAIN), position, score) for position, score in enumerate(scores)]
    assert choose_evidence(ranked, 3, (0.1,)) == ranked[:2]


def test_the_best_is_chosen_whatever_its_score() -> None:
    assert len(choose_evidence([evidence(passage(*PLAIN), 0, -3.0)], 3, (0.1,))) == 1


@pytest.mark.parametrize("again", [PLAIN[0], PLAIN[0].upper(), f"  {PLAIN[0]} ", f"Indeed, {PLAIN[0]}"])
def test_a_sentence_that_says_the_same_is_dropped(again: str) -> None:
    ranked = [
        evidence(passage(PLAIN[0]), 0),
        evidence(passage(again, file="b.txt"), 0),
        evidence(passage(PLAIN[2]), 0),
    ]
    assert choose_evidence(ranked, 3, (1.0,)) == [ranked[0], ranked[2]]


def test_each_further_sentence_has_its_own_margin_and_the_last_margin_goes_on() -> None:
    several = passage(*PLAIN, "A grey heron was fed by the guards of Tarn.")
    ranked = [evidence(several, position, score) for position, score in enumerate((1.0, 0.85, 0.8, 0.8))]
    assert choose_evidence(ranked, 4, [0.16, 0.1]) == ranked[:2]
    assert choose_evidence(ranked, 4, [0.1, 0.5]) == ranked[:1]
    assert choose_evidence(ranked, 4, [0.16, 0.21]) == ranked


@given(st.lists(st.floats(-2, 2), max_size=12), st.integers(1, 5), st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_chosen_evidence_is_a_part_of_the_ranking_in_its_order(
    scores: list[float], most: int, margins: list[float]
) -> None:
    several = passage(*(f"alpha{number} beta{number} gamma{number}" for number in range(12)))
    ranked = [evidence(several, position, score) for position, score in enumerate(sorted(scores, reverse=True))]
    chosen = choose_evidence(ranked, most, margins)
    assert len(chosen) <= most
    assert bool(chosen) == bool(ranked)
    assert chosen == ranked[: len(chosen)]
    assert all(each.score >= ranked[0].score - max(margins) for each in chosen)


def test_a_number_of_something_else_is_not_the_number_asked_for() -> None:
    counting = passage("Some 20 planes leave for the island every day.", "In May 300 tourists came to the island.")
    ranked = rank_evidence(search("How many tourists came to the island?", candidate(counting, [0.5, 0.5])))
    assert {each.position: each.kind for each in ranked} == {0: False, 1: True}


def test_passages_are_put_in_the_order_of_their_best_sentences() -> None:
    one, two = passage("The bridge was opened.", "It rained.", number=1), passage("Otto Lind opened it.", number=2)
    left = passage("Nothing of it was ranked.", number=3)
    found = search("Who opened the bridge?", candidate(left), candidate(one), candidate(two))
    order = [evidence(two, 0, score=0.9), evidence(one, 1, score=0.8), evidence(one, 0, score=0.1)]
    candidates = as_ranked(found, order).candidates
    assert [each.passage.id for each in candidates] == [2, 1, 3]
    assert [each.score for each in candidates[:2]] == [0.9, 0.8]
