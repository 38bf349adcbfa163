"""Evidence of what a question calls by its number: what is said of Article 7 is no answer about Article 6."""

from collections.abc import Sequence
from typing import Final

from index.language.numbered import label_of
from rag.questions.analysis import Question
from rag.questions.numbered import Numbered, numbered_things
from rag.retrieval.ranking import Evidence

_LABELS: Final = frozenset({"article", "section", "chapter", "paragraph", "clause", "rule", "part", "annex", "point"})


def of_asked_number(ranked: Sequence[Evidence], question: Question) -> list[Evidence]:
    """Return the evidence with what is of the asked number first, and without what is of another number.

    Where nothing is of that number, it is returned as it is.
    """
    kept = list(ranked)
    for asked in question.numbered:
        told = [(numbers_told(each, asked, question), each) for each in kept]
        own = [each for numbers, each in told if asked.number in numbers]
        if own:
            files = {each.candidate.passage.article.file for each in own}
            others = [each for numbers, each in told if not numbers]
            kept = own + [each for each in others if not asked.sure or each.candidate.passage.article.file in files]
    return kept


def missing_numbers(ranked: Sequence[Evidence], question: Question) -> list[Numbered]:
    """Return what a question calls by a number that no evidence has."""
    return [
        asked
        for asked in question.numbered
        if not any(asked.number in numbers_told(each, asked, question) for each in ranked)
    ]


def numbers_told(evidence: Evidence, asked: Numbered, question: Question) -> frozenset[str]:
    """Return the numbers of the asked kind of thing that a sentence speaks of, or else what stands above it.

    Above it are the label of the rule that it goes on with, the heading and the title.
    """
    passage = evidence.candidate.passage
    language = passage.article.language
    if language != question.language and asked.noun not in _LABELS:
        language = question.language
    own = _of(evidence.sentence.told, asked, language)
    if own:
        return own
    for sentence in reversed(passage.sentences[: evidence.position]):
        label = label_of(sentence.text)
        if label and label[0] == asked.noun:
            return frozenset({label[1]})
        if sentence.heading and (above := _of(sentence.text, asked, language)):
            return above
    return _of(passage.heading or "", asked, language) or _of(passage.article.title or "", asked, language)


def _of(text: str, asked: Numbered, language: str | None) -> frozenset[str]:
    return frozenset(each.number for each in numbered_things(text, language) if each.noun == asked.noun)
