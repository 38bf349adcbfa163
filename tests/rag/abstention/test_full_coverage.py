"""A sentence that lacks nothing of a question answers it, though a reader doubts; one that lacks a word doesn't so."""

import pytest

from rag.abstention.full_coverage import lacks_nothing
from rag.engine import Pressmark
from rag.retrieval.ranking import rank_evidence
from tests.rag.builders import candidate, opened_over, passage, search
from tests.rag.test_engine import check_exact

WENT = "The order for the roof of the chapel went to Tolland Slate on 7 October 2024."


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Who got the order for the roof of the chapel?", False),
        ("When did the order for the roof of the chapel go out?", False),
        ("chapel roof order", False),
        ("chapel roof order 2024", False),
        ("Who got the order for the organ of the chapel?", True),
        ("Who gave the order for the roof of the chapel?", True),
        ("Who had the order for the roof of the chapel before?", True),
        ("Who lost the order for the roof of the chapel?", True),
        ("How much did the order for the roof of the chapel come to?", True),
        ("Why did the order for the roof of the chapel go to Tolland Slate?", True),
        ("What did Tolland Slate do?", True),
        ("chapel roof order 2019", True),
        ("Who has the chapel?", True),
        ("Who got the chapel for the order of the roof?", True),
    ],
)
def test_every_word_and_a_value_of_its_kind_must_be_there(question: str, lacking: bool) -> None:
    found = search(question, candidate(passage(WENT), [0.9], covered=0.5))
    assert lacks_nothing(found, rank_evidence(found)[0]) is not lacking


def test_what_stands_beside_it_counts() -> None:
    told = passage("The chapel of Ashmere leaks.", "The order for the new roof went to Tolland Slate.")
    found = search("Who got the order for the roof of the chapel?", candidate(told, [0.8, 0.9], covered=0.5))
    assert lacks_nothing(found, next(each for each in rank_evidence(found) if each.position == 1))


LETTERS = {
    "roof.txt": f"Roof of the chapel\n\nHanna Ruckle, 8 October 2024\n\n{WENT}\n",
    "lights.txt": "New lamps\n\nThe contract for the harbour lights was awarded to Brandt Electric on 3 May 2023.\n",
    "tower.txt": "The bell tower\n\nVisitors may climb the 164 steps of the bell tower on Sundays.\n",
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> object:
    with opened_over(tmp_path_factory.mktemp("letters"), LETTERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Who got the order for the roof of the chapel?", "Tolland Slate"),
        ("Who got the contract for the harbour lights?", "Brandt Electric"),
        ("Brandt Electric harbour lights", "Brandt Electric"),
        ("bell tower steps", "164 steps"),
    ],
)
def test_it_is_answered(letters: Pressmark, asked: str, told: str) -> None:
    answer = letters.ask(asked)
    check_exact(answer, letters)
    assert answer.answered
    assert told in answer.citations[0].quote


@pytest.mark.parametrize("asked", ["Who gave the order for the roof of the chapel?", "bell tower wages"])
def test_what_lacks_a_word_is_still_refused(letters: Pressmark, asked: str) -> None:
    assert not letters.ask(asked).answered
