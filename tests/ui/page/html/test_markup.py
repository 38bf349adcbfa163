"""What all HTML of the page is made with."""

import pytest

from ui.page.html.markup import esc
from ui.wording import long_date


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2017-04-28", "28 April 2017"), ("2016-12", "December 2016"), ("2016", "2016"), (None, ""), ("?-1", "?-1")],
)
def test_dates_are_written_out(iso: str | None, words: str) -> None:
    assert long_date(iso) == words


def test_what_html_cannot_hold_is_shown_as_a_replacement() -> None:
    assert esc("a\0\ud800\r<") == "a\ufffd\ufffd&#13;&lt;"
