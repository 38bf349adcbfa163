"""What the tool says in an article's words has nothing in it that passes for its own marks."""

import pytest

from rag.messages.plain import one_line


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("It had **nine** gates[3],\nand two mills.", "It had nine gates(3), and two mills."),
        ("It was built in 1904[^2] by hand.", "It was built in 1904 by hand."),
        ("It holds 10<sup>7</sup> litres.", "It holds 10⁷ litres."),
        ("[^2]: So the parish book.", "[^2]: So the parish book."),
    ],
)
def test_marks_of_an_article_are_not_shown_as_ours(words: str, shown: str) -> None:
    assert one_line(words) == shown
