"""Say in an answer what a language model's reading came to: why it counts for nothing, or where it stands alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from rag.generation.reading.reader import Heard
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.records import Answer, Citation, ModelReading


def reading_of(heard: Heard, unsupported: Iterable[str]) -> ModelReading:
    """Return the record of what a model said.

    Args:
        heard: what it said.
        unsupported: what the question takes for granted and no article bears out.
    """
    return ModelReading(
        verdict="failed" if heard.unheard else "answers" if heard.chosen else "none",
        reason=heard.unheard,
        sentences=heard.shown,
        dropped=heard.dropped,
        missing=heard.missing,
        unsupported=tuple(dict.fromkeys(unsupported)),
    )


def unheard_answer(quoted: Answer, reading: ModelReading) -> Answer:
    """Return the answer without a model, with a sentence that says why it stands."""
    why = say(f"unheard-{reading.reason}", quoted.language)
    return _noted(replace(quoted, reading=reading), [say("unheard", quoted.language, why=why)])


def with_reading(answer: Answer, quoted: Answer, reading: ModelReading) -> Answer:
    """Return a model's answer with what a reader must know of it: above all whether it stands alone.

    Args:
        answer: in quotes of the sentences that the model named, or a refusal.
        quoted: the answer without the model.
        reading: what the model said.
    """
    differs = _differs(answer, quoted)
    spoken = answer.language
    notes = []
    if reading.missing:
        notes.append(say("model-missing", spoken, words=one_line(reading.missing)))
    if differs == "verdict" and answer.answered:
        notes.append(say("model-alone", spoken))
    elif differs == "verdict":
        notes.append(say("model-against", spoken, place=_place(quoted.citations[0])))
    elif differs:
        notes.append(say("model-elsewhere", spoken, place=_place(quoted.citations[0])))
    if answer.answered and reading.unsupported:
        words = ", ".join(f"“{one_line(each)}”" for each in reading.unsupported)
        notes.append(say("unsupported", spoken, words=words))
    return _noted(replace(answer, reading=replace(reading, differs=differs)), notes)


def _differs(answer: Answer, quoted: Answer) -> Literal["", "verdict", "sentences"]:
    if answer.answered != quoted.answered:
        return "verdict"
    apart = not any(_overlap(one, other) for one in answer.citations for other in quoted.citations)
    return "sentences" if answer.answered and apart else ""


def _overlap(one: Citation, other: Citation) -> bool:
    return one.file == other.file and one.start < other.end and other.start < one.end


def _place(citation: Citation) -> str:
    return one_line(f"{citation.file}:{citation.line_start}")


def _noted(answer: Answer, notes: list[str]) -> Answer:
    text = "\n\n".join([answer.answer, *notes])
    return replace(answer, answer=text, notes=(*answer.notes, *notes))
