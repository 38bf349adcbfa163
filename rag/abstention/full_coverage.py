"""Tell whether a sentence lacks nothing of a question: its words in their order, and a value of the kind asked for.

"The order for the roof went to Tolland Slate" says who got it, however much a reader doubts verbs that it hasn't learnt
together; and of a list of keywords, what holds them all is what there is to say.
"""

from collections.abc import Sequence
from typing import Final

from index.language.analysis import terms, words
from rag.abstention.presuppositions import around
from rag.language.lexicon import listed
from rag.questions.analysis import QueryWord
from rag.questions.kinds import Kind
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence

_LIGHT: Final = listed("light-verbs")
_TELLING: Final = listed("restricting")
"""Small words that a sentence must have, too, if the question has them: "who had the lease before?"."""


def lacks_nothing(search: Search, evidence: Evidence) -> bool:
    """Return True if a sentence, with its neighbours and the title and date of its article, has all that is asked.

    That is each word of the question that carries meaning, or a synonym, light verbs aside; those in the sentence stand
    in the same order, with a value of the kind asked for. Keywords have any order and ask for no kind, if one of them
    is in the sentence. Only English is looked at.

    Args:
        search: what was found for the question.
        evidence: the sentence.
    """
    question, passage = search.question, evidence.candidate.passage
    spoken = passage.article.language
    if not {question.language, spoken} <= {None, "en"}:
        return False
    asked = [word for word in question.words if word.word not in _LIGHT]
    inside = [word for word in asked if word.forms & evidence.terms]
    if question.kind is Kind.OTHER and question.lists_keywords:
        fits = bool(inside)
    else:
        fits = bool(evidence.kind) and _in_order(inside, terms(evidence.sentence.told, spoken))
    near = around(evidence)
    held = frozenset(terms(near, spoken))
    missing = any(word.forms.isdisjoint(held) for word in asked)
    return fits and len(asked) > 1 and not missing and not (_TELLING & question.folded) - set(words(near))


def _in_order(asked: Sequence[QueryWord], row: Sequence[str]) -> bool:
    """Return True if words stand in a row of terms one behind the other; two at least."""
    rest = iter(row)
    return len(asked) > 1 and all(any(term in word.forms for term in rest) for word in asked)
