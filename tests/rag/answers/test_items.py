from pathlib import Path

import pytest

from rag.answers.items import list_evidence
from rag.questions.scope import Breadth, breadth
from rag.retrieval.ranking import Evidence
from tests.rag.builders import candidate, opened_over, passage, search


@pytest.mark.parametrize(
    "question",
    [
        "Which clubs have won the cup so far?",
        "What kinds of data were stolen?",
        "Who were the four parties that sued?",
        "List the conditions of the permit",
        "Dr Low's three suggestions for the ward",
    ],
)
def test_a_list_is_asked_for(question: str) -> None:
    assert breadth(question) is Breadth.ITEMS


@pytest.mark.parametrize(
    "question",
    [
        "Which party does the mayor lead?",
        "What does the mayor want?",
        "What type of plane was it?",
        "What bothers him?",
    ],
)
def test_one_thing_is_asked_for(question: str) -> None:
    assert breadth(question) is Breadth.ONE


def test_a_sentence_that_enumerates_comes_with_the_answer(tmp_path: Path) -> None:
    union = {
        "union.txt": "The water union\n\nThe villages joined the water union in 1971, and it has a tower of its own. "
        "They are Ostrel, Low Corvane, Peldon Cross and Hay Green. The tower is closed on Mondays.\n",
        "bees.txt": "Bees\n\nThe opera house keeps six beehives on its roof. The beekeeper is Tomas Reiter.\n",
    }
    with opened_over(tmp_path, union) as opened:
        answer = opened.ask("Which villages have joined the water union?")
    assert all(name in answer.answer for name in ("Ostrel", "Low Corvane", "Peldon Cross", "Hay Green"))


def test_what_a_sentence_announces_comes_behind_it() -> None:
    told = candidate(passage(
        "The nurse is tired.",
        "Three things would help by May.",
        "Open the ward at night again.",
        "Take the beds in the old wing.",
        "And stop paying agencies double.",
        "None of this is new.",
    ))  # fmt: skip
    ranked = [Evidence(told, place, 1.0 if place == 1 else 0.2, None) for place in (1, 0, 2, 3, 4, 5)]
    chosen = list_evidence(search("The nurse's three suggestions", told), ranked)
    assert [each.position for each in chosen] == [1, 2, 3, 4]


def test_a_count_of_people_announces_nothing() -> None:
    told = candidate(passage("Two people died in the fire.", "The hall is gone.", "The school stands."))
    ranked = [Evidence(told, place, 1.0 - place, None) for place in range(3)]
    assert [each.position for each in list_evidence(search("Which people died?", told), ranked)] == [0]
