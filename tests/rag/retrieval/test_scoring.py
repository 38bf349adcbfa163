import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.analysis import QueryWord
from rag.retrieval.scoring import coverage, lexical_score, passage_score, rarest, rarity

BRIDGE, FERRY = QueryWord("bridges", frozenset({"bridg"})), QueryWord("ferry", frozenset({"ferri", "ferry"}))
RARITIES = {"bridges": 1.0, "ferry": 3.0}

TERMS = st.lists(st.sampled_from(["a", "b", "c", "d", "x", "y"]), max_size=30).map(Counter)
WORDS = st.sets(st.sampled_from(["a", "b", "c", "d"])).map(
    lambda chosen: [QueryWord(word, frozenset({word})) for word in sorted(chosen)]
)
WEIGHTS = st.fixed_dictionaries({word: st.floats(0, 10) for word in "abcd"})
LENGTH = st.floats(0.01, 50)


def test_rarity_is_the_inverse_document_frequency() -> None:
    # 10 documents, 2 with the word: ln(1 + 8.5 / 2.5) = ln(4.4)
    assert rarity(10, 2) == pytest.approx(math.log(4.4))
    assert rarity(10, 0) == pytest.approx(math.log(22))
    assert rarity(0, 0) == pytest.approx(math.log(2))


@given(st.integers(0, 10**6), st.data())
def test_a_rarer_word_weighs_more_and_none_weighs_nothing(documents: int, data: st.DataObject) -> None:
    frequency = data.draw(st.integers(0, documents))
    assert rarity(documents, frequency) > 0
    assert frequency == 0 or rarity(documents, frequency) < rarity(documents, frequency - 1)


def test_lexical_score_by_hand() -> None:
    # Average length: a word that occurs once gives 1 * 2.2 / (1 + 1.2) = 1 of 2.2.
    assert lexical_score([BRIDGE, FERRY], RARITIES, Counter(bridg=1), 1.0) == pytest.approx(1 / 8.8)
    # Twice: 2 * 2.2 / (2 + 1.2) = 1.375, times the rarity 3.
    assert lexical_score([BRIDGE, FERRY], RARITIES, Counter(ferri=1, ferry=1), 1.0) == pytest.approx(4.125 / 8.8)
    # Half the average length: 2.2 / (1 + 1.2 * (0.25 + 0.75 * 0.5)) = 2.2 / 1.75.
    assert lexical_score([BRIDGE], RARITIES, Counter(bridg=1), 0.5) == pytest.approx(1 / 1.75)


def test_coverage_by_hand() -> None:
    assert coverage([BRIDGE, FERRY], RARITIES, Counter(bridg=7)) == pytest.approx(0.25)
    assert coverage([BRIDGE, FERRY], RARITIES, Counter(ferry=1)) == pytest.approx(0.75)
    assert coverage([BRIDGE, FERRY], RARITIES, Counter(ferry=1, bridg=1, other=1)) == 1


def test_a_question_without_words_scores_nothing() -> None:
    assert lexical_score([], {}, Counter(a=1), 1.0) == 0
    assert coverage([], {}, Counter(a=1)) == 0


@given(WORDS, WEIGHTS, TERMS, LENGTH)
def test_scores_lie_between_0_and_1(
    words: list[QueryWord], weights: dict[str, float], terms: Counter[str], length: float
) -> None:
    assert 0 <= lexical_score(words, weights, terms, length) <= 1
    assert 0 <= coverage(words, weights, terms) <= 1 + 1e-9


@given(WORDS, WEIGHTS, TERMS, LENGTH, st.sampled_from("abcd"))
def test_one_more_word_never_lowers_a_score(
    words: list[QueryWord], weights: dict[str, float], terms: Counter[str], length: float, word: str
) -> None:
    more = terms + Counter([word])
    assert lexical_score(words, weights, more, length) >= lexical_score(words, weights, terms, length) - 1e-9
    assert coverage(words, weights, more) >= coverage(words, weights, terms) - 1e-9


@given(WORDS, WEIGHTS, TERMS.filter(bool), LENGTH)
def test_a_longer_text_never_scores_higher_for_the_same_words(
    words: list[QueryWord], weights: dict[str, float], terms: Counter[str], length: float
) -> None:
    longer = lexical_score(words, weights, terms, 2 * length)
    assert longer <= lexical_score(words, weights, terms, length) + 1e-9


def test_passage_score_without_words_is_the_mean_of_the_cosines() -> None:
    assert passage_score(0.9, 0.7, 0.0) == pytest.approx(0.8)


COSINE = st.floats(-1, 1)


@given(COSINE, COSINE, st.floats(0, 1), st.floats(0, 0.5))
def test_each_part_raises_the_score_of_a_passage(best: float, mean: float, lexical: float, step: float) -> None:
    score = passage_score(best, mean, lexical)
    assert passage_score(best + step, mean, lexical) >= score
    assert passage_score(best, mean + step, lexical) >= score
    assert passage_score(best, mean, lexical + step) >= score


def test_a_synonym_counts_half_of_the_word() -> None:
    boat = QueryWord("ferry", frozenset({"ferri"}), frozenset({"boat", "ferri"}))
    assert coverage([BRIDGE, boat], RARITIES, Counter(boat=1)) == pytest.approx(0.375)
    assert coverage([BRIDGE, boat], RARITIES, Counter(boat=1), Counter(ferri=1)) == pytest.approx(0.75)
    # A frequency of 0.5 in a text of average length: 0.5 * 2.2 / (0.5 + 1.2) of the most, 2.2.
    assert lexical_score([boat], RARITIES, Counter(boat=1), 1.0) == pytest.approx(0.5 / 1.7)


def test_the_rarest_terms_are_read_as_far_as_their_sum_goes() -> None:
    frequencies = {"alder": 3, "bridge": 40, "said": 900, "year": 950}
    assert rarest(["said", "alder", "year", "bridge", "never"], frequencies, 950) == {"alder", "bridge", "said"}
    assert rarest(["said", "alder", "year", "bridge"], frequencies, 2000) == frequencies.keys()


def test_a_common_term_is_read_where_there_is_no_rarer_one() -> None:
    assert rarest(["year", "said"], {"said": 900, "year": 950}, 100) == {"said"}
    assert rarest(["never"], {}, 100) == set()
