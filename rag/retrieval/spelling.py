"""Words that a question misspells: told by the library, which has them nowhere, and has one word that is meant."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import Connection

from index.catalog import queries
from index.language.analysis import fold, function_words, question_language, stem, words
from index.language.token_counts import count_tokens
from rag.language.names import name_words
from rag.records import SpellingCorrection

_SHORTEST: Final = 5
"""Letters of a word from which a slip tells what is meant: among shorter ones too many are alike."""
_LONG: Final = 8
"""Letters from which doubled letters and another slip may come together."""
_KIN: Final = 6
"""Letters that a word of no article must share with one of them to be another form of it, and no slip."""
_ENDING: Final = 3
"""Letters of an ending."""
_TERMS: Final = 20_000
"""The most terms, of one first letter, that are compared."""
_NEAR: Final = 2
"""How far a term of the full-text index, which has no ending, may be from a typed word to be looked at."""
_LOOKED_AT: Final = 6
"""The most terms whose spelling in the articles is looked up."""
_PASSAGES: Final = 3
"""Passages in which it is looked up."""
_MOST: Final = 3
"""The most words that are put right: a text with more slips is in another language."""
_WORD: Final = re.compile(r"(?<![\w’'-])[^\W\d_]{5,}(?![\w-])")


class Spelled(NamedTuple):
    """A question with its slips put right."""

    text: str
    corrections: tuple[SpellingCorrection, ...]


def spell(connection: Connection, typed: str, languages: Sequence[str | None]) -> Spelled:
    """Return a question with each word that stands nowhere in the library as the one word of it that is meant.

    A word that is common elsewhere is no slip, and neither is another form of a word of the articles. Of a question in
    a language that no article is written in only the names are looked at.

    Args:
        connection: to the catalog.
        typed: the question as it was typed.
        languages: those of the articles, the most frequent first.
    """
    language = question_language(typed, languages) or "en"
    corrections: list[SpellingCorrection] = []
    text = typed
    for word in _suspects(connection, typed, language, languages):
        meant = _meant(connection, word, languages or [language], language)
        if meant and len(corrections) < _MOST:
            corrections.append(SpellingCorrection(word, meant))
            text = _put(text, word, meant)
    return Spelled(text, tuple(corrections))


def _put(text: str, typed: str, meant: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant.replace("\\", r"\\"), text)


def _suspects(connection: Connection, text: str, language: str, languages: Sequence[str | None]) -> Iterator[str]:
    """Yield the words that no article has in any form, and that are no common ones."""
    typed = list(dict.fromkeys(_WORD.findall(text)))
    if language not in {each or "en" for each in languages}:
        names = set(name_words(text))
        typed = [each for each in typed if each in names]
    plain = function_words(language) | function_words("en")
    forms = {each: _forms(each, [language, *languages]) for each in typed if fold(each) not in plain}
    known = queries.document_frequencies(connection, {form for every in forms.values() for form in every})
    for each, every in forms.items():
        if not every & known.keys() and not _is_common(each) and not _has_kin(connection, fold(each)):
            yield each


def _forms(word: str, languages: Sequence[str | None]) -> set[str]:
    return {fold(word), *(form for language in languages for form in stem([fold(word)], language))}


def _is_common(word: str) -> bool:
    """Return True if a word is one token: it is met so often that nobody writes it by a slip."""
    return any(count_tokens(f" {form}") == 1 for form in {word, word.lower(), word.capitalize()})


def _has_kin(connection: Connection, word: str) -> bool:
    """Return True if a word of the articles begins as this one does, but for an ending: "septicemia", "septicemic"."""
    start = word[: max(_KIN, len(word) - _ENDING)]
    alike = queries.terms_beginning(connection, start, _TERMS) if len(word) >= _KIN else []
    return any(abs(len(each) - len(word)) <= _ENDING and not _is_slip(word, each) for each in alike)


def _is_slip(word: str, term: str) -> bool:
    """Return True if two words differ inside: a letter doubled or not, too many, missing, or two that are swapped."""
    if _single(word) == _single(term):
        return True
    ending = word[-1] != term[-1] or word.startswith(term) or term.startswith(word)
    return not ending and DamerauLevenshtein.distance(word, term) == 1


def _single(word: str) -> str:
    """Return a word with each doubled letter once: `satelite` for "satellite" and for "sattelite"."""
    return re.sub(r"(.)\1+", r"\1", word)


def _distance(word: str, other: str) -> int:
    """Return how many slips lie between two words; letters doubled or not are one at the most."""
    apart = int(DamerauLevenshtein.distance(word, other))
    if apart > 1 and len(word) >= _LONG:
        return min(apart, 1 + int(DamerauLevenshtein.distance(_single(word), _single(other))))
    return apart


def _meant(connection: Connection, typed: str, languages: Sequence[str | None], language: str) -> str | None:
    """Return the one word of the articles that differs from a typed one by a slip, as they write it."""
    word = fold(typed)
    near = [
        (apart, term)
        for term in queries.terms_beginning(connection, word[0], _TERMS)
        if len(term) >= _SHORTEST - 1 and (apart := _apart(word, term, languages)) <= _NEAR
    ]
    written = sum((_surfaces(connection, term) for _, term in sorted(near)[:_LOOKED_AT]), Counter[str]())
    likely = [
        surface
        for surface, _ in sorted(written.items(), key=lambda item: (-item[1], item[0]))
        if _distance(word, fold(surface)) <= 1 and _may_be(word, surface, language, languages)
    ]
    first = fold(likely[0]) if likely else ""
    return likely[0] if likely and all(_one_word(fold(each), first, languages) for each in likely) else None


def _apart(word: str, term: str, languages: Sequence[str | None]) -> int:
    """Return how far a term, which has lost its ending, is from a typed word at the least."""
    forms = {word, word[: len(term)], word[: len(term) + 1], *(stem([word], each)[0] for each in languages)}
    return min(_distance(each, term) for each in forms)


def _one_word(one: str, other: str, languages: Sequence[str | None]) -> bool:
    return one == other or any(stem([one], each) == stem([other], each) for each in languages)


def _may_be(word: str, surface: str, language: str, languages: Sequence[str | None]) -> bool:
    """Return True if a typed word may be a slip for one of the articles.

    Another letter makes another name: Harlow is no slip for Harrow. Where endings say much, a slip is none of them; and
    a word of another language may be like any.
    """
    meant = fold(surface)
    swapped = sorted(word) == sorted(meant)
    noun = language == "de" and language not in languages
    if noun or (language != "en" and word[-2:] != meant[-2:]):
        return swapped or _single(word) == _single(meant)
    if not surface[:1].isupper():
        return True
    return word[-1] == meant[-1] and (swapped or len(word) != len(meant))


def _surfaces(connection: Connection, term: str) -> Counter[str]:
    """Return how the articles write a term of the full-text index, and how often."""
    passages = queries.load_passages(connection, queries.full_text(connection, [term], _PASSAGES)).values()
    found = Counter(
        written
        for passage in passages
        for written in re.findall(r"[^\W\d_]+", passage.text)
        if term in _forms(written, [passage.article.language]) and len(words(written)) == 1
    )
    lower = Counter({each: count for each, count in found.items() if each.islower()})
    return lower or Counter({each: count for each, count in found.items() if not each.isupper()}) or found
