"""Questions for all articles that mention something: one sentence of each, by its words."""

import re
from collections.abc import Sequence

from index.language.analysis import fold, terms
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence

PASSAGES = 80
"""Passages that are looked through for such a question: all that the search for words and meaning brings up."""
ARTICLES = 10
"""Articles that are listed at the most, the likeliest ones."""
_NOUN = r"(?:articles?|texts?|stor(?:y|ies)|pieces?|reports?|sources?|papers?|files?|documents?)"
_VERB = (
    r"(?:mention|discuss|cover|describe|report|name|cite|quote|talk|write|speak|tell|deal|refer|say something|are about"
    r"|is about)"
)
_ASKS = re.compile(
    rf"\b(?:which|what|list|name|find|show)\b[^?.]{{0,25}}\b{_NOUN}(?: (?:that|which|do|does|here))?\s+{_VERB}", re.I
)
_FRAME = re.compile(rf"^(?:{_NOUN}|{_VERB}s?|about|list|find|show)$", re.IGNORECASE)


def asks_for_articles(question: str) -> bool:
    """Say whether a question asks which articles mention something."""
    return _ASKS.search(question) is not None


def articles_holding(search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return for each article its best sentence that holds, with the title, every word of what is asked about.

    The articles with a sentence that holds them all by itself come first.

    Args:
        search: the question with the passages found.
        ranked: their sentences, the likeliest answer first.
    """
    topic = [word for word in search.question.words if not _FRAME.match(fold(word.word))]
    found: dict[str, Evidence] = {}
    for with_title in (False, True):
        for each in ranked:
            article = each.candidate.passage.article
            held = each.terms | set(terms(article.title or "", article.language) if with_title else ())
            if topic and not each.sentence.heading and all(word.stems & held for word in topic):
                found.setdefault(article.file, each)
    return list(found.values())[:ARTICLES]
