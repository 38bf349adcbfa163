import numpy as np

from rag.catalog.overviews.covering import cover, lexrank, quotes_in_order, sentences_to_tell
from tests.rag.builders import passage

SENTENCES = (
    "The mayor of Selmar, Otto Lind, opened the harbour bridge on 12 May 1931.",
    "He said that it had cost the town of Selmar 4.2 million crowns.",
    "Was it worth all the money that the town had paid for it?",
    "Sign up for our letter | A choir of one | The last ice road",
    "A ferry struck the third pillar of the bridge in the winter of 1987.",
)


def test_a_sentence_that_points_back_comes_with_the_one_before_it() -> None:
    told = sentences_to_tell([passage(*SENTENCES)])
    assert [(each.first, each.position) for each in told] == [(0, 0), (0, 1), (4, 4)]


def test_what_is_chosen_keeps_within_its_words_and_stands_in_reading_order() -> None:
    told = sentences_to_tell([passage(*SENTENCES)])
    chosen = cover(told, words=30)
    assert sum(each.length for each in chosen) <= 30
    quotes = quotes_in_order(told)
    assert len(quotes) == 2
    assert [quote.span for quote in quotes] == sorted(quote.span for quote in quotes)
    assert cover([]) == []


def test_the_sentence_that_most_are_near_is_central() -> None:
    vectors = np.array([[1, 0], [0.95, 0.3], [0.9, -0.43], [0, 1]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert int(np.argmax(lexrank(vectors @ vectors.T))) == 0
