"""Turns each sign of a sentence off in turn, and shows what it earns: the table in CONTRIBUTING.

    python -m eval.experiments.ablation [SET ...] [--articles DIR]

Retrieval runs once for each question; only the order of the sentences found changes. Questions whose gold words are
not known, that have a history, or that nothing answers say nothing about it, and are left out.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.datasets.gold import resolve_gold
from eval.datasets.sets import QuestionSet
from eval.metrics.measures import Place, knows_words, on_gold_words
from eval.records import GoldSource
from eval.runs.session import Request, opened_sets
from rag.engine import Pressmark
from rag.records import Filters
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import OTHER_LANGUAGE, SAME_LANGUAGE, Evidence, Weights, rank_evidence
from rag.settings import Settings

FIRST = 3
"""Sentences of an answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The search of one question, and the sources that answer it."""

    search: Search
    gold: tuple[GoldSource, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """Share of the questions whose right sentence comes first, and in the first three."""

    first: float
    three: float


def variants() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each variant and the signs that it turns off: none, each in turn, all of them."""
    names = tuple(each.name for each in fields(Weights))
    yield "all signs", ()
    yield from ((f"without {name}", (name,)) for name in names)
    yield "cosine alone", names


def reached(asked: Sequence[Asked], off: Sequence[str]) -> Reached:
    """Return what the order of sentences reaches with some signs turned off; at least one question is wanted."""
    hits = []
    for each in asked:
        weights = OTHER_LANGUAGE if each.search.foreign else SAME_LANGUAGE
        ranked = rank_evidence(each.search, replace(weights, **dict.fromkeys(off, 0.0)))[:FIRST]
        hits.append([on_gold_words(_place(evidence), each.gold) for evidence in ranked])
    return Reached(*(sum(any(row[:depth]) for row in hits) / len(hits) for depth in (1, FIRST)))


def ask_all(questions: QuestionSet, pressmark: Pressmark, texts: Mapping[str, str]) -> list[Asked]:
    """Search for each question of a set that says where the words of its answer stand."""
    asked = []
    for case in questions.cases:
        gold = resolve_gold(case, texts).sources if case.answerable else ()
        if gold and knows_words(gold) and not case.history:
            retriever = pressmark.pipeline.retriever
            asked.append(Asked(retriever.search(retriever.understand(case.question), Filters()), gold))
    return asked


def table_of(name: str, asked: Sequence[Asked]) -> Table:
    """Return the table of a set: a row a variant, in percent."""
    table = Table("", "right sentence first", f"in {FIRST}", title=f"{name}: {len(asked)} questions")
    for variant, off in variants():
        shares = reached(asked, off)
        table.add_row(variant, f"{100 * shares.first:.1f}", f"{100 * shares.three:.1f}")
    return table


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="names or paths; by default the packaged set")
    parser.add_argument("--articles", type=Path, help="a folder to ask, instead of the one that the set belongs to")
    given = parser.parse_args()
    console = Console()
    for questions, pressmark, corpus in opened_sets(Request(tuple(given.sets), given.articles), Settings()):
        console.print(table_of(questions.name, ask_all(questions, pressmark, corpus.texts)))


def _place(evidence: Evidence) -> Place:
    return Place(evidence.candidate.passage.article.file, evidence.sentence.span)


if __name__ == "__main__":
    main()
