"""A question made false keeps its form and loses its answer; weights learn from such questions."""

import numpy as np
import pytest

from eval.experiments.fitting import Example, fit, judged, regress
from eval.question_generation.false_premises import with_other_deed, with_other_figure, with_other_name
from index.records import Span

TEXT = (
    "Otto Lind opened the bridge of Selmar in 1931. Nobody else did so. "
    + "Rain fell on the mill for many a day. " * 12
) + "Ada Quill came to Orvik later."


def test_a_name_is_exchanged_for_one_of_the_article() -> None:
    assert with_other_name("What did Otto Lind open?", TEXT, Span(0, 10)) == "What did Ada Quill open?"
    assert with_other_name("What was opened?", TEXT, Span(0, 10)) is None
    assert with_other_name("What did Otto Lind open?", TEXT[:70], Span(0, 10)) is None


def test_a_deed_is_exchanged_for_one_that_is_not_told() -> None:
    made = with_other_deed("When did Otto Lind open the bridge of Selmar?", TEXT)
    assert made
    assert made.endswith(" the bridge of Selmar?")
    assert " did Otto Lind " in made
    assert " open " not in made
    assert with_other_deed("When was it opened?", TEXT) is None


def test_a_figure_is_altered() -> None:
    made = with_other_figure("What did Otto Lind open in 1931?", TEXT)
    assert made
    assert "1931" not in made
    assert with_other_figure("What did Otto Lind open?", TEXT) is None


def test_a_regression_finds_the_odds_that_made_its_examples() -> None:
    # Of 8 with the sign 6 are answered, of 8 without it 2: odds of 3 and 1/3.
    signs = np.array([[1.0, float(number < 8)] for number in range(16)])
    answered = np.array([1.0] * 6 + [0.0] * 2 + [1.0] * 2 + [0.0] * 6)
    found = regress(signs, answered, np.ones(16), 0.0)
    assert np.exp(found) == pytest.approx([1 / 3, 9.0], rel=1e-6)


def test_what_all_are_surely_wrong_about_is_found_too() -> None:
    # Twenty are unanswered, though the base says 20 for each: -20 is made good, and the ridge holds it there.
    found = regress(np.ones((20, 1)), np.zeros(20), np.ones(20), 0.5, np.full(20, 20.0), constant=False)
    assert -25 < found[0] < -15


def test_what_premises_take_away_is_fitted_on_top_of_the_base() -> None:
    every = [
        Example(
            "set", f"article {number}", (number % 10 / 10,), (float(made),), number % 10 > 4 and not made, 1.0, made
        )
        for number in range(200)
        for made in (False, True)
    ]
    weights = fit(every)
    assert weights.base[1] > 0 > weights.unmet[0]
    right = (judged(every) > 0) == np.array([each.answerable for each in every])
    assert right.mean() > 0.9
