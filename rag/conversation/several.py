"""Several questions in one message: each is answered by itself, and the answers are put one behind the other."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rag.messages.texts import say
from rag.questions.followups.standalone import standalone_question
from rag.records import Answer, Difference, DifferingValue, Filters, Turn

Ask = Callable[[str, str, Filters, Sequence[str]], Answer]
"""Answers a question (as asked, and complete in itself), one of several, in the articles' own words."""

MOST: Final = 4
"""The most questions that are answered at once."""
_ASKS: Final = r"(?:who|whom|whose|what|when|where|why|which|how)"
_BE: Final = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
_SECOND: Final = re.compile(
    rf"(?:,? (?:and|but)|;) (?=(?:in |on |at |by |to |from )?(?:{_ASKS}\b[^,?]{{0,40}}? ?\b{_BE}\b|who [a-z]{{3,}}s)"
    r" [^?]*\w)",
    re.IGNORECASE,
)
"""Before a second question that has a verb of its own: "and who is the miller of Ashmere?"."""
_QUESTION: Final = re.compile(
    rf"^\W*(?:(?:and|but|so|also|then)\W+)?(?:(?:in|on|at|by|to|from|for|of) )?(?:{_ASKS}|{_BE})\b", re.I
)
_NAMED: Final = r"(?:the |d[’'])?[^\W\d_a-z][\w’'-]*(?: (?:of |upon |de |la )?[^\W\d_a-z][\w’'-]*)*"
_OF_EACH: Final = re.compile(
    rf"^\W*(?P<asks>(?i:(?:who|what) (?:are|were) the|wer (?:sind|waren) die|qui (?:sont|étaient) les"
    rf"|quiénes (?:son|eran) (?:los|las))) (?P<what>(?:[\w’'-]+ ){{1,4}}?)(?P<of>of|von|de) "
    rf"(?P<names>{_NAMED}(?:, {_NAMED})*,? (?:and|und|et|y) {_NAMED})\W*$"
)
"""A question of the same thing of several: "Who are the mayors of Velm, Harrow and Skarn?"."""
_MARKER: Final = re.compile(r"\[(\d{1,4})\]")


def split_questions(message: str) -> list[str]:
    """Return the questions of a message, each with its mark; one alone, or something else, comes back as it is."""
    text = " ".join(message.split())
    each = _OF_EACH.match(text)
    if each:
        return _of_each(each)[:MOST]
    parts = [part for part in re.split(r"(?<=\?)\s+", text) if part.strip(" ?")]
    if len(parts) == 1 and _QUESTION.match(text):
        first, *rest = _SECOND.split(text, maxsplit=MOST - 1)
        parts = [f"{part.strip(' ,;?')}?" for part in (first, *rest)]
    asked = len(parts) > 1 and all(_QUESTION.match(part) and len(part.split()) > 2 for part in parts)
    return parts[:MOST] if asked else [message]


def _of_each(asked: re.Match[str]) -> list[str]:
    """Return a question for each of the names: "Who is the mayor of Velm?"."""
    asks, what = asked["asks"], asked["what"].strip()
    if asked["of"] == "of":
        asks = re.sub(r"\bare\b", "is", re.sub(r"\bwere\b", "was", asks))
        head = what.split()[-1]
        one = re.sub(r"ies$", "y", head) if head.endswith("ies") else re.sub(r"(?<=[sxh])es$|(?<!s)s$", "", head)
        what = f"{what.removesuffix(head)}{one}"
    names = re.split(r",? (?:and|und|et|y) |, ", asked["names"])
    return [f"{asks} {what} {asked['of']} {name}?" for name in names]


def answer_each(question: str, standalone: str, filters: Filters, ask: Ask) -> Answer | None:
    """Return the answers to the questions of a message in one, `None` when it is one question or none is answered.

    Args:
        question: the message, as it was asked.
        standalone: the same, complete in itself.
        filters: which articles count.
        ask: answers one question, and is told the others of the message.
    """
    parts = split_questions(standalone)
    if len(parts) < 2:
        return None
    answers: list[Answer] = []
    said: list[Turn] = []
    for place, part in enumerate(parts):
        whole = standalone_question(part, said)
        answers.append(ask(part, whole, filters, [*parts[:place], *parts[place + 1 :]]))
        said += [Turn("user", whole), Turn("assistant", answers[-1].answer)]
    return join_answers(question, standalone, answers) if any(each.answered for each in answers) else None


def join_answers(question: str, standalone: str, answers: Sequence[Answer]) -> Answer:
    """Return answers as one: their markers are counted on, and what has no answer is said to have none."""
    texts: list[str] = []
    moved: list[Answer] = []
    shift = 0
    for each in answers:
        if each.answered:
            moved.append(_moved(each, shift))
            texts.append(moved[-1].answer)
            shift += len(each.citations)
        else:
            texts.append(say("part-unanswered", each.language, question=each.question))
    spent = [each.timings for each in answers]
    return replace(
        moved[0],
        question=question,
        standalone_question=standalone,
        answer="\n\n".join(texts),
        confidence=min(each.confidence for each in moved),
        citations=tuple(citation for each in moved for citation in each.citations),
        retrieved=tuple(dict.fromkeys(found for each in answers for found in each.retrieved)),
        timings=replace(
            spent[0],
            retrieve_ms=round(sum(each.retrieve_ms for each in spent), 2),
            answer_ms=round(sum(each.answer_ms for each in spent), 2),
            total_ms=round(sum(each.total_ms for each in spent), 2),
        ),
        highlights=tuple(bold for each in moved for bold in each.highlights),
        notes=tuple(note for each in moved for note in each.notes),
        differences=tuple(difference for each in moved for difference in each.differences),
        origins=tuple(origin for each in moved for origin in each.origins),
    )


def _moved(answer: Answer, shift: int) -> Answer:
    """Return an answer whose markers count on from `shift`."""
    return replace(
        answer,
        answer=_counted_on(answer.answer, shift),
        citations=tuple(replace(each, marker=each.marker + shift) for each in answer.citations),
        highlights=tuple((marker + shift, span) for marker, span in answer.highlights),
        notes=tuple(_counted_on(note, shift) for note in answer.notes),
        differences=tuple(replace(each, values=tuple(_values(each, shift))) for each in answer.differences),
    )


def _values(difference: Difference, shift: int) -> Iterator[DifferingValue]:
    for each in difference.values:
        yield replace(each, markers=tuple(marker + shift for marker in each.markers))


def _counted_on(text: str, shift: int) -> str:
    return _MARKER.sub(lambda match: f"[{int(match[1]) + shift}]", text)
