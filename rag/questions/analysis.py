"""What a question asks for: its words, its names and figures, and the kind of thing that would answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.language.analysis import content_words, fold, stem
from index.language.analysis import words as words_of
from rag.language.dates import YearMonthDay, find_dates, read_date
from rag.language.lexicon import pattern
from rag.language.names import name_words
from rag.language.numbers import Figure, find_figures
from rag.language.parsing import Reading, read
from rag.language.people.offices import Office, office_asked
from rag.language.people.speech import ASKED_WHAT_WAS_SAID
from rag.language.places import country_of, names_country
from rag.language.similarity import synonyms_of
from rag.questions.constraints import Constraints, read_constraints
from rag.questions.keywords import lists_keywords
from rag.questions.kinds import Kind, question_kind
from rag.questions.numbered import Numbered, asked_numbers
from rag.questions.premises import Premises, read_premises, without_request
from rag.questions.scope import Breadth, asks_for_articles, breadth
from rag.questions.wanted import Wanted, asked_identity, chosen_words, counted_noun, read_wanted

_BESIDE_OFFICE = 3
"""Words beside an office in which its country stands: "of the US"; the title of a film stands farther away."""
_ASKING = re.compile(
    r"\bhow [a-z]+|\b(?:what|which) (?:reasons?|kinds?|types?|sorts?|dates?|days?|years?|numbers?|names?)\b"
    r"|\bnames? of\b",
    re.IGNORECASE,
)


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


@dataclass(frozen=True)
class Question:
    """A question taken apart, once: all that any step needs to know of its text.

    What only some questions are asked for is read when it is first looked at, and kept.
    """

    text: str
    kind: Kind
    words: tuple[QueryWord, ...]
    counted: frozenset[str] = frozenset()
    """What is counted in "How many drones ...?", as it looks in the full-text index; empty when that says little."""
    chosen: frozenset[str] = frozenset()
    """The folded words behind "which" or "what": `air` and `base` in "Which air base ...?"; empty but in English."""
    language: str | None = None
    """The language it is asked in, by ISO 639-1 code; `None` when nothing tells."""

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Its different words as they are written."""
        return tuple(dict.fromkeys(re.findall(r"\w+", self.text)))

    @cached_property
    def folded(self) -> frozenset[str]:
        """Its words, folded."""
        return folded_words(self.text)

    @cached_property
    def asking(self) -> frozenset[str]:
        """Its folded words that only ask, and are no matter: "how old", "what reason", "names of"."""
        return folded_words(" ".join(_ASKING.findall(self.text)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its words that are written like names."""
        return tuple(name_words(self.text))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The folded words of its names and figures: what an answer about something else would lack."""
        figures = {word for word in words_of(self.text) if any(char.isdigit() for char in word)}
        return frozenset({part for name in self.names for part in words_of(name) if len(part) > 1} | figures)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers and months, by value."""
        return tuple(find_figures(self.text, self.language))

    @cached_property
    def dates(self) -> tuple[YearMonthDay, ...]:
        """The dates that it names, as far as each tells year, month and day."""
        return tuple(read_date(span.of(self.text)) for span in find_dates(self.text))

    @cached_property
    def numbered(self) -> tuple[Numbered, ...]:
        """What it calls by a number: "Article 6", "kiln number 5"."""
        return asked_numbers(self.text, self.language)

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The folded name of whom or what it asks what they are: "Who is Otto Lind?", "What is Gasnor?"."""
        return asked_identity(self.text, self.language)

    @cached_property
    def office(self) -> Office | None:
        """The office of which it asks who holds it: "Who is the mayor of Velm?"; nothing but in English."""
        return office_asked(self.text) if self.language in (None, "en") else None

    @cached_property
    def office_words(self) -> frozenset[str]:
        """The folded words of that office: `foreign` and `minister`."""
        return frozenset(words_of(self.text[self.office.start : self.office.end])) if self.office else frozenset()

    @cached_property
    def office_country(self) -> frozenset[str]:
        """The country whose office that is, if one stands beside it: of "the president of Turkey"."""
        if self.office is None:
            return frozenset()
        before, behind = words_of(self.office.before), words_of(self.text[self.office.end :])
        beside = (*before[-_BESIDE_OFFICE:], *behind[:_BESIDE_OFFICE])
        return frozenset(country_of(word) for word in beside if names_country(word))

    @cached_property
    def asks_content(self) -> bool:
        """Whether it asks what something says: "What does Article 6 say?"."""
        return pattern("asks-content", self.language or "en").search(self.text) is not None

    @cached_property
    def reading(self) -> Reading:
        """Its words in order with stems and clauses, as an English sentence."""
        return read(self.text)

    @cached_property
    def breadth(self) -> Breadth:
        """How much of the articles an answer needs."""
        return breadth(self.text)

    @cached_property
    def lists_keywords(self) -> bool:
        """Whether it is a few words that carry meaning, and nothing else: "Akkuyu nuclear plant"."""
        return lists_keywords(self.text)

    @cached_property
    def lists_articles(self) -> bool:
        """Whether it asks which articles mention something."""
        return asks_for_articles(self.text)

    @cached_property
    def constraints(self) -> Constraints:
        """The time that it asks about, and who has to say it."""
        return read_constraints(self.text)

    @cached_property
    def asks_what_happened(self) -> bool:
        """Whether it asks what happened to something: all that counts is what is said of that."""
        return re.match(r"\W*what(?:['’]s| has| had)? happen", self.text, re.IGNORECASE) is not None

    @cached_property
    def asks_all_said(self) -> bool:
        """Whether it asks what somebody said, and on nothing in particular: "What did Otto Lind say?"."""
        named = {part for name in self.names for part in words_of(name)}
        said = (re.fullmatch(ASKED_WHAT_WAS_SAID, word.word) for word in self.words if word.word not in named)
        return self.constraints.speaker is not None and all(said)

    @cached_property
    def asks_of_now(self) -> bool:
        """Whether it asks for what holds now: "How many live there?", not "How many lived there?"."""
        language = self.language or "en"
        return bool(pattern("asks-now", language).search(self.text)) and not pattern("asks-then", language).search(
            self.text
        )

    @cached_property
    def premises(self) -> Premises:
        """What it takes for granted."""
        return read_premises(self.text, self.kind)

    @cached_property
    def wanted(self) -> Wanted:
        """What would answer it, as far as its words tell."""
        return read_wanted(self.text)


def analyse_question(text: str, language: str | None, languages: Sequence[str | None]) -> Question:
    """Take a question apart.

    Args:
        text: the question, complete in itself.
        language: its ISO 639-1 code, English when unknown.
        languages: the languages of the articles.
    """
    words = dict.fromkeys(content_words(without_request(text), language))
    english = language in (None, "en") and "en" in (languages or ["en"])
    stemmed = [
        QueryWord(
            word,
            frozenset(each for spoken in languages or [language] for each in stem([word], spoken)),
            synonyms_of(stem([word], "en")[0]) if english else frozenset(),
        )
        for word in words
    ]
    head = counted_noun(text)
    counted = next((word.forms for word in stemmed if word.word == head), frozenset())
    return Question(text, question_kind(text, language), tuple(stemmed), counted, chosen_words(text), language)


def folded_words(text: str) -> frozenset[str]:
    """Return the set of folded words of `text`, for comparing names and figures whatever their spelling."""
    return frozenset(fold(word) for word in re.findall(r"\w+", text))
