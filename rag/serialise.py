"""An answer as plain data, in the field names and the order that `ask --json` and `batch` promise."""

from dataclasses import asdict
from typing import TYPE_CHECKING

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
    }


def _plain(record: "DataclassInstance") -> dict[str, object]:
    """Return a record as JSON reads it back: lists, no tuples."""
    return {name: _listed(value) for name, value in asdict(record).items()}


def _listed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value
