"""A set's gold, found in the articles at hand."""

import pytest

from eval.datasets.gold import find_words, resolve_gold
from eval.datasets.sets import SetError
from eval.records import Case, GoldSource, Source
from index.records import Span
from tests.eval.builders import TEXTS


def test_gold_words_are_found_whatever_the_white_space() -> None:
    assert find_words("burned in", "It burned\u00a0in\nand burned \n in") == (Span(3, 12), Span(17, 28))
    case = Case("q", "?", sources=(Source("003", ("not here", "two words")),))
    gold = resolve_gold(case, {"x/003-name.md": "Only two\nwords.", "0031.txt": "two words"})
    assert gold.sources == (GoldSource("x/003-name.md", (Span(5, 14),), 1000),)
    assert gold.warnings == ()


def test_gold_words_that_no_article_has_are_told() -> None:
    gold = resolve_gold(Case("q", "?", sources=(Source("a.txt", ("a flood",)),)), TEXTS)
    assert gold.sources[0].spans == ()
    assert gold.warnings == ("q: a.txt does not have the words “a flood”; only the article counts.",)


@pytest.mark.parametrize(
    ("name", "message"), [("d", "no article has that name"), ("001", r"may be 001-a.txt or 001-b.txt")]
)
def test_gold_that_fits_no_article_is_an_error(name: str, message: str) -> None:
    with pytest.raises(SetError, match=message):
        resolve_gold(Case("q", "?", sources=(Source(name),)), {"001-a.txt": "", "001-b.txt": ""})
