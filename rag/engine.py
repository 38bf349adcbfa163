"""The public face of Pressmark: a library opened for questions."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.base import BaseLLM
from llama_index.core.postprocessor.types import BaseNodePostprocessor

from index.catalog import queries
from index.errors import UsageError
from index.library.library import Library
from index.records import ArticleCard, ArticleView
from rag.catalog.overviews.requests import read_overview
from rag.conversation.reception import Reception
from rag.conversation.small_talk import without_small_talk
from rag.generation.models import choose_model
from rag.generation.writer import Writer, last_answer
from rag.pipeline import Pipeline
from rag.questions.followups.dependence import asked_language, needs_a_conversation
from rag.questions.suggestions import ToldArticle, suggest_questions
from rag.reading.cross_encoder import create_reader
from rag.records import Answer, Delta, Filters, Hit, Turn
from rag.retrieval.hybrid import hit
from rag.retrieval.reranking import Ranking, create_reranker
from rag.settings import Settings

LONGEST_QUESTION = 2000
"""Characters: longer is a pasted text, not a question."""
SUGGESTING = 24
"""Articles that questions to begin with are drawn from."""
TRIED = 8
"""Questions drawn from them that are tried: each costs as much as a question of a reader."""


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
        rank = Ranking(reranker or create_reranker(settings.reranker))
        self.pipeline = Pipeline(library, settings, choose_model(settings, llm), rank, create_reader(settings))
        self.reception = Reception(library, self.suggestions)
        self._suggested: tuple[int, tuple[str, ...]] = (-1, ())

    @property
    def writer(self) -> Writer | None:
        """The language model's writer, where a model writes the answers."""
        return self.pipeline.writer

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
        return last_answer(self.stream(question, history, filters))

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Delta | Answer]:
        """Answer a question piece by piece: the words as they come, and last the whole answer.

        The answer's text is what counts: it may differ from the pieces, as when a written sentence is struck out.
        Arguments and errors are those of `ask`.
        """
        _check(question)
        limits = filters or Filters()
        said = self.reception.answer(question, limits)
        if said is None and not history and self.pipeline.retriever.languages() and _says_nothing(question):
            said = self.reception.ask_back(question, limits)
        if said:
            yield from (Delta(said.answer), said)
            return
        yield from self.pipeline.stream(question, without_small_talk(history), limits)

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
        asked = self.pipeline.understand(query.strip())
        found = self.pipeline.retriever.search(asked, filters or Filters(), limit)
        return tuple(hit(candidate) for candidate in found.candidates)

    def articles(self) -> list[ArticleCard]:
        """Return every article of the library, by file name."""
        return self.library.cards()

    def article_count(self) -> int:
        """Return how many articles the library has."""
        with self.library.catalog.reading() as connection:
            return queries.counts(connection).articles

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
        with self.library.catalog.reading() as connection:
            told = [
                ToldArticle(file, queries.article_sentences(connection, file))
                for file in queries.sample_of_files(connection, SUGGESTING)
            ]
        for each in suggest_questions(told)[:most]:
            answer, _ = self.pipeline.quote(each.question, each.question, Filters())
            if each.file in {citation.file for citation in answer.citations}:
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


def _says_nothing(question: str) -> bool:
    """Return True if a question can't be understood without a conversation; "What is this about?" is of the library."""
    return needs_a_conversation(question) and read_overview(question, asked_language(question)) is None


def _check(question: str) -> None:
    if not question.strip():
        raise UsageError("The question is empty: ask something.")
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"The question has {len(question):,} characters: the most is {LONGEST_QUESTION:,}.")
