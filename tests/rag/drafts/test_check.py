"""A draft as a whole: its bounds, and what a hostile one costs."""

import time

import pytest

from index.errors import UsageError
from tests.rag.drafts.conftest import Check


@pytest.mark.parametrize("text", ["", " \n ", "word " * 100_000, "x" * 500_000, "“a b” " * 10_000])
def test_an_empty_or_a_boundless_draft_is_refused_in_a_sentence(check: Check, text: str) -> None:
    with pytest.raises(UsageError):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 10_000,
        "“" * 10_000,
        "“a " * 3_000,
        "' " * 10_000,
        "[" * 10_000 + "“a b”",
        "“wall " + "… " * 2_000 + "harbour”",
        "“" + "the " * 3_000 + "”",
        "> " * 5_000,
        "=HYPERLINK(0) <script>alert(1)</script> “{{7*7}} ${x}”",
    ],
)
def test_a_hostile_draft_ends_soon(check: Check, text: str) -> None:
    begun = time.process_time()
    check(text)
    assert time.process_time() - begun < 10
