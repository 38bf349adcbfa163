"""An answer as data comes back as the answer it was; `test_package` holds the promised fields."""

import json

import pytest

from index.errors import UsageError
from index.records import Span
from rag.records import (
    Answer,
    Citation,
    DatedWords,
    Difference,
    DifferingValue,
    Lead,
    Nearest,
    Origin,
    Overview,
    Refusal,
    Retrieved,
    Timings,
)
from rag.serialise import answer_from_dict, answer_to_dict

CITATION = Citation(
    1, "a.txt", 3, 9, 1, 1, "İ 🦊 q", "T", None, None, "2017-03-12", 0.5, "ab", "Lind", "opinion",
    (DatedWords(3, 4, "2016-12"),), 2,
)  # fmt: skip
ANSWERED = Answer(
    "q?", "q?", "İ 🦊 q [1]", True, 0.9, (CITATION,), (Retrieved("a.txt", 0, 20, 0.8),), Timings(1.0, 2.0, 3.0),
    highlights=((1, Span(3, 4)),), notes=("The sources differ.",),
    differences=(Difference((DifferingValue("1", (1,)), DifferingValue("2", (2,)))),), origins=(Origin(("a", "b")),),
    overview=Overview((Lead("T", "What of “T”?", (1,), 2),), (), (Lead("T", "T?", (1,), 1, "2017-03-12"),)),
)  # fmt: skip
REFUSED = Answer(
    "q?", "q?", "The articles don't answer this question.", False, 0.1, (), (), Timings(1.0, 2.0, 3.0),
    refusal=Refusal(12, 1, ("Peru",), (Nearest("a.txt", 0, 4, 1, None, "Rain"),)),
)  # fmt: skip


@pytest.mark.parametrize("answer", [ANSWERED, REFUSED], ids=["answered", "refused"])
def test_an_answer_survives_json(answer: Answer) -> None:
    assert answer_from_dict(json.loads(json.dumps(answer_to_dict(answer)))) == answer


@pytest.mark.parametrize("data", [{}, {"question": "q?"}, answer_to_dict(ANSWERED) | {"highlights": [{}]}])
def test_what_is_no_answer_is_refused_in_a_sentence(data: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="no saved answer"):
        answer_from_dict(data)
