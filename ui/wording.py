"""Words about an answer that the terminal and the page share, in the language of the answer.

How sure it is, what a check found, what a model took. The words stand in `messages/around`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from babel.numbers import format_decimal

from rag import Answer
from rag.messages.days import written_locale
from rag.messages.translations import Translations
from rag.records import CheckedSentence, Checks, Problem, Usage

AROUND: Final = Path(__file__).parent / "messages" / "around"
say: Final = Translations(AROUND).say
"""Return what is said around an answer in a language: see `Translations.say`."""
_SURE: Final = ((0.9, "sure-very-likely"), (0.7, "sure-likely"), (0.5, "sure-probably"), (0.0, "sure-perhaps"))
"""The words for a confidence of at least so much."""


def counted(number: int, unit: str) -> str:
    """Return `1 article`, `2 articles`."""
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def is_found(answer: Answer) -> bool:
    """Return True if an answer was found in the articles' words, which is never sure; the library's list is."""
    return answer.answered and bool(answer.retrieved)


def confidence_words(confidence: float, language: str = "en") -> str:
    """Return how sure a confidence, 0 to 1, is that the articles answer: `Likely answered by the articles`."""
    return say(next(key for least, key in _SURE if confidence >= least), language)


def check_words(checks: Checks, language: str = "en") -> str:
    """Return how many written sentences stood, were given better evidence, and did not stand."""
    removed = "struck-out" if any(each.status == "removed" for each in checks.details) else "left-out"
    told = [say("borne-out", language, supported=checks.supported, count=checks.sentences)]
    told += [say("better-evidence", language, number=checks.repaired)] if checks.repaired else []
    told += [say(removed, language, number=checks.removed)] if checks.removed else []
    return "; ".join(told)


def problem_words(sentence: CheckedSentence, language: str = "en") -> str:
    """Return what was wrong with a sentence: `its quote has no such date: “1831”`; often there is nothing."""
    return "; ".join(_problem(each, sentence, language) for each in sentence.problems)


def usage_words(usage: Usage, language: str = "en") -> str:
    """Return what a model read and wrote, and what that cost, as far as it is known."""
    read, written = (_number(each, language) for each in (usage.prompt_tokens, usage.answer_tokens))
    tokens = say("tokens", language, count=usage.prompt_tokens, read=read, written=written)
    if usage.cost_usd is None:
        return f"{tokens}, {say('price-unknown', language)}"
    if not usage.cost_usd:
        return f"{tokens}, {say('price-none', language)}"
    return f"{tokens}, {say('price-about', language, cost=f'{usage.cost_usd:.4f}')}"


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


def _problem(problem: Problem, sentence: CheckedSentence, language: str) -> str:
    wrong = say(f"wrong-{problem.kind}", language)
    return wrong if problem.words in {"", sentence.text} else f"{wrong}: “{problem.words}”"


def _number(number: int, language: str) -> str:
    return format_decimal(number, locale=written_locale(language))
