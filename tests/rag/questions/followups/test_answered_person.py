"""Who was just named in answer to "Who is the deputy of X?" is who the next question means."""

import pytest

from rag.questions.followups.standalone import standalone_question
from rag.records import Turn


def completed(question: str, answer: str, then: str) -> str:
    return standalone_question(then, [Turn("user", question), Turn("assistant", f"{answer} [1]")])


@pytest.mark.parametrize(
    ("question", "answer", "then", "expected"),
    [
        ("Who is the aide of Ida Frey?", "The aide of Ida Frey is Karl Thune.", "What did he write?", "Karl Thune"),
        ("Who is Ida Frey’s aide?", "Ida Frey’s aide is Karl Thune.", "Where was he born?", "Karl Thune"),
        ("Who was Otto Lind’s wife?", "**Marta Lind** was Otto Lind’s wife.", "Where did she live?", "Marta Lind"),
        ("Who is Ida Frey?", "Ida Frey runs the mill with Karl Thune.", "Where was she born?", "Ida Frey"),
        ("Who runs the mill?", "The mill has been run by Ida Frey since 2014.", "Where was she born?", "Ida Frey"),
        ("Wer ist der Helfer von Ida Frey?", "Der Helfer von Ida Frey ist Karl Thune.", "Wo starb er?", "(Karl Thune)"),
        ("Wer ist der Leiter der Brücke?", "Die Brücke leitet Karl Thune.", "Wo wohnt er?", "(Karl Thune)"),
        ("Wer ist die Chefin?", "Die Chefin im Hafen heißt Thune.", "Wo wohnt sie?", "(Thune)"),
        ("Qui est l’adjoint d’Ida Frey ?", "L’adjoint d’Ida Frey est Karl Thune.", "Où est-il né ?", "(Karl Thune)"),
    ],
)  # fmt: skip
def test_the_person_answered_is_meant(question: str, answer: str, then: str, expected: str) -> None:
    said = completed(question, answer, then)
    assert expected in said
    assert ("Ida Frey" in said) is ("Ida Frey" in expected)
