import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.abstention.confidence import (
    OTHER_LANGUAGE_CALIBRATION,
    SAME_LANGUAGE_CALIBRATION,
    SUREST,
    UNMET,
    Calibration,
    Signs,
    confidence,
    signs_of,
)
from rag.retrieval.ranking import rank_evidence
from tests.rag.builders import candidate, evidence, passage, search

SHARE = st.floats(0, 1)
SIGNS = st.builds(
    Signs, similarity=st.floats(-1, 1), nearby=SHARE, names=SHARE, kind=st.sampled_from([-1.0, 0.0, 1.0]), unknown=SHARE
)
CALIBRATION = st.sampled_from([SAME_LANGUAGE_CALIBRATION, OTHER_LANGUAGE_CALIBRATION])
BRIDGE = passage("The bridge of Selmar was opened in 1931.", title="Old bridges")


def test_probability_by_hand() -> None:
    made = Calibration(base=-1, similarity=2, nearby=1, names=0.5, kind=0.25, unknown=-1)
    # -1 + 2 * 0.5 + 1 * 1 + 0.5 * 0 + 0.25 * 1 - 1 * 0.25 = 1; bounded, odds of (1 + e^-2.7) / (e^-1 + e^-2.7) = 2.4529
    assert made.probability(Signs(0.5, 1, 0, 1, 0.25)) == pytest.approx(0.71039, abs=1e-4)
    assert made.probability(Signs(0.5, 1, 0, 1, 0.25), -math.log(2.4529)) == pytest.approx(0.5, abs=1e-4)


def test_nearness_alone_is_never_surer_than_its_bound() -> None:
    assert SAME_LANGUAGE_CALIBRATION.probability(Signs(1, 1, 1, 1, 0)) == pytest.approx(
        1 / (1 + math.exp(-SUREST)), abs=0.01
    )
    assert min(UNMET.values()) < -SUREST, (
        "a false figure alone must be able to refuse a question that repeats a sentence"
    )
    assert max(UNMET.values()) < 0


@given(CALIBRATION, SIGNS)
def test_a_probability_lies_between_0_and_1(calibration: Calibration, signs: Signs) -> None:
    assert 0 <= calibration.probability(signs) <= 1


@given(CALIBRATION, SIGNS, st.sampled_from(["similarity", "nearby", "names", "kind"]), st.floats(0, 1))
def test_what_speaks_for_an_answer_never_lowers_it(
    calibration: Calibration, signs: Signs, sign: str, step: float
) -> None:
    more = replace(signs, **{sign: getattr(signs, sign) + step})
    assert calibration.probability(more) >= calibration.probability(signs)


@given(CALIBRATION, SIGNS, st.floats(0, 1))
def test_words_that_no_article_knows_never_raise_it(calibration: Calibration, signs: Signs, step: float) -> None:
    worse = replace(signs, unknown=signs.unknown + step)
    assert calibration.probability(worse) <= calibration.probability(signs)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_score_overflows(similarity: float) -> None:
    assert 0 <= SAME_LANGUAGE_CALIBRATION.probability(Signs(similarity, 0, 0, 0, 0)) <= 1


def test_nothing_is_sure_without_evidence() -> None:
    assert confidence(search("Who?"), []) == 0


def test_a_nearer_sentence_is_surer() -> None:
    sure = [
        confidence(found, rank_evidence(found))
        for found in (search("Rain?", candidate(BRIDGE, [similarity])) for similarity in (0.2, 0.8, 0.86, 0.9, 0.99))
    ]
    assert sure == sorted(sure)
    assert sure[0] < sure[-1]


def test_a_question_in_another_language_is_judged_by_its_own_measure() -> None:
    near = candidate(BRIDGE, [0.87])
    same, other = search("Wann wurde sie gebaut?", near), search("Wann wurde sie gebaut?", near, foreign=True)
    assert confidence(same, rank_evidence(same)) == pytest.approx(
        SAME_LANGUAGE_CALIBRATION.probability(signs_of(same, rank_evidence(same)))
    )
    assert confidence(other, rank_evidence(other)) == pytest.approx(
        OTHER_LANGUAGE_CALIBRATION.probability(signs_of(other, rank_evidence(other)))
    )
    assert confidence(same, rank_evidence(same)) != confidence(other, rank_evidence(other))


def test_names_and_figures_of_the_question_are_looked_for_in_the_passage_and_the_title() -> None:
    def held(question: str) -> float:
        return signs_of(search(question), [evidence(BRIDGE, 0)]).names

    assert held("what was opened?") == 1
    assert held("What of Selmar in 1931?") == 1
    assert held("What of Selmar in 1932?") == 0.5
    assert held("What of Dalby?") == 0
    assert held("Which Bridges?") == 1


@pytest.mark.parametrize(("kind", "sign"), [(True, 1.0), (False, -1.0), (None, 0.0)])
def test_the_kind_of_words_asked_for_speaks_for_or_against(kind: bool | None, sign: float) -> None:
    assert signs_of(search("When?"), [evidence(BRIDGE, 0, kind=kind)]).kind == sign


def test_unknown_words_are_weighed_by_their_rarity() -> None:
    found = search("bridge zeppelin", unknown=frozenset({"zeppelin"}))
    assert signs_of(found, [evidence(BRIDGE, 0)]).unknown == pytest.approx(0.5)
    assert signs_of(search("???"), [evidence(BRIDGE, 0)]).unknown == 0
