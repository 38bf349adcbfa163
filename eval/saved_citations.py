"""The citations in saved answers, read from whatever the tool writes: one answer, a list, or an answer a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class SavedCitation:
    """A citation as an answer was saved with it."""

    question: str
    marker: int | None
    file: str
    start: int
    end: int
    quote: str
    sha256: str = ""
    """Empty when it wasn't saved."""


def read_answers(data: bytes, name: str) -> list[SavedCitation]:
    """Return every citation of saved answers: one JSON object, a list, or an object a line.

    Answers are found wherever they stand in the data, so a stored run or an exported chat can be read too.

    Args:
        data: what the file holds.
        name: what to call the file in messages.

    Raises:
        UsageError: these are no answers, or a citation lacks what it takes to check it.
    """
    found: list[SavedCitation] = []
    answers = 0
    try:
        for value, place in _values(data, name):
            for answer in _answers(value):
                answers += 1
                found.extend(_citations(answer, place))
    except RecursionError as error:
        raise UsageError(f"{name}: nested too deep for answers; give what `ask --json` or `batch` wrote.") from error
    if not answers:
        raise UsageError(f"{name}: no answers in it; give what `ask --json` or `batch` wrote.")
    return found


def _values(data: bytes, name: str) -> Iterator[tuple[Any, str]]:
    """Yield the JSON values of a file with the place to name in messages: the whole file, or line by line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: not UTF-8 text; give what `ask --json` or `batch` wrote.") from error
    try:
        yield json.loads(text), name
        return
    except ValueError as error:
        whole = error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            place, reason = (name, whole) if number == 1 else (f"{name}:{number}", error)
            raise UsageError(f"{place}: not JSON ({reason}); give what `ask --json` or `batch` wrote.") from error
        yield value, f"{name}:{number}"


def _answers(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that have a list of citations, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("citations"), list):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _answers(each)


def _citations(answer: Mapping[str, Any], place: str) -> Iterator[SavedCitation]:
    question = answer.get("question")
    for number, row in enumerate(answer["citations"], start=1):
        yield _citation(row, question if isinstance(question, str) else "", f"{place}: citation {number}")


def _citation(row: object, question: str, place: str) -> SavedCitation:
    wanted: dict[str, type] = {"file": str, "start": int, "end": int, "quote": str}
    if not isinstance(row, dict):
        raise UsageError(f"{place} is no JSON object.")
    for field, kind in wanted.items():
        if not isinstance(row.get(field), kind) or isinstance(row[field], bool):
            raise UsageError(f"{place} lacks {field!r}: save answers with `ask --json` or `batch`.")
    if not row["quote"] or not 0 <= row["start"] <= row["end"]:
        raise UsageError(f"{place} has an empty quote or an impossible range.")
    marker, sha256 = row.get("marker"), row.get("sha256")
    return SavedCitation(
        question=question,
        marker=marker if isinstance(marker, int) else None,
        file=row["file"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        sha256=sha256 if isinstance(sha256, str) else "",
    )
