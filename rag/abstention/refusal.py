"""Say why there is no answer: what was searched, which words have no support, and which passages are nearest."""

from collections.abc import Sequence

from index.language.analysis import function_words, stem, terms, words
from index.records import StoredPassage
from rag.abstention.presuppositions import Premise
from rag.abstention.verdict import Verdict
from rag.language.lexicon import listed
from rag.language.places import country_of, words_by_country
from rag.language.similarity import synonyms_of
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.records import Nearest, Refusal
from rag.retrieval.hybrid import Search, about
from rag.retrieval.ranking import Evidence

_NEAREST = 3
"""The most passages shown: one is often beside the point, more are a search."""
_NAMED = 4
"""The most words without support that the text names; the record has all."""
_SAYS_NOTHING = (
    function_words("en")
    | listed("light-verbs")
    | listed("giving-verbs")
    | frozenset({"people", "person", "persons", "thing", "things"})
)
"""Words of which every article has others to say the same: that none of them stands near tells nothing."""
_KIN = 4
"""Letters from which a word that begins alike is another form of it."""
_TOLD = 0.3
"""Share of the question's words, each weighed by its rarity, in a sentence that speaks of what is asked."""
_LONGEST = 60
"""Words of a sentence that is quoted in a refusal."""


def refuse(
    search: Search, verdict: Verdict, searched: int, unreadable: int, ranked: Sequence[Evidence] = ()
) -> Refusal:
    """Return why there is no answer.

    Args:
        search: what was found.
        verdict: what was decided on it, and for which reasons.
        searched: how many articles the filters let through.
        unreadable: how many files could not be read, and so weren't searched.
        ranked: all evidence, best first.
    """
    # "how many" is asked, and supported by nothing: it says nothing of what is missing.
    named = [each.words for each in verdict.reasons if each.premise is not Premise.VALUE]
    held = _words_near(search)
    missing = [each for each in (*named, *_unsupported(search)) if each and not _SAYS_NOTHING.issuperset(words(each))]
    told = dict.fromkeys(each for each in missing if not _stands(each, held))
    return Refusal(searched, unreadable, tuple(told), tuple(map(_nearest, _best_passages(search))), _said(ranked))


def _words_near(search: Search) -> frozenset[str]:
    """Return the folded words of the nearest passages, and of what is known of their articles.

    With them are their stems and the countries that they stand for.
    """
    passages = (*_best_passages(search), *(candidate.passage for candidate in search.candidates[:_NEAREST]))
    texts = [f"{about(each.article)} {each.text}" for each in passages]
    found = frozenset().union(*map(words, texts))
    return found.union(stem(sorted(found), "en"), *map(words_by_country, texts))


def _stands(named: str, held: frozenset[str]) -> bool:
    """Return True if a word that is to be named as missing, or one of several, stands near in some form.

    To name it would be false, whatever else speaks against an answer; no reason at all is better than that.
    """
    return any(_is_held(word, held) for word in words(named) if word not in function_words("en"))


def _is_held(word: str, held: frozenset[str]) -> bool:
    if (
        word in held
        or country_of(word) in held
        or any(not held.isdisjoint(synonyms_of(each)) for each in stem([word], "en"))
    ):
        return True
    start = word[: max(_KIN, len(word) - 3)]
    kin = len(word) >= _KIN and not word.isdigit()
    return kin and any(each.startswith(start) and abs(len(each) - len(word)) <= _KIN for each in held)


def _said(ranked: Sequence[Evidence]) -> Nearest | None:
    """Return the best sentence that speaks of what is asked, though it doesn't answer."""
    for each in ranked:
        sentence, card = each.sentence, each.candidate.passage.article
        asks = sentence.text.rstrip('"”’»*) ').endswith("?")
        if each.held >= _TOLD and not sentence.heading and not asks and len(sentence.text.split()) <= _LONGEST:
            span = sentence.span
            return Nearest(card.file, span.start, span.end, sentence.lines[0], card.title, sentence.text)
    return None


def _nearest(passage: StoredPassage) -> Nearest:
    card, line = passage.article, passage.sentences[0].lines[0]
    return Nearest(card.file, passage.span.start, passage.span.end, line, card.title, passage.text)


def _best_passages(search: Search) -> list[StoredPassage]:
    """Return the best passages, each of another article where there are several."""
    found: dict[str, StoredPassage] = {}
    for candidate in search.candidates:
        found.setdefault(candidate.passage.article.file, candidate.passage)
    return list(found.values())[:_NEAREST]


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
    missing -= search.question.asking
    return tuple(each for each in search.question.written if not missing.isdisjoint(words(each)))


def refusal_text(refusal: Refusal, language: str | None) -> str:
    """Return a refusal in a few short sentences, in a language of the tool."""
    said = [say("refusal", language), f"{_searched(refusal, language)}."]
    if refusal.unsupported:
        named = ", ".join(f"“{word}”" for word in refusal.unsupported[:_NAMED])
        said.append(say("unsupported", language, words=named))
    if refusal.said:
        quote = one_line(refusal.said.text)
        said.append(say("said", language, quote=quote, place=f"{refusal.said.file}:{refusal.said.line_start}"))
    if refusal.nearest:
        said.append(say("nearest", language, places="; ".join(map(_place, refusal.nearest))))
    return " ".join(said)


def _searched(refusal: Refusal, language: str | None) -> str:
    searched = say("searched", language, count=refusal.searched)
    return f"{searched}; {say('unreadable', language, count=refusal.unreadable)}" if refusal.unreadable else searched


def _place(nearest: Nearest) -> str:
    place = f"{nearest.file}:{nearest.line_start}"
    return f"{nearest.title} ({place})" if nearest.title else place
