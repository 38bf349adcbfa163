import pytest

from rag.questions.followups.another import of_another, wants_another
from rag.questions.followups.standalone import standalone_question, told_already
from rag.records import Turn


def talk(asked: str, told: str) -> list[Turn]:
    return [Turn("user", asked), Turn("assistant", told)]


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("And the first?", "When was the second kiln of Velm lit?", "When was the first kiln of Velm lit?"),
        ("what about the third one?", "Who lit the second kiln?", "Who lit the third kiln?"),
        ("What about the other one?", "What sank the ferry at Port Amery?", "What sank the other ferry?"),
        ("And the older one?", "How long is the bridge of Selmar?", "How long is the older bridge of Selmar?"),
        (
            "and what about the other court?",
            "What did the Court of Velm decide about the pier?",
            "What did the other court decide about the pier?",
        ),
    ],
)
def test_the_last_question_is_asked_of_the_other_one(question: str, last: str, asked: str) -> None:
    assert of_another(question, last) == asked


def test_a_question_of_its_own_is_left_alone() -> None:
    assert of_another("What is the first rule of the guild?", "Who leads the guild?") is None


@pytest.mark.parametrize(
    ("asked", "told", "question", "complete"),
    [
        ("How many died in the flood of 1953?", "Six people died. [1]", "And what had caused that one?",
         "What had caused the flood of 1953?"),
        ("When did the ward leave Dalby?", "It left in May. [1]", "What reason did Lind give for that?",
         "Why did the ward leave Dalby, according to Lind?"),
        ("Where did Otto Lind go?", "To Dalby. [1]", "Why did he do that?", "Why did Otto Lind go?"),
        ("When did Otto Lind step down?", "He resigned in May. [1]", "Who took over, and until when?",
         "Who took over from Otto Lind, and until when?"),
        ("What did Velmona pay for Ina Holt?", "They paid 95,000 crowns. [1]", "Which club did she come from?",
         "Which club did Ina Holt come from?"),
        ("Which court sided with the villagers?", "The Court of Velm did, by two to one. [1]",
         "and which judge was against?", "Which judge was against (about Court, Velm, villagers)?"),
    ],
)  # fmt: skip
def test_what_points_back_is_written_out(asked: str, told: str, question: str, complete: str) -> None:
    assert standalone_question(question, talk(asked, told)) == complete


@pytest.mark.parametrize("question", ["Who else?", "And the other one?", "Which other towns did he see?"])
def test_another_thing_is_wanted(question: str) -> None:
    assert wants_another(question)
    assert told_already(question, talk("Who saw the ferry?", "Otto Lind saw it. [1]"))


@pytest.mark.parametrize("question", ["When?", "Did they see each other?", "What other than bees do they keep?"])
def test_the_same_is_wanted(question: str) -> None:
    assert not wants_another(question)
    assert told_already(question, talk("Who saw the ferry?", "Otto Lind saw it. [1]")) is None
