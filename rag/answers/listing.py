"""Find every article that mentions something: one sentence of each, by its words."""

from collections.abc import Sequence

from index.language.analysis import terms
from rag.questions.scope import frames_a_list
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence

PASSAGES = 80
"""Passages that are looked through for such a question: all that the search for words and meaning brings up."""
ARTICLES = 10
"""Articles that are listed at the most, the likeliest ones."""


def articles_holding(search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return for each article its best sentence that holds, with the title, every word of what is asked about.

    The articles with a sentence that holds them all by itself come first.

    Args:
        search: the question with the passages found.
        ranked: their sentences, the likeliest answer first.
    """
    topic = [word for word in search.question.words if not frames_a_list(word.word)]
    found: dict[str, Evidence] = {}
    for with_title in (False, True):
        for each in ranked:
            article = each.candidate.passage.article
            held = each.terms | set(terms(article.title or "", article.language) if with_title else ())
            if topic and not each.sentence.heading and all(word.stems & held for word in topic):
                found.setdefault(article.file, each)
    return list(found.values())[:ARTICLES]
