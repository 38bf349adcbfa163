"""Make a question of a conversation complete in itself."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rag.language.names import name_words
from rag.messages.texts import say
from rag.messages.translations import LANGUAGES
from rag.questions.followups.another import wants_another
from rag.questions.followups.coreference import Exchange
from rag.questions.followups.dependence import asked_language, dependence_of
from rag.questions.followups.rewriting import complete, complete_foreign
from rag.questions.followups.shifting import at_another_time
from rag.records import Turn

REMEMBERED = 8
"""Exchanges that are looked back on: who is "he" was seldom said longer ago, and a long conversation costs no time."""
LONGEST = 2000
"""Characters of a question, asked before or made complete, and twice as many of an answer: whoever sends a history may
send anything, and looking for names in it takes time."""
_MARKUP = re.compile(r"\*\*|[ \xa0]?\[\d+\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_PREAMBLE = re.compile(
    r"^(?:(?:ok(?:ay)?|so|well|right|now|thanks|and)[,.! ]+)*(?:(?:now )?(?:to |for )?something"
    r" (?:completely |entirely |totally |quite |very )?(?:different|else|new)(?: now)?"
    r"|(?:a )?(?:new|different|another|other) (?:topic|subject|question)"
    r"|(?:i have )?(?:one more|another|a) question)\b ?[:,.;–—-]+ ?",
    re.IGNORECASE,
)
"""What announces a change of topic: "ok now something completely different: how many ...?"."""
_NO_ANSWER = re.compile(
    r"\s*(?:sorry|i (?:can['’]?t|cannot|couldn['’]?t|don['’]?t|do not)|the (?:articles?|sources?|text) (?:do|does)"
    r"(?:n['’]t| not))\b",
    re.IGNORECASE,
)
"""How other tools and models say that they don't know."""


def remembered(history: Sequence[Turn]) -> list[Turn]:
    """Return the end of a conversation, as far as it is looked back on, each message cut to its longest."""
    longest = {"user": LONGEST, "assistant": 2 * LONGEST}
    return [replace(turn, content=turn.content[: longest[turn.role]]) for turn in history[-2 * REMEMBERED :]]


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it takes from the conversation before it put in.

    "And when did he say it?" says nothing by itself: pronouns are replaced by who and what was asked and cited last,
    each by its sort (a person for "he", a place for "there"), and what can't be put in its place follows in brackets.
    A question that depends on nothing stays as it is, byte for byte.

    Args:
        question: the question as asked.
        history: the conversation so far, oldest first; of the assistant's messages only the text is known.
    """
    return _completed(question, _said(history))


def told_already(question: str, history: Sequence[Turn]) -> Exchange | None:
    """Return the last question, complete in itself, and its answer, where something else is asked for: "Who else?"."""
    if not wants_another(question):
        return None
    said = _said(history)
    return said[-1] if said and said[-1].answer else None


def carried_on(question: str, standalone: str, history: Sequence[Turn]) -> Exchange | None:
    """Return the last question, complete in itself, and its answer, where a new one goes on from them.

    One that names somebody else, or asks for another time, may be answered by other articles.

    Args:
        question: as it was asked.
        standalone: the same, complete in itself: something was taken from the conversation where they differ.
        history: the conversation so far, oldest first.
    """
    said = _said(history) if standalone != question and not name_words(question) else []
    if not said or not said[-1].answer or _PREAMBLE.sub("", question) == standalone:
        return None
    return None if at_another_time(question, said[-1].question) else said[-1]


def _said(history: Sequence[Turn]) -> list[Exchange]:
    """Return the end of a conversation, each question complete in itself."""
    said: list[Exchange] = []
    for exchange in _exchanges(history)[-REMEMBERED:]:
        said.append(Exchange(_completed(exchange.question, said), exchange.answer, exchange.bold))
    return said


def _completed(question: str, said: Sequence[Exchange]) -> str:
    question = _PREAMBLE.sub("", question) or question
    if not said or not question.strip():
        return question
    moved = at_another_time(question, said[-1].question)
    if moved:
        return moved
    dependence = dependence_of(question)
    english = (dependence.language if dependence else asked_language(question)) == "en"
    if not english:
        completed = complete_foreign(question, said) if dependence else question
    else:
        completed = complete(question, said, dependence)
    return completed if len(completed) <= LONGEST else question


def _exchanges(history: Sequence[Turn]) -> list[Exchange]:
    """Pair each question with the answer to it; a refusal says nothing, so the question stands alone."""
    pairs: list[Exchange] = []
    for turn in history:
        if turn.role == "user" and turn.content.strip():
            pairs.append(Exchange(turn.content.strip(), "", ()))
        elif turn.role == "assistant" and pairs and not _is_refusal(turn.content):
            pairs[-1] = Exchange(pairs[-1].question, _MARKUP.sub("", turn.content), tuple(_BOLD.findall(turn.content)))
    return pairs


def _is_refusal(answer: str) -> bool:
    return answer.lstrip().startswith(_refusals()) or bool(_NO_ANSWER.match(answer))


@cache
def _refusals() -> tuple[str, ...]:
    return tuple(say("refusal", language) for language in LANGUAGES)
