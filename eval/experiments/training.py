"""Fits the weights of `rag/abstention/confidence.toml` anew: `make train`.

    python -m eval.experiments.training [--shared DIR] [--write]

A base, how near the evidence is to the question, is fitted on questions as people wrote them. What each kind of unmet
premise takes away is fitted on top, on these and on questions with a name, a deed or a figure made false. Both are
judged on articles that they weren't fitted on: the articles lie in eight folds, each judged by the seven others.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from eval.datasets.gold import resolve_gold
from eval.datasets.sets import SAMPLE
from eval.experiments.fitting import Example, Matrix, Weights, fit, judged
from eval.metrics.statistics import auroc
from eval.question_generation.false_premises import with_other_deed, with_other_figure, with_other_name
from eval.question_generation.make_set import ALTERED, make_set
from eval.records import Case
from eval.runs.session import Request, opened_sets
from rag.abstention.confidence import WEIGHTS, signs_of
from rag.abstention.presuppositions import Premise, unmet_premises
from rag.engine import Pressmark
from rag.records import Filters
from rag.retrieval.preference import prefer, within_asked_time
from rag.retrieval.ranking import rank_evidence
from rag.settings import Settings

BASE: Final = ("similarity", "nearby", "kind")
"""Signs of the base: the names held and the unknown words earned nothing beside the premises."""
GROUPS: Final = (
    (Premise.FIGURE,),
    (Premise.DENIED, Premise.NAME),
    (Premise.DEED,),
    (Premise.MENTIONED,),
    (Premise.NOWHERE,),
    (Premise.VALUE,),
)
"""Premises that share a weight: those that hardly ever speak against a right answer are too rare to have one each."""
CLAIMS: Final = 120
"""Questions of `make_set`, of which the claims with a figure altered are taken."""
PRIOR: Final = 0.7
"""Added to the constant, for of three questions put to a library about two have an answer there."""
HEAD: Final = """# What speaks for and against an answer, as weights of log-odds: see `rag/abstention/confidence.py`.
# Made by `make train`; the constant is raised by {PRIOR}. Judged on articles not fitted on:
""".replace("{PRIOR}", str(PRIOR))


@dataclass(frozen=True, slots=True)
class Source:
    """A question set, the articles that it is asked of, and what its questions weigh."""

    name: str
    articles: Path
    weight: float
    made_weight: float = 0.0
    """Of questions made false from its own; 0 makes none."""


def sources(shared: Path) -> tuple[Source, ...]:
    """Return the sets to train on: the packaged one over both collections, and half of XQuAD whole and with gaps."""
    data = shared / "data" / "xquad-dev"
    return (
        Source("seeds", SAMPLE, 1.0, 0.25),
        Source("seeds", shared / "seeds", 0.5),
        Source(str(data / "questions.jsonl"), data / "articles", 0.5, 0.25),
        Source(str(data / "questions_gap.jsonl"), data / "articles_gap", 1.0),
    )


def examples(source: Source) -> Iterator[Example]:
    """Ask every question of a source, and those made from them, and yield what the weights see of each."""
    for questions, pressmark, corpus in opened_sets(Request((source.name,), source.articles), Settings()):
        label = f"{questions.name} over {corpus.name}"
        for case in questions.cases:
            if case.answerable is None or case.history:
                continue
            article = _article(case)
            yield from _seen(pressmark, label, article, case.question, source.weight, answerable=case.answerable)
            if source.made_weight and case.answerable:
                for made in _falsified(case, corpus.texts):
                    yield from _seen(pressmark, label, article, made, source.made_weight, answerable=False, made=True)
        for row in make_set(source.articles, CLAIMS, seed=0) if source.made_weight else ():
            if row["type"] == ALTERED:
                yield from _seen(
                    pressmark, label, row["id"], row["question"], source.made_weight, answerable=False, made=True
                )


def _article(case: Case) -> str:
    """Return the article that a question was written for: its fold, so that no fold knows another's articles."""
    return case.sources[0].article if case.sources else case.id


def _falsified(case: Case, texts: Mapping[str, str]) -> Iterator[str]:
    gold = resolve_gold(case, texts).sources
    if len(gold) != 1 or not gold[0].spans:
        return
    text = texts[gold[0].file]
    made = (
        with_other_name(case.question, text, gold[0].spans[0]),
        with_other_deed(case.question, text),
        with_other_figure(case.question, text),
    )
    yield from (each for each in made if each)


def _seen(
    pressmark: Pressmark, source: str, article: str, question: str, weight: float, *, answerable: bool,
    made: bool = False,
) -> Iterator[Example]:  # fmt: skip
    if pressmark.pipeline.desk.answer(question, (), Filters()):
        return
    asked = pressmark.pipeline.understand(question)
    search = pressmark.pipeline.retriever.search(asked, within_asked_time(asked, Filters()))
    if search.foreign or search.language not in {None, "en"} or not search.candidates:
        return
    ranked = prefer(rank_evidence(search), asked)
    signs = signs_of(search, ranked)
    unmet = {each.premise for each in unmet_premises(search, ranked)}
    yield Example(
        source, article, tuple(getattr(signs, name) for name in BASE),
        tuple(float(any(each in unmet for each in group)) for group in GROUPS), answerable, weight, made,
    )  # fmt: skip


def main() -> None:
    """Fit, print how well the weights judge what they weren't fitted on, and write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with the data to train on")
    parser.add_argument("--write", action="store_true", help="write the weights where the engine reads them")
    given = parser.parse_args()
    missing = [str(each.articles) for each in sources(given.shared) if not each.articles.is_dir()]
    if missing:
        sys.stdout.write(f"Nothing was trained: the articles in {', '.join(missing)} are not here.\n")
        return
    every = [example for source in sources(given.shared) for example in examples(source)]
    lines = list(_report(every, judged(every) + PRIOR))
    weights = fit(every)
    text = as_toml(weights, lines)
    sys.stdout.write(text)
    if given.write:
        WEIGHTS.write_text(text, encoding="utf-8")


def _report(every: Sequence[Example], log_odds: Matrix) -> Iterator[str]:
    """Yield a line a source: AUROC and the shares rightly and wrongly refused."""
    for source in dict.fromkeys(each.source for each in every):
        for made in (False, True):
            there = np.array([each.source == source and each.made == made for each in every])
            answered = np.array([each.answerable for each in every])[there]
            if not there.any():
                continue
            refused = log_odds[there] < 0
            area = auroc(log_odds[there], answered)
            told = "" if area is None else f"AUROC {area:.3f}, "  # none where all of them are unanswerable
            yield (
                f"{source}{', made false' if made else ''}: {len(answered)} questions, {told}"
                f"refused {_share(refused[~answered])}, wrongly {_share(refused[answered])}"
            )


def _share(values: Matrix) -> str:
    return f"{100 * float(np.mean(values)):.0f} %" if len(values) else "none"


def as_toml(weights: Weights, lines: Sequence[str]) -> str:
    """Return the file of weights: those fitted, and those of before for what isn't fitted here."""
    before = WEIGHTS.read_text(encoding="utf-8").partition("[other-language]")[2]
    kept, reader = before.partition("[unmet]")[0], before.partition("[reader]")[2]
    base = "\n".join(
        f"{name} = {value:.2f}" for name, value in zip(("base", *BASE), _raised(weights.base), strict=True)
    )
    unmet = "\n".join(
        f"{premise} = {value:.2f}" for group, value in zip(GROUPS, weights.unmet, strict=True) for premise in group
    )
    return (
        HEAD
        + "".join(f"#   {line}\n" for line in lines)
        + (f"\n[same-language]\n{base}\n\n[other-language]{kept}[unmet]\n{unmet}\n\n[reader]{reader}")
    )


def _raised(base: Matrix) -> Matrix:
    raised = base.copy()
    raised[0] += PRIOR
    return raised


if __name__ == "__main__":
    main()
