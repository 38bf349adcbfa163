"""Question sets are read, and faults are named by file, line and field."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.sets import PACKAGED, SAMPLE, SetError, find_set, packaged_sets, read_set, set_name
from eval.records import Case, Date, Number, Source
from index.records import Span
from rag.records import Turn

LINE: dict[str, Any] = {
    "id": "q1",
    "question": "How long?",
    "history": [{"role": "user", "content": "Hello"}],
    "answerable": True,
    "facts": [["17 seconds", {"number": 17, "unit": "seconds"}], [{"date": "2015-10"}]],
    "sources": [{"article": "003", "words": {"seeds": "for 17 seconds", "sample": "17 seconds"}}],
    "type": "how-many",
    "note": "p1",
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_line_becomes_a_case(tmp_path: Path) -> None:
    questions = read_set(write(tmp_path / "mine.jsonl", LINE))
    assert questions.name == "mine"
    assert questions.cases == (
        Case(
            id="q1",
            question="How long?",
            history=(Turn("user", "Hello"),),
            answerable=True,
            facts=(("17 seconds", Number(Decimal(17), "seconds")), (Date("2015-10"),)),
            sources=(Source("003", ("for 17 seconds", "17 seconds")),),
            type="how-many",
            note="p1",
        ),
    )


def test_spans_groups_and_plain_words_are_read(tmp_path: Path) -> None:
    source = {"article": "a.txt", "words": "here", "spans": [{"start": 1, "end": 5}], "group": 2}
    case = read_set(write(tmp_path / "m.jsonl", {**LINE, "sources": [source], "without": ["b.txt"]})).cases[0]
    assert case.sources == (Source("a.txt", ("here",), (Span(1, 5),), 2),)
    assert case.without == ("b.txt",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"facts": [[{"date": "2015-13"}]]}, "facts.0.0.date: empty, or a date that isn't like 2015-10-25"),
        ({"facts": [["x"], []]}, "facts.1: "),
        ({"facts": [[{"number": "many", "unit": "men"}]]}, "facts.0.0.number: "),
        ({"facts": [[3]]}, 'facts.0.0: write text, {"number": 17, "unit": "seconds"}'),
        ({"facts": []}, "facts: an answerable question needs at least one fact"),
        ({"answerable": False}, "facts: an unanswerable question has none"),
        ({"answerable": "true"}, "answerable: "),
        ({"answers": ["x"]}, "answers: no such field"),
        ({"sources": [{"words": "x"}]}, "sources.0.article: field required"),
        ({"history": [{"role": "x", "content": ""}]}, "history.0.role: "),
        ({"question": " "}, "question: empty"),
        ({"id": "q0"}, "the id 'q0' is that of line 1 too"),
    ],
)
def test_a_fault_is_named_by_file_line_and_field(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    path = write(tmp_path / "bad.jsonl", {**LINE, "id": "q0"}, {**LINE, **change})
    with pytest.raises(SetError) as raised:
        read_set(path)
    assert str(raised.value).startswith(f"{path}:3: {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", ":1: not JSON"), ("[]", ":1: a JSON object is wanted"), ("", ": the set has no questions")],
)
def test_what_is_no_set_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "bad.jsonl", text)
    with pytest.raises(SetError) as raised:
        read_set(path)
    assert str(raised.value).startswith(f"{path}{message}")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(SetError, match="not UTF-8"):
        read_set(path)
    with pytest.raises(SetError, match="can't be read"):
        read_set(tmp_path)


def test_sets_are_found_by_name_and_by_path(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.jsonl", LINE)
    assert find_set(str(path)) == path
    assert find_set("seeds") == PACKAGED / "seeds.jsonl"
    assert "seeds" in packaged_sets()
    with pytest.raises(SetError, match=r"no question set 'nothing': name a file, or one of .*seeds"):
        find_set("nothing")


def test_a_set_with_an_everyday_name_is_called_by_its_folder() -> None:
    assert set_name(Path("data/xquad/questions.jsonl")) == "xquad"
    assert set_name(Path("data/xquad/questions_gap.jsonl")) == "xquad_gap"


def test_the_packaged_set_is_sound() -> None:
    questions = read_set(find_set("seeds"))
    assert questions.articles == SAMPLE
    assert len(questions.cases) >= 80
    assert sum(case.answerable is False for case in questions.cases) >= 20


def test_articles_beside_a_set_are_found(tmp_path: Path) -> None:
    path = write(tmp_path / "questions_gap.jsonl", LINE)
    assert read_set(path).articles is None
    (tmp_path / "articles").mkdir()
    assert read_set(path).articles == tmp_path / "articles"
    (tmp_path / "articles_gap").mkdir()
    assert read_set(path).articles == tmp_path / "articles_gap"
