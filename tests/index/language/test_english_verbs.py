"""English verbs and their past forms."""

import pytest

from index.language.english_verbs import BASES, FORMS, PAST, word_set


@pytest.mark.parametrize(
    ("base", "past"), [("open", "opened"), ("stop", "stopped"), ("carry", "carried"), ("go", "went")]
)
def test_the_past_of_regular_and_irregular_verbs(base: str, past: str) -> None:
    assert PAST[past] == base


def test_a_base_leads_to_its_forms() -> None:
    assert "open" in BASES
    assert {"opened", "opens"} <= FORMS["open"]
    assert "went" in FORMS["go"]


def test_a_list_of_words_is_a_set() -> None:
    assert word_set("one two  two") == {"one", "two"}
