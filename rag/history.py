"""A question in a conversation, made complete in itself."""

import re
from collections.abc import Sequence

from index.analysis import content_words
from rag.questions import names
from rag.records import Turn

_LEANS = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|who else|what else|why not|why\??$|when\??$|where\??$)\b"
    r"|\b(?:it|this|that|these|those|there|then|one|ones|same|the latter|the former)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|his|hers|its|them|their|theirs)\b", re.IGNORECASE)
_THAT_CLAUSE = re.compile(
    r"\b(?:say|says|said|think|thinks|claim|claims|claimed|mean|means|believe|believes|argue|argues|argued|write|writes"
    r"|wrote|report|reports|reported|show|shows|know|is it|was it|there (?:is|are|was|were|be))\s+that\b"
    r"|\b(?:is|are|was|were) there\b|\bis it true(?: that)?\b",
    re.IGNORECASE,
)
CARRIED = 12
"""Words that are carried from the question before: more would drown the new question."""


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it takes from the question before it.

    "And when did he say it?" says nothing by itself: the words of the last question that it doesn't repeat are put
    behind it. A question that leans on nothing stays as it is.
    """
    before = next((turn.content for turn in reversed(history) if turn.role == "user" and turn.content.strip()), None)
    if before is None or not _leans(question):
        return question
    known = set(content_words(question, None))
    carried = [word for word in re.findall(r"[\w][\w’'.-]*", before) if _carries(word, known)]
    if not carried:
        return question
    return f"{question.rstrip(' ?')} ({' '.join(carried[:CARRIED])})?"


def _leans(question: str) -> bool:
    if _LEANS.search(_THAT_CLAUSE.sub(" ", question)):
        return True
    pronoun = _PRONOUN.search(question)
    if pronoun and not names(question[: pronoun.start()]):  # "Did Ankara say its jets ..." needs no other question
        return True
    return len(content_words(question, None)) <= 1 and not names(question)


def _carries(word: str, known: set[str]) -> bool:
    meaning = content_words(word, None)
    function_word = content_words(f"{word} zebra", None) == ["zebra"]
    return not function_word and not set(meaning) <= known
