"""What the words of a source tell of a claim: each pair differs from a right one in one way, or says it otherwise."""

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.generation.checks.check import SourceMaterial, check_drafts
from rag.generation.checks.claims import examine
from rag.generation.checks.drafts import Draft
from rag.generation.checks.support import Excerpt, sources_of
from tests.rag.builders import article_of, passage

BRIDGE = (
    "In 1931, the harbour board opened the bridge of Selmar.",
    "The mayor, Otto Lind, who had led the board for nine years, cut the ribbon, while Ida Berg of the Fishermen's "
    "Union stayed away.",
    "It cost 4.2 million crowns (612 of them for the ribbon) and took three years to build.",
    "The members of the band are not in the photograph.",
    "Critics say the toll was unfair; Lind has always denied it.",
    "The North Sea Shipping Company and Selmar Rail were the first customers.",
    "The company might buy a second ferry.",
)
HALL = (
    "A fire destroyed the town hall of Dorn on 3 May 1902, and 14 people were hurt.",
    "Anna Weiss, Karl Horn and Lea Roth rebuilt it in 1905 for 90,000 marks.",
)


def problems(claim: str, *sentences: str) -> set[str]:
    of = passage(*sentences)
    return {each.kind for each in examine(claim, sources_of([Excerpt(1, of, 0, len(sentences) - 1)])).problems}


@pytest.mark.parametrize(
    "claim",
    [
        "In 1931 the bridge of Selmar was opened by the harbour board.",
        "The harbour board opened the bridge of Selmar in 1931.",
        "Otto Lind had led the board for nine years.",
        "Of 4.2 million crowns, the ribbon cost 612.",
        "The bridge took three years to build and cost 4.2 million crowns.",
        "The photograph does not include the members of the band.",
        "Lind has consistently denied the accusation that the toll was unfair.",
        "The NSSC and Selmar Rail were the first two customers.",
        "The company may buy another ferry.",
    ],
)
def test_what_a_source_says_in_other_words_is_borne_out(claim: str) -> None:
    assert problems(claim, *BRIDGE) == set()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("In 1941 the harbour board opened the bridge of Selmar.", "date"),
        ("The bridge cost 612 million crowns.", "number"),
        ("The bridge cost 4.2 million crowns and took nine years to build.", "number"),
        ("Ida Berg, who had led the board for nine years, cut the ribbon.", "name"),
        ("The mayor, Karl Horn, cut the ribbon.", "name"),
        ("The members of the band are in the photograph.", "negation"),
        ("Otto Lind did not cut the ribbon.", "negation"),
        ("The company will certainly buy a second ferry.", "strength"),
        ("All customers of the bridge were shipping companies.", "strength"),
        ("The toll was unfair.", "attribution"),
    ],
)
def test_a_claim_that_is_wrong_in_one_way_is_found(claim: str, kind: str) -> None:
    assert kind in problems(claim, *BRIDGE)


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The town hall of Dorn burned on 3 May 1902, hurting 14 people.", set()),
        ("Three people, Anna Weiss, Karl Horn and Lea Roth, rebuilt the town hall.", set()),
        ("Four people, Anna Weiss, Karl Horn and Lea Roth, rebuilt the town hall.", {"number"}),
        ("Karl Horn and Lea Roth helped Anna Weiss rebuild it in 1905.", set()),
        ("The fire on 3 May 1905 hurt 14 people.", {"date"}),
    ],
)
def test_numbers_count_lists_and_dates_stay_with_their_event(claim: str, found: set[str]) -> None:
    assert problems(claim, *HALL) == found


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The EU gave in.", "After long talks the European Union gave in."),
        ("The European Union gave in.", "After long talks the EU gave in."),
        ("The Organization of Turkic States met in Baku.", "The OTS met in Baku."),
        ("The United States gave in.", "The U.S. gave in."),
        ("The talks were in their final stage.", "The talks have reached their last phase."),
    ],
)
def test_a_name_may_be_abbreviated_and_a_strong_word_said_by_another(claim: str, source: str) -> None:
    assert problems(claim, source) == set()


def test_the_sentences_of_an_answer_are_embedded_all_at_once() -> None:
    first, second = passage(*BRIDGE, number=1), passage(*HALL, file="b.txt", number=2)
    asked: list[list[str]] = []

    def embed(texts: list[str]) -> NDArray[np.float32]:
        asked.append(texts)
        return np.zeros((len(texts), 2), dtype=np.float32)

    excerpts = (Excerpt(1, first, 0, len(BRIDGE) - 1), Excerpt(2, second, 0, len(HALL) - 1))
    texts = {"a.txt": article_of(first), "b.txt": article_of(second)}
    written = [
        ("The harbour board opened the bridge of Selmar in 1931.", 1),
        ("The mayor of Selmar gladly spoke of many fine ships before anybody cut a ribbon.", 1),
        ("The bridge cost 4.2 million crowns.", 1),
        ("Masons from other villages rebuilt what a fire in Dorn destroyed for good.", 2),
        ("14 people were hurt in Dorn.", 2),
    ]
    drafts = [Draft(text, (number,), opens=False) for text, number in written]
    check_drafts(drafts, SourceMaterial(excerpts, texts, lambda _: None, embed))
    assert [len(texts) for texts in asked] == [2]
