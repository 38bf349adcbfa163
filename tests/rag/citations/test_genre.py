"""Running text, headlines and pieces of opinion are told apart."""

import pytest

from rag.citations.genre import is_opinion, role_of
from tests.rag.builders import card


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Opinion: Sell the mill", "The mill is old."),
        ("Sell the mill", "date 2022-01-30 OPINION: The mill is old."),
        ("Sell the mill", "---\nsection: Opinion\n---\nThe mill is old."),
        ("Sell the mill", "I think it is old. I would sell it. “I won’t,” said Holt. My view is that I must leave."),
    ],
)
def test_a_piece_of_opinion_says_so(title: str, text: str) -> None:
    assert is_opinion(card(title=title), text)


@pytest.mark.parametrize(
    "text",
    [
        "- [World](#)\n- [Opinion](#)\n\nThe mill was sold.",
        "The mill should go, Leo Adams argued in an opinion piece dated Jan. 30.",
        "“I think so. I would sell it, and I will,” said Anna Holt.",
    ],
)
def test_a_menu_a_report_on_a_column_and_a_quotation_are_no_opinion(text: str) -> None:
    assert not is_opinion(card(title="The mill"), text)


@pytest.mark.parametrize("file", ["opinion/mill.txt", "2022/op-eds/mill.md", "mill-editorial.txt"])
def test_the_name_of_the_file_may_say_so(file: str) -> None:
    assert is_opinion(card(file, title="The mill"), "The mill is old.")


def test_an_i_in_another_language_is_no_cue() -> None:
    text = "I think it is old. I would sell it. My view is that I must leave."
    assert is_opinion(card(title="The mill"), text)
    assert not is_opinion(card(title="The mill", language="de"), text)


def test_a_headline_is_one_also_in_a_piece_of_opinion() -> None:
    assert role_of(headings=True, opinion=True) == "headline"
    assert role_of(headings=False, opinion=True) == "opinion"
    assert role_of(headings=False, opinion=False) == "article"
