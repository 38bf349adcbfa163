"""The way of one question, from its words to a cited answer."""

import logging
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.catalog import queries
from index.catalog.filtering import article_count
from index.errors import LibraryError
from index.language.analysis import question_language
from index.library.library import Library
from index.records import Span
from rag.abstention.offering import nearest_question
from rag.abstention.refusal import refusal_text, refuse
from rag.abstention.verdict import Verdict, judge
from rag.answers.listing import PASSAGES
from rag.answers.repeated import without_told
from rag.answers.selection import MARGINS, MARGINS_READ, Chosen, choose
from rag.catalog.answers import CatalogDesk
from rag.catalog.overviews.answers import OverviewDesk
from rag.citations.attribution import as_of
from rag.citations.conflicts import NOTHING_TOLD, Told, tell_sources
from rag.citations.quotes import CitationError, Quote, answer_text, arrange_quotes, cite, highlights
from rag.conversation.comparisons import ComparisonDesk
from rag.conversation.several import answer_each
from rag.generation.models import ChosenModel
from rag.generation.reading.reader import NEAREST, POOL, Heard, LanguageModelReader
from rag.generation.reading.telling import reading_of, unheard_answer, with_reading
from rag.generation.streaming import Tally
from rag.generation.writer import Writer
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.messages.translations import spoken_language
from rag.questions.analysis import Question
from rag.questions.followups.coreference import Exchange
from rag.questions.followups.standalone import carried_on, remembered, standalone_question, told_already
from rag.questions.keywords import keyword_questions
from rag.questions.scope import in_other_words
from rag.reading.reader import Reader, Unread
from rag.records import Answer, Citation, Delta, Filters, Refusal, Timings, Turn
from rag.retrieval.asked.subject import of_asked_subject
from rag.retrieval.hybrid import HybridRetriever, Search, retrieved
from rag.retrieval.other_parts import without_other_parts
from rag.retrieval.preference import prefer, within_asked_time
from rag.retrieval.ranking import Evidence, as_ranked
from rag.retrieval.reranking import Ranking
from rag.retrieval.spelling import Spelled, spell
from rag.settings import Settings

_LOG: Final = logging.getLogger(__name__)
_SPOKEN: Final = 400
"""Characters of the last question and answer that tell which articles were spoken of."""
_NEAR: Final = 0.05
"""How far below the best passage one may lie whose article was spoken of, too."""
_OFFERED: Final = 3
"""The nearest passages, of which a question is drawn to be offered beside a refusal."""
LISTS: Final = Unread(PASSAGES)
"""For "Which articles mention ...?", where words decide."""


class Pipeline:
    """Answers questions over a library, step by step. Safe to use from several threads."""

    def __init__(
        self, library: Library, settings: Settings, model: ChosenModel | None, rank: Ranking, reader: Reader
    ) -> None:
        """Answer from a library in the articles' own words; a model, where there is one, reads, and may write."""
        self._library, self._settings, self.rank, self.reader = library, settings, rank, reader
        self.retriever = HybridRetriever(library, settings.candidates)
        self.desk = CatalogDesk(library, self.retriever)
        self.overviews = OverviewDesk(library, self.retriever)
        self.comparisons = ComparisonDesk(library, self._evidence)
        self.writer = Writer(model, library, settings, rank) if model else None
        self._model_reader = LanguageModelReader(model, settings) if model else None

    def stream(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[Delta | Answer]:
        """Yield an answer piece by piece, and last the whole of it; first, which words were taken for slips of others.

        Args:
            question: as it was asked.
            history: the conversation so far, oldest first.
            filters: which articles count.
        """
        spelled = self.spell(question)
        history = [
            replace(turn, content=self.spell(turn.content).text) if turn.role == "user" else turn
            for turn in remembered(history)
        ]
        note = ""
        for piece in self._stream(spelled.text, history, filters):
            if spelled.corrections and not note:
                spoken = piece.language if isinstance(piece, Answer) else question_language(question, ["en"])
                note = " ".join(
                    say("spelled", spoken, typed=one_line(each.typed), meant=one_line(each.meant))
                    for each in spelled.corrections
                )
                yield Delta(f"{note}\n\n")
            yield _as_typed(piece, question, note, spelled) if isinstance(piece, Answer) else piece

    def spell(self, question: str) -> Spelled:
        """Return a question with its slips put right, each for the one word of the articles that is meant."""
        languages = self.retriever.languages()
        with self._library.catalog.reading() as connection:
            return spell(connection, question, languages)

    def _stream(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[Delta | Answer]:
        """Yield the answer to a question without slips.

        A question about the articles themselves is answered from the catalog, who asks for an overview gets one, of two
        things compared each is quoted, and of several questions each is answered; so is any other question. A model,
        where there is one, decides of all but the first two from the sentences found whether and where they answer, and
        writes the answer; where it fails, the answer without it stands.
        """
        answer = self.desk.answer(question, history, filters)
        if answer is not None:
            yield Delta(answer.answer, answer.citations)
            yield answer
            return
        yield from map(self._with_state, self._searched(question, history, filters))

    def _with_state(self, piece: Delta | Answer) -> Delta | Answer:
        """Say beside an answer that words alone were searched, where it is so."""
        if isinstance(piece, Delta) or not self._library.vectors_away:
            return piece
        note = say("words-only", piece.language)
        return replace(piece, answer=f"{piece.answer}\n\n{note}", notes=(*piece.notes, note))

    def _searched(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[Delta | Answer]:
        standalone = standalone_question(question.strip(), history)
        if standalone == question.strip():
            standalone = " ".join(keyword_questions(standalone)) or in_other_words(standalone)
        answer = self.overviews.answer(question, standalone, filters)
        if answer is None and self.writer is None:
            answer = self.comparisons.answer(question, standalone, filters) or answer_each(
                question, standalone, filters, lambda *asked: self.quote(*asked)[0]
            )
        if answer is None:
            last = carried_on(question.strip(), standalone, history)
            before = told_already(question, history)
            answer, found = self._quoted(question, standalone, filters, before, going_on=self._spoken_of(last, filters))
            if self.writer is not None:
                yield from self._with_model(answer, found, history, self.writer)
                return
            answer = self._offering(answer, found, filters)
        yield Delta(answer.answer, answer.citations)
        yield answer

    def _offering(self, answer: Answer, found: "_Found", filters: Filters) -> Answer:
        """Return a refusal with the nearest question that the articles do answer, if one is found."""
        if answer.answered:
            return answer
        passages = [each.passage for each in found.search.candidates[:_OFFERED]]
        nearest = nearest_question(found.search.question, passages)
        if nearest is None:
            return answer
        tried, _ = self._quoted(nearest.question, nearest.question, filters)
        if nearest.file not in {each.file for each in tried.citations}:
            return answer
        said = say("offered", answer.language, question=one_line(nearest.question))
        spent = _prolonged(answer.timings, tried.timings.total_ms)
        return replace(answer, answer=f"{answer.answer} {said}", suggestions=(nearest.question,), timings=spent)

    def _with_model(
        self, quoted: Answer, found: "_Found", history: Sequence[Turn], writer: Writer
    ) -> Iterator[Delta | Answer]:
        """Yield the answer that a model reads out of what was found, and writes if it is to."""
        tally, answer, quotes, away = Tally(), quoted, None, False
        if self._model_reader is not None and not found.search.question.lists_articles:
            started = time.perf_counter()
            wide = self.retriever.search(found.search.question, found.limits, POOL, NEAREST)
            heard = self._model_reader.hear(wide, found.ranked, history, tally)
            answer, quotes = self._heard(quoted, found, heard)
            timings = _prolonged(answer.timings, _ms(started, time.perf_counter()))
            answer, away = replace(answer, usage=writer.usage(tally), timings=timings), heard.away
            if history and heard.question:
                answer = replace(answer, standalone_question=heard.question)
        if answer.answered and self._settings.write and not away:
            yield from writer.write(answer, found.search, tally, quotes)
            return
        yield Delta(answer.answer, answer.citations)
        yield answer

    def _heard(self, quoted: Answer, found: "_Found", heard: Heard) -> tuple[Answer, tuple[Quote, ...] | None]:
        """Return the answer that a model's word makes, with its quotes; or the quoted one, which says why it stands."""
        if heard.unheard is None:
            verdict = replace(found.verdict, probability=heard.probability)
            try:
                with self._library.catalog.reading():
                    said = (
                        self._cited(found.search, heard.chosen, verdict)
                        if heard.chosen
                        else self._refused(found.search, found.ranked, verdict, found.limits)
                    )
            except CitationError:  # the article was indexed again while the model read
                heard = replace(heard, unheard="broken", chosen=None)
            else:
                unmet = [each.words for each in verdict.reasons if each.words]
                answer = said.answer(quoted, heard.probability)
                return with_reading(answer, quoted, reading_of(heard, unmet)), said.quotes or None
        return unheard_answer(quoted, reading_of(heard, ())), None

    def quote(
        self, question: str, standalone: str, filters: Filters, others: Sequence[str] = ()
    ) -> tuple[Answer, Search]:
        """Return the answer in the articles' own words, or the refusal; and what was found for it.

        Args:
            question: as it was asked.
            standalone: the same, complete in itself.
            filters: which articles count.
            others: further questions of the same message, which are answered apart.
        """
        answer, found = self._quoted(question, standalone, filters, others=others)
        return answer, found.search

    def _quoted(
        self,
        question: str,
        standalone: str,
        filters: Filters,
        before: Exchange | None = None,
        others: Sequence[str] = (),
        going_on: Collection[str] = (),
    ) -> tuple[Answer, "_Found"]:
        started = time.perf_counter()
        with self._library.catalog.reading():  # every step sees one state of the articles
            asked = self.understand(standalone)
            limits = within_asked_time(asked, filters)
            reader = LISTS if asked.lists_articles else self.reader
            search = self.retriever.search(asked, limits, reader.passages, going_on=going_on)
            looked = time.perf_counter()
            ranked = of_asked_subject(prefer(self.rank(search, reader.read), asked), search)
            ranked = without_told(ranked, before, asked)
            ranked = without_other_parts(ranked, asked, others)
            verdict = judge(search, ranked)
            if verdict.suffices(self._settings.abstain):
                margins = MARGINS_READ if verdict.read else MARGINS
                said = self._cited(search, choose(search, ranked, self._settings.sentences, margins), verdict)
            else:
                said = self._refused(search, ranked, verdict, limits)
        ended = time.perf_counter()
        empty = Answer(
            question=question,
            standalone_question=standalone,
            answer="",
            answered=False,
            confidence=0.0,
            citations=(),
            retrieved=retrieved(as_ranked(search, ranked) if verdict.read else search)[: self._settings.candidates],
            timings=Timings(_ms(started, looked), _ms(looked, ended), _ms(started, ended)),
            language=spoken_language(search.language),
        )
        answer = said.answer(empty, verdict.probability)
        told = "answered" if answer.answered else "refused"
        _LOG.info("%s with confidence %.2f in %.0f ms", told, verdict.probability, answer.timings.total_ms)
        return answer, _Found(search, tuple(ranked), verdict, limits)

    def _spoken_of(self, last: Exchange | None, filters: Filters) -> set[str]:
        """Return the files of the articles that a question and its answer are of: the best of them and what is near."""
        if last is None:
            return set()
        found = self.retriever.search(self.understand(f"{last.question} {last.answer}"[:_SPOKEN]), filters).candidates
        return {each.passage.article.file for each in found if each.score >= found[0].score - _NEAR}

    def _evidence(self, text: str, filters: Filters) -> tuple[Search, list[Evidence]]:
        """Return what is found for a question, and its sentences, the likeliest answer first."""
        with self._library.catalog.reading():
            asked = self.understand(text)
            search = self.retriever.search(asked, filters, self.reader.passages)
            return search, of_asked_subject(prefer(self.rank(search, self.reader.read), asked), search)

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

    def _cited(self, search: Search, chosen: Chosen, verdict: Verdict) -> "_Said":
        """Quote the chosen sentences, cite each quote, and tell where the sources differ."""
        quotes = arrange_quotes(chosen.evidence, search.question.chosen, by_date=chosen.by_date)
        articles = {quote.passage.article.file: quote.passage.article.id for quote in quotes}
        citations = cite(quotes, self._texts(articles), verdict.probability)
        bold = highlights(quotes, search.question)
        told = tell_sources(chosen, quotes, citations, self._copies(articles.values()), search.language)
        if not told.notes:  # where sources differ or are listed, their dates stand beside them
            told = replace(told, notes=as_of(citations, search.language))
        return _Said(told.around(answer_text(citations, bold)), citations, bold, told=told, quotes=tuple(quotes))

    def _refused(self, search: Search, ranked: Sequence[Evidence], verdict: Verdict, limits: Filters) -> "_Said":
        """Say that the articles don't answer, what was searched, and what has no support."""
        with self._library.catalog.reading() as connection:
            searched = article_count(connection, self.retriever.choose(connection, limits))
            unreadable = queries.unreadable_count(connection)
        refusal = refuse(search, verdict, searched, unreadable, ranked)
        return _Said(refusal_text(refusal, search.language), refusal=refusal)

    def _texts(self, files: Iterable[str]) -> dict[str, str]:
        """Return the raw texts of articles; that of one which is gone is empty."""
        with self._library.catalog.reading() as connection:
            return {file: queries.article_text(connection, file) or "" for file in files}

    def _copies(self, articles: Iterable[int]) -> list[list[str]]:
        """Return the files of articles that have one origin, near-copies in the library included: a list an origin."""
        with self._library.catalog.reading() as connection:
            return queries.copies(connection, articles)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What was found for a question, and what was made of it without a language model."""

    search: Search
    ranked: tuple[Evidence, ...]
    verdict: Verdict
    limits: Filters


@dataclass(frozen=True, slots=True)
class _Said:
    """The text of an answer and what it rests on; a refusal rests on nothing."""

    text: str
    citations: tuple[Citation, ...] = ()
    bold: tuple[tuple[int, Span], ...] = ()
    refusal: Refusal | None = None
    told: Told = NOTHING_TOLD
    quotes: tuple[Quote, ...] = ()

    def answer(self, empty: Answer, probability: float) -> Answer:
        """Return an answer to a question with this in it, in the place of what it said."""
        return replace(
            empty,
            answer=self.text,
            answered=bool(self.citations),
            confidence=round(probability, 4),
            citations=self.citations,
            highlights=self.bold,
            refusal=self.refusal,
            notes=self.told.notes,
            differences=self.told.differences,
            origins=self.told.origins,
        )


def _as_typed(answer: Answer, question: str, note: str, spelled: Spelled) -> Answer:
    """Return an answer to the question as it was typed, which says what it was taken for."""
    if not spelled.corrections:
        return answer
    return replace(
        answer,
        question=question,
        answer=f"{note}\n\n{answer.answer}",
        notes=(note, *answer.notes),
        corrections=spelled.corrections,
    )


def _prolonged(timings: Timings, spent: float) -> Timings:
    return Timings(timings.retrieve_ms, round(timings.answer_ms + spent, 2), round(timings.total_ms + spent, 2))


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
