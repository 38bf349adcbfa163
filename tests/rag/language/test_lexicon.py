"""Tests of the word lists of each language."""

import pytest

from rag.language.lexicon import entries, in_order, languages, lines, listed, table


def test_every_language_understood_has_its_lists() -> None:
    assert {"ar", "de", "en", "es", "fr", "ru", "tr"} <= set(languages())


def test_a_list_is_read_as_a_set_in_order_and_by_lines() -> None:
    assert "never" in listed("negators")
    assert in_order("ordinals")[:2] == ["second", "third"]
    assert any("|" in line for line in lines("opposites"))
    assert table("units")["feet"] == "foot"


@pytest.mark.parametrize("language", sorted(set(languages()) - {"en"}))
def test_a_relative_date_has_a_pattern_a_unit_and_a_step(language: str) -> None:
    assert entries("relative-dates", language)
    assert {each["unit"] for each in entries("relative-dates", language)} <= {"day", "month", "year"}


def test_a_language_or_list_that_is_missing_is_empty() -> None:
    assert listed("negators", "xx") == frozenset()
    assert list(lines("no such list")) == []
    assert not table("units", "de")
