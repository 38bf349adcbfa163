"""A set asked of a collection, question by question, into a `Run` that says how it was made."""

import hashlib
import json
import logging
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Protocol

from eval.datasets.corpora import Corpus
from eval.datasets.gold import find_article, resolve_gold
from eval.datasets.sets import QuestionSet
from eval.metrics.diagnosis import diagnose, diagnose_ranking
from eval.metrics.scoring import places, ranking_scores, score
from eval.metrics.summary import latency_of, reliability_of, summarise, summarise_types
from eval.records import Case, GoldSource, Outcome, Run
from eval.runs.storage import case_to_json
from index.errors import PressmarkError
from rag.records import Answer, Filters, Hit, Turn
from rag.serialise import answer_to_dict
from rag.settings import Settings

_LOG: Final = logging.getLogger(__name__)
DEPTH: Final = 50
"""Passages searched where only the ranking counts: several of them may be of one article."""

Progress = Callable[[str, int, int], None]
"""Called with what is done, how many questions are done and how many there are."""


class Engine(Protocol):
    """The engine under evaluation: `rag.Pressmark`, or something that answers like it."""

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Answer a question."""
        ...

    def search(self, query: str, filters: Filters | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """Rank passages."""
        ...


def run_set(
    questions: QuestionSet,
    engine: Engine,
    corpus: Corpus,
    settings: Settings,
    embedder: str,
    progress: Progress | None = None,
) -> Run:
    """Ask every question of a set, and judge the answers.

    Args:
        questions: the set.
        engine: what answers.
        corpus: the articles that it answers from.
        settings: those that the engine was opened with, to be told in the run.
        embedder: the name of its embedder, likewise.
        progress: called after each question.

    Raises:
        SetError: the set rests on articles that aren't there.
    """
    gold = [resolve_gold(case, corpus.texts) for case in questions.cases]
    filters = [_filters(case, corpus) for case in questions.cases]
    outcomes = []
    for number, (case, found, limits) in enumerate(zip(questions.cases, gold, filters, strict=True), start=1):
        if questions.retrieval_only:
            outcomes.append(_searched(case, found.sources, engine, limits))
        else:
            outcomes.append(_asked(case, found.sources, engine, limits, corpus.texts))
        if progress:
            progress(f"asking {questions.name}", number, len(questions.cases))
    _LOG.info("asked %d questions of the set %s over %s", len(outcomes), questions.name, corpus.name)
    return Run(
        name=questions.name,
        version=_version(),
        commit=_commit(),
        settings=settings.model_dump(mode="json", exclude={"library", "chroma", "llm_cache"}),
        embedder=embedder,
        corpus=corpus.name,
        corpus_hash=corpus.sha256,
        set_hash=_hash_of(questions.cases),
        articles=len(corpus.texts),
        outcomes=tuple(outcomes),
        metrics=summarise(outcomes),
        by_type=summarise_types(outcomes),
        reliability=reliability_of(outcomes) if not questions.retrieval_only else (),
        warnings=corpus.warnings + tuple(warning for found in gold for warning in found.warnings),
        latency=latency_of(outcomes),
    )


def _asked(
    case: Case, gold: tuple[GoldSource, ...], engine: Engine, filters: Filters | None, texts: Mapping[str, str]
) -> Outcome:
    started = time.perf_counter()
    try:
        answer = _as_data(engine.ask(case.question, case.history, filters))
    except PressmarkError as error:
        answer = _nothing(case) | {"error": str(error)}
    elapsed = _since(started)
    diagnosis, why = diagnose(case, gold, answer, texts)
    return Outcome(case, gold, answer, score(case, gold, answer, texts), diagnosis, why, elapsed)


def _searched(case: Case, gold: tuple[GoldSource, ...], engine: Engine, filters: Filters | None) -> Outcome:
    started = time.perf_counter()
    hits = engine.search(case.question, filters, DEPTH)
    elapsed = _since(started)
    retrieved = [{"file": hit.file, "start": hit.start, "end": hit.end, "score": hit.score} for hit in hits]
    ranked = ranking_scores(places(retrieved), gold)
    scores = {name: round(value, 6) for name, value in ranked.items() if value is not None}
    diagnosis, why = diagnose_ranking(gold, places(retrieved))
    return Outcome(case, gold, _nothing(case) | {"retrieved": retrieved}, scores, diagnosis, why, elapsed)


def _as_data(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON would read it back, without its timings, which differ from run to run."""
    data: dict[str, Any] = json.loads(json.dumps(answer_to_dict(answer)))
    del data["timings"]
    return data


def _nothing(case: Case) -> dict[str, Any]:
    return {
        "question": case.question, "standalone_question": case.question, "answer": "", "answered": False,
        "confidence": 0.0, "citations": [], "retrieved": [], "mode": "none", "highlights": [],
    }  # fmt: skip


def _filters(case: Case, corpus: Corpus) -> Filters | None:
    if not case.without:
        return None
    out = {find_article(name, corpus.texts, case.id) for name in case.without}
    return Filters(files=tuple(file for file in sorted(corpus.texts) if file not in out))


def _hash_of(cases: Sequence[Case]) -> str:
    lines = "\n".join(json.dumps(case_to_json(case), sort_keys=True) for case in cases)
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _version() -> str:
    try:
        return version("pressmark")
    except PackageNotFoundError:  # run from a folder that isn't installed
        return "(not installed)"


def _commit() -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603  # no user input
    return done.stdout.strip() or None if done.returncode == 0 else None
