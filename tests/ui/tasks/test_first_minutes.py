"""The first five minutes: whatever a newcomer types over the sample articles gets a sensible answer."""

from typing import Any

import pytest

from eval.datasets.sets import SAMPLE
from tests.ui.door import Run


@pytest.mark.parametrize("message", ["hello", "hi there", "thanks", "What can you do?", "who are you", "bye", "ok"])
def test_small_talk_is_answered_without_a_quote(newcomer: Run, message: str) -> None:
    answer: dict[str, Any] = newcomer("ask", message, "--json").json()
    assert (answer["answered"], answer["mode"], answer["citations"]) == (True, "chat", [])
    assert "10 articles" in answer["answer"]
    assert len(answer["suggestions"]) == 3
    assert all(f"- {question}" in answer["answer"] for question in answer["suggestions"])


def test_what_small_talk_offers_is_answered(newcomer: Run) -> None:
    for question in newcomer("ask", "help", "--json").json()["suggestions"]:
        answer = newcomer("ask", question, "--json").json()
        assert answer["answered"], question
        assert answer["citations"], question


def check_exact(answer: dict[str, Any]) -> None:
    """Assert that every quote stands where it says, and within what an overview may take."""
    assert answer["answered"]
    for citation in answer["citations"]:
        text = (SAMPLE / citation["file"]).read_bytes().decode()
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['marker']}]" in answer["answer"]
    assert len(answer["answer"].split()) <= 250


@pytest.mark.parametrize("question", ["What is this about?", "Summarize the articles", "what's new"])
def test_the_library_is_told_by_topic_with_a_quote_an_article(newcomer: Run, question: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert answer["answer"].startswith("10 articles, by topic:")
    assert len({each["file"] for each in answer["citations"]}) >= 5


def test_the_people_are_listed_each_with_a_quote(newcomer: Run) -> None:
    answer = newcomer("ask", "List all the people mentioned", "--json").json()
    check_exact(answer)
    assert "**Vladimir Putin**" in answer["answer"]
    assert "more people" in answer["answer"]


def test_an_article_is_summed_up_in_its_own_order(newcomer: Run) -> None:
    answer = newcomer("ask", "Summarise the article about TurkStream", "--json").json()
    check_exact(answer)
    starts = [each["start"] for each in answer["citations"]]
    assert {each["file"] for each in answer["citations"]} == {"102-turkstream-opens.md"}
    assert starts == sorted(starts)


def test_a_matter_that_no_article_speaks_of_is_refused(newcomer: Run) -> None:
    assert newcomer("ask", "What do the papers say about unicorns?", "--json").json()["answered"] is False


def test_a_comparison_of_what_the_articles_say_quotes_several_of_them(newcomer: Run) -> None:
    answer = newcomer("ask", "Compare what the articles say about the S-400 deal", "--json").json()
    check_exact(answer)
    assert len({each["file"] for each in answer["citations"]}) >= 2


def test_what_came_first_is_answered_with_both_dates(newcomer: Run) -> None:
    question = "What happened first, the opening of TurkStream or the World Energy Congress in Istanbul?"
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert {each["file"] for each in answer["citations"]} >= {"102-turkstream-opens.md"}
    assert len(answer["citations"]) >= 2
