"""The public face of Pressmark: a library opened for questions."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.base import BaseLLM
from llama_index.core.postprocessor.types import BaseNodePostprocessor

from index.catalog import queries
from index.errors import LibraryError, UsageError
from index.language.analysis import question_language
from index.library.library import Library
from index.records import ArticleCard, ArticleView, Span
from rag.abstention.confidence import THRESHOLDS, confidence
from rag.abstention.presuppositions import unmet_premises
from rag.abstention.refusal import refusal_text, refuse
from rag.answers.listing import PASSAGES, asks_for_articles
from rag.answers.selection import choose
from rag.catalog.answers import CatalogDesk
from rag.citations.attribution import as_of
from rag.citations.conflicts import NOTHING_TOLD, Told, tell_sources
from rag.citations.quotes import answer_text, arrange_quotes, cite, highlights
from rag.generation.models import choose_model
from rag.generation.writer import Writer, last_answer
from rag.messages.texts import spoken_language
from rag.questions.constraints import prefer, published_filter
from rag.questions.followups.standalone import standalone_question
from rag.questions.suggestions import ToldArticle, suggest_questions
from rag.records import Answer, Citation, Delta, Filters, Refusal, Retrieved, Timings, Turn
from rag.retrieval.hybrid import Candidate, HybridRetriever, Search, chosen_articles
from rag.retrieval.reranking import Ranking, create_reranker
from rag.settings import Settings

LONGEST_QUESTION = 2000
"""Characters: longer is a pasted text, not a question."""
MARGINS = (0.09, 0.1)
"""How far below the best evidence the second sentence of an answer may score, and the third.

On xquad-dev these quote the gold words for 95.1 % of the questions, in answers of 59 words at the median: 0.12 and 0.1
for 95.3 % in 66 words, 0.1 and 0.1 for 95.1 % in 64, 0.09 and 0.09 for 94.8 % in 58, 0.1 and 0.05 for 93.6 % in 57. On
`seeds`, over either collection, they find as much as 0.12 and 0.1, and 0.1 and 0.05 one question less.
"""
SUGGESTING = 24
"""Articles that questions to begin with are drawn from."""
TRIED = 8
"""Questions drawn from them that are tried: each costs as much as a question of a reader."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search, with its words."""

    file: str
    start: int
    end: int
    line_start: int
    line_end: int
    text: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    score: float


class Pressmark:
    """A library opened for questions. Safe to use from several threads; a context manager that closes itself."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        llm: BaseLLM | None = None,
        reranker: BaseNodePostprocessor | None = None,
    ) -> None:
        """Answer from an open library, as the settings say; `llm` and `reranker` replace those that they name."""
        self.library, self.settings = library, settings
        model = choose_model(settings, llm)
        self.rank = Ranking(reranker or create_reranker(settings.reranker))
        self.writer = Writer(model, library, settings, self.rank) if model else None
        self.retriever = HybridRetriever(library, settings.candidates)
        self._suggested: tuple[int, tuple[str, ...]] = (-1, ())
        self.desk = CatalogDesk(library, self.retriever)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Answer a question from the articles, or say that they don't answer it.

        Args:
            question: the question, at most 2,000 characters.
            history: the conversation so far, oldest first.
            filters: which articles count; all by default.

        Returns:
            The answer; each of its citations is exact: `file_text[start:end] == quote`.

        Raises:
            UsageError: the question is empty or too long.
            LibraryError: the library is empty or damaged.
        """
        answer, search = self._quoted(question, history, filters or Filters())
        if self.writer is None or search is None:
            return answer
        return last_answer(self._written(answer, search, history, filters or Filters()))

    def _quoted(
        self, question: str, history: Sequence[Turn], filters: Filters, standalone: str | None = None
    ) -> tuple[Answer, Search | None]:
        """Return the answer in quotes, and what was found for it where it is an answer that could be written better."""
        _check(question)
        if known := self.desk.answer(question, history, filters):
            return known, None
        started = time.perf_counter()
        standalone = standalone or standalone_question(question.strip(), history)
        search, found, composed = self._find_and_compose(standalone, published_filter(standalone, filters))
        ended = time.perf_counter()
        answer = Answer(
            question=question,
            standalone_question=standalone,
            answer=composed.text,
            answered=bool(composed.citations),
            confidence=round(composed.confidence, 4),
            citations=composed.citations,
            retrieved=_retrieved(search),
            timings=Timings(_ms(started, found), _ms(found, ended), _ms(started, ended)),
            highlights=composed.bold,
            language=spoken_language(search.language),
            refusal=composed.refusal,
            notes=composed.told.notes,
            differences=composed.told.differences,
            origins=composed.told.origins,
        )
        return answer, search if composed.citations else None

    def _written(
        self, answer: Answer, search: Search, history: Sequence[Turn], filters: Filters
    ) -> Iterator[Delta | Answer]:
        """Yield an answer as a model writes it; a follow-up is first condensed by it, and found again."""
        assert self.writer is not None  # noqa: S101  # asked by the callers
        spent = None
        if history:
            condensed, spent = self.writer.condense(answer.question, history)
            if condensed and condensed != answer.standalone_question:
                again, found = self._quoted(answer.question, history, filters, condensed)
                answer, search = (again, found) if found else (answer, search)
        yield from self.writer.write(answer, search, spent)

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Delta | Answer]:
        """Answer a question piece by piece: the words as they come, and last the whole answer.

        The answer's text is what counts: it may differ from the pieces, as when a written sentence is struck out.
        Arguments and errors are those of `ask`.
        """
        answer, search = self._quoted(question, history, filters or Filters())
        if self.writer is None or search is None:
            yield Delta(answer.answer, answer.citations)
            yield answer
        else:
            yield from self._written(answer, search, history, filters or Filters())

    def search(self, query: str, filters: Filters | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """Return the passages that best match a query, best first.

        Args:
            query: a question or some words, at most 2,000 characters.
            filters: which articles count; all by default.
            limit: the most passages to return.

        Raises:
            UsageError: the query is empty or too long.
            LibraryError: the library is empty or damaged.
        """
        _check(query)
        found = self._search(query.strip(), filters or Filters(), limit)
        return tuple(_hit(candidate) for candidate in found.candidates)

    def articles(self) -> list[ArticleCard]:
        """Return every article of the library, by file name."""
        with self.library.catalog.reading() as connection:
            return queries.article_cards(connection)

    def article_text(self, file: str) -> str:
        """Return the raw text of an article, as its citations count it.

        Raises:
            UsageError: the library has no such file.
        """
        return self.article(file).text

    def article(self, file: str) -> ArticleView:
        """Return an article for reading: its raw text, which ranges of it are the article, and its metadata.

        Raises:
            UsageError: the library has no such file.
        """
        with self.library.catalog.reading() as connection:
            view = queries.article_view(connection, file)
        if view is None:
            raise UsageError(f"The library has no article {file!r}.")
        return view

    def suggestions(self, limit: int = 4) -> tuple[str, ...]:
        """Return questions to begin with: drawn from the articles, and each answered by the one it was drawn from.

        Made once for each state of the library; in a large one from some of its articles.
        """
        generation = self.library.catalog.generation()
        if self._suggested[0] != generation:
            self._suggested = (generation, tuple(self._tried(TRIED)))
        return self._suggested[1][:limit]

    def _tried(self, most: int) -> Iterator[str]:
        """Yield the suggestions that hold, out of at most so many."""
        cards = self.articles()
        with self.library.catalog.reading() as connection:
            told = [
                ToldArticle(card.file, queries.article_sentences(connection, card.file))
                for card in cards[:: max(1, len(cards) // SUGGESTING)]
            ]
        for each in suggest_questions(told)[:most]:
            composed = self._find_and_compose(each.question, Filters())[2]
            if each.file in {citation.file for citation in composed.citations}:
                yield each.question

    def close(self) -> None:
        """Let go of the library, and of a model that was started for it."""
        if self.writer is not None:
            self.writer.model.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _search(self, text: str, filters: Filters, limit: int | None) -> Search:
        languages = self.retriever.languages()
        if not languages:
            raise LibraryError(
                f"The library {self.library.folder} is empty: add articles with `pressmark index FOLDER`."
            )
        return self.retriever.search(text, question_language(text, languages), filters, limit)

    def _find_and_compose(self, text: str, filters: Filters) -> "tuple[Search, float, _Composed]":
        """Return what was found, when, and the answer."""
        with self.library.catalog.reading():  # all of it sees one state of the articles
            search = self._search(text, filters, PASSAGES if asks_for_articles(text) else None)
            return search, time.perf_counter(), self._compose(search, filters)

    def _compose(self, search: Search, filters: Filters) -> "_Composed":
        ranked = prefer(self.rank(search), search.question.text)
        sure = confidence(search, ranked)
        if sure < THRESHOLDS[self.settings.abstain]:
            refusal = refuse(search, unmet_premises(search, ranked), *self._searched(filters))
            return _Composed(refusal_text(refusal, search.language), sure, (), (), refusal)
        chosen = choose(search, ranked, self.settings.sentences, MARGINS)
        quotes = arrange_quotes(chosen.evidence, search.question.chosen, by_date=bool(chosen.answers) or chosen.listed)
        cards = {quote.passage.article.file: quote.passage.article.id for quote in quotes}
        citations = cite(quotes, self._texts(cards), sure)
        bold = highlights(quotes, search.question)
        told = tell_sources(chosen, quotes, citations, self._copies(cards.values()), search.language)
        if not told.notes:  # where sources differ or are listed, their dates stand beside them
            told = replace(told, notes=as_of(citations, search.language))
        return _Composed(told.around(answer_text(citations, bold)), sure, citations, bold, told=told)

    def _searched(self, filters: Filters) -> tuple[int, int]:
        """Return how many articles the filters let through, and how many files could not be read."""
        with self.library.catalog.reading() as connection:
            return len(chosen_articles(connection, filters)), queries.unreadable_count(connection)

    def _copies(self, articles: Iterable[int]) -> list[list[str]]:
        """Return the files of articles that have near-copies in the library, with these: a list an origin."""
        with self.library.catalog.reading() as connection:
            return queries.copies(connection, articles)

    def _texts(self, files: Iterable[str]) -> dict[str, str]:
        """Return the raw texts of articles; that of one which is gone is empty."""
        with self.library.catalog.reading() as connection:
            return {file: queries.article_text(connection, file) or "" for file in files}


@dataclass(frozen=True, slots=True)
class _Composed:
    """The text of an answer and what it rests on; a refusal rests on nothing."""

    text: str
    confidence: float
    citations: tuple[Citation, ...]
    bold: tuple[tuple[int, Span], ...]
    refusal: Refusal | None = None
    told: Told = NOTHING_TOLD


def open_library(
    path: Path | str | None = None,
    settings: Settings | None = None,
    embedder: BaseEmbedding | None = None,
    llm: BaseLLM | None = None,
    reranker: BaseNodePostprocessor | None = None,
) -> Pressmark:
    """Open a library for questions.

    Args:
        path: the library's folder; by default what the settings say (`PRESSMARK_LIBRARY`, else `./library`).
        settings: all other settings; by default from `PRESSMARK_*` variables and `pressmark.toml`.
        embedder: a LlamaIndex embedder used instead of the one the settings name.
        llm: a LlamaIndex model that writes the answers, instead of the one the settings name, if they name one.
        reranker: a LlamaIndex postprocessor that orders the best sentences, instead of the one the settings name.

    Raises:
        LibraryError: there is no library there, or it is damaged or made otherwise.
        UsageError: the model or reranker that the settings name can't be used.
    """
    chosen = settings or Settings()
    if path is not None:
        chosen = chosen.model_copy(update={"library": Path(path)})
    library = Library(chosen, embedder=embedder)
    try:
        return Pressmark(library, chosen, llm, reranker)
    except UsageError:
        library.close()
        raise


def _check(question: str) -> None:
    if not question.strip():
        raise UsageError("The question is empty: ask something.")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"The question has {len(question):,} characters: the most is {LONGEST_QUESTION:,}.")


def _retrieved(search: Search) -> tuple[Retrieved, ...]:
    return tuple(
        Retrieved(each.passage.article.file, each.passage.span.start, each.passage.span.end, round(each.score, 4))
        for each in search.candidates
    )


def _hit(candidate: Candidate) -> Hit:
    passage, card = candidate.passage, candidate.passage.article
    return Hit(
        file=card.file,
        start=passage.span.start,
        end=passage.span.end,
        line_start=passage.sentences[0].lines[0],
        line_end=passage.sentences[-1].lines[1],
        text=passage.text,
        title=card.title,
        author=card.author,
        publisher=card.publisher,
        published=card.published,
        score=round(candidate.score, 4),
    )


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
