"""Sources as the terminal shows them."""

from rag import Citation
from ui.terminal.answers import place, source_line, teller

CITED = Citation(1, "a\x1b.txt", 0, 3, 7, 7, "It.", "A title", None, "The Quay", "2017-03-12", 0.9, speaker="Ruth")


def test_a_source_is_a_place_that_editors_open_and_what_is_known() -> None:
    assert source_line("[1]", CITED).plain == "[1] a␛.txt:7  A title, The Quay, 2017-03-12"
    paged = Citation(1, "a.pdf", 0, 3, 7, 7, "It.", None, None, None, None, 0.9, page=3)
    assert place(paged) == "a.pdf, page 3"
    assert source_line("[1]", paged).plain == "[1] a.pdf, page 3"


def test_who_says_it_stands_behind_the_quote_in_the_answers_language() -> None:
    assert teller(CITED, "en") == " — according to Ruth"
    assert teller(CITED, "de") == " — laut Ruth"
