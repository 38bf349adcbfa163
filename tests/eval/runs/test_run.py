"""A set asked of a collection, question by question."""

from collections.abc import Sequence

import pytest

from eval.datasets.corpora import Corpus
from eval.datasets.sets import QuestionSet
from eval.records import FAILED, RIGHT, RIGHTLY_REFUSED, Case, Source
from eval.runs.run import run_set
from index.errors import PressmarkError
from rag.records import Answer, Citation, Filters, Hit, Retrieved, Timings, Turn
from rag.settings import Settings

MILL = "The mill in Alderholt burned in 1901. It was rebuilt with brick.\n"
QUOTE = "The mill in Alderholt burned in 1901."
BURNED = Case("q1", "When did the mill burn?", facts=(("1901",),), sources=(Source("mill.txt", ("burned in 1901",)),))
KING = Case("q2", "Who is king?", answerable=False)
WITHOUT = Case("q3", "When did the mill burn?", answerable=False, without=("mill.txt",))


class Scripted:
    """An engine that quotes the mill when its article is asked, refuses the king, and fails where it is told to."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.asked: list[tuple[str, Filters | None]] = []

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        self.asked.append((question, filters))
        if question == self.failing:
            raise PressmarkError("The library is gone.")
        if question != BURNED.question or (filters and "mill.txt" not in filters.files):
            return Answer(question, question, "Nothing.", False, 0.1, (), (), Timings(1, 1, 2))
        cited = Citation(1, "mill.txt", 0, len(QUOTE), 1, 1, QUOTE, None, None, None, None, 0.9)
        found = Retrieved("mill.txt", 0, len(QUOTE), 1.0)
        return Answer(question, question, f"{QUOTE} [1]", True, 0.9, (cited,), (found,), Timings(1, 1, 2))

    def search(self, query: str, filters: Filters | None = None, limit: int = 10) -> tuple[Hit, ...]:
        return (
            (Hit("mill.txt", 0, len(QUOTE), 1, 1, QUOTE, None, None, None, None, 1.0),)
            if query == BURNED.question
            else ()
        )


@pytest.fixture
def corpus() -> Corpus:
    return Corpus("mills", {"mill.txt": MILL, "rain.txt": "Rain fell.\n"}, "c0")


def test_a_run_says_what_became_of_every_question_and_how_it_was_made(corpus: Corpus) -> None:
    steps: list[tuple[str, int, int]] = []
    questions = QuestionSet("mine", (BURNED, KING))
    run = run_set(questions, Scripted(), corpus, Settings(), "words", lambda *step: steps.append(step))
    assert [each.diagnosis for each in run.outcomes] == [RIGHT, RIGHTLY_REFUSED]
    assert steps == [("asking mine", 1, 2), ("asking mine", 2, 2)]
    assert (run.name, run.embedder, run.corpus, run.corpus_hash, run.articles) == ("mine", "words", "mills", "c0", 2)
    assert run.metrics["ok"].value == 1
    assert "library" not in run.settings
    assert all("timings" not in each.answer for each in run.outcomes)


def test_the_same_questions_have_the_same_hash_and_others_another(corpus: Corpus) -> None:
    first, second, other = (
        run_set(QuestionSet(name, cases), Scripted(), corpus, Settings(), "words").set_hash
        for name, cases in (("a", (BURNED,)), ("b", (BURNED,)), ("a", (KING,)))
    )
    assert first == second != other


def test_a_withheld_article_is_filtered_out(corpus: Corpus) -> None:
    engine = Scripted()
    (outcome,) = run_set(QuestionSet("mine", (WITHOUT,)), engine, corpus, Settings(), "words").outcomes
    assert engine.asked == [(WITHOUT.question, Filters(files=("rain.txt",)))]
    assert outcome.diagnosis == RIGHTLY_REFUSED


def test_an_error_of_the_engine_is_an_outcome_and_the_others_are_asked(corpus: Corpus) -> None:
    engine = Scripted(failing=BURNED.question)
    failed, refused = run_set(QuestionSet("mine", (BURNED, KING)), engine, corpus, Settings(), "words").outcomes
    assert (failed.diagnosis, failed.answer["error"]) == (FAILED, "The library is gone.")
    assert refused.diagnosis == RIGHTLY_REFUSED


def test_where_only_the_ranking_counts_nothing_is_answered(corpus: Corpus) -> None:
    engine = Scripted()
    questions = QuestionSet("ranked", (BURNED,), retrieval_only=True)
    run = run_set(questions, engine, corpus, Settings(), "words")
    assert engine.asked == []
    assert run.outcomes[0].diagnosis == RIGHT
    assert run.metrics["mrr"].value == 1
    assert run.reliability == ()
