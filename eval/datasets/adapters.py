"""Other people's question sets, turned into ours when they are read: answer spans, SQuAD 2, BEIR."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field, StrictBool, ValidationError

from eval.datasets.corpora import safe_file_name
from eval.datasets.sets import (
    QuestionSet,
    SetError,
    find_set,
    json_lines,
    read_set,
    read_text,
    set_name,
    sibling_articles,
)
from eval.records import Case, Source
from index.records import Span
from rag.records import Turn

_OF_PARTS: Final = frozenset({"list", "compare", "overview"})
"""The types of question whose groups are the items of a list, the sides of a comparison, the points of an overview."""
NOT_NEEDED: Final = -1
"""Group of a source that may be cited, but whose share of the answer isn't known."""


class _Turn(BaseModel):
    role: str
    content: str


class _SpanRow(BaseModel):
    file: str
    start: int
    end: int


class _AnswerRow(BaseModel):
    """A line with answers and the place of an answer: one file and range, or several files and ranges."""

    id: str
    question: str
    history: list[_Turn] = []
    answerable: StrictBool | None
    answers: list[Annotated[str, Field(min_length=1)]]
    answer_groups: list[list[str]] | None = None
    wrong_answers: list[str] = []
    differ: StrictBool | None = None
    file: str | list[str] | None = None
    start: int | None = None
    end: int | None = None
    spans: list[_SpanRow] = []
    type: str = ""


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    id: str
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _SquadArticle(BaseModel):
    title: str = "untitled"
    paragraphs: list[_Paragraph]


class _Squad(BaseModel):
    data: list[_SquadArticle]


def load_set(name: str) -> QuestionSet:
    """Read a question set, whatever its format.

    Args:
        name: that of a packaged set, or the path of a `.jsonl`, of a SQuAD `.json` or of a BEIR folder.

    Raises:
        SetError: there is no such set, or it isn't as its format wants it.
    """
    path = find_set(name)
    if path.is_dir():
        return read_beir(path)
    if path.suffix == ".json":
        return read_squad(path)
    first = next((row for _, row in json_lines(path)), {})
    return read_answers(path) if "answers" in first else read_set(path)


def read_answers(path: Path) -> QuestionSet:
    """Read a set whose lines have `answers` with their place, such as those made from XQuAD and RAMDocs.

    Every group of answers has to be stated; answers without groups are alternatives.

    Raises:
        SetError: a line isn't as the format wants it.
    """
    cases = []
    for number, line in json_lines(path):
        try:
            row = _AnswerRow.model_validate(line)
        except ValidationError as error:
            raise _fault(error, f"{path}:{number}") from error
        if row.answerable and not row.answers:
            raise SetError(f"{path}:{number}: answers: an answerable question needs at least one.")
        cases.append(_case_of(row))
    return QuestionSet(set_name(path), tuple(cases), sibling_articles(path))


def read_squad(path: Path) -> QuestionSet:
    """Read a SQuAD 2 (or 1.1) file; each of its articles becomes one text, its paragraphs parted by blank lines.

    Raises:
        SetError: it isn't such a file.
    """
    try:
        squad = _Squad.model_validate(json.loads(read_text(path)))
    except ValidationError as error:
        raise _fault(error, str(path)) from error
    except ValueError as error:
        raise SetError(f"{path}: not JSON ({error}).") from error
    cases: list[Case] = []
    texts: dict[str, str] = {}
    for article in squad.data:
        file = safe_file_name(article.title)
        text = article.title.replace("_", " ")
        for paragraph in article.paragraphs:
            text += "\n\n"
            cases += [_squad_case(question, file, len(text)) for question in paragraph.qas]
            text += paragraph.context
        texts[file] = text + "\n"
    return QuestionSet(path.stem, tuple(cases), texts=texts)


def read_beir(folder: Path) -> QuestionSet:
    """Read a BEIR folder: `corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv` (`test.tsv` where there are several).

    It has no answers, so only the ranking is scored, article by article.

    Raises:
        SetError: a file is missing or isn't as the format wants it.
    """
    texts = {}
    files = {}
    for number, row in json_lines(folder / "corpus.jsonl"):
        document = _text_of(row, "_id", f"{folder / 'corpus.jsonl'}:{number}")
        files[document] = safe_file_name(document)
        title = str(row.get("title") or "").strip()
        body = _text_of(row, "text", f"{folder / 'corpus.jsonl'}:{number}")
        texts[files[document]] = f"{title}\n\n{body}\n" if title else f"{body}\n"
    graded = _qrels(folder)
    cases = []
    for number, row in json_lines(folder / "queries.jsonl"):
        query = _text_of(row, "_id", f"{folder / 'queries.jsonl'}:{number}")
        judged = {file: grade for file, grade in graded.get(query, {}).items() if grade > 0}
        missing = [document for document in judged if document not in files]
        if missing:
            raise SetError(
                f"{folder}: the query {query} is judged by the document {missing[0]!r}, not in corpus.jsonl."
            )
        if judged:
            sources = tuple(Source(files[each], group=place, grade=judged[each]) for place, each in enumerate(judged))
            question = _text_of(row, "text", f"{folder / 'queries.jsonl'}:{number}")
            cases.append(Case(query, question, answerable=None, sources=sources))
    if not cases:
        raise SetError(f"{folder}: no query of queries.jsonl has a relevant document in qrels.")
    return QuestionSet(folder.resolve().name, tuple(cases), texts=texts, retrieval_only=True)


def _case_of(row: _AnswerRow) -> Case:
    groups = row.answer_groups or ([row.answers] if row.answers else [])
    return Case(
        id=row.id,
        question=row.question,
        history=tuple(Turn(turn.role, turn.content) for turn in row.history),
        answerable=row.answerable,
        facts=tuple(tuple(group) for group in groups) if row.answerable else (),
        sources=_sources_of(row) if row.answerable else (),
        type=row.type,
        wrong=tuple((answer,) for answer in row.wrong_answers),
        differ=row.differ if row.differ is not None else _differ(row),
    )


def _differ(row: _AnswerRow) -> bool | None:
    """Return whether several groups are several answers to one question: the parts of one whole contradict nothing."""
    if row.answer_groups is None or row.type in _OF_PARTS:
        return None
    return len(row.answer_groups) > 1 or bool(row.wrong_answers)


def _sources_of(row: _AnswerRow) -> tuple[Source, ...]:
    places = (
        {}
        if row.file is None
        else {file: list[Span]() for file in ([row.file] if isinstance(row.file, str) else row.file)}
    )
    if isinstance(row.file, str) and row.start is not None and row.end is not None:
        places[row.file].append(Span(row.start, row.end))
    for span in row.spans:
        places.setdefault(span.file, []).append(Span(span.start, span.end))
    return tuple(
        Source(file, spans=tuple(spans), group=None if spans else NOT_NEEDED) for file, spans in places.items()
    )


def _squad_case(question: _Question, file: str, offset: int) -> Case:
    if question.is_impossible:
        return Case(question.id, question.question, answerable=False)
    spans = {Span(offset + each.answer_start, offset + each.answer_start + len(each.text)) for each in question.answers}
    return Case(
        id=question.id,
        question=question.question,
        facts=(tuple(dict.fromkeys(each.text for each in question.answers)),) if question.answers else (),
        sources=(Source(file, spans=tuple(sorted(spans))),),
    )


def _qrels(folder: Path) -> Mapping[str, Mapping[str, int]]:
    tables = sorted((folder / "qrels").glob("*.tsv"))
    if not tables:
        raise SetError(f"{folder}: there is no table in qrels; BEIR folders have one, such as qrels/test.tsv.")
    path = next((table for table in tables if table.stem == "test"), tables[0])
    graded: dict[str, dict[str, int]] = {}
    rows = csv.reader(read_text(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, start=1):
        if number == 1 and row[-1:] and not row[-1].strip().lstrip("-").isdigit():
            continue  # the header
        try:
            query, document, grade = row
            graded.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise SetError(f"{path}:{number}: query, document and grade are wanted, parted by tabs.") from error
    return graded


def _text_of(row: Mapping[str, Any], field: str, place: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise SetError(f"{place}: {field}: text is wanted.")
    return value


def _fault(error: ValidationError, place: str) -> SetError:
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return SetError(f"{place}: {where}: {fault['msg'][:1].lower()}{fault['msg'][1:]}.")
