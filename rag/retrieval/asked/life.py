"""Evidence of when somebody was born and of what somebody died: that they painted, or died in May, says neither."""

import re
from collections.abc import Sequence
from typing import Final

from rag.questions.analysis import Question
from rag.retrieval.ranking import Evidence, as_no_answer

_BIRTH: Final = re.compile(r"\b(?:born|birth\w*|b\.)|[(\[][^()\[\]]*\d{4}|[*†]\s?\d", re.IGNORECASE)
"""What tells of a birth: its word, or the years of a life behind a name."""
_AGED: Final = re.compile(r"\b(?:at )?the age of \w+|\baged \w+", re.IGNORECASE)
_CAUSE: Final = re.compile(
    r"\b(?:dies?|died|dying|dead|deaths?|perished|lives?)\b.{0,60}"
    r"\b(?:of|from|after|following|when|because|by|in an?|during|while)\b"
    r"|\b(?:kill\w*|accident|cancer|disease|illness|infection|stroke|heart|murder\w*|shot|stabbed|drown\w*|suicide"
    r"|complications|hit by|struck by)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What may tell of a cause: a death with what it came of or after, or an illness, an accident, a crime."""


def of_asked_life(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the evidence with what tells nothing of the birth or the cause of the death asked for at the end.

    Such a sentence answers nothing, whatever a reader thinks of it; English only.
    """
    asked = question.wanted.of_life
    if asked is None or question.language not in {None, "en"}:
        return list(ranked)
    told = _BIRTH if asked == "born" else _CAUSE
    own, others = list[Evidence](), list[Evidence]()
    for each in ranked:
        english = each.candidate.passage.article.language in {None, "en"}
        if not english or told.search(_AGED.sub(" ", each.sentence.told)):
            own.append(each)
        else:
            others.append(as_no_answer(each))
    return [*own, *others]
