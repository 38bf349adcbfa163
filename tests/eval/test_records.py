"""The records of an evaluation: when a question was handled rightly, and how gold is written out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from eval.records import DIAGNOSES, GOOD, NOT_SCORED, Date, Number
from tests.eval.builders import answered, refused, right, wrong


def test_a_question_is_handled_rightly_when_nothing_calls_for_repair() -> None:
    assert [each.ok for each in (right(1), wrong(2), refused(3), answered(4))] == [True, False, True, False]
    assert replace(right(1), diagnosis=NOT_SCORED).ok is None


def test_every_good_diagnosis_is_a_diagnosis() -> None:
    assert set(DIAGNOSES) >= GOOD
    assert len(set(DIAGNOSES)) == len(DIAGNOSES)


@pytest.mark.parametrize(
    ("stated", "said"),
    [(Number(Decimal("3E+2")), "300"), (Number(Decimal("1.5"), "km"), "1.5 km"), (Date("2015-10"), "2015-10")],
)
def test_gold_is_written_as_a_reader_would(stated: Number | Date, said: str) -> None:
    assert str(stated) == said
