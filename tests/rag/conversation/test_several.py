from pathlib import Path

import pytest

from rag.conversation.several import split_questions
from rag.engine import Pressmark
from tests.rag.builders import opened_over
from tests.rag.test_engine import check_exact


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Who is the miller and who is the smith?", ["Who is the miller?", "who is the smith?"]),
        ("When was the war and who leads the guild?", ["When was the war?", "who leads the guild?"]),
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


@pytest.mark.parametrize(
    "message",
    [
        "Who is the captain of the Velm ferry and who is the captain of the Skarn ferry?",
        "Who are the captains of Velm and Skarn?",
    ],
)
def test_what_answers_another_question_of_the_message_is_no_other_side(message: str, tmp_path: Path) -> None:
    articles = {
        f"{name.lower()}.txt": f"The {name} ferry\n\nThe {name} ferry carried {count} lorries in 2021. Its captain is "
        f"{captain}, who came in {year}. The ferry of {name} is painted {colour}.\n"
        for name, count, captain, year, colour in (
            ("Velm", "8,300", "Ada Rohn", 2014, "white"),
            ("Skarn", "5,900", "Otto Lind", 2019, "green"),
        )
    }
    with opened_over(tmp_path, articles) as pressmark:
        answer = pressmark.ask(message)
    assert answer.differences == ()
    assert "Ada Rohn" in answer.answer
    assert "Otto Lind" in answer.answer
