import pytest

from rag.questions.analysis import analyse_question
from rag.retrieval.asked.day import OF_DAY, of_asked_day
from tests.rag.builders import passage

PRINTED = passage("Friday 9 February", "Fourteen people have lost their lives.", headings=[0])


@pytest.mark.parametrize(
    ("question", "gain"),
    [
        ("How many had died by 9 February?", OF_DAY),
        ("How many had died by February 9, 2024?", OF_DAY),
        ("How many had died by 6 February?", 0.0),
        ("How many had died?", 0.0),
    ],
)
def test_a_passage_of_the_day_asked_for_gains(question: str, gain: float) -> None:
    assert of_asked_day(PRINTED, analyse_question(question, "en", ["en"])) == gain
