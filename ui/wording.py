"""What the terminal and the page both say of an answer: how sure it is, what a check found, what a model took."""

from collections.abc import Mapping, Sequence
from typing import Final

from rag import Answer
from rag.records import CheckedSentence, Checks, ProblemKind, Usage

WRONG: Final[Mapping[ProblemKind, str]] = {
    "marker": "cites no quote",
    "number": "its quote has no such number",
    "date": "its quote has no such date",
    "name": "its quote has no such name",
    "negation": "its quote says the opposite",
    "strength": "stronger than its quote",
    "attribution": "an opinion told as a fact",
    "fabricated": "a quotation that stands in no article",
    "misattributed": "a quotation that stands elsewhere",
    "meaning": "says something else than its quote",
}
"""What is wrong with a sentence, in words for readers."""
_SURE = ((0.9, "Very likely"), (0.7, "Likely"), (0.5, "Probably"), (0.0, "Perhaps"))
"""The words for a confidence of at least so much."""


def counted(number: int, unit: str) -> str:
    """Return `1 article`, `2 articles`."""
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def is_found(answer: Answer) -> bool:
    """Tell whether an answer was found in the articles' words, which is never sure; the library's list is."""
    return answer.answered and bool(answer.retrieved)


def confidence_words(confidence: float) -> str:
    """Return a confidence, 0 to 1, in words."""
    return next(words for least, words in _SURE if confidence >= least)


def check_words(checks: Checks) -> str:
    """Return how many written sentences stood, were given better evidence, and did not stand."""
    removed = "struck out" if any(each.status == "removed" for each in checks.details) else "left out"
    told = [f"{checks.supported} of {counted(checks.sentences, 'written sentence')} borne out by the quotes"]
    told += [f"{checks.repaired} given better evidence"] if checks.repaired else []
    told += [f"{checks.removed} {removed}"] if checks.removed else []
    return "; ".join(told)


def problem_words(sentence: CheckedSentence) -> str:
    """Return what was wrong with a sentence: `its quote has no such date: “1831”`; often there is nothing."""
    told = (
        WRONG[each.kind] if each.words in {"", sentence.text} else f"{WRONG[each.kind]}: “{each.words}”"
        for each in sentence.problems
    )
    return "; ".join(told)


def usage_words(usage: Usage) -> str:
    """Return what a model read and wrote, and what that cost, as far as it is known."""
    tokens = f"{counted(usage.prompt_tokens, 'token')} read, {usage.answer_tokens:,} written"
    if usage.cost_usd is None:
        return f"{tokens}, price not known"
    return f"{tokens}, about ${usage.cost_usd:.4f}" if usage.cost_usd else f"{tokens}, at no cost"


def usage_of_all(every: Sequence[Usage]) -> Usage:
    """Return what a model took for several answers together; the cost only where all of it is known."""
    known = [each.cost_usd for each in every if each.cost_usd is not None]
    return Usage(
        calls=sum(each.calls for each in every),
        prompt_tokens=sum(each.prompt_tokens for each in every),
        answer_tokens=sum(each.answer_tokens for each in every),
        cost_usd=sum(known) if len(known) == len(every) else None,
    )


def checks_of_all(every: Sequence[Checks]) -> Checks:
    """Return what became of the sentences of several answers together."""
    return Checks(
        sentences=sum(each.sentences for each in every),
        supported=sum(each.supported for each in every),
        repaired=sum(each.repaired for each in every),
        removed=sum(each.removed for each in every),
    )
