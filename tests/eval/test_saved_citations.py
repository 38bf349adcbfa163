"""The citations in saved answers."""

import json
from typing import Any

import pytest

from eval.saved_citations import SavedCitation, read_answers
from index.errors import UsageError

ROW: dict[str, Any] = {"marker": 1, "file": "a.txt", "start": 0, "end": 4, "quote": "Word", "sha256": "ab"}
ANSWER: dict[str, Any] = {"question": "Which?", "answer": "Word [1]", "citations": [ROW]}
REFUSAL: dict[str, Any] = {"question": "Why?", "answered": False, "citations": []}


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (json.dumps(ANSWER), 1),
        (json.dumps(ANSWER, indent=2), 1),
        ("\ufeff" + json.dumps([ANSWER, REFUSAL, ANSWER]), 2),
        (f"{json.dumps(ANSWER)}\n\n{json.dumps(REFUSAL)}\r\n{json.dumps(ANSWER)}\n", 2),
        (json.dumps(REFUSAL), 0),
        (json.dumps({"outcomes": [{"case": {"id": "q1"}, "answer": ANSWER}]}), 1),
    ],
)
def test_answers_are_read_alone_as_a_list_or_by_line(data: str, count: int) -> None:
    found = read_answers(data.encode(), "answers.json")
    assert found == [SavedCitation("Which?", 1, "a.txt", 0, 4, "Word", "ab")] * count


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no answers"),
        (b"[1, 2]", "no answers"),
        (b"The answer is four.", "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 100_000, "answers.json: n"),
        (json.dumps(ANSWER).encode() + b"\nword\n", r"answers\.json:2: not JSON"),
        (json.dumps(ANSWER | {"citations": [3]}).encode(), "citation 1 is no JSON object"),
        (json.dumps(ANSWER | {"citations": [ROW, {"file": "a.txt"}]}).encode(), "citation 2 lacks 'start'"),
        (json.dumps(ANSWER | {"citations": [ROW | {"start": True}]}).encode(), "lacks 'start'"),
        (json.dumps(ANSWER | {"citations": [ROW | {"quote": ""}]}).encode(), "empty quote"),
        (json.dumps(ANSWER | {"citations": [ROW | {"start": -4}]}).encode(), "impossible range"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_answers(data, "answers.json")
