"""Fit the verdict that rests on the reader, on several sets at once, and judge it by cross-validation.

    python -m eval.experiments.reader.verdicts [--shared DIR] [--write]

Each set counts alike, however many questions it has. The folds of a set are judged by weights that were fitted on the
other folds of all sets.
"""

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from eval.datasets.sets import SAMPLE
from eval.experiments.fitting import Matrix, regress
from eval.metrics.statistics import auroc
from eval.runs.session import Request, opened_sets
from rag.abstention.confidence import READER_THRESHOLDS, UNMET, WEIGHTS, reader_signs
from rag.abstention.presuppositions import unmet_premises
from rag.engine import Pressmark
from rag.questions.followups.standalone import standalone_question
from rag.records import Filters
from rag.retrieval.preference import prefer, within_asked_time
from rag.settings import Settings

FOLDS: Final = 5
RIDGE: Final = 1.0
PRIOR: Final = {premise.value: weight for premise, weight in UNMET.items()}
RARE: Final = 30
"""Questions: a premise that fewer leave unmet keeps the weight that it has without a reader."""
HEAD: Final = "[reader]"
BIN: Final = 0.1
"""Width of the ranges of probability in which the verdict is compared with what is so."""


@dataclass(frozen=True, slots=True)
class Source:
    """A set to fit on."""

    questions: str
    articles: Path
    every: int = 1
    """Every so many-th question is asked."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the verdict sees it."""

    source: str
    fold: int
    type: str
    signs: dict[str, float]
    answerable: bool


def sources(shared: Path) -> dict[str, Source]:
    """Return the sets to fit on, by name."""
    data = shared / "data"
    return {
        "newsroom-dev": Source(str(data / "newsroom-dev/questions.jsonl"), data / "newsroom-dev/articles"),
        "stories-dev": Source(str(data / "stories-dev/questions.jsonl"), data / "stories-dev/articles"),
        "xquad-dev": Source(str(data / "xquad-dev/questions.jsonl"), data / "xquad-dev/articles", 3),
        "xquad-dev, gaps": Source(str(data / "xquad-dev/questions_gap.jsonl"), data / "xquad-dev/articles_gap"),
        "seeds over samples": Source("seeds", SAMPLE),
        "seeds": Source("seeds", shared / "seeds"),
    }


def examples(name: str, source: Source) -> Iterator[Example]:
    """Ask the questions of a set."""
    for found, pressmark, _ in opened_sets(Request((source.questions,), source.articles), Settings()):
        for case in found.cases[:: source.every]:
            if case.answerable is None:
                continue
            standalone = standalone_question(case.question.strip(), case.history)
            signs = _signs(pressmark, standalone)
            if signs is not None:
                article = case.sources[0].article if case.sources else case.id
                yield Example(name, zlib.crc32(article.encode()) % FOLDS, case.type, signs, case.answerable)


def _signs(pressmark: Pressmark, question: str) -> dict[str, float] | None:
    pipeline = pressmark.pipeline
    if pipeline.desk.answer(question, (), Filters()):
        return None
    asked = pipeline.understand(question)
    search = pipeline.retriever.search(asked, within_asked_time(asked, Filters()), pipeline.reader.passages)
    ranked = prefer(pipeline.rank(search, pipeline.reader.read), asked)
    unmet = {each.premise for each in unmet_premises(search, ranked)}
    return reader_signs(search, ranked, unmet)


def fit(given: Sequence[Example]) -> Matrix:
    """Return the weights, the constant first; those of premises start from what they weigh without a reader.

    A premise that is unmet never speaks for an answer.
    """
    signs = np.array([(1.0, *each.signs.values()) for each in given])
    counts = {name: sum(each.source == name for each in given) for name in {each.source for each in given}}
    weight = np.array([100.0 / counts[each.source] for each in given])
    names = ("", *given[0].signs)
    known = np.array([PRIOR.get(name, 0.0) for name in names])
    rare = [name in PRIOR and column.sum() < RARE for name, column in zip(names, signs.T, strict=True)]
    answered = np.array([float(each.answerable) for each in given])
    found = known + regress(np.where(rare, 0.0, signs), answered, weight, RIDGE, signs @ known)
    return np.where([name in PRIOR for name in names], np.minimum(found, 0.0), found)


def judged(given: Sequence[Example]) -> Matrix:
    """Return the log-odds of each example, by weights that were fitted on other folds."""
    result = np.zeros(len(given))
    for fold in range(FOLDS):
        weights = fit([each for each in given if each.fold != fold])
        for number, each in enumerate(given):
            if each.fold == fold:
                result[number] = float(np.dot((1.0, *each.signs.values()), weights))
    return result


def report(given: Sequence[Example], log_odds: Matrix) -> Iterator[str]:
    """Yield a line a set: AUROC, and for each setting the shares answered falsely and refused wrongly."""
    for source in dict.fromkeys(each.source for each in given):
        there = np.array([each.source == source for each in given])
        answered = np.array([each.answerable for each in given])[there]
        shares = []
        for setting, probability in READER_THRESHOLDS.items():
            refused = log_odds[there] < np.log(probability / (1 - probability))
            shares.append(
                f"{setting} {100 * np.mean(~refused[~answered]):.0f} / {100 * np.mean(refused[answered]):.0f}"
            )
        area = auroc(log_odds[there], answered) or 0.0
        yield f"{source}: {len(answered)} questions, AUROC {area:.3f}, {', '.join(shares)} %"


def reliability(given: Sequence[Example], log_odds: Matrix) -> Iterator[str]:
    """Yield a line a range of probability: how many questions of all sets lie in it, and which share is answerable."""
    probability = 1 / (1 + np.exp(-log_odds))
    answered = np.array([each.answerable for each in given])
    for low in np.arange(0.0, 1.0, BIN):
        there = (probability >= low) & (probability < low + BIN)
        if there.any():
            share = 100 * np.mean(answered[there])
            yield f"{low:.1f} to {low + BIN:.1f}: {there.sum()} questions, {share:.0f} % answerable"


def main() -> None:
    """Fit, print how the weights judge other folds, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with the data to fit on")
    parser.add_argument("--write", action="store_true", help="write the weights where the engine reads them")
    given = parser.parse_args()
    every = [each for name, place in sources(given.shared).items() for each in examples(name, place)]
    log_odds = judged(every)
    heading = "On folds not fitted on; answered of the unanswerable / refused of the answerable, by settings:"
    lines = [f"# {line}" for line in (heading, *report(every, log_odds), *reliability(every, log_odds))]
    values = [f"{name} = {value:.3f}" for name, value in zip(("base", *every[0].signs), fit(every), strict=True)]
    text = "\n".join([HEAD, *lines, *values, ""])
    sys.stdout.write(text)
    if given.write:
        kept = WEIGHTS.read_text(encoding="utf-8").partition(HEAD)[0]
        WEIGHTS.write_text(kept + text, encoding="utf-8")


if __name__ == "__main__":
    main()
