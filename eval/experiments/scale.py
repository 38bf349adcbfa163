"""Measures how a library grows: articles made by rule, an embedder that hashes words, one row of a table a run.

    python -m eval.experiments.scale [--passages 10000] [--clock wall|processor] [--folder DIR]

The embedder costs next to nothing, so that everything else is measured. With `--folder` the library is kept there, and
a second run with the same folder measures it without indexing it again.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from itertools import accumulate
from multiprocessing import get_context
from os import times
from pathlib import Path
from typing import Final

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from rich.console import Console
from sqlalchemy import select

from index.catalog import queries
from index.catalog.schema import SENTENCE
from index.ingestion.sync import Step, index_paths
from index.language.analysis import words
from index.library.library import Library
from index.vectors.embedding import embed_query
from rag.engine import Pressmark
from rag.records import Filters
from rag.settings import Settings

DIMENSION: Final = 384
AN_ARTICLE: Final = 5
"""Passages that an article made here has, about."""
SENTENCES: Final = 22
"""Sentences of an article."""
PUBLISHERS: Final = 20
FIRST_DAY: Final = date(1990, 1, 1)
DAYS: Final = 35 * 365
COLD: Final = 3
"""Questions that are asked before the ones that count: they find nothing in memory yet."""
NEAREST: Final = 10
_SYLLABLES: Final = re.findall("..", "babecodadefegahakilomanoopirasetaulveviyozazu")
_PATTERNS: Final = (
    "{name} said that the {} of the {} would {} the {} in {place}, because the {} had {} without a {} since {year}.",
    "The {} of {place} was {} by {name}, who had {} the {} before the {} and the {} of {year} were {}.",
    "In {year} the {} between {place} and the {} was {}, and {} people {} that the {} had to be {} again.",
    "After the {} had {} for {number} days, {name} {} the {} of the {} and left {place} with a {}.",
)


class HashEmbedding(BaseEmbedding):
    """Texts that share words are near: each word has a random direction of its own."""

    model_name: str = "hashed-words-384"
    embed_batch_size: int = 2048

    def _get_query_embedding(self, query: str) -> list[float]:
        made = np.sum([_direction(word) for word in words(query)] or [_direction("")], axis=0)
        return [float(part) for part in made / np.linalg.norm(made)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_query_embedding(text)


@cache
def _direction(word: str) -> NDArray[np.float32]:
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(DIMENSION, dtype=np.float32)


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Return made-up words and their weights, added up: as in a language, a few are everywhere and most are rare."""
    chosen = random.Random(1)  # noqa: S311  # no secret
    made = list(dict.fromkeys("".join(chosen.choices(_SYLLABLES, k=chosen.randint(2, 3))) for _ in range(6000)))
    return made, list(accumulate(1 / (rank + 10) for rank in range(len(made))))


def make_article(number: int) -> str:
    """Return the text of an article with its front matter; the same number gives the same one."""
    chosen = random.Random(number)  # noqa: S311  # no secret
    every, weights = _vocabulary()
    own = chosen.choices(every, k=12)  # what it is about
    names = [_name(number), *(_name(chosen.randrange(5000)) for _ in range(3))]
    sentences = []
    for _ in range(SENTENCES):
        pattern = chosen.choice(_PATTERNS)
        gaps = pattern.count("{}")
        common = chosen.choices(every, cum_weights=weights, k=gaps)
        filled = [chosen.choice(own) if chosen.random() < 0.4 else word for word in common]
        place, year = _place(number), 1900 + chosen.randrange(120)
        sentences.append(
            pattern.format(*filled, name=chosen.choice(names), place=place, year=year, number=chosen.randint(2, 900))
        )
    day = FIRST_DAY + timedelta(days=chosen.randrange(DAYS))
    head = f"---\ntitle: The {own[0]} of {_place(number)}\nauthor: {names[1]}\npublisher: {publisher(number)}\n"
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, SENTENCES, 4)]
    return "\n\n".join([f"{head}date: {day}\n---", *paragraphs]) + "\n"


def make_question(number: int) -> str:
    """Return a question that a sentence of an article answers, in some of its words."""
    sentence = random.Random(number).choice(make_article(number).split("---\n\n")[1].split(". "))  # noqa: S311  # no secret
    asked = [word for word in words(sentence) if len(word) > 4][:6]
    return f"Who said that the {' '.join(asked)} of {_place(number)}?"


def publisher(number: int) -> str:
    """Return the publisher of an article."""
    return f"The {_place(number % PUBLISHERS + 70_000)} Post"


def file_name(number: int) -> str:
    """Return the file of an article, in a folder with up to a thousand others."""
    return f"{number // 1000:04}/{number:07}.md"


def _place(number: int) -> str:
    base, made = len(_SYLLABLES), ""
    for _ in range(4):
        made += _SYLLABLES[number % base]
        number //= base
    return made.capitalize()


def _name(number: int) -> str:
    return f"{_place(number * 7 + 3)[:6]} {_place(number * 13 + 5)}"


def write_articles(folder: Path, numbers: range) -> None:
    """Write articles into a folder."""
    for number in numbers:
        path = folder / file_name(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_article(number), encoding="utf-8")


@dataclass(slots=True)
class Clock:
    """Seconds as they pass, or of the processor: those that other programs on the machine disturb less."""

    processor: bool = False
    marks: list[tuple[int, float]] = field(default_factory=list)
    """Sentences and seconds each time that a batch was stored."""

    def now(self) -> float:
        """Return the seconds, those of the finished child processes among them."""
        return time.process_time() + sum(times()[2:4]) if self.processor else time.perf_counter()

    def took(self, work: Callable[[], object]) -> float:
        """Return the seconds that some work takes."""
        started = self.now()
        work()
        return self.now() - started

    def mark(self, step: Step) -> None:
        """Note how far the indexing has come."""
        if step.stage == "storing":
            now = time.process_time() if self.processor else time.perf_counter()  # of children only when they end
            self.marks.append((step.sentences, now))

    def slowdown(self) -> float:
        """Return how many times as long the last tenth of the sentences took as the first after the start."""
        last = self.marks[-1][0] if self.marks else 0
        at = partial(np.interp, xp=[sentences for sentences, _ in self.marks], fp=[at for _, at in self.marks])
        first = float(at(0.2 * last) - at(0.1 * last)) if last else 0.0
        return float(at(last) - at(0.9 * last)) / first if first else float("nan")


Row = dict[str, float]
"""Figures of a run by the name of their column."""


def measure_indexing(base: Path, passages: int, clock: Clock) -> Row:
    """Make articles, index them, see that nothing changed, and add one more."""
    articles = passages // AN_ARTICLE
    write_articles(base / "articles", range(articles))
    settings = Settings(library=base / "library")
    library = Library(settings, create=True, embedder=HashEmbedding())
    seconds = clock.took(lambda: index_paths(library, [base / "articles"], settings, clock.mark))
    again = clock.took(lambda: index_paths(library, [base / "articles"], settings))
    write_articles(base / "more", range(articles, articles + 1))
    one = clock.took(lambda: index_paths(library, [base / "more"], settings))
    library.close()
    return {
        "index, s per 1,000 passages": 1000 * seconds / passages,
        "last tenth / first": clock.slowdown(),
        "index MB": _most_memory(),
        "add one, s": one,
        "unchanged, s": again,
    }


def measure_serving(base: Path, questions: int, processor: bool) -> Row:
    """Open the library and ask questions: to be called in a process of its own, whose memory is measured."""
    clock, settings = Clock(processor), Settings(library=base / "library")
    started = clock.now()
    pressmark = Pressmark(Library(settings, embedder=HashEmbedding()), settings)
    row = {"open, s": clock.now() - started}
    with pressmark.library.catalog.reading() as connection:
        counts = queries.counts(connection)
    many = COLD + questions
    asked = [make_question(counts.articles * at // many) for at in range(many)]
    for name, filters in _filters(counts.articles, many).items():
        milliseconds = [
            1000 * clock.took(partial(pressmark.ask, question, (), each))
            for question, each in zip(asked, filters, strict=True)
        ][COLD:]
        row |= {f"{name} p50, ms": _share(milliseconds, 50), f"{name} p95, ms": _share(milliseconds, 95)}
    row |= {"ask MB": _most_memory(), "recall@10": recall(pressmark.library, asked)}
    pressmark.close()
    size = sum(path.stat().st_size for path in (base / "library").rglob("*") if path.is_file())
    return {**row, "disk MB": size / 1e6, "disk KB a sentence": size / 1e3 / counts.sentences}


def _filters(articles: int, many: int) -> dict[str, Sequence[Filters]]:
    """Return the filters of so many questions, by their name; a file, a year and a publisher are others each time."""
    half = tuple(file_name(number) for number in range(0, articles, 2))
    return {
        "plain": [Filters()] * many,
        "publisher": [Filters(publishers=(publisher(at),)) for at in range(many)],
        "since 1991": [Filters(published_from="1991-01-01")] * many,
        "a year": [Filters(published_from=f"{1990 + at % 34}", published_to=f"{1991 + at % 34}") for at in range(many)],
        "a file": [Filters(files=(file_name(articles * at // many),)) for at in range(many)],
        "half": [Filters(files=half)] * many,
    }


def recall(library: Library, questions: Sequence[str]) -> float:
    """Return which share of the nearest sentences, found by looking at all, a search finds."""
    asked = np.stack([embed_query(library.embedder, question) for question in questions])
    exact = [set(each) for each in _nearest_of_all(library, asked)]
    found = [set(library.nearest(each, NEAREST)) for each in asked]
    return sum(len(a & b) for a, b in zip(exact, found, strict=True)) / (NEAREST * len(questions))


def _nearest_of_all(library: Library, asked: NDArray[np.float32]) -> Iterator[list[str]]:
    scores, ids = np.zeros((len(asked), 0)), np.zeros((len(asked), 0), dtype=object)
    with library.catalog.reading() as connection:
        chosen = select(SENTENCE.c.vector_id, SENTENCE.c.vector).execution_options(yield_per=5000)
        for part in connection.execute(chosen).partitions():
            vectors = np.frombuffer(b"".join(row.vector for row in part), dtype=np.float16).reshape(len(part), -1)
            names = np.array([[row.vector_id for row in part]] * len(asked), dtype=object)
            scores = np.hstack([scores, asked @ vectors.astype(np.float32).T])
            ids = np.hstack([ids, names])
            best = np.argsort(-scores, axis=1)[:, :NEAREST]
            scores, ids = np.take_along_axis(scores, best, 1), np.take_along_axis(ids, best, 1)
    yield from ids.tolist()


def _share(values: Sequence[float], percent: int) -> float:
    return float(np.percentile(values, percent))


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def measure(base: Path, passages: int, questions: int, processor: bool) -> Row:
    """Measure a library of about so many passages; one that stands in the folder is only asked."""
    row: Row = {"passages": passages}
    if not (base / "library").exists():
        row |= _apart(partial(measure_indexing, base, passages, Clock(processor)))
    return row | _apart(partial(measure_serving, base, questions, processor))


def _apart(work: Callable[[], Row]) -> Row:
    """Return what a function returns in a process of its own, that neither shares nor leaves memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work).result()


def table(row: Row) -> str:
    """Return a table of one row, in Markdown."""
    told = [f"{value:,.0f}" if value >= 100 else f"{value:.3g}" for value in row.values()]
    return "\n".join(["| " + " | ".join(row) + " |", "|" + "---|" * len(row), "| " + " | ".join(told) + " |"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table of one row."""
    parser = argparse.ArgumentParser(prog="python -m eval.experiments.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=40, help="of each kind")
    parser.add_argument("--clock", choices=("wall", "processor"), default="wall")
    parser.add_argument("--folder", type=Path, default=None, help="keep the articles and the library here")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        base = chosen.folder or Path(temporary)
        row = measure(base, chosen.passages, chosen.questions, chosen.clock == "processor")
    Console().print(table(row), markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
