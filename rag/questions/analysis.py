"""What a question asks for: its words, its names and figures, and the kind of thing that would answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.language.analysis import content_words, fold, stem
from index.language.analysis import words as words_of
from rag.questions.kinds import FOREIGN_KINDS, Kind
from rag.questions.synonyms import alike


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the question that carries meaning."""

    word: str
    """Folded: see `index.language.analysis.fold`."""
    stems: frozenset[str]
    """What it looks like in the full-text index, for each language of the articles."""
    synonyms: frozenset[str] = frozenset()
    """The same for other words that mean nearly what it means."""

    @property
    def forms(self) -> frozenset[str]:
        """All that may stand for it in an article."""
        return self.stems | self.synonyms


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart."""

    text: str
    kind: Kind
    words: tuple[QueryWord, ...]
    counted: frozenset[str] = frozenset()
    """What is counted in "How many drones ...?", as it looks in the full-text index; empty when that says little."""
    chosen: frozenset[str] = frozenset()
    """The folded words behind "which" or "what": `air` and `base` in "Which air base ...?"; empty but in English."""


_KINDS = (
    (Kind.WHEN, r"when\b|(?:what|which) (?:\w+ ){0,2}(?:year|date|day|month|decade|century|time)\b|how long ago"),
    (
        Kind.HOW_MANY,
        r"how (?:many|much|long|old|far(?! along)|tall|large|big|high|often|fast|deep|wide|heavy)\b"
        r"|what (?:(?:is|are|was|were) the )?(?:\w+ ){0,2}"
        r"(?:percent|percentage|number|amount|share|proportion|population|price|cost|age|distance|income|toll|range|length"
        r"|height|weight|speed|width|depth|diameter|budget|salary|temperature|capacity)\b",
    ),
    (
        Kind.WHO,
        r"who(?:se|m)?\b|what (?:is|was|are|were) the names?\b"
        r"|(?:what|which) (?:\w+ )?(?:person|man|woman|minister|president|author|columnist|journalist)\b",
    ),
    (
        Kind.WHERE,
        r"where\b|(?:in )?(?:what|which) (?:(?:is|was) the )?"
        r"(?:city|country|place|state|region|town|location|continent)\b",
    ),
    (Kind.WHY, r"why\b|what (?:caused|causes|reason|is the reason|was the reason)|for what reason"),
    # Last, so that it yields to those at the same place: "What happened when the bridge opened?" asks for no date.
    (Kind.OTHER, r"(?:what|which|how)\b(?! about)"),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in _KINDS)


_THE_ARTICLES = r"(?:the|this|that|these|those) (?:articles?|texts?|pieces?|sources?|authors?)"
_OF_THE_ASKING = re.compile(
    rf"\b(?:according to|in|says?|said by) {_THE_ARTICLES}\b|\baccording to\b"
    r"|\bin [\w’'.-]+(?:[’']s|s[’']) (?:opinion|view|eyes|judge?ment)\b"
    rf"|\b(?:do|does|did) {_THE_ARTICLES} (?:say|tell|mention|report)\b",
    re.IGNORECASE,
)
"""What speaks of the asking, not of the matter: an answer seldom has these words."""


def matter_of(text: str) -> str:
    """Return a question without what speaks of the asking: "according to the article", "in Idiz's view"."""
    return _OF_THE_ASKING.sub(" ", text)


def analyse_question(text: str, language: str | None, languages: Sequence[str | None]) -> Question:
    """Take a question apart.

    Args:
        text: the question, complete in itself.
        language: its ISO 639-1 code, English when unknown.
        languages: the languages of the articles.
    """
    words = dict.fromkeys(content_words(matter_of(text), language))
    english = language in (None, "en") and "en" in (languages or ["en"])
    stemmed = [
        QueryWord(
            word,
            frozenset(each for spoken in languages or [language] for each in stem([word], spoken)),
            alike(stem([word], "en")[0]) if english else frozenset(),
        )
        for word in words
    ]
    head = _counted(text)
    counted = next((word.forms for word in stemmed if word.word == head), frozenset())
    chosen = frozenset(words_of(found.group(1))) if (found := _CHOSEN.search(text)) else frozenset()
    return Question(text, question_kind(text, language), tuple(stemmed), counted, chosen)


_BEHIND_NOUN = (
    r"(?:did|do|does|has|have|had|is|are|was|were|will|would|can|could|in|of|on|at|to|the|a|an|there|that|who|from|with"
    r"|by|per)\b"
)
_COUNTED = re.compile(
    rf"\bhow many (?!(?:is|are|was|were|has|have|had|will)\b)((?:[\w’'-]+ ){{1,4}}?){_BEHIND_NOUN}", re.IGNORECASE
)
_CHOSEN = re.compile(rf"\b(?:which|what) (?!{_BEHIND_NOUN})((?:[\w’'-]+ ){{1,3}}?){_BEHIND_NOUN}", re.IGNORECASE)
_ANYTHING = frozenset({"people", "persons", "times", "things", "ones"})


def _counted(text: str) -> str | None:
    """Return the folded noun behind "how many": the last plural before a verb or preposition, else the last word."""
    found = _COUNTED.search(text)
    group = words_of(found.group(1)) if found else []
    head = next((word for word in reversed(group) if word.endswith("s")), group[-1] if group else None)
    return None if _ANYTHING.intersection(group) else head


def question_kind(text: str, language: str | None = None) -> Kind:
    """Return what kind of words answers the question: the first question phrase in it decides.

    Args:
        text: the question.
        language: the one it is asked in, English when unknown.
    """
    found = [(match.start(), kind) for kind, pattern in _patterns(language) if (match := pattern.search(text))]
    return min(found, default=(0, Kind.OTHER), key=lambda item: item[0])[1]


@cache
def _patterns(language: str | None) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    foreign = FOREIGN_KINDS.get(language or "en")
    if foreign is None:
        return _PATTERNS
    return tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in foreign)


_NAME = re.compile(r"[^\W\d_][\w’'.-]*")


def names(text: str) -> list[str]:
    """Return the words of `text` that are written like names: capitalised, and not only for opening a sentence."""
    found = []
    for match in _NAME.finditer(text):
        word = match.group().rstrip(".'’-")
        opens = not text[: match.start()].strip(" \"'“‘«([") or re.search(r"[.!?:]\W*$", text[: match.start()])
        inner = word[1:2].isupper() or any(char.isdigit() for char in word)
        if word[:1].isupper() and (not opens or inner):
            found.append(word)
    return found


def folded_words(text: str) -> frozenset[str]:
    """Return the set of folded words of `text`, for comparing names and figures whatever their spelling."""
    return frozenset(fold(word) for word in re.findall(r"\w+", text))
