"""Figures made wrong."""

import pytest

from eval.question_generation.altering import alter_figure
from eval.question_generation.in_place_questions import figures, read_statement
from eval.question_generation.make_set import word_case

is_common = word_case(
    ["He saw the companies, plans and soldiers of Ada King and of Turkish towns, and Plague in Oslo."]
)


def test_a_figure_that_is_only_a_bound_is_not_altered() -> None:
    statement = read_statement("The town of Arden lost more than 63 houses in the flood.", is_common)
    assert statement
    assert figures(statement) == []


@pytest.mark.parametrize(
    ("figure", "text", "altered"),
    [
        ("54", "54 houses", "45"),
        ("54", "54 houses of 45", "64"),
        ("1867", "in 1867", "1876"),
        ("2015", "in 2015", "2018"),
        ("March 10, 2019", "", "March 10, 2022"),
        ("July 17", "July 17", "July 13"),
        ("3,000", "3,000 men", "4,000"),
        ("61.5%", "", "63.5%"),
        ("three", "three men", "six"),
        ("Two", "two or five", "Four"),
        ("a dozen", "", None),
    ],
)
def test_an_altered_figure_is_near_and_nowhere_in_the_text(figure: str, text: str, altered: str | None) -> None:
    assert alter_figure(figure, text) == altered
