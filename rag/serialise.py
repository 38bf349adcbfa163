"""An answer as plain data, in the field names and the order that `ask --json` and `batch` promise."""

from dataclasses import asdict

from rag.records import Answer


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """Return an answer as data that JSON can hold.

    Offsets are code points of the file's text: `file_text[start:end] == quote`. Beyond the contract, a citation has the
    `sha256` of its file and the answer has `highlights`: the ranges, in the cited file, of the words that answer.
    """
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answer": answer.answer,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "citations": [asdict(citation) for citation in answer.citations],
        "retrieved": [asdict(passage) for passage in answer.retrieved],
        "timings": asdict(answer.timings),
        "mode": answer.mode,
        "highlights": [{"marker": marker, "start": span.start, "end": span.end} for marker, span in answer.highlights],
    }
