"""The way of one question, from its words to a cited answer."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.catalog import queries
from index.catalog.filtering import article_count
from index.errors import LibraryError
from index.library.library import Library
from index.records import Span
from rag.abstention.refusal import refusal_text, refuse
from rag.abstention.verdict import Verdict, judge
from rag.answers.listing import PASSAGES
from rag.answers.selection import MARGINS, choose
from rag.catalog.answers import CatalogDesk
from rag.catalog.overviews.answers import OverviewDesk
from rag.citations.attribution import as_of
from rag.citations.conflicts import NOTHING_TOLD, Told, tell_sources
from rag.citations.quotes import answer_text, arrange_quotes, cite, highlights
from rag.conversation.comparisons import ComparisonDesk
from rag.conversation.several import answer_each
from rag.generation.models import ChosenModel
from rag.generation.writer import Writer
from rag.messages.translations import spoken_language
from rag.questions.analysis import Question
from rag.questions.followups.standalone import remembered, standalone_question
from rag.reading.reader import Reader, Unread
from rag.records import Answer, Citation, Delta, Filters, Refusal, Timings, Turn
from rag.retrieval.hybrid import HybridRetriever, Search, retrieved
from rag.retrieval.preference import prefer, within_asked_time
from rag.retrieval.ranking import Evidence
from rag.retrieval.reranking import Ranking
from rag.settings import Settings

_LOG: Final = logging.getLogger(__name__)
LISTS: Final = Unread(PASSAGES)
"""For "Which articles mention ...?", where words decide."""


class Pipeline:
    """Answers questions over a library, step by step. Safe to use from several threads."""

    def __init__(
        self, library: Library, settings: Settings, model: ChosenModel | None, rank: Ranking, reader: Reader
    ) -> None:
        """Answer from a library in the articles' own words, or as a model writes it where there is one."""
        self._library, self._settings, self.rank, self.reader = library, settings, rank, reader
        self.retriever = HybridRetriever(library, settings.candidates)
        self.desk = CatalogDesk(library, self.retriever)
        self.overviews = OverviewDesk(library, self.retriever)
        self.comparisons = ComparisonDesk(library, self._evidence)
        self.writer = Writer(model, library, settings, rank) if model else None

    def stream(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[Delta | Answer]:
        """Yield an answer piece by piece, and last the whole of it.

        A question about the articles themselves is answered from the catalog, who asks for an overview gets one, of two
        things compared each is quoted, and of several questions each is answered; so is any other question. A model,
        where there is one, writes the last anew; a refusal stands.
        """
        history = remembered(history)
        standalone, search = standalone_question(question.strip(), history), None
        answer = (
            self.desk.answer(question, history, filters)
            or self.overviews.answer(question, standalone, filters)
            or self.comparisons.answer(question, standalone, filters)
            or answer_each(question, standalone, filters, lambda *asked: self.quote(*asked)[0])
        )
        if answer is None:
            answer, search = self.quote(question, standalone, filters)
        if search is None or self.writer is None or not answer.answered:
            yield Delta(answer.answer, answer.citations)
            yield answer
            return
        spent = None
        if history:  # the model may make a better question of a follow-up, which is then looked for again
            condensed, spent = self.writer.condense(question, history)
            if condensed and condensed != answer.standalone_question:
                again, found = self.quote(question, condensed, filters)
                answer, search = (again, found) if again.answered else (answer, search)
        yield from self.writer.write(answer, search, spent)

    def quote(self, question: str, standalone: str, filters: Filters) -> tuple[Answer, Search]:
        """Return the answer in the articles' own words, or the refusal; and what was found for it.

        Args:
            question: as it was asked.
            standalone: the same, complete in itself.
            filters: which articles count.
        """
        started = time.perf_counter()
        with self._library.catalog.reading():  # every step sees one state of the articles
            asked = self.understand(standalone)
            limits = within_asked_time(asked, filters)
            reader = LISTS if asked.lists_articles else self.reader
            search = self.retriever.search(asked, limits, reader.passages)
            found = time.perf_counter()
            ranked = prefer(reader.read(search, self.rank(search)), asked)
            verdict = judge(search, ranked)
            answers = verdict.suffices(self._settings.abstain)
            said = self._cited(search, ranked, verdict) if answers else self._refused(search, verdict, limits)
        ended = time.perf_counter()
        answer = Answer(
            question=question,
            standalone_question=standalone,
            answer=said.text,
            answered=bool(said.citations),
            confidence=round(verdict.probability, 4),
            citations=said.citations,
            retrieved=retrieved(search)[: self._settings.candidates],
            timings=Timings(_ms(started, found), _ms(found, ended), _ms(started, ended)),
            highlights=said.bold,
            language=spoken_language(search.language),
            refusal=said.refusal,
            notes=said.told.notes,
            differences=said.told.differences,
            origins=said.told.origins,
        )
        told = "answered" if answer.answered else "refused"
        _LOG.info("%s with confidence %.2f in %.0f ms", told, verdict.probability, answer.timings.total_ms)
        return answer, search

    def _evidence(self, text: str, filters: Filters) -> tuple[Search, list[Evidence]]:
        """Return what is found for a question, and its sentences, the likeliest answer first."""
        with self._library.catalog.reading():
            asked = self.understand(text)
            search = self.retriever.search(asked, filters, self.reader.passages)
            return search, prefer(self.reader.read(search, self.rank(search)), asked)

    def understand(self, text: str) -> Question:
        """Return a question taken apart.

        Raises:
            LibraryError: the library has no articles.
        """
        if not self.retriever.languages():
            raise LibraryError(
                f"The library {self._library.folder} is empty: add articles with `pressmark index FOLDER`."
            )
        return self.retriever.understand(text)

    def _cited(self, search: Search, ranked: Sequence[Evidence], verdict: Verdict) -> "_Said":
        """Choose the sentences, quote them, cite each quote, and tell where the sources differ."""
        chosen = choose(search, ranked, self._settings.sentences, MARGINS)
        quotes = arrange_quotes(chosen.evidence, search.question.chosen, by_date=bool(chosen.answers) or chosen.listed)
        articles = {quote.passage.article.file: quote.passage.article.id for quote in quotes}
        citations = cite(quotes, self._texts(articles), verdict.probability)
        bold = highlights(quotes, search.question)
        told = tell_sources(chosen, quotes, citations, self._copies(articles.values()), search.language)
        if not told.notes:  # where sources differ or are listed, their dates stand beside them
            told = replace(told, notes=as_of(citations, search.language))
        return _Said(told.around(answer_text(citations, bold)), citations, bold, told=told)

    def _refused(self, search: Search, verdict: Verdict, limits: Filters) -> "_Said":
        """Say that the articles don't answer, what was searched, and what has no support."""
        with self._library.catalog.reading() as connection:
            searched = article_count(connection, self.retriever.choose(connection, limits))
            unreadable = queries.unreadable_count(connection)
        refusal = refuse(search, verdict, searched, unreadable)
        return _Said(refusal_text(refusal, search.language), refusal=refusal)

    def _texts(self, files: Iterable[str]) -> dict[str, str]:
        """Return the raw texts of articles; that of one which is gone is empty."""
        with self._library.catalog.reading() as connection:
            return {file: queries.article_text(connection, file) or "" for file in files}

    def _copies(self, articles: Iterable[int]) -> list[list[str]]:
        """Return the files of articles that have near-copies in the library, with these: a list an origin."""
        with self._library.catalog.reading() as connection:
            return queries.copies(connection, articles)


@dataclass(frozen=True, slots=True)
class _Said:
    """The text of an answer and what it rests on; a refusal rests on nothing."""

    text: str
    citations: tuple[Citation, ...] = ()
    bold: tuple[tuple[int, Span], ...] = ()
    refusal: Refusal | None = None
    told: Told = NOTHING_TOLD


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
