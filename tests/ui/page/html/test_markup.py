"""What all HTML of the page is made with."""

from ui.page.html.markup import esc


def test_what_html_cannot_hold_is_shown_as_a_replacement() -> None:
    assert esc("a\0\ud800\r<") == "a\ufffd\ufffd&#13;&lt;"
