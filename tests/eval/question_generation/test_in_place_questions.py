"""Questions that ask in the place of what is asked for."""

import pytest

from eval.question_generation.in_place_questions import in_place_questions, read_statement
from eval.question_generation.make_set import word_case
from eval.question_generation.question_shapes import who_said

is_common = word_case(
    ["He saw the companies, plans and soldiers of Ada King and of Turkish towns, and Plague in Oslo."]
)


def asked_in_place(sentence: str) -> list[str]:
    statement = read_statement(sentence, is_common)
    return [made.question for made in in_place_questions(statement)] if statement else []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The loss of the bridge was felt by all in Arden in 1923.",
         "The loss of the bridge was felt by all in Arden in what year?"),
        ("Over 10% of the soldiers in Arden died.", "What percentage of the soldiers in Arden died?"),
        ("The old companies make more than 900 parts for Oslo, Ada King said.",
         "The old companies make how many parts for Oslo, according to Ada King?"),
    ],
)  # fmt: skip
def test_a_winding_sentence_is_asked_in_place(sentence: str, question: str) -> None:
    assert question in asked_in_place(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "They lost the bridge of Arden in 1923.",
        "Hurricane Ada in 1923 damaged the town.",
        "But the bridge of Arden fell in 1923.",
        "“The bridge of Arden fell in 1923.”",
    ],
)
def test_what_cannot_stand_alone_is_not_asked_in_place(sentence: str) -> None:
    assert asked_in_place(sentence) == []


def test_who_said_so_is_asked_when_that_comes_last() -> None:
    made = who_said("The companies of Arden will close all the mills of Brook, Ada King said.", is_common)
    assert made
    assert made.question == "Who said that the companies of Arden will close all the mills of Brook?"
    assert made.fact == ("Ada King", "King")
    assert who_said("They will close all the mills of Brook next year, Ada King said.", is_common) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "“We shall close all the mills of Brook,” Ada King said.",
        'Mayor Ada King said, "We shall close all the mills of Brook."',
    ],
)
def test_words_in_quotation_marks_are_asked_for_as_they_were_said(sentence: str) -> None:
    made = who_said(sentence, is_common)
    assert made
    assert made.question == "Who said, “We shall close all the mills of Brook”?"
    assert made.fact == ("Ada King", "King")


def test_a_speaker_without_a_name_is_not_asked_for() -> None:
    assert who_said("“We shall close all the mills of Brook,” He said.", is_common) is None
