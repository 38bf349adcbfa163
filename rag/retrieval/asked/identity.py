"""Evidence of who somebody is: a name with the words beside it that introduce it."""

from collections.abc import Sequence
from dataclasses import replace

from index.language.analysis import words
from index.records import Span
from rag.language.mentions import introduction, mentions
from rag.questions.analysis import Question
from rag.retrieval.ranking import Evidence, as_answer


def of_asked_identity(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the sentences that say who somebody is, as answers whatever a reader thinks, and others that name them.

    Where no sentence says it, the evidence is returned as it is.
    """
    person = question.identity
    if not person:
        return list(ranked)
    told = [(each, _introduced(each, person)) for each in ranked]
    first = [replace(as_answer(each), answer=answer) for each, answer in told if answer]
    if not first:
        return list(ranked)
    return first + [each for each, answer in told if not answer and person[-1] in words(each.sentence.text)]


def _introduced(each: Evidence, person: Sequence[str]) -> Span | None:
    """Return the words of a sentence that say who somebody is, as a range of the article's text; no heading's."""
    text, start = each.sentence.text, each.sentence.span.start
    if each.sentence.heading:
        return None
    named = (mention for mention in mentions(text) if _is_called(words(mention.text), person))
    found = next(filter(None, (introduction(text, mention) for mention in named)), None)
    return Span(start + found.start, start + found.end) if found else None


def _is_called(name: Sequence[str], person: Sequence[str]) -> bool:
    """Return True if one name ends with the other: "Erdogan" and "Recep Tayyip Erdogan"."""
    shorter = min(len(name), len(person))
    return shorter > 0 and tuple(name[-shorter:]) == tuple(person[-shorter:])
