"""A dependent question is written out with what it takes from the conversation; `test_standalone` has the whole way."""

import pytest

from rag.questions.followups.coreference import Exchange
from rag.questions.followups.dependence import dependence_of
from rag.questions.followups.rewriting import complete, complete_foreign
from rag.questions.followups.topic import CARRIED

BRIDGE = Exchange("Why did Otto Lind open the harbour bridge?", "Otto Lind opened it because the ferry sank.", ())
PLANT = Exchange("Who builds the Akkuyu nuclear power plant?", "Rosatom does.", ())


def written(question: str, *said: Exchange) -> str:
    return complete(question, said, dependence_of(question))


@pytest.mark.parametrize(("question", "complete"), [
    ("When did he die?", "When did Otto Lind die?"),
    ("What was its cost?", "What was the harbour bridge’s cost?"),
    ("When?", "When did Otto Lind open the harbour bridge?"),
    ("And Anna Holt?", "Why did Anna Holt open the harbour bridge?"),
    ("Tell me more", "What more is said about Otto Lind open, harbour bridge?"),
])  # fmt: skip
def test_names_stand_for_pronouns_and_the_last_question_for_a_fragment(question: str, complete: str) -> None:
    assert written(question, BRIDGE) == complete


def test_what_points_at_a_whole_statement_carries_the_topic_in_brackets() -> None:
    assert written("Why did the mayor of Selmar say that?", BRIDGE) == (
        "Why did the mayor of Selmar say that (about Otto Lind open, harbour bridge)?"
    )


def test_a_noun_is_completed_to_its_full_name_and_a_strange_one_left_alone() -> None:
    assert written("How much will the plant cost in the end?", PLANT) == (
        "How much will the Akkuyu nuclear power plant cost in the end?"
    )
    assert written("How much will the ferry of Dalby cost?", PLANT) == "How much will the ferry of Dalby cost?"


def test_a_foreign_question_has_the_subject_of_the_last_one_behind_it() -> None:
    said = [Exchange("Wer eröffnete die Brücke von Selmar?", "Otto Lind.", ())]
    completed = complete_foreign("Wann ist er gestorben?", said)
    assert completed.startswith("Wann ist er gestorben (")
    assert "Selmar" in completed
    assert completed.endswith(")?")


def test_only_so_many_words_are_carried() -> None:
    long = Exchange(f"What is said of {' '.join(f'Tower{number}' for number in range(40))}?", "", ())
    assert len(written("Why is that?", long).split()) <= CARRIED + len(["Why", "is", "that", "about", "?"])
