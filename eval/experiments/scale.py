"""Measures how a library grows: articles made by rule, an embedder that hashes words, one row of a table a size.

    python -m eval.experiments.scale [--passages 10000 100000] [--clock wall|processor] [--folder DIR]

The embedder costs next to nothing, so that everything else is measured. One library grows from size to size. What a
step gave is told as soon as it is done, so that a run that is stopped has told something. With `--folder` the library
is kept there, and another run with the same folder goes on from what was indexed.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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
from sqlalchemy import Connection, text

from index.catalog import queries
from index.catalog.backends.base import Chosen
from index.catalog.database import Catalog
from index.catalog.filtering import choose, nearest_passages
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
LOOKED_FOR: Final = 12
"""Questions whose nearest sentences are looked for, of each kind of filter that is another one each time."""
MORE: Final = 9_000_000
"""Numbers of the articles that are added one at a time."""
TOLD_AFTER: Final = 20_000
"""Sentences after which it is told how the indexing goes on."""
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
        return list(map(float, _sum_of_words(query)))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_query_embedding(text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [_sum_of_words(text).tolist() for text in texts]


def _sum_of_words(told: str) -> NDArray[np.float32]:
    made = np.sum([_direction(word) for word in words(told)] or [_direction("")], axis=0)
    return np.asarray(made / np.linalg.norm(made), dtype=np.float32)


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


Row = dict[str, float]
"""Figures of a run by the name of their column."""


@dataclass(slots=True)
class Clock:
    """Seconds as they pass, or of the processor: those that other programs on the machine disturb less."""

    processor: bool = False
    marks: list[tuple[int, float]] = field(default_factory=list)
    """Sentences and seconds each time that a batch was stored."""
    told: int = 0
    """How many of the marks were told."""

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
            (sentences, then), (_, since) = self.marks[-1], self.marks[self.told]
            if sentences - self.marks[self.told][0] >= TOLD_AFTER:
                each = 1000 * (then - since) / (sentences - self.marks[self.told][0])
                self.told = len(self.marks) - 1
                row = {"sentences": sentences, "s per 1,000 of them": each, "MB": _most_memory()}
                tell("indexing", {**row, "files": step.files, "of files": step.of_files})

    def slowdown(self) -> float:
        """Return how many times as long the last tenth of the sentences took as the first after the start."""
        last = self.marks[-1][0] if self.marks else 0
        at = partial(np.interp, xp=[sentences for sentences, _ in self.marks], fp=[at for _, at in self.marks])
        first = float(at(0.2 * last) - at(0.1 * last)) if last else 0.0
        return float(at(last) - at(0.9 * last)) / first if first else float("nan")


def tell(step: str, row: Row) -> None:
    """Tell what a step gave, at once."""
    told = ", ".join(f"{name} {_figure(value)}" for name, value in row.items())
    Console(stderr=True).print(f"{datetime.now():%H:%M:%S} {step}: {told}", markup=False, soft_wrap=True)


def measure_indexing(base: Path, first: int, last: int, clock: Clock) -> Row:
    """Make articles up to a number, index them, see that nothing changed, and add one more."""
    write_articles(base / "articles", range(first, last))
    settings = Settings(library=base / "library")
    library = Library(settings, create=True, embedder=HashEmbedding())
    seconds = clock.took(lambda: index_paths(library, [base / "articles"], settings, clock.mark))
    row = {
        "index, s per 1,000 passages": 1000 * seconds / ((last - first) * AN_ARTICLE),
        "last tenth / first": clock.slowdown(),
        "index MB": _most_memory(),
    }
    tell("indexed", row)
    again = clock.took(lambda: index_paths(library, [base / "articles"], settings))
    for number in range(2):  # the first loads what reading takes, which was done in another process before
        folder = base / "more" / f"{last}-{number}"
        write_articles(folder, range(MORE + last + number, MORE + last + number + 1))
        one = clock.took(partial(index_paths, library, [folder], settings))
    library.close()
    tell("indexed", found := {"add one, s": one, "unchanged, s": again})
    return row | found


def measure_serving(base: Path, questions: int, processor: bool) -> Row:
    """Open the library and ask questions: to be called in a process of its own, whose memory is measured."""
    clock, settings = Clock(processor), Settings(library=base / "library", reader="none")
    started = clock.now()
    pressmark = Pressmark(Library(settings, embedder=HashEmbedding()), settings)
    row = {"open, s": clock.now() - started}
    many = COLD + questions
    with pressmark.library.catalog.reading() as connection:
        counts = queries.counts(connection)
    asked = [make_question(counts.articles * at // many) for at in range(many)]
    row["first question, s"] = clock.took(partial(pressmark.ask, asked[0]))
    tell("opened", row)
    for name, filters in _filters(counts.articles, many).items():
        milliseconds = [
            1000 * clock.took(partial(pressmark.ask, question, (), each))
            for question, each in zip(asked, filters, strict=True)
        ][COLD:]
        found = {f"{name} p50, ms": _share(milliseconds, 50), f"{name} p95, ms": _share(milliseconds, 95)}
        tell("asked", found)
        row |= found
    size = sum(path.stat().st_size for path in (base / "library").rglob("*") if path.is_file())
    texts = sum(path.stat().st_size for path in (base / "articles").rglob("*.md"))
    row |= {"ask MB": _most_memory(), "sentences": counts.sentences, "disk MB": size / 1e6}
    row["disk KB a sentence beside the text"] = (size - texts) / 1e3 / counts.sentences
    tell("asked", row)
    row |= recall(pressmark, asked)
    pressmark.close()
    return row


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


def recall(pressmark: Pressmark, questions: Sequence[str]) -> Row:
    """Return which share of the nearest sentences, found by looking at all, a search finds, plain and with filters."""
    library = pressmark.library
    asked = np.stack([embed_query(library.embedder, question) for question in questions])
    row: Row = {}
    with library.catalog.reading() as connection:
        counts = queries.counts(connection)
        for name, filters in _filters(counts.articles, len(questions)).items():
            chosen = [_chosen(connection, each) for each in filters]
            if len(set(filters)) == 1:  # all of one kind: looked at in one go
                exact = _nearest_of_all(connection, chosen[0], asked)
            else:
                some = zip(chosen[:LOOKED_FOR], asked, strict=False)
                exact = [_nearest_of_all(connection, each, vector[None, :])[0] for each, vector in some]
            found = 0
            for each, vector, right in zip(chosen, asked, exact, strict=False):
                nearest = partial(library.nearest, vector)
                passages = nearest_passages(connection, vector, nearest, NEAREST, each, counts.passages)
                found += (Counter(passages) & Counter(right)).total()
            row[f"{name} recall@10"] = found / sum(map(len, exact)) if any(exact) else float("nan")
            tell("compared", {f"{name} recall@10": row[f"{name} recall@10"]})
    return row


def _chosen(connection: Connection, filters: Filters) -> Chosen | None:
    if filters == Filters():
        return None
    return choose(connection, filters.files, filters.publishers, filters.published_from, filters.published_to)


def _nearest_of_all(connection: Connection, chosen: Chosen | None, asked: NDArray[np.float32]) -> list[list[int]]:
    """Return the passages of the nearest sentences of chosen articles for each vector, by looking at all of them."""
    limits = chosen or Chosen()
    statement = text(
        "SELECT passage_id, vector FROM article CROSS JOIN passage ON passage.article_id = article.id"  # noqa: S608  # a condition of ours
        f" CROSS JOIN sentence ON sentence.passage_id = passage.id WHERE {limits.condition}"
    )
    scores, owners = np.zeros((len(asked), 0)), np.zeros((len(asked), 0), dtype=np.int64)
    for part in connection.execute(statement, limits.given).partitions(5000):
        vectors = np.frombuffer(b"".join(row.vector for row in part), dtype=np.float16).reshape(len(part), -1)
        scores = np.hstack([scores, asked @ vectors.astype(np.float32).T])
        owners = np.hstack([owners, np.array([[row.passage_id for row in part]] * len(asked))])
        best = np.argsort(-scores, axis=1)[:, :NEAREST]
        scores, owners = np.take_along_axis(scores, best, 1), np.take_along_axis(owners, best, 1)
    return [[int(owner) for owner in each] for each in owners]


def _share(values: Sequence[float], percent: int) -> float:
    return float(np.percentile(values, percent))


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def measure(base: Path, passages: int, questions: int, processor: bool) -> Row:
    """Measure a library of about so many passages; one that stands in the folder grows to them, if it is smaller."""
    row: Row = {"passages": passages}
    there, wanted = _articles_in(base), passages // AN_ARTICLE
    if there < wanted:
        row |= _apart(partial(measure_indexing, base, there, wanted, Clock(processor)))
    return row | _apart(partial(measure_serving, base, questions, processor))


def _articles_in(base: Path) -> int:
    """Return how many articles were indexed before."""
    if not (base / "library").exists():
        return 0
    catalog = Catalog(base / "library")
    with catalog.reading() as connection:
        numbers = connection.scalars(text("SELECT file FROM article WHERE file < '9' ORDER BY file DESC LIMIT 1")).all()
    catalog.close()
    return 1 + int(Path(numbers[0]).stem) if numbers else 0


def _apart(work: Callable[[], Row]) -> Row:
    """Return what a function returns in a process of its own, that neither shares nor leaves memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work).result()


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: Sequence[Mapping[str, float]]) -> str:
    """Return a table of rows, in Markdown."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [[_figure(row[name]) if name in row else "" for name in names] for row in rows]
    return "\n".join(["| " + " | ".join(line) + " |" for line in (names, ["---"] * len(names), *lines)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table, one row a size."""
    parser = argparse.ArgumentParser(prog="python -m eval.experiments.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000], help="sizes, from small to large")
    parser.add_argument("--questions", type=int, default=40, help="of each kind")
    parser.add_argument("--clock", choices=("wall", "processor"), default="wall")
    parser.add_argument("--folder", type=Path, default=None, help="keep the articles and the library here")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        base, rows = chosen.folder or Path(temporary), []
        for passages in chosen.passages:
            rows.append(measure(base, passages, chosen.questions, chosen.clock == "processor"))
            Console().print(table(rows), markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
