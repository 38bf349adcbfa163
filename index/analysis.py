"""Words as the full-text search sees them: folded, stemmed, without function words.

Index and question go through the same functions, so that what one stores the other finds. The raw text is never
touched: these are copies for searching.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import Stemmer
from stopwordsiso import has_lang, stopwords

STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Snowball stemmers by ISO 639-1 code; another language is searched by whole words."""

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` without case and diacritics: `Erdoğan` and `erdogan` become one, and so do `ı` and `i`."""
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("ı", "i")
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in order; an apostrophe ends a word (`Allen'ın` gives `allen`, `in`)."""
    return [fold(word) for word in _WORD.findall(text)]


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in stopwords(language)) if has_lang(language) else frozenset()


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = STEMMERS.get(language)
    return Stemmer.Stemmer(name) if name else None


def stem(folded: Iterable[str], language: str | None) -> list[str]:
    """Reduce folded words to their stems in `language`; without a stemmer they stay as they are."""
    stemmer = _stemmer(language) if language else None
    return stemmer.stemWords(list(folded)) if stemmer else list(folded)


def terms(text: str, language: str | None) -> list[str]:
    """Return the search terms of a text to be indexed: every word, folded and stemmed."""
    return stem(words(text), language)


def content_words(question: str, language: str | None) -> list[str]:
    """Return the folded words of a question without its function words (all of them when nothing else is left)."""
    every = words(question)
    plain = _function_words(language or "en")
    return [word for word in every if word not in plain] or every


def query_terms(question: str, question_language: str | None, languages: Iterable[str | None]) -> list[str]:
    """Return the terms to look a question up by, each once.

    Args:
        question: the question as asked.
        question_language: its ISO 639-1 code, which decides what counts as a function word.
        languages: the languages of the articles: a word is stemmed as each of them would have stemmed it.
    """
    asked = content_words(question, question_language)
    found = [term for language in languages for term in stem(asked, language)]
    return list(dict.fromkeys(found or asked))
