"""A claim must not be stronger than its source, nor tell an opinion as a fact."""

import pytest

from rag.generation.checks.strength import opinion_as_fact, overstated, rank
from rag.language.parsing import read


def test_shares_are_ranked_from_none_to_all() -> None:
    ranks = [rank(read(f"{words} bridges are old."))[0] for words in ("", "Some", "Most", "Almost all", "All")]
    assert ranks == sorted(ranks)
    assert (ranks[0], ranks[-2], ranks[-1]) == (0, 5, 6)


@pytest.mark.parametrize("text", ["It is not safe at all.", "He comes every day.", "First of all, it is old."])
def test_a_phrase_that_counts_nothing_has_no_share(text: str) -> None:
    assert rank(read(text))[0] == 0


@pytest.mark.parametrize(("claim", "source", "word"), [
    ("All bridges are old.", "Most bridges are old.", "All"),
    ("All bridges are old.", "All bridges are old.", None),
    ("Most bridges are old.", "All bridges are old.", None),
    ("Nearly all bridges are old.", "Many bridges are old.", "all"),
    ("It cost well over a million.", "It cost a million.", "well over"),
    ("It cost well over a million.", "It cost far more than a million.", None),
])  # fmt: skip
def test_a_stronger_word_than_the_sources_is_found(claim: str, source: str, word: str | None) -> None:
    assert overstated(read(claim), read(source)) == word


@pytest.mark.parametrize(("claim", "source", "told"), [
    ("The toll is unfair.", "Critics say the toll is unfair.", True),
    ("The toll is unfair.", "The author believes that the toll is unfair.", True),
    ("Critics say the toll is unfair.", "Critics say the toll is unfair.", False),
    ("The toll is unfair.", "The toll is unfair.", False),
    ("Lind's piece calls for a lower toll.", "Lind argues that a lower toll is due.", False),
])  # fmt: skip
def test_a_view_that_is_told_as_a_fact_is_found(claim: str, source: str, told: bool) -> None:
    assert opinion_as_fact(read(claim), read(source), frozenset({"lind"})) is told
