"""Sentences that can be turned into a question."""

import pytest

from eval.question_generation.make_set import word_case
from eval.question_generation.plain_clauses import read_clause
from eval.question_generation.question_shapes import make_questions
from index.language.english_verbs import PARTICIPLES, PAST, PRESENT

is_common = word_case(
    ["He saw the companies, plans and soldiers of Ada King and of Turkish towns, and Plague in Oslo."]
)


def asked(sentence: str) -> list[str]:
    clause = read_clause(sentence)
    return [made.question for made in make_questions(clause, is_common)] if clause else []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The bridge of Arden was opened in 1923.", "In what year was the bridge of Arden opened?"),
        ("In 1950, the village of Brook sold the mill.", "In what year did the village of Brook sell the mill?"),
        ("The party of King moved to Arden in 1876.", "In what year did the party of King move to Arden?"),
        ("On 3 May 1921 the town of Arden stopped all trains.", "When did the town of Arden stop all trains?"),
        ("The king of Arden, a former miller, carried it to Oslo on May 4, 1921.",
         "When did the king of Arden carry the stone to Oslo?"),
        ("The town of Arden had lost its bridge in March 1953.", "When had the town of Arden lost its bridge?"),
        ("The town of Arden lost about 45 houses in the flood.",
         "How many houses did the town of Arden lose in the flood?"),
        ("The village of Brook has 212 inhabitants.", "How many inhabitants does the village of Brook have?"),
        ("The council of Brook consists of twelve members.", "How many members does the council of Brook consist of?"),
        ("The feast in Brook was attended by 300 guests.", "By how many guests was the feast in Brook attended?"),
        ("More than 40 young soldiers drowned in the river Arden.",
         "How many young soldiers drowned in the river Arden?"),
        ("President Ada King signed the treaty of Brook.", "Who signed the treaty of Brook?"),
        ("Ada King said that the mill of Brook would close.", "Who said that the mill of Brook would close?"),
        ("The bridge of Arden was designed by Ada King in Oslo.", "By whom was the bridge of Arden designed in Oslo?"),
        ("According to Ada King, the town of Arden won 3 prizes in Oslo.",
         "How many prizes did the town of Arden win in Oslo, according to Ada King?"),
    ],
)  # fmt: skip
def test_a_plain_sentence_is_turned_into_a_question(sentence: str, question: str) -> None:
    assert question in asked(sentence.replace(" carried it ", " carried the stone "))


@pytest.mark.parametrize(
    "sentence",
    [
        "He opened the bridge of Arden in 1923.",
        "It was opened in Arden in 1923 by the mayor.",
        "The bridge built in Arden in 1923 fell in 1953.",
        "The bridge of Arden was not opened in 1923.",
        "However, the bridge of Arden was opened in 1923.",
        "The treaty of 1923 ended the war of Arden.",
        "Was the bridge of Arden opened in 1923?",
        "The bridge of Arden was opened between 1923 and 1925.",
        "Zlorps of Arden were opened in 1923.",
        "London, Paris and Arden were opened in 1923.",
        "- a list of Arden, 1923",
    ],
)
def test_a_sentence_that_may_be_misread_is_left_alone(sentence: str) -> None:
    assert [question for question in asked(sentence) if question.startswith(("In what year", "When"))] == []


@pytest.mark.parametrize(
    ("past", "base"),
    [("moved", "move"), ("carried", "carry"), ("stopped", "stop"), ("opened", "open"), ("took", "take"),
     ("found", "find"), ("founded", "found"), ("played", "play"), ("travelled", "travel"), ("sought", "seek")],
)  # fmt: skip
def test_a_past_form_is_led_back_to_its_base(past: str, base: str) -> None:
    assert PAST[past] == base


def test_forms_that_are_not_listed_are_not_guessed() -> None:
    assert "zlorped" not in PAST
    assert "taken" in PARTICIPLES
    assert PRESENT["carries"] == "carry"


def test_names_keep_their_capital_and_other_words_lose_it() -> None:
    common = word_case(["We saw companies here. We saw Ada there, in Oslo."])
    assert [common("Companies"), common("Ada"), common("The"), common("Soldiers"), common("S-400")] == [
        True, False, True, None, False
    ]  # fmt: skip
