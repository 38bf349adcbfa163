"""Other people's sets become ours."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.adapters import load_set
from eval.datasets.gold import resolve_gold
from eval.datasets.sets import SetError
from eval.records import Case, Source
from index.records import Span

TEXTS = {"a.txt": "Bern lies on the Aare.", "b.txt": "The other Bern has 200 people.", "c.txt": "No town at all."}


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def answer_row(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON is anything
    row = {
        "id": "x1", "question": "Which river?", "history": [], "answerable": True, "answers": ["the Aare", "Aare"],
        "file": "a.txt", "start": 13, "end": 21, "type": "what", "source_article": "Bern",
    }  # fmt: skip
    return row | changes


def test_answers_with_their_place_become_facts_and_a_source(tmp_path: Path) -> None:
    questions = load_set(str(lines(tmp_path / "m.jsonl", answer_row())))
    assert questions.cases == (
        Case(
            id="x1",
            question="Which river?",
            facts=(("the Aare", "Aare"),),
            sources=(Source("a.txt", spans=(Span(13, 21),)),),
            type="what",
        ),
    )


@pytest.mark.parametrize(
    ("changes", "differ"),
    [
        ({"differ": True}, True),
        ({"differ": False, "wrong_answers": ["Rhine"]}, False),
        ({"answer_groups": [["Aare"], ["Limmat"]]}, True),
        ({"answer_groups": [["Aare"], ["Limmat"]], "type": "list"}, None),
        ({"answer_groups": [["Aare"], ["Limmat"]], "type": "compare"}, None),
        ({}, None),
    ],
)
def test_groups_are_different_answers_unless_the_set_says_otherwise(
    tmp_path: Path, changes: dict[str, Any], differ: bool | None
) -> None:
    assert load_set(str(lines(tmp_path / "m.jsonl", answer_row(**changes)))).cases[0].differ is differ


@pytest.mark.parametrize("answerable", [False, None])
def test_what_is_not_answerable_has_no_gold(tmp_path: Path, answerable: bool | None) -> None:
    row = answer_row(answerable=answerable, answers=[], file=None, start=None, end=None)
    case = load_set(str(lines(tmp_path / "m.jsonl", row))).cases[0]
    assert (case.answerable, case.facts, case.sources) == (answerable, (), ())


def test_groups_of_answers_are_all_wanted_and_their_sources_belong_to_them(tmp_path: Path) -> None:
    row = answer_row(
        answers=["Aare", "200"],
        answer_groups=[["Aare"], ["200"]],
        wrong_answers=["Rhine"],
        file=["a.txt", "b.txt", "c.txt"],
        start=None,
        end=None,
        spans=[{"file": "b.txt", "start": 19, "end": 22}, {"file": "a.txt", "start": 17, "end": 21}],
        wrong_files=[],
        entities=["Bern", "New Bern"],
    )
    case = load_set(str(lines(tmp_path / "m.jsonl", row))).cases[0]
    assert case.facts == (("Aare",), ("200",))
    assert case.wrong == (("Rhine",),)
    assert case.differ is True
    assert [(each.file, each.group) for each in resolve_gold(case, TEXTS).sources] == [
        ("a.txt", 0),
        ("b.txt", 1),
        ("c.txt", -1),
    ]


@pytest.mark.parametrize(("changes", "differ"), [
    ({}, None),
    ({"answer_groups": [["Aare"]]}, False),
    ({"answer_groups": [["Aare"]], "wrong_answers": ["Rhine"]}, True),
])  # fmt: skip
def test_articles_differ_where_there_are_several_answers_or_a_wrong_one(
    tmp_path: Path, changes: dict[str, Any], differ: bool | None
) -> None:
    assert load_set(str(lines(tmp_path / "m.jsonl", answer_row(**changes)))).cases[0].differ is differ


def test_a_faulty_row_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = lines(tmp_path / "m.jsonl", answer_row(), answer_row(answers="Aare"))
    with pytest.raises(SetError) as raised:
        load_set(str(path))
    assert str(raised.value).startswith(f"{path}:2: answers: ")
    with pytest.raises(SetError, match=r":1: answers: an answerable question"):
        load_set(str(lines(tmp_path / "n.jsonl", answer_row(answers=[]))))


def squad() -> dict[str, Any]:
    first = {
        "context": "Bern lies on the Aare.",
        "qas": [
            {"id": "s1", "question": "Which river?", "answers": [{"text": "the Aare", "answer_start": 13}] * 2},
            {"id": "s2", "question": "Which lake?", "answers": [], "is_impossible": True},
        ],
    }
    answers = [{"text": "bear", "answer_start": 9}, {"text": "a bear", "answer_start": 7}]
    second = {"context": "It has a bear.", "qas": [{"id": "s3", "question": "Which animal?", "answers": answers}]}
    return {"version": "v2.0", "data": [{"title": "City_of_Bern", "paragraphs": [first, second]}]}


def test_a_squad_file_brings_its_articles_along(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(squad()), encoding="utf-8")
    questions = load_set(str(path))
    assert questions.texts == {"City_of_Bern.txt": "City of Bern\n\nBern lies on the Aare.\n\nIt has a bear.\n"}
    text = questions.texts["City_of_Bern.txt"]
    assert [[span.of(text) for source in case.sources for span in source.spans] for case in questions.cases] == [
        ["the Aare"],
        [],
        ["a bear", "bear"],
    ]
    assert [case.answerable for case in questions.cases] == [True, False, True]
    assert questions.cases[0].facts == (("the Aare",),)


@pytest.mark.parametrize(("text", "message"), [("[", "not JSON"), ('{"data": [{}]}', r"data.0.paragraphs: ")])
def test_a_faulty_squad_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "dev.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetError, match=message):
        load_set(str(path))


def beir(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "Bern", "text": "It lies on the Aare."},
        {"_id": "../d2", "title": "", "text": "A bear."},
    )
    lines(folder / "queries.jsonl", {"_id": "q1", "text": "Which river?"}, {"_id": "q2", "text": "Unjudged?"})
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t../d2\t0\n", encoding="utf-8"
    )
    return folder


def test_a_beir_folder_is_scored_for_its_ranking_only(tmp_path: Path) -> None:
    questions = load_set(str(beir(tmp_path / "fiqa")))
    assert questions.name == "fiqa"
    assert questions.retrieval_only
    assert questions.texts is not None
    assert list(questions.texts.values()) == ["Bern\n\nIt lies on the Aare.\n", "A bear.\n"]
    assert not any("/" in file or file.startswith(".") for file in questions.texts)
    assert [(case.id, case.answerable) for case in questions.cases] == [("q1", None)]
    assert questions.cases[0].sources == (Source("d1.txt", group=0, grade=2),)


def test_faults_of_a_beir_folder_are_named(tmp_path: Path) -> None:
    folder = beir(tmp_path / "fiqa")
    table = folder / "qrels" / "test.tsv"
    table.write_text("q1\td1\t2\nq1\td1\n", encoding="utf-8")
    with pytest.raises(SetError) as raised:
        load_set(str(folder))
    assert str(raised.value).startswith(f"{table}:2: query, document and grade")
    table.write_text("q1\tnowhere\t2\n", encoding="utf-8")
    with pytest.raises(SetError, match="judged by the document 'nowhere'"):
        load_set(str(folder))
    table.write_text("q1\td1\t0\n", encoding="utf-8")
    with pytest.raises(SetError, match="no query"):
        load_set(str(folder))
    table.unlink()
    with pytest.raises(SetError, match="no table in qrels"):
        load_set(str(folder))
    lines(folder / "corpus.jsonl", {"_id": "d1"})
    with pytest.raises(SetError, match=r"corpus.jsonl:1: text: text is wanted"):
        load_set(str(folder))
