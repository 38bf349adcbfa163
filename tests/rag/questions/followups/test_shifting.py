import pytest

from rag.questions.followups.shifting import at_another_time


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("And the year after?", "Who won the cup in 2022?", "Who won the cup in 2023?"),
        ("the previous season?", "Who won the cup in 2022?", "Who won the cup in 2021?"),
        ("And three days later?", "How many had died by 27 February?", "How many had died by 2 March?"),
        ("A month earlier?", "What did it cost in January 2020?", "What did it cost in December 2019?"),
    ],
)
def test_the_last_question_is_asked_of_another_time(question: str, last: str, asked: str) -> None:
    assert at_another_time(question, last) == asked


@pytest.mark.parametrize("question", ["And the year after the flood?", "Why?", "And who won?"])
def test_something_else_is_asked(question: str) -> None:
    assert at_another_time(question, "Who won the cup in 2022?") is None


def test_without_a_date_nothing_is_moved() -> None:
    assert at_another_time("And the year after?", "Who won the cup?") is None
