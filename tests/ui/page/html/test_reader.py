"""An article as HTML: its text to the character."""

import re

from index.records import ArticleCard, ArticleView, Found, Metadata, Span
from tests.ui.page.html.reading import Reading
from ui.page.html.reader import Marked, Picture, article_html, text_html

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


def view(text: str, content: tuple[Span, ...]) -> ArticleView:
    card = ArticleCard(1, "a.txt", "0", EVIL, None, None, "2017-03-12", "en", None, len(text), 1)
    return ArticleView(card, text, content, Metadata(published=Found("2017-03-12", "dateline")))


def test_the_mark_of_a_quote_is_exactly_its_words() -> None:
    text = "Menu\r\n\r\nThe mill 🐝 closed\r\nin <1931>. It burned.\r\nFooter"
    start = text.index("The")
    quote, other = Span(start, text.index(" It")), Span(text.index("It"), text.index("\r\nFooter"))
    marks = [Marked(quote, 1, 3, (Span(text.index("<1931>"), text.index(". It")),)), Marked(other, 2, 4)]
    made = text_html(view(text, (Span(start, other.end),)), marks, marks[0])
    assert Reading(made).text == text
    found = re.findall(r"<mark[^>]*>(.*?)</mark>", made, re.DOTALL)
    assert [Reading(each).text for each in found] == [quote.of(text), other.of(text)]
    assert made.count(" current") == 1
    assert re.findall(r'furniture">([^<]*)', made) == ["Menu&#13;\n&#13;\n", "&#13;\nFooter"]


def test_furniture_inside_a_quote_does_not_break_its_mark() -> None:
    text = "One. [ad] Two."
    mark = Marked(Span(0, len(text)), 1)
    made = text_html(view(text, (Span(0, 5), Span(10, 14))), [mark], mark)
    assert made.count("<mark") == 1
    assert Reading(made).text == text


def test_the_reader_says_how_the_date_is_known_and_ignores_ranges_outside() -> None:
    made = article_html(view("Words.", (Span(0, 6),)), [Marked(Span(3, 99), 1)], None)
    assert "12 March 2017 from its dateline" in Reading(made).text
    assert "<mark" not in made


def test_the_picture_of_a_place_stands_above_the_text_and_tells_its_page() -> None:
    made = article_html(view("Words.", (Span(0, 6),)), [], None, picture=Picture(b"\x89PNG", 3))
    assert '<img src="data:image/png;base64,iVBORw==" alt="The place on page 3 of the file, as a picture">' in made
    assert made.index("<figure") < made.index('class="text"')


def card(file: str, published: str | None, publisher: str | None = "The Quay") -> ArticleCard:
    return ArticleCard(1, file, "0", file, None, publisher, published, "en", None, 10, 2)
