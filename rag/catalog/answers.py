"""Answers about the articles themselves, read from the catalog, each with the exact words that prove it."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from index.catalog import queries
from index.language.analysis import question_language
from index.library.library import Library
from index.records import ArticleCard, Found, Span
from rag.catalog.questions import CatalogQuestion, read_catalog_question, read_foreign_question
from rag.catalog.references import FindTopic, resolve
from rag.catalog.words import Asked
from rag.citations.quotes import quote_in_bold
from rag.messages.texts import say
from rag.messages.translations import spoken_language
from rag.questions.analysis import analyse_question
from rag.records import Answer, Citation, Filters, Refusal, Timings, Turn
from rag.retrieval.hybrid import HybridRetriever, Search, chosen_cards

SHOWN: Final = 10
"""The most articles that an answer lists."""
_LONGEST_LINE: Final = 200
"""Characters of a line that is quoted whole; of a longer one, only the sentence with the words."""
_FIELDS: Final = {Asked.AUTHOR: "author", Asked.PUBLISHED: "published", Asked.PUBLISHER: "publisher"}
_LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an article, and the words that it was read from."""

    card: ArticleCard
    value: str | None
    how: str
    citation: Citation | None = None
    """The line with the words; nothing when they stand in no text, as a date in the name of a file."""
    words: Span | None = None
    """The words themselves, within the citation."""


class CatalogDesk:
    """Answers who wrote an article, when and where it was published, and which articles there are."""

    def __init__(self, library: Library, retriever: HybridRetriever) -> None:
        """Answer from the catalog of a library, with its search for topics."""
        self._library, self._retriever = library, retriever

    def answer(self, question: str, history: Sequence[Turn], filters: Filters) -> Answer | None:
        """Return the answer to a question about the articles themselves, `None` when it is about what they say.

        Args:
            question: as it was asked: "that article" is looked up in the history.
            history: the conversation so far, oldest first.
            filters: which articles count.
        """
        started = time.perf_counter()
        language = spoken_language(question_language(question, self._retriever.languages()))
        asked = read_catalog_question(question) if language == "en" else read_foreign_question(question, language)
        if asked is None:
            return None
        cards = chosen_cards(self._library, filters)
        meant = resolve(asked, cards, history, self._find_topic(language, filters, cards))
        if meant is None:
            return None
        found = time.perf_counter()
        with self._library.catalog.reading() as connection:
            if asked.label and not asked.named and not _all_labelled(connection, meant.cards, asked.label):
                return None
            facts = read_facts(connection, meant.cards, _FIELDS.get(asked.asked, meant.by))
        answer = _tell(asked, facts, language, len(cards))
        ended = time.perf_counter()
        return replace(
            answer,
            question=question,
            standalone_question=question.strip(),
            confidence=meant.sure,
            timings=Timings(_ms(started, found), _ms(found, ended), _ms(started, ended)),
        )

    def _find_topic(self, language: str, filters: Filters, every: Sequence[ArticleCard]) -> FindTopic:
        def find(topic: str, cards: Sequence[ArticleCard]) -> Search:
            narrowed = len(cards) < len(every)
            within = replace(filters, files=tuple(card.file for card in cards)) if narrowed else filters
            asked = analyse_question(topic, language, self._retriever.languages())
            return self._retriever.search(asked, within)

        return find


def _all_labelled(connection: Connection, cards: Sequence[ArticleCard], label: str) -> bool:
    """Return True if articles call themselves a piece of opinion: "OPINION:", "Column |" at their head."""
    kind = re.compile(_LABELS[label])
    return all(kind.search((queries.article_text(connection, card.file) or "")[:_HEAD]) for card in cards)


_LABELS: Final = {
    "opinion": r"\b(?:OPINION|Opinion|EDITORIAL|Editorial|COLUMN|Column|COMMENTARY|Commentary|Op-[Ee]d|OP-ED)\b"
}
_HEAD: Final = 300
"""Characters in which an article says what kind of piece it is."""


def read_facts(connection: Connection, cards: Sequence[ArticleCard], field: str) -> list[Fact]:
    """Return one value of each article (`author`, `published`, `publisher`, `title`) with the words that prove it.

    The words are cited with the rest of their line, so that a reader sees what they are: "By Selin Marlowe".
    """
    facts: list[Fact] = []
    for card in cards:
        facts.append(_fact(connection, card, field, 1 + sum(fact.citation is not None for fact in facts)))
    return facts


def _fact(connection: Connection, card: ArticleCard, field: str, marker: int) -> Fact:
    view = queries.article_view(connection, card.file)
    found: Found | None = getattr(view.metadata, field) if view else None
    if view is None or found is None:
        return Fact(card, None, "")
    text = view.text
    words = found.span
    if words is None or not words.of(text).strip():
        return Fact(card, found.value, found.how)
    line = _line_around(text, words)
    if line.end - line.start > _LONGEST_LINE:
        line = queries.sentence_around(connection, card.file, words) or words
    citation = Citation(
        marker=marker,
        file=card.file,
        start=line.start,
        end=line.end,
        line_start=_line_number(text, line.start),
        line_end=_line_number(text, line.end - 1),
        quote=line.of(text),
        title=card.title,
        author=card.author,
        publisher=card.publisher,
        published=card.published,
        score=1.0,
        sha256=card.sha256,
    )
    return Fact(card, found.value, found.how, citation, words)


def _line_around(text: str, words: Span) -> Span:
    """Return the lines that hold `words`, without the space about them."""
    before = [match.end() for match in _LINE_BREAK.finditer(text, 0, words.start)]
    after = _LINE_BREAK.search(text, words.end)
    start, end = before[-1] if before else 0, after.start() if after else len(text)
    line = text[start:end]
    return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def _line_number(text: str, offset: int) -> int:
    return 1 + sum(1 for _ in _LINE_BREAK.finditer(text, 0, offset))


def _tell(asked: CatalogQuestion, facts: Sequence[Fact], language: str, searched: int) -> Answer:
    """Put facts into words; all that is said of the question itself is left for the caller to fill in."""
    listed = asked.asked in {Asked.COUNT, Asked.LIST}
    shown = list(facts[:SHOWN])
    lines = [_listed(fact) if listed else _said(asked.asked, fact, language) for fact in shown]
    notes = [say("catalog-from-name", language, file=fact.card.file) for fact in shown if fact.how == "file name"]
    if listed:
        lines = [f"- {line}" for line in lines]
        if asked.asked is Asked.COUNT:
            lines = [say("catalog-count", language, count=len(facts)), *(lines if asked.named else [])]
        notes.append(say("catalog-counted", language))
    if len(facts) > SHOWN and len(lines) > 1:
        lines.append(say("catalog-more", language, count=len(facts) - SHOWN))
    known = listed or any(fact.value for fact in facts)
    if not known:
        lines = [say("refusal", language), *lines]
    text = ("\n" if listed else "\n\n" if known else " ").join(lines)
    cited = [fact for fact in shown if fact.citation and f"[{fact.citation.marker}]" in text]
    return Answer(
        question="",
        standalone_question="",
        answer=" ".join([text, *notes]) if not listed else "\n".join([text, *notes]),
        answered=known,
        confidence=0.0,
        citations=tuple(fact.citation for fact in cited if fact.citation),
        retrieved=(),
        timings=Timings(0, 0, 0),
        highlights=tuple((fact.citation.marker, fact.words) for fact in cited if fact.citation and fact.words),
        language=language,
        notes=tuple(notes),
        refusal=None if known else Refusal(searched, 0, (), ()),
    )


def _said(asked: Asked, fact: Fact, language: str) -> str:
    title = fact.card.title or fact.card.file
    if fact.value is None:
        return say(f"catalog-no-{asked}", language, title=title)
    said = say(f"catalog-{asked}", language, title=title, value=fact.value)
    return f"{said}{_quoted(fact)}"


def _quoted(fact: Fact) -> str:
    """Return the words that prove a fact with their marker; a full stop where there are none."""
    if fact.citation is None:
        return "."
    return f": “{quote_in_bold(fact.citation, [fact.words] if fact.words else [])}” [{fact.citation.marker}]"


def _listed(fact: Fact) -> str:
    """Return an article in a list: its title, who wrote it, where and when, and the words it was chosen by."""
    card = fact.card
    known = ", ".join(part for part in (card.author, card.publisher, card.published) if part)
    return f"“{card.title or card.file}”{f' ({known})' if known else ''}{_quoted(fact)}"


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
