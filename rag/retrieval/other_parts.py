"""Leave out what answers another question of the same message: "Who is the miller of Velm, and who of Skarn?"."""

from collections.abc import Iterable, Sequence
from typing import Final

from index.language.analysis import words
from rag.language.names import name_words
from rag.questions.analysis import Question
from rag.retrieval.ranking import Evidence

_SHORTEST: Final = 3
"""Letters of the shortest word that tells one name from another: "de" and "II" don't."""


def without_other_parts(ranked: Sequence[Evidence], question: Question, others: Iterable[str]) -> list[Evidence]:
    """Return evidence without passages that are about what only another question of the message names.

    A passage that names both, or neither, stays; so does all of it where nothing else is left.

    Args:
        ranked: all evidence, best first.
        question: the one that is answered, complete in itself.
        others: the other questions of the message.
    """
    own = _parts(question.names)
    told_apart = [(own - other, other - own) for other in map(_parts, map(name_words, others))]
    kept = [each for each in ranked if not any(_is_about(each, *names) for names in told_apart)]
    return kept or list(ranked)


def _is_about(evidence: Evidence, own: frozenset[str], other: frozenset[str]) -> bool:
    """Return True if the passage of a sentence, or its title, has all names of another question and none of this."""
    passage = evidence.candidate.passage
    told = {*words(passage.text), *words(passage.article.title or "")} if own and other else set()
    return bool(told) and other <= told and own.isdisjoint(told)


def _parts(names: Iterable[str]) -> frozenset[str]:
    return frozenset(part for name in names for part in words(name) if len(part) >= _SHORTEST)
