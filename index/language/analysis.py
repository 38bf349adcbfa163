"""Words as the full-text search sees them: folded, stemmed, without function words.

Index and question go through the same functions, so that what one stores the other finds. The raw text is never
touched: these are copies for searching.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import Stemmer

from index.language import wordlists
from index.language.english_verbs import word_set
from index.records import Span

LANGUAGES = {
    "en": "english", "tr": "turkish", "ru": "russian", "de": "german", "fr": "french", "es": "spanish", "ar": "arabic",
    "it": "italian", "pt": "portuguese", "nl": "dutch", "sv": "swedish", "no": "norwegian", "da": "danish",
    "fi": "finnish", "el": "greek", "hu": "hungarian", "ro": "romanian",
}  # fmt: skip
"""Languages with a Snowball stemmer, by ISO 639-1 code; another language is searched by whole words."""

_ALSO_FUNCTION = {
    "en": "many much whose",
    "de": "wer wen wem wessen wann wohin woher warum weshalb wieso wieviel wieviele",
    "fr": "quoi quand pourquoi combien comment quel quelle quels quelles lequel laquelle lesquels lesquelles",
    "es": "adónde cuánto cuánta cuántos cuántas cuáles",
    "tr": "zaman kaç kaçıncı kim kimin kimi kime kimler nereden hangi hangisi",
    "ru": "кого кому кем откуда почему сколько какой какого какое какая какие каких каков который чей чья чьё чьи",
    "ar": "أين لماذا أي أية",
}
"""Words that only ask or count, and that the lists of function words leave out."""
_DESIGNATION = re.compile(r"\b[^\W\d_]-\d+")  # the letter of "S-400" is no English "s"
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Signs that stand within words and are never seen: they only tell where a word may be divided, or not."""
_RAISED = "⁰¹²³⁴-⁹"
_NO_FUNCTION = frozenset({"won"})  # NLTK lists it for "won't"


@cache
def _word() -> re.Pattern[str]:
    """Match a word: letters and digits with their marks, which are vowels in Hindi and accents in decomposed text.

    A soft hyphen within it is one of its marks, too. A raised digit ends a number, whose note or power it is.
    """
    marks = "".join(char for char in map(chr, range(0x10000)) if unicodedata.category(char) in {"Mn", "Mc"})
    return re.compile(rf"[^\W_](?:[^\W_{_RAISED}]|(?<=[^\W\d_])[{_RAISED}]|[{marks}]|[{INVISIBLE}]+(?=[^\W_]))*")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` without case and diacritics: `Erdoğan` and `erdogan` become one, and so do `ı` and `i`."""
    plain = (
        char
        for char in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(char) and char not in INVISIBLE
    )
    return "".join(plain).casefold().replace("ı", "i")


@lru_cache(maxsize=8192)  # a question looks at the same sentence from many sides, and so does the next question
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, in order; an apostrophe ends a word (`Allen'ın` gives `allen`, `in`)."""
    return tuple(map(fold, _word().findall(text)))


def whole_words(text: str, span: Span) -> Span:
    """Return a span that ends in no word that goes on with a mark, as decomposed letters and soft hyphens make it."""
    start, end = span.start, span.end
    if start < end and start > 0 and (_is_inner(text[start]) or _is_inner(text[start - 1])):
        while start > 0 and (_is_inner(text[start - 1]) or text[start - 1].isalnum()):
            start -= 1
    if 0 < end < len(text) and (_is_inner(text[end]) or (_is_inner(text[end - 1]) and text[end].isalnum())):
        while end < len(text) and (_is_inner(text[end]) or text[end].isalnum()):
            end += 1
    return Span(start, end)


def _is_inner(sign: str) -> bool:
    return sign in INVISIBLE or unicodedata.combining(sign) != 0


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the folded words of a language that carry no meaning of their own; none for an unknown language."""
    spelled = wordlists.function_words(LANGUAGES.get(language, ""))
    spelled_so = (*spelled, _ALSO_FUNCTION.get(language, ""))
    return frozenset(part for word in spelled_so for part in words(word)) - _NO_FUNCTION


def question_language(question: str, expected: Sequence[str | None]) -> str | None:
    """Return the language that a question is asked in, told from its function words.

    A question is too short for a model of letters: "Turkey and Russia S-400?" has none to go by. The language with
    the most function words wins; between equals, the first of those expected.

    Args:
        question: the question as asked.
        expected: likely languages, likeliest first, such as those of the articles.
    """
    script = next((language for language, letters in _SCRIPTS.items() if len(letters.findall(question)) > 2), None)
    if script:
        return script
    asked = words(_DESIGNATION.sub(" ", question))
    order = [language for language in dict.fromkeys([*expected, "en", *LANGUAGES]) if language]
    counted = {language: sum(word in function_words(language) for word in asked) for language in order}
    for language, asking in _ASKING.items():
        counted[language] = counted.get(language, 0) + sum(word in asking for word in asked)
    for language, letters in _LETTERS.items():
        counted[language] = counted.get(language, 0) + 2 * bool(letters.search(question))
    best = max(order, key=lambda language: counted[language])
    return best if counted[best] else None


_SCRIPTS = {"ru": re.compile("[а-яё]", re.IGNORECASE), "ar": re.compile("[\u0621-\u064a]")}
"""Scripts that only one of the languages known here is written in."""
_LETTERS = {
    "tr": re.compile(r"(?<!\w)(?=[a-zçöüığş])\w*[ığş]"),
    "es": re.compile(r"[¿¡]|(?<!\w)(?=[a-zñ])\w*ñ"),
    "de": re.compile(r"(?<!\w)(?=[a-zäöü])\w*ß"),
}
"""Letters that only one of the languages has, in words written small: Erdoğan may stand in any question."""
_ASKING = {
    "tr": word_set("kac kim kimin kime kimdi kimdir hangi nedir neydi nerede nereye neden nasil hangisi oldu"),
    "de": word_set("wer wen wem wann wo warum wie welche welcher welches wieviele"),
    "fr": word_set("qui quand ou pourquoi combien quel quelle quels quelles comment"),
    "es": word_set("quien quienes cuando donde cuanto cuantos cuantas cual cuales como"),
}
"""Folded question words: they tell a language better than other function words, and count as two."""


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = LANGUAGES.get(language)
    return Stemmer.Stemmer(name) if name else None


def stem(folded: Iterable[str], language: str | None) -> list[str]:
    """Reduce folded words to their stems in `language`; without a stemmer they stay as they are."""
    stemmer = _stemmer(language) if language else None
    return stemmer.stemWords(list(folded)) if stemmer else list(folded)


def terms(text: str, language: str | None) -> list[str]:
    """Return the search terms of a text to be indexed: every word, folded and stemmed."""
    return stem(words(text), language)


def passage_terms(title: str | None, passage: str, language: str | None) -> str:
    """Return what the full-text index holds of a passage: its terms, with those of its article's title."""
    return " ".join(terms(f"{title or ''}\n{passage}", language))


def content_words(question: str, language: str | None) -> list[str]:
    """Return the folded words of a question without its function words (all of them when nothing else is left)."""
    return meaningful_words(question, language) or list(words(question))


def meaningful_words(text: str, language: str | None) -> list[str]:
    """Return the folded words of a text that are no function words of a language, English when it is unknown.

    A single letter is none; a single digit is one, since it tells Article 6 from Article 7.
    """
    plain = function_words(language or "en")
    return [word for word in words(text) if word not in plain and (len(word) > 1 or word.isdigit())]
