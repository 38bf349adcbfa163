"""What a reader gives back, made safe and bounded."""

import pytest

from index.readers import extracted
from index.readers.extracted import require_text, stated, tidy, weigh


def test_characters_that_are_no_text_are_dropped() -> None:
    assert tidy("a\x00b\x1fc\ud800d\te\nf") == "abcd\te\nf"


def test_empty_values_are_not_stated_and_white_space_is_single() -> None:
    made = stated(title="  The\n quay ", author=" ", publisher=None)
    assert made.title
    assert (made.title.value, made.title.how, made.author, made.publisher) == ("The quay", "file", None, None)


def test_a_property_is_sure_only_where_the_text_says_it_too() -> None:
    sure, hinted = weigh("The quay\n\nIt was built in 1931.", "The Quay", "Template User")
    assert (sure.title is not None, sure.author) == (True, None)
    assert (hinted.title, hinted.author is not None) == (None, True)


def test_a_text_must_hold_something_and_not_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert require_text("words", "it is empty") == "words"
    with pytest.raises(ValueError, match="it is empty"):
        require_text(" \n", "it is empty")
    monkeypatch.setattr(extracted, "LARGEST_TEXT", 3)
    with pytest.raises(ValueError, match="more than 3 characters; split it"):
        require_text("words", "it is empty")
