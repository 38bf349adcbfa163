"""Check what a question about somebody needs: whoever holds the office is named."""

import re
from collections.abc import Sequence
from typing import Final

from index.language.analysis import stem, words
from index.language.calendar import LIKE_A_MONTH, WEEKDAY
from index.language.english_verbs import FORMS
from rag.language.parsing import Reading, read
from rag.language.places import names_country
from rag.questions.analysis import Question

_NEAR: Final = 10
"""Words between somebody's office and name."""
_NO_NAME: Final = re.compile(
    r"(?:ish|ian|ean|ese|can|\d)s?$|^(?:The|This|That|These|An?|In|On|At|He|She|It|They|We|But|And|For|After|When|While|As"
    rf"|{LIKE_A_MONTH}\.?|{WEEKDAY})$"
)
"""Capitals that name nobody: nationalities, months, days, first words."""


def unnamed(question: Question, near: Sequence[str]) -> str | None:
    """Return what "Who is the leader of ..." or "What was the name of the pilot ..." asks for, where nobody is named.

    Args:
        question: the question, in English.
        near: the best sentences and their neighbours: one must have the word, and a name near it that the question
            doesn't say itself.
    """
    sought = question.premises.unnamed
    if sought is None:
        return None
    known = question.reading.words
    return None if any(_names(read(text), sought, known) for text in near) else sought


def _names(reading: Reading, sought: str, known: frozenset[str]) -> bool:
    base = next((each for each in (sought[:-1], sought[:-2]) if sought.endswith("er") and each in FORMS), sought)
    roots = frozenset(stem({*words(sought), *FORMS.get(base, ())}, "en"))  # who leads is the leader
    held = [at for at, token in enumerate(reading.tokens) if not roots.isdisjoint(stem(words(token.raw), "en"))]
    named = [
        at for at, token in enumerate(reading.tokens) if at not in held and _is_new_name(token.raw, token.word, known)
    ]
    return any(abs(one - other) <= _NEAR for one in held for other in named)


def _is_new_name(raw: str, word: str, known: frozenset[str]) -> bool:
    return raw[:1].isupper() and not _NO_NAME.search(raw) and word not in known and not names_country(word)
