"""An answer as plain data, in the field names and the order that `ask --json` and `batch` promise."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from index.errors import UsageError
from rag.records import Answer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """Return an answer as data that JSON can hold.

    Offsets are code points of the file's text: `file_text[start:end] == quote`. Beyond the contract, a citation has the
    `sha256` of its file, who says it and what its relative dates mean, and the answer has `highlights` (the ranges, in
    the cited file, of the words that answer) and all else that `Answer` holds.
    """
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answer": answer.answer,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "citations": [_plain(citation) for citation in answer.citations],
        "retrieved": [_plain(passage) for passage in answer.retrieved],
        "timings": _plain(answer.timings),
        "mode": answer.mode,
        "highlights": [{"marker": marker, "start": span.start, "end": span.end} for marker, span in answer.highlights],
        "language": answer.language,
        "notes": list(answer.notes),
        "differences": [_plain(difference) for difference in answer.differences],
        "origins": [_plain(origin) for origin in answer.origins],
        "refusal": answer.refusal and _plain(answer.refusal),
        "checks": answer.checks and _plain(answer.checks),
        "usage": answer.usage and _plain(answer.usage),
        "reading": answer.reading and _plain(answer.reading),
        "suggestions": list(answer.suggestions),
        "overview": answer.overview and _plain(answer.overview),
        "corrections": [_plain(each) for each in answer.corrections],
    }


def answer_from_dict(data: Mapping[str, Any]) -> Answer:
    """Return the answer that `answer_to_dict` made data of.

    Raises:
        UsageError: it isn't the data of an answer.
    """
    try:
        bold = [(each["marker"], {"start": each["start"], "end": each["end"]}) for each in data.get("highlights", ())]
        return _adapter().validate_python({**data, "highlights": bold})
    except (AttributeError, KeyError, TypeError, ValidationError) as error:
        raise UsageError("This is no saved answer of Pressmark.") from error


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def _plain(record: "DataclassInstance") -> dict[str, object]:
    """Return a record as JSON reads it back: lists, no tuples."""
    return {name: _listed(value) for name, value in asdict(record).items()}


def _listed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value
