"""The first five minutes: whatever a newcomer types over the sample articles gets a sensible answer."""

from typing import Any

import pytest

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
