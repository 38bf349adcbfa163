"""Leave out what was just told, where another thing is asked for: "Who else?", "What about the other one?"."""

import re
from collections.abc import Sequence
from typing import Final

from index.language.analysis import fold, meaningful_words, stem, words
from rag.language.names import name_words
from rag.questions.analysis import Question
from rag.questions.followups.coreference import Exchange
from rag.retrieval.ranking import SAME, Evidence, same_words

_SHORT: Final = 30
"""Words of an answer whose names and figures, and not only its sentences, were what was asked for."""
_FEW: Final = 4
"""Words of a sentence beyond which another one that has most of them says the same, in whatever frame."""
_LEAD_IN: Final = re.compile(r"^(?:among other things|for (?:example|instance)|that),? (?:that )?", re.IGNORECASE)
_FIGURE: Final = re.compile(r"\d[\d.,]*\d|\d")


def without_told(ranked: Sequence[Evidence], told: Exchange | None, question: Question) -> list[Evidence]:
    """Return evidence without the sentences that say again what was told; all of it where nothing else is left.

    Args:
        ranked: all evidence, best first.
        told: the last question and its answer, where something else is asked for now.
        question: what is asked now, complete in itself.
    """
    if told is None:
        return list(ranked)
    asked = {*words(told.question), *question.folded}
    given = [each for each in (_words_of(bold) - asked for bold in told.bold) if each]
    short = told.answer if not given and len(told.answer.split()) <= _SHORT else ""
    named = {fold(each) for each in (*name_words(f"- {short}"), *_FIGURE.findall(short))} - asked
    sentences = [each for each in re.split(r"(?<=[.!?…])\s+", told.answer) if len(each.split()) > 3]
    matters = [each for each in (_matter(_LEAD_IN.sub("", sentence)) for sentence in sentences) if len(each) > _FEW]

    def repeats(evidence: Evidence) -> bool:
        held = _words_of(evidence.sentence.text)
        if any(len(each & _matter(evidence.sentence.text)) >= SAME * len(each) for each in matters):
            return True
        if any(same_words(evidence.sentence.text, each) for each in sentences) or any(each <= held for each in given):
            return True
        return bool(named) and 2 * len(named & held) >= len(named)

    return [each for each in ranked if not repeats(each)] or list(ranked)


def _matter(text: str) -> set[str]:
    return set(stem(meaningful_words(text, "en"), "en"))


def _words_of(text: str) -> set[str]:
    return {*words(text), *(fold(each) for each in _FIGURE.findall(text))}
