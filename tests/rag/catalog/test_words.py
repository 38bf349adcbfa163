"""Every language that asks about articles has a word for one, its own ways of asking, and sound patterns."""

import re

import pytest

from rag.catalog.words import WORDED, Asked
from rag.messages.translations import LANGUAGES


def test_every_spoken_language_but_english_is_worded() -> None:
    assert set(WORDED) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", sorted(WORDED))
def test_each_can_ask_for_author_date_outlet_and_count(language: str) -> None:
    own = WORDED[language]
    assert set(own.asked) == set(Asked) - {Asked.LIST}
    for pattern in (own.noun, own.noise, own.about, *own.asked.values()):
        assert re.compile(pattern).search("") is None, "a pattern that matches nothing at all would match everywhere"
