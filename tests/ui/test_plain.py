"""Text made safe for a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.plain import safe_line, safe_name, safe_text
from ui.terminal.output import styled

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, ünïcode, 日本, 🐝, עברית", "plain, ünïcode, 日本, 🐝, עברית"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\r\nb\tc", "a\nb c"),
        ("\x9b1m \x7f \u202ex \ud800", "\ufffd1m ␡ \ufffdx \ufffd"),
    ],
)
def test_control_characters_become_visible(text: str, shown: str) -> None:
    assert safe_text(text) == shown


@given(ANY_TEXT)
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    for made in (safe_text(text), safe_name(text), safe_line(text), styled(text).plain):
        assert not OBEYED.search(made)
        made.encode()
    assert "\n" not in safe_name(text) + safe_line(text)
