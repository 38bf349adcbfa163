"""The shapes of questions."""

import pytest

from eval.question_generation.in_place_questions import false_statement, figures, read_statement
from eval.question_generation.make_set import word_case
from eval.question_generation.question_shapes import stands_alone

is_common = word_case(
    ["He saw the companies, plans and soldiers of Ada King and of Turkish towns, and Plague in Oslo."]
)


def test_a_claim_has_the_false_figure_in_place_of_the_true_one() -> None:
    statement = read_statement("The town of Arden lost 45 houses in the flood of 1953.", is_common)
    assert statement
    figure = figures(statement)[0]
    made = false_statement(statement, figure, "54", is_common)
    assert made == "Is it true that the town of Arden lost 54 houses in the flood of 1953?"


@pytest.mark.parametrize(("words", "fit"), [("When was it opened in Arden?", False), ("When did Arden fall?", False),
                                            ("In what year did Arden fall apart?", True)])  # fmt: skip
def test_a_question_must_stand_alone(words: str, fit: bool) -> None:
    assert stands_alone(words) is fit
