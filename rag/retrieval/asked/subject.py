"""Evidence of what a question asks about: "the order for the organ went to Sollis" is no answer about the clock.

Two sentences that say the same of different things have the same words around the one that differs. Where the question
has the word of one of them, the other is about something else, however near it is. So is what a reader doubts, in an
article without any of the names asked for.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from index.language.analysis import function_words, stem, terms, words
from rag.language.lexicon import listed
from rag.questions.analysis import QueryWord
from rag.retrieval.hybrid import Search, about
from rag.retrieval.ranking import Evidence

LOOKED_AT: Final = 12
"""The best sentences, which alone are compared."""
_SHARED: Final = 2
"""Words of the question that two sentences must have in common to say the same of different things."""
_LONGEST: Final = 60
"""Words of the longest sentence that is compared."""
_OTHER_LETTERS: Final = frozenset({"ar", "ru"})
"""Languages in whose articles the names of a question in Latin letters aren't known."""
_LIGHT: Final = listed("light-verbs")
_THING: Final = 3
"""Words of the longest name of a thing."""


def of_asked_subject(ranked: Sequence[Evidence], search: Search) -> list[Evidence]:
    """Return the evidence without sentences that say of another thing what one of the best says of the thing asked for.

    Args:
        ranked: all evidence, best first.
        search: what was found; a question in another language than the articles tells no words apart.
    """
    if search.foreign:
        return list(ranked)
    ranked = _with_matter(ranked, search)
    best = [each for each in ranked[:LOOKED_AT] if len(each.sentence.text.split()) <= _LONGEST]
    gone = {id(other) for one in best for other in best if one is not other and _is_of_another(one, other, search)}
    return _with_names([each for each in ranked if id(each) not in gone], search)


def _with_matter(ranked: Sequence[Evidence], search: Search) -> list[Evidence]:
    """Return the evidence on what happened to something without passages that have no word for it.

    "As if it had happened to a car" says nothing of the bridge. Where nothing else is found, it is returned as it is;
    so it is for any other question, which passages without a word of it may answer.
    """
    if not search.question.asks_what_happened:
        return list(ranked)
    matter = [word for word in search.question.words if word.word not in _LIGHT]
    kept = [each for each in ranked if any(not word.forms.isdisjoint(each.candidate.terms) for word in matter)]
    return kept or list(ranked)


def _with_names(ranked: Sequence[Evidence], search: Search) -> list[Evidence]:
    """Return the evidence without sentences that a reader doubts, of articles with none of the names asked for.

    Where a sentence answers whose article has one, "nine were hurt" in an article about another place says nothing; nor
    does what a reader doubts in another language, where an article in the question's own answers.
    """
    plain = function_words(search.question.language or "en")
    names = {part for name in search.question.names for part in words(name) if len(part) > 1 and part not in plain}
    files = {
        candidate.passage.article.file
        for candidate in search.candidates
        if any(each in candidate.terms for each in stem(names, candidate.passage.article.language))
    }
    spoken = search.question.language
    sure = [each.candidate.passage.article for each in ranked if (each.log_odds or 0.0) > 0]
    named = any(article.file in files for article in sure)
    own = any(article.language == spoken and (not names or article.file in files) for article in sure)

    def says_something(evidence: Evidence) -> bool:
        article = evidence.candidate.passage.article
        if evidence.log_odds is None or evidence.log_odds >= 0 or article.file in files:
            return True
        same_letters = (article.language in _OTHER_LETTERS) == (spoken in _OTHER_LETTERS)
        return not (named and same_letters) and not (own and article.language != spoken)

    return [each for each in ranked if says_something(each)]


def _is_of_another(own: Evidence, other: Evidence, search: Search) -> bool:
    """Return True if `other` has another thing in the place where `own` has a word of the question."""
    asked = search.question.words
    lacking = [word for word in asked if word.forms & own.terms and not word.forms & _known(other)]
    if not lacking or sum(bool(word.forms & own.terms & other.terms) for word in asked) < _SHARED:
        return False
    language = own.candidate.passage.article.language
    ours, theirs = (stem(words(each.sentence.text), language) for each in (own, other))
    plain = set(stem(function_words(language or "en"), language))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for change, first, last, start, end in matcher.get_opcodes():
        if change == "replace" and first and last < len(ours) and max(last - first, end - start) <= _THING:
            one, another = ours[first:last], [each for each in theirs[start:end] if each not in plain]
            if (
                _names(one, lacking)
                and another
                and all(map(str.isalpha, (*one, *another)))
                and not _names(another, asked)
            ):
                return True
    return False


def _known(evidence: Evidence) -> frozenset[str]:
    """Return the words of a sentence, of the heading above it and of its article's title and names."""
    passage = evidence.candidate.passage
    return evidence.terms | set(terms(f"{about(passage.article)} {passage.heading or ''}", passage.article.language))


def _names(stems: Sequence[str], asked: Sequence[QueryWord]) -> bool:
    return any(not word.forms.isdisjoint(stems) for word in asked)
