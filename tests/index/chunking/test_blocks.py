"""Raw text cut into paragraphs and lines that stand for themselves."""

import pytest

from index.chunking.blocks import count_words, plain_words, read_units

WRAPPED = (
    "The quay was built in 1931 by the town of Alder, which had\n"
    "waited for it since the great flood; the stone came from\n"
    "the quarry behind the church.\n"
)


def test_a_hard_wrapped_paragraph_is_one_unit() -> None:
    (unit,) = read_units(WRAPPED)
    assert (unit.span.of(WRAPPED), unit.end) == (WRAPPED.strip(), ".")


def test_a_menu_is_as_many_units_as_it_has_lines() -> None:
    text = "Home\nWorld\nSports\n\nThe quay opened."
    assert [(unit.plain, unit.block) for unit in read_units(text)] == [
        ("Home", 0), ("World", 0), ("Sports", 0), ("The quay opened.", 1),
    ]  # fmt: skip


def test_headings_lists_and_links_are_told() -> None:
    heading, listed, linked = read_units("## The quay\n\n- one\n\n[Home](https://alder.example)")
    assert (heading.level, heading.plain) == (2, "The quay")
    assert (listed.listed, listed.plain) == (True, "one")
    assert (linked.linked, linked.plain) == (True, "Home")


@pytest.mark.parametrize(
    ("markup", "plain"),
    [("**By** [Ada](x)", "By Ada"), ("### A  title ##", "A title"), ("1) first", "first"), ("> *quoted*", "quoted")],
)
def test_markup_is_no_word(markup: str, plain: str) -> None:
    assert plain_words(markup) == plain


def test_where_words_are_not_divided_two_characters_count_as_one() -> None:
    assert (count_words("the old quay"), count_words("東京都知事選挙")) == (3, 3)
