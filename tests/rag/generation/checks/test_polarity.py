"""A claim says no where its source says no, and nowhere else."""

import pytest

from rag.generation.checks.polarity import denials, denied_differently, opposite_words, supposed
from rag.language.parsing import read


@pytest.mark.parametrize(("text", "words"), [
    ("The bridge was not opened.", ["not"]),
    ("Nobody was hurt.", ["Nobody"]),
    ("The bridge isn't open.", ["isn't"]),
    ("The council rejected the plan.", ["rejected"]),
    ("The bridge was opened.", []),
])  # fmt: skip
def test_negations_are_found_with_what_they_bear_on(text: str, words: list[str]) -> None:
    assert [each.words for each in denials(read(text), doubts=False)] == words


def test_a_doubt_denies_only_where_doubts_count() -> None:
    avoided = read("The council avoided a vote.")
    assert denials(avoided, doubts=False) == ()
    assert [each.words for each in denials(avoided, doubts=True)] == ["avoided"]


@pytest.mark.parametrize(("claim", "source", "differs"), [
    ("The bridge was not opened.", "The bridge was opened by the mayor.", True),
    ("The bridge was opened.", "The bridge was not opened.", True),
    ("The bridge was not opened.", "The bridge was never opened.", False),
    ("The bridge was opened.", "The bridge was opened by the mayor.", False),
    ("The band is not in the photograph.", "The photograph leaves out the band.", False),
])  # fmt: skip
def test_a_no_against_a_yes_is_found(claim: str, source: str, differs: bool) -> None:
    assert (denied_differently(read(claim), read(source), []) is not None) is differs


def test_the_sentence_beside_it_may_say_the_no() -> None:
    claim, source = read("The 251 dead do not include the plotters."), read("In all 251 people were killed.")
    assert denied_differently(claim, source, [read("The plotters are not among them.")]) is None


@pytest.mark.parametrize(("claim", "source", "word"), [
    ("The toll rose in May.", "The toll fell in May.", "rose"),
    ("The toll rose in May.", "The toll rose in May.", None),
    ("The toll did not rise in May.", "The toll fell in May.", None),
])  # fmt: skip
def test_an_opposite_in_the_same_place_is_found(claim: str, source: str, word: str | None) -> None:
    assert opposite_words(read(claim), read(source)) == word


@pytest.mark.parametrize(("claim", "source", "hedge"), [
    ("The company buys a second ferry.", "The company might buy a second ferry.", "might"),
    ("The company may buy a second ferry.", "The company might buy a second ferry.", None),
    ("The company buys a second ferry.", "The company buys a second ferry.", None),
])  # fmt: skip
def test_what_the_source_only_supposes_is_found(claim: str, source: str, hedge: str | None) -> None:
    assert supposed(read(claim), read(source)) == hedge
