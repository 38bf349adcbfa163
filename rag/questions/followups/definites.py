"""What a noun with "the" or "that" means: "the plant", "the company", "that article"."""

import re
from collections.abc import Iterator, Sequence

from index.language.analysis import content_words, fold, meaningful_words
from index.language.english_verbs import BASES, PARTICIPLES, PAST
from rag.language.mentions import mentions
from rag.questions.followups import coreference
from rag.questions.followups.coreference import Exchange
from rag.questions.followups.nouns import AUXILIARIES
from rag.questions.followups.topic import with_topic

_DEFINITE = re.compile(
    r"\b(?P<the>the|that|this|these|those) (?P<noun>[a-z]{3,}(?: [a-z]{3,})??)(?=[ ]*(?:[?.!,]|$)|"
    rf" (?:{AUXILIARIES}|in|on|of|at|to|from|say|says|said|about|by|for|cost|begin|end|start|run|open|close"
    rf"|take|get|want)\b)"
)
_KIND = re.compile(
    rf"\b(?:the|that|this) (?P<noun>{'|'.join(sorted(coreference.BODIES | coreference.TOWNS))})\b"
    r"(?! (?:of|in|at|from)\b)"
)
_VERBS = frozenset(
    {"besides", "gave", "give", "made", "make", "wrote", "write", "read", "say", "said", "without", "join"}
)
_TEXTS = frozenset(
    {"article", "articles", "piece", "report", "text", "column", "author", "columnist", "writer", "story"}
)


def with_names(text: str, said: Sequence[Exchange]) -> str:
    """Put the full name for "the plant", when one was spoken of, and for "the company" and "the town"."""
    for match in _DEFINITE.finditer(text):
        name = coreference.named_by(match["noun"], said)
        if name:
            return f"{text[: match.start()]}{name}{text[match.end() :]}"
    for match in _kinds(text):
        name = coreference.place(said[-1:]) if match["noun"] in coreference.TOWNS else coreference.body(said)
        if name and fold(name) not in fold(text):
            return f"{text[: match.start()]}{name}{text[match.end() :]}"
    return text


def _kinds(text: str) -> Iterator[re.Match[str]]:
    """Yield "the company" and "the town" where no other noun goes with it: not "the company car"."""
    for match in _KIND.finditer(text):
        following = re.match(r"[ ]+([\w’'-]+)", text[match.end() :])
        if following is None or _goes_on(following[1].lower()):
            yield match


def _goes_on(word: str) -> bool:
    """Return True if a word is no noun that a noun before it goes with: "the company car"."""
    return word in BASES or word in PAST or word in PARTICIPLES or not meaningful_words(word, "en")


def with_definite(question: str, said: Sequence[Exchange]) -> str:
    """Complete a question that only "the plant" or "that article" may tie to the conversation; else leave it be."""
    named = with_names(question, said)
    if named != question:
        return named
    for match in _DEFINITE.finditer(question):
        pointing, noun = match["the"] != "the", match["noun"].split()[-1]
        if match["the"] == "that" and _is_relative(question[: match.start()]):
            continue
        told = coreference.spoken_of(noun, said[-1])
        if (pointing and (told or noun in _TEXTS)) or (told and _is_short(question)):
            return with_topic(question.rstrip(" ?"), said)
    if any(_kinds(question)) and not mentions(question):
        return with_topic(question.rstrip(" ?"), said)
    return question


def _is_relative(before: str) -> bool:
    """Return True if "that" goes on from a noun: "the satellite that carried Sky"."""
    last = before.split()[-1:]
    return bool(last) and last[0] not in _VERBS and bool(meaningful_words(last[0], "en"))


def _is_short(question: str) -> bool:
    return len(content_words(question, "en")) <= 2 and not mentions(question)
