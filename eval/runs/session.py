"""One call of `pressmark eval`: which sets, over which articles, against which bars and which earlier run."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from llama_index.core.base.embeddings.base import BaseEmbedding

from eval.datasets.adapters import load_set
from eval.datasets.corpora import Corpus, cache_folder, corpus_of, folder_of, library_of, read_corpus
from eval.datasets.sets import QuestionSet
from eval.records import Run
from eval.runs.compare import compare
from eval.runs.gate import Bars, Verdict, bars_for, judge, read_bars
from eval.runs.run import Progress, run_set
from eval.runs.storage import RunError, load_run
from index.errors import UsageError
from index.ingestion.sync import Step
from rag import Pressmark, open_library
from rag.settings import Settings

DEFAULT_SET: Final = "seeds"


@dataclass(frozen=True, slots=True)
class Request:
    """An evaluation as the command line asks for it."""

    sets: tuple[str, ...] = ()
    """Names or paths; the packaged `seeds` when there are none."""
    articles: Path | None = None
    """A folder to index and ask, instead of the one that the set belongs to."""
    library: Path | None = None
    """A library to ask as it is."""
    compare: Path | None = None
    """A stored run, or a folder with one for each set."""
    minima: Bars | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A verdict with the articles that it is about."""

    verdict: Verdict
    texts: Mapping[str, str]


def evaluate(
    request: Request,
    settings: Settings,
    progress: Progress | None = None,
    embedder: BaseEmbedding | None = None,
    cache: Path | None = None,
) -> Iterator[Evaluated]:
    """Run every set that was asked for, and judge each as soon as it is done.

    Args:
        request: what was asked for.
        settings: how to index and answer.
        progress: called while indexing and asking.
        embedder: used instead of the one the settings name.
        cache: where libraries are kept; by default the user's cache folder.

    Raises:
        UsageError: the request contradicts itself.
        PressmarkError: a set, the articles, the bars or the run to compare with can't be used.
    """
    if request.articles and request.library:
        raise UsageError("Give --articles or --library, not both: a library already has its articles.")
    sets = _named_apart([load_set(name) for name in request.sets or (DEFAULT_SET,)])
    bars = read_bars(Path.cwd())
    earlier = {each.name: _earlier(request.compare, each.name, len(sets)) for each in sets}
    kept = cache or cache_folder()
    for questions in sets:
        with _opened(questions, request, settings, kept, embedder, progress) as (pressmark, corpus):
            run = run_set(questions, pressmark, corpus, pressmark.settings, pressmark.library.maker.embedder, progress)
        before = earlier[questions.name]
        comparison = compare(before, run) if before else None
        yield Evaluated(judge(run, bars_for(run.name, bars, request.minima or {}), comparison), corpus.texts)


def opened_sets(request: Request, settings: Settings) -> Iterator[tuple[QuestionSet, Pressmark, Corpus]]:
    """Yield each set that was asked for with its articles and their library, open until the next set.

    Raises:
        PressmarkError: a set or its articles can't be used.
    """
    for questions in _named_apart([load_set(name) for name in request.sets or (DEFAULT_SET,)]):
        with _opened(questions, request, settings, cache_folder(), None, None) as (pressmark, corpus):
            yield questions, pressmark, corpus


def _named_apart(sets: Sequence[QuestionSet]) -> list[QuestionSet]:
    """Give sets of one name different ones: reports are files of that name."""
    seen = Counter[str]()
    named = []
    for each in sets:
        seen[each.name] += 1
        count = seen[each.name]
        named.append(each if count == 1 else replace(each, name=f"{each.name}-{count}"))
    return named


def _earlier(path: Path | None, name: str, sets: int) -> Run | None:
    """Return the run to compare a set with: a file is for the set it names, or for the only one there is.

    Raises:
        RunError: it can't be read, or a folder has none for the set.
    """
    if path is None:
        return None
    if not path.is_dir():
        run = load_run(path)
        if sets > 1 and run.name != name:
            raise RunError(f"{path}: a run of {run.name!r}, not of {name!r}; name a folder that has one for each set.")
        return run
    if not (path / f"{name}.json").is_file():
        raise RunError(f"{path}: there is no {name}.json in it; make it with `pressmark eval {name} --report {path}`.")
    return load_run(path / f"{name}.json")


@contextmanager
def _opened(
    questions: QuestionSet,
    request: Request,
    settings: Settings,
    cache: Path | None,
    embedder: BaseEmbedding | None,
    progress: Progress | None,
) -> Iterator[tuple[Pressmark, Corpus]]:
    if request.library:
        with open_library(request.library, settings, embedder) as pressmark:
            yield pressmark, corpus_of(pressmark)
        return
    with _articles(questions, request, cache) as folder:
        corpus = read_corpus(folder, settings.file_limit)
        if questions.texts is not None and request.articles is None:
            corpus = replace(corpus, name=questions.name)
        with library_of(folder, corpus, settings, cache, embedder, _indexing(progress)) as pressmark:
            yield pressmark, corpus


def _indexing(progress: Progress | None) -> Callable[[Step], None] | None:
    return (lambda step: progress("indexing", step.files, step.of_files)) if progress else None


@contextmanager
def _articles(questions: QuestionSet, request: Request, cache: Path | None) -> Iterator[Path]:
    folder = request.articles or (None if questions.texts is not None else questions.articles)
    if folder:
        yield folder
    elif questions.texts is not None:
        with folder_of(questions.texts, cache) as written:
            yield written
    else:
        raise UsageError(
            f"The set {questions.name!r} doesn't say which articles it belongs to: name them with --articles."
        )
