import pytest

from rag.conversation.several import split_questions
from rag.engine import Pressmark
from tests.rag.test_engine import check_exact


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Who is the miller and who is the smith?", ["Who is the miller?", "who is the smith?"]),
        ("When was it built? Who built it?", ["When was it built?", "Who built it?"]),
        ("Who took over, and until when?", ["Who took over, and until when?"]),
        ("When many people are arrested, what is it called?", ["When many people are arrested, what is it called?"]),
        (
            "Who are the mayors of Velm, Harrow and Skarn?",
            [
                "Who is the mayor of Velm?",
                "Who is the mayor of Harrow?",
                "Who is the mayor of Skarn?",
            ],
        ),
        (
            "Wer sind die Müller von Velm und Skarn?",
            ["Wer sind die Müller von Velm?", "Wer sind die Müller von Skarn?"],
        ),
        ("Where did the mayors of Velm and Skarn meet?", ["Where did the mayors of Velm and Skarn meet?"]),
        ("Really? I read that it was in May.", ["Really? I read that it was in May."]),
    ],
)
def test_questions_are_told_apart(message: str, questions: list[str]) -> None:
    assert split_questions(message) == questions


def test_each_question_is_answered_and_the_markers_count_on(real: Pressmark) -> None:
    answer = real.ask("When was the harbour bridge of Selmar opened? And who is the beekeeper of the opera house?")
    check_exact(answer, real)
    assert "1931" in answer.answer
    assert "Tomas Reiter" in answer.answer
    assert {each.file for each in answer.citations} >= {"bridge.txt", "bees.txt"}


def test_the_question_without_an_answer_is_named(real: Pressmark) -> None:
    answer = real.ask("When was the harbour bridge of Selmar opened? Which mineral is mined in the Atacama desert?")
    assert answer.answered
    assert "The articles don't answer “Which mineral is mined in the Atacama desert?”" in answer.answer
