"""Word lists that other packages ship."""

from index.language.wordlists import function_words, shipped_folder


def test_the_lists_are_there_and_hold_function_words() -> None:
    assert shipped_folder() is not None
    assert {"the", "and", "of"} <= function_words("english")
    assert "und" in function_words("german")
    assert "bridge" not in function_words("english")


def test_a_language_without_a_list_has_none() -> None:
    assert function_words("klingon") == frozenset()
