"""What belongs to one is not given to another that the question names."""

import pytest

from rag.abstention.possessors import possessions, possessor_mismatch
from rag.language.parsing import read

STAGE = "Serbia's president, Ana Petrov, and Bulgaria's prime minister, Ivo Kolev, stood beside them."
TRUCE = "In a joint statement the two called for a ceasefire in Libya, to begin at midnight."
AGENCY = "He heads Rostov Arms, the Russian state agency for exports."


@pytest.mark.parametrize(("text", "pairs"), [
    (STAGE, {("president", "serbia"), ("prime", "bulgaria"), ("minister", "bulgaria")}),
    (TRUCE, {("ceasefire", "libya")}),
    (AGENCY, {("state", "russia"), ("agency", "russia")}),
    ("They differ over Syria, Libya and Ukraine.", {("differ", "syria"), ("differ", "libya"), ("differ", "ukraine")}),
    ("The mayor of Orvik spoke.", {("mayor", "orvik")}),
    ("Turkey bought gas.", set()),
])  # fmt: skip
def test_a_sentence_says_what_is_whose(text: str, pairs: set[tuple[str, str]]) -> None:
    assert {(possession.thing.word, possession.owner) for possession in possessions(read(text))} == pairs


@pytest.mark.parametrize(("question", "sentence", "words"), [
    ("Who is the president of Bulgaria?", STAGE, "president of Bulgaria"),
    ("Who is Serbia's prime minister?", STAGE, "Serbia's prime minister"),
    ("When does the ceasefire in Syria begin?", TRUCE, "ceasefire in Syria"),
    ("Who heads the Turkish state agency?", AGENCY, "Turkish state agency"),
    ("Who is the mayor of Selmar?", "The mayor of Orvik, Ada Quill, asked for patience.", "mayor of Selmar"),
])  # fmt: skip
def test_what_is_told_of_another_owner_is_named(question: str, sentence: str, words: str) -> None:
    possession = possessor_mismatch(read(question), [(sentence, sentence)])
    assert possession
    assert possession.words == words


@pytest.mark.parametrize(("question", "sentence"), [
    ("Who is the president of Serbia?", STAGE),
    ("Who is the Serbian president?", STAGE),
    ("When does the ceasefire in Libya begin?", TRUCE),
    ("In which Turkish province is the plant being built?", "The plant is being built in the province of Mersin."),
    ("Which country does the president of Bulgaria visit?", "Kolev went to Serbia."),
])  # fmt: skip
def test_what_is_told_of_the_same_owner_or_of_none_is_not(question: str, sentence: str) -> None:
    assert possessor_mismatch(read(question), [(sentence, sentence)]) is None


def test_another_sentence_may_leave_open_whose_it_is() -> None:
    told = [
        ("The mayor of Orvik, Ada Quill, spoke.",) * 2,
        ("The mayor, Otto Lind, opened it.", "Selmar. The mayor, Otto Lind, opened it."),
    ]
    assert possessor_mismatch(read("Who is the mayor of Selmar?"), told) is None
    assert possessor_mismatch(read("Who is the mayor of Dalby?"), told)


def test_a_place_that_a_question_for_a_place_names_owns_nothing() -> None:
    told = [("It was to come ashore in Bulgaria.",) * 2]
    assert possessor_mismatch(read("Where does it come ashore in Turkey?"), told, asks_place=True) is None
    assert possessor_mismatch(read("When does it come ashore in Turkey?"), told)
