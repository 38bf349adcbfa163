"""A written text is cut into sentences, each with the numbers of the evidence that its markers name."""

import pytest

from rag.generation.checks.drafts import Draft, draft_sentences


def test_a_marker_belongs_to_the_sentence_that_it_stands_in_or_right_behind() -> None:
    parts: list[str | tuple[int, ...]] = [
        "The bridge was opened",
        (1,),
        " in 1931. It cost much.",
        (2, 3),
        " Nobody was hurt.",
    ]
    assert draft_sentences(parts, "en") == [
        Draft("The bridge was opened in 1931.", (1,), opens=False),
        Draft("It cost much.", (2, 3), opens=False),
        Draft("Nobody was hurt.", (), opens=False),
    ]


def test_a_marker_before_all_words_belongs_to_the_first_sentence() -> None:
    (draft,) = draft_sentences([(4,), "The bridge was opened."], "en")
    assert draft.numbers == (4,)


def test_a_number_is_named_once() -> None:
    (draft,) = draft_sentences(["It was opened", (1,), " by Lind", (1, 2), "."], "en")
    assert draft == Draft("It was opened by Lind.", (1, 2), opens=False)


def test_emphasis_and_headings_are_no_words() -> None:
    drafts = draft_sentences(["# The bridge\n\nIt was **opened** by __Lind__.", (1,)], "en")
    assert [each.text for each in drafts] == ["The bridge", "It was opened by Lind."]
    assert drafts[1].opens


@pytest.mark.parametrize("parts", [[], [""], ["  \n "], [(1,)]])
def test_a_text_without_words_has_no_sentences(parts: list[str | tuple[int, ...]]) -> None:
    assert draft_sentences(parts, "en") == []
