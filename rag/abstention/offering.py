"""Offer, beside a refusal, the nearest question that the articles do answer."""

from collections.abc import Sequence

from index.language.analysis import meaningful_words, stem
from index.records import StoredPassage
from rag.questions.analysis import Question
from rag.questions.suggestions import Suggestion, ToldArticle, suggest_questions


def nearest_question(question: Question, passages: Sequence[StoredPassage]) -> Suggestion | None:
    """Return the question, drawn from the nearest passages, that has most of the words of one without an answer.

    Whether it is answered is for the caller to try. Only English is drawn from.

    Args:
        question: the one that the articles don't answer.
        passages: the nearest, best first.
    """
    if question.language not in (None, "en"):
        return None
    told = [
        ToldArticle(each.article.file, [sentence.text for sentence in each.sentences if not sentence.heading])
        for each in passages
        if each.article.language in (None, "en")
    ]
    wanted = _stems(question.text)
    made = [(len(wanted & _stems(each.question)), each) for each in suggest_questions(told)]
    shared, best = max(made, key=lambda pair: pair[0], default=(0, None))
    return best if shared and best and _stems(best.question) != wanted else None


def _stems(text: str) -> set[str]:
    return set(stem(meaningful_words(text, "en"), "en"))
