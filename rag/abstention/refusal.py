"""Say why there is no answer: what was searched, which words have no support, and which passages are nearest."""

from index.language.analysis import terms, words
from rag.abstention.presuppositions import Premise
from rag.abstention.verdict import Verdict
from rag.messages.texts import say
from rag.records import Nearest, Refusal
from rag.retrieval.hybrid import Search, about

_NEAREST = 3
"""The most passages shown: one is often beside the point, more are a search."""
_NAMED = 4
"""The most words without support that the text names; the record has all."""


def refuse(search: Search, verdict: Verdict, searched: int, unreadable: int) -> Refusal:
    """Return why there is no answer.

    Args:
        search: what was found.
        verdict: what was decided on it, and for which reasons.
        searched: how many articles the filters let through.
        unreadable: how many files could not be read, and so weren't searched.
    """
    asked = [each.words for each in verdict.reasons if each.premise is Premise.VALUE]
    named = [each.words for each in verdict.reasons if each.premise is not Premise.VALUE]
    unsupported = dict.fromkeys(filter(None, [*named, *_unsupported(search)]))
    # "when" says something only where nothing else does.
    return Refusal(searched, unreadable, tuple(unsupported or filter(None, asked)), _nearest(search))


def _nearest(search: Search) -> tuple[Nearest, ...]:
    """Return the best passages, each of another article where there are several."""
    found: dict[str, Nearest] = {}
    for candidate in search.candidates:
        passage = candidate.passage
        card, line = passage.article, passage.sentences[0].lines[0]
        nearest = Nearest(card.file, passage.span.start, passage.span.end, line, card.title, passage.text)
        found.setdefault(card.file, nearest)
    return tuple(found.values())[:_NEAREST]


def _unsupported(search: Search) -> tuple[str, ...]:
    """Return the words of the question that none of the nearest passages has in any form, as the question writes them.

    The words of a question in another language stand in no article, whatever the articles say: they tell nothing.
    """
    if search.foreign:
        return ()
    held: set[str] = set()
    for passage in (candidate.passage for candidate in search.candidates[:_NEAREST]):
        held.update(terms(f"{about(passage.article)} {passage.text}", passage.article.language))
    missing = {word.word for word in search.question.words if held.isdisjoint(word.forms)}
    return tuple(each for each in search.question.written if not missing.isdisjoint(words(each)))


def refusal_text(refusal: Refusal, language: str | None) -> str:
    """Return a refusal in a few short sentences, in a language of the tool."""
    said = [say("refusal", language), f"{_searched(refusal, language)}."]
    if refusal.unsupported:
        named = ", ".join(f"“{word}”" for word in refusal.unsupported[:_NAMED])
        said.append(say("unsupported", language, words=named))
    if refusal.nearest:
        said.append(say("nearest", language, places="; ".join(map(_place, refusal.nearest))))
    return " ".join(said)


def _searched(refusal: Refusal, language: str | None) -> str:
    searched = say("searched", language, count=refusal.searched)
    return f"{searched}; {say('unreadable', language, count=refusal.unreadable)}" if refusal.unreadable else searched


def _place(nearest: Nearest) -> str:
    place = f"{nearest.file}:{nearest.line_start}"
    return f"{nearest.title} ({place})" if nearest.title else place
