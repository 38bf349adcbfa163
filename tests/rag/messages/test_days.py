"""Dates in the words of a language."""

import pytest

from rag.messages.days import long_date


@pytest.mark.parametrize(("iso", "language", "said"), [
    ("2017-04-28", "en", "28 April 2017"), ("2017-04", "en", "April 2017"), ("2017", "en", "2017"),
    ("2017-04-28", "de", "28. April 2017"), ("2017-04-28", "fr", "28 avril 2017"),
    ("2017-04-28", "es", "28 de abril de 2017"), ("2017-04-28", "tr", "28 Nisan 2017"),
    ("2017-04-28", "ru", "28 апреля 2017\u202fг."), ("2017-04", "ar", "أبريل 2017"), ("2017-04", "fi", "April 2017"),
    ("2017-02-31", "en", "2017-02-31"), ("last week", "en", "last week"),
    ("1-2-3-4", "en", "1-2-3-4"), (None, "en", ""), ("2016-12", None, "December 2016"), ("?-1", "en", "?-1"),
])  # fmt: skip
def test_a_date_is_written_as_the_language_writes_it(iso: str | None, language: str | None, said: str) -> None:
    assert long_date(iso, language) == said
