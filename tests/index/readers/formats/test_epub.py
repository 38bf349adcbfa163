"""EPUB: chapters in the order of reading, and what the package says of the book."""

from eval.experiments.formats import to_epub
from tests.index.readers.formats.builders import PIECE, only, value


def test_chapters_come_in_the_order_of_reading() -> None:
    made = only("a.epub", to_epub(PIECE))
    order = [made.text.index(paragraph) for paragraph in PIECE.paragraphs]
    assert order == sorted(order)


def test_the_package_states_title_author_publisher_and_date() -> None:
    stated = only("a.epub", to_epub(PIECE)).stated
    assert (value(stated.title), value(stated.author)) == (PIECE.title, PIECE.author)
    assert (value(stated.publisher), value(stated.published)) == (PIECE.publisher, PIECE.published)
