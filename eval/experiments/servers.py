"""Whether a library on servers answers as one in a folder does, question by question.

    python -m eval.experiments.servers SET --articles DIR --catalog postgresql://… [--chroma http://…] [--copied]

The articles are indexed once more for each way to keep them: in a folder; catalog and vectors in Postgres; with
`--chroma`, the catalog there and the vectors on a Chroma server. With `--copied` they are indexed once, and the catalog
is then taken over, which embeds nothing. Each question is asked of each library; all that an
answer holds but its timings is compared, and each quotation is looked up in the text of its article. The schema of the
Postgres database is named after this program, and deleted before and after.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine, make_url, text

from eval.datasets.adapters import load_set
from eval.datasets.sets import QuestionSet
from index.catalog.backends.postgres import schema_of
from index.catalog.copying import copy_catalog
from index.catalog.database import Catalog
from index.ingestion.sync import index_paths
from index.library.library import Library
from rag.engine import Pressmark
from rag.serialise import answer_to_dict
from rag.settings import Settings

NAME: Final = "compared"
"""Of the libraries' folders, and so of their schema."""
SHOWN: Final = 10
Answers = dict[str, dict[str, object]]


@dataclass(slots=True)
class Told:
    """What one library answered."""

    indexing: float
    """Seconds."""
    answers: Answers = field(default_factory=dict)
    """All that was answered to each question, but the timings."""
    seconds: list[float] = field(default_factory=list)
    inexact: int = 0
    """Quotations that don't stand where the citation says."""


def ask_all(settings: Settings, articles: Path, questions: QuestionSet) -> Told:
    """Index articles and ask the questions of a set."""
    started = time.perf_counter()
    library = Library(settings, create=True)
    index_paths(library, [articles], settings)
    told = Told(time.perf_counter() - started)
    with Pressmark(library, settings) as pressmark:
        for case in questions.cases:
            asked = time.perf_counter()
            answer = pressmark.ask(case.question, case.history)
            told.seconds.append(time.perf_counter() - asked)
            for each in answer.citations:
                told.inexact += pressmark.article_text(each.file)[each.start : each.end] != each.quote
            plain = answer_to_dict(answer)
            plain.pop("timings")
            told.answers[case.id] = plain
    return told


def differences(one: Answers, other: Answers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the id of each question that is answered differently, and the parts of the answer that differ."""
    for question, answer in one.items():
        parts = tuple(part for part in answer if answer[part] != other[question][part])
        if parts:
            yield question, parts


def main() -> None:
    """Print a row for each library, and what differs from the one in a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", help="a set's name or path")
    parser.add_argument("--articles", type=Path, required=True, help="the folder that it asks about")
    parser.add_argument("--catalog", required=True, help="address of a Postgres database with pgvector")
    parser.add_argument("--chroma", help="address of a Chroma server")
    parser.add_argument("--copied", action="store_true", help="index once, and take the catalog over")
    given = parser.parse_args()
    questions = load_set(given.set)
    catalog = SecretStr(given.catalog)
    with tempfile.TemporaryDirectory() as base:
        ways = {"a folder": Settings().embedded(Path(base) / "folder" / NAME)}
        ways["Postgres and pgvector"] = Settings(library=Path(base) / NAME, catalog=catalog, chroma=None)
        if given.chroma:
            ways["Postgres and Chroma's server"] = Settings(
                library=Path(base) / NAME, catalog=catalog, chroma=given.chroma
            )
        told: dict[str, Told] = {}
        first = Path(base) / "folder" / NAME
        for name, settings in ways.items():
            _clear(given.catalog)
            if given.copied and told:
                with closing(Catalog(first)) as made, closing(Catalog(settings.library, catalog)) as taken:
                    copy_catalog(made, taken)
            told[name] = ask_all(settings, given.articles, questions)
        _clear(given.catalog)
    _show(questions, told)


def _clear(address: str) -> None:
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema_of(NAME)}" CASCADE'))
    engine.dispose()


def _show(questions: QuestionSet, told: Mapping[str, Told]) -> None:
    console, (first, *_) = Console(width=120), told.values()
    table = Table(
        "",
        "index, s",
        "ask p50, ms",
        "inexact",
        "answers alike",
        title=f"{questions.name}: {len(first.answers)} questions",
    )
    for name, each in told.items():
        differing = list(differences(first.answers, each.answers))
        table.add_row(
            name, f"{each.indexing:.0f}", f"{1000 * statistics.median(each.seconds):.0f}", str(each.inexact),
            str(len(first.answers) - len(differing)),
        )  # fmt: skip
        for question, parts in differing[:SHOWN]:
            console.print(f"{name}, {question}: {', '.join(parts)}")
            for part in parts[:2]:
                console.print(f"  {json.dumps(first.answers[question][part], ensure_ascii=False)[:300]}", markup=False)
                console.print(f"  {json.dumps(each.answers[question][part], ensure_ascii=False)[:300]}", markup=False)
    console.print(table)


if __name__ == "__main__":
    main()
