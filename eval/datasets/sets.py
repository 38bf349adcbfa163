"""Question sets: found by name or path, read from whichever format they are in, checked line by line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, ValidationError

from eval.records import Case, Date, Fact, Number, Source
from index.errors import PressmarkError
from index.records import Span
from rag.records import Turn

PACKAGED: Final = Path(__file__).parents[1] / "sets"
"""The sets that come with the tool."""
SAMPLE: Final = Path(__file__).parents[1] / "articles"
"""The articles that come with the tool."""

Words = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class SetError(PressmarkError):
    """A question set that is missing or not as its format wants it."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with their gold, and where they are to be asked."""

    name: str
    cases: tuple[Case, ...]
    articles: Path | None = None
    """The folder of the articles that the set was made for, when it is known."""
    texts: Mapping[str, str] | None = None
    """The articles themselves, by file name, when the set brings them along."""
    retrieval_only: bool = False
    """Whether only the ranking can be scored: there are no answers."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Number(_Model):
    number: Decimal
    unit: Words | None = None


class _Date(_Model):
    date: str = Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


class _Span(_Model):
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class _Source(_Model):
    article: Words
    words: Words | list[Words] | dict[str, Words] = Field(default_factory=list)
    spans: list[_Span] = []
    group: int | None = None


class _Turn(_Model):
    role: Literal["user", "assistant"]
    content: str


_Fact = Annotated[list[Words | _Number | _Date], Field(min_length=1)]


class _Line(_Model):
    """One line of a set; `eval/sets/README.md` tells what each field means."""

    id: Words
    question: Words
    history: list[_Turn] = []
    answerable: StrictBool | None
    facts: list[_Fact] = []
    sources: list[_Source] = []
    type: str = ""
    note: str = ""
    wrong: list[_Fact] = []
    without: list[Words] = []


_VAGUE: Final = {"string_type": 3, "extra_forbidden": 2, "missing": 1}
_MESSAGES: Final = {
    "model_type": 'write text, {"number": 17, "unit": "seconds"} or {"date": "2015-10-25"}',
    "string_pattern_mismatch": "empty, or a date that isn't like 2015-10-25, 2015-10 or 2015",
    "extra_forbidden": "no such field; see eval/sets/README.md",
}
_FIELDS: Final = frozenset(
    name for model in (_Line, _Number, _Date, _Span, _Source, _Turn) for name in model.model_fields
)


def packaged_sets() -> list[str]:
    """Return the names of the sets that come with the tool."""
    return sorted(path.stem for path in PACKAGED.glob("*.jsonl"))


def find_set(name: str) -> Path:
    """Return the path of a set given by path or by the name of a packaged one.

    Raises:
        SetError: there is neither.
    """
    path = Path(name)
    if path.exists():
        return path
    packaged = PACKAGED / f"{name}.jsonl"
    if packaged.is_file():
        return packaged
    raise SetError(f"There is no question set {name!r}: name a file, or one of {', '.join(packaged_sets())}.")


def read_set(path: Path) -> QuestionSet:
    """Read a set in the format of `eval/sets`.

    Raises:
        SetError: a line is not as the format wants it; the message names file, line and field.
    """
    cases: list[Case] = []
    lines: dict[str, int] = {}
    for number, row in json_lines(path):
        case = _case(row, f"{path}:{number}")
        if case.id in lines:
            raise SetError(
                f"{path}:{number}: the id {case.id!r} is that of line {lines[case.id]} too; give it another."
            )
        lines[case.id] = number
        cases.append(case)
    if not cases:
        raise SetError(f"{path}: the set has no questions.")
    return QuestionSet(set_name(path), tuple(cases), sibling_articles(path))


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and the object of each line that isn't blank.

    Raises:
        SetError: the file can't be read, or a line is no JSON object.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SetError(f"{path}:{number}: not JSON ({error}); each line holds one object.") from error
        if not isinstance(row, dict):
            raise SetError(f"{path}:{number}: a JSON object is wanted here, one question a line.")
        yield number, row


def read_text(path: Path) -> str:
    """Return the text of a file of a set.

    Raises:
        SetError: it can't be read, or isn't UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SetError(f"{path}: can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SetError(f"{path}: not UTF-8 text; save it again as UTF-8.") from error


def set_name(path: Path) -> str:
    """Return the name of a set: that of its file, or of its folder when the file has an everyday name.

    >>> set_name(Path("mine.jsonl")), set_name(Path("xquad/questions_gap.jsonl"))
    ('mine', 'xquad_gap')
    """
    everyday = "questions"
    if path.stem.startswith(everyday):
        return f"{path.resolve().parent.name}{path.stem.removeprefix(everyday)}"
    return path.stem


def sibling_articles(path: Path) -> Path | None:
    """Return the folder of articles that a set belongs to.

    For a packaged set that is the sample; for `questions_gap.jsonl` the folder `articles_gap` beside it, when there is
    one, else `articles`.
    """
    if path.resolve().parent == PACKAGED.resolve():
        return SAMPLE
    _, _, variant = path.stem.partition("_")
    for name in (f"articles_{variant}", "articles"):
        if (path.parent / name).is_dir():
            return path.parent / name
    return None


def _case(row: Mapping[str, Any], place: str) -> Case:
    try:
        line = _Line.model_validate(row)
    except ValidationError as error:
        raise SetError(f"{place}: {_first_fault(error)}.") from error
    if line.answerable and not line.facts:
        raise SetError(f"{place}: facts: an answerable question needs at least one fact.")
    if line.answerable is False and line.facts:
        raise SetError(f"{place}: facts: an unanswerable question has none.")
    return Case(
        id=line.id,
        question=line.question,
        history=tuple(Turn(turn.role, turn.content) for turn in line.history),
        answerable=line.answerable,
        facts=tuple(_fact(fact) for fact in line.facts),
        sources=tuple(_source(source) for source in line.sources),
        type=line.type,
        note=line.note,
        wrong=tuple(_fact(fact) for fact in line.wrong),
        without=tuple(line.without),
        differ=True if line.type == "disagreement" else None,
    )


def _fact(alternatives: list[str | _Number | _Date]) -> Fact:
    return tuple(
        Number(each.number, each.unit)
        if isinstance(each, _Number)
        else Date(each.date)
        if isinstance(each, _Date)
        else each
        for each in alternatives
    )


def _source(source: _Source) -> Source:
    words = source.words
    every = (words,) if isinstance(words, str) else tuple(words.values() if isinstance(words, dict) else words)
    spans = tuple(Span(span.start, span.end) for span in source.spans)
    return Source(source.article, tuple(dict.fromkeys(every)), spans, source.group)


def _first_fault(error: ValidationError) -> str:
    """Return the likeliest fault as `facts.0.1.date: what is wrong`.

    A value that may be several things fails as each of them: the fault inside the one that nearly fits says most.
    """
    faults = error.errors()
    fault = min(faults, key=lambda each: _VAGUE.get(each["type"], 0))
    known = [str(part) for part in fault["loc"] if isinstance(part, int) or part in _FIELDS or len(fault["loc"]) == 1]
    place = ".".join(known)
    message = _MESSAGES.get(fault["type"], fault["msg"][:1].lower() + fault["msg"][1:])
    return f"{place}: {message}"
