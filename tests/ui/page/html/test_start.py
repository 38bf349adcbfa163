"""What the page shows before the first question."""

import pytest

from index.records import ArticleCard
from ui.page.html.start import holdings, start_html


def card(publisher: str | None, published: str | None) -> ArticleCard:
    return ArticleCard(1, "a.txt", "0", "A", None, publisher, published, "en", None, 10, 2)


@pytest.mark.parametrize(("cards", "said"), [
    ([], "The library is empty: add articles on the right."),
    ([card(None, None)], "1 article."),
    ([card("The Quay", "2019-05-04")], "1 article of The Quay, 2019."),
    ([card("The Quay", "2019-05-04"), card("The Post", "2021-01-01")], "2 articles of 2 publishers, 2019 to 2021."),
])  # fmt: skip
def test_what_the_library_holds_is_said_in_a_line(cards: list[ArticleCard], said: str) -> None:
    assert holdings(cards) == said


def test_suggestions_are_buttons_and_escaped() -> None:
    made = start_html([], ["Who is <b>?"])
    assert 'data-do="suggest"' in made
    assert "Who is &lt;b&gt;?" in made
    assert "To begin with" not in start_html([], [])
