"""Only pronouns that nothing in the question itself explains depend on the conversation."""

import pytest

from rag.questions.followups.pronouns import pronouns


@pytest.mark.parametrize(("question", "found"), [
    ("When did he die?", ["he"]),
    ("What was its cost?", ["its"]),
    ("Who sold it to him?", ["it", "him"]),
    ("What did they say about her?", ["they", "her"]),
])  # fmt: skip
def test_a_pronoun_without_anybody_to_stand_for_is_found(question: str, found: list[str]) -> None:
    assert [match.group() for match in pronouns(question)] == found


@pytest.mark.parametrize("question", [
    "Did Otto Lind say that he would go?",
    "When did the mayor open his bridge?",
    "Why did the people leave their homes?",
    "Did the bridge open when it was finished?",
])  # fmt: skip
def test_a_pronoun_that_the_question_explains_is_not(question: str) -> None:
    assert pronouns(question) == []


@pytest.mark.parametrize("question", [
    "Is it true that the bridge opened?",
    "How long did it take to build the bridge?",
    "What time is it?",
    "Is there a bridge?",
    "What does IT cost?",
])  # fmt: skip
def test_an_it_that_stands_for_nothing_is_not(question: str) -> None:
    assert pronouns(question) == []
