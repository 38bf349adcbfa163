"""`python -m eval.experiments.drafts.speed`: how long the check of a draft takes, one row a size of the library.

    python -m eval.experiments.drafts.speed [--passages 5000 100000] [--folder DIR] [--library DIR] [--words 2000]

The libraries are made by rule with an embedder that hashes words, as in `eval.experiments.scale`; with `--folder` they
are kept there, and a second run doesn't index them again. `--library` measures a library that is there, with its own
embedder, too. The draft quotes and restates the library's sentences, half of them altered.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from eval.experiments.scale import AN_ARTICLE, Clock, HashEmbedding, measure_indexing
from index.catalog import queries
from index.library.library import Library
from rag import open_library
from rag.drafts.check import check_piecemeal
from rag.settings import Settings

RUNS = 3
"""Checks of the draft, of which the median counts: each begins with nothing in memory but the library."""


@dataclass(frozen=True, slots=True)
class Row:
    """How long a draft took against one library."""

    articles: int
    passages: int
    words: int
    findings: int
    first: float
    """Seconds until the first findings are there, the median of the runs."""
    seconds: float
    """Seconds until all are, the median of the runs."""
    processor: float
    """The same, of the processor."""


def draft_over(library: Library, words: int, seed: int = 0) -> str:
    """Return a draft of about so many words that quotes and restates a library's sentences, half of them altered."""
    rng = random.Random(seed)  # no secret
    with library.catalog.reading() as connection:
        files = [card.file for card in islice(queries.article_cards(connection), 5_000)]
        paragraphs: list[str] = []
        count = 0
        for number, sentence in enumerate(_sentences(connection, files, rng)):
            paragraphs.append(_paragraph(sentence.rstrip("."), number, rng))
            count += len(paragraphs[-1].split())
            if count >= words:
                break
    return "\n\n".join(paragraphs)


def measure(library: Library, text: str) -> Row:
    """Return how long the check of a draft takes."""
    first, seconds, processor = [], [], []
    findings = 0
    for _ in range(RUNS):
        wall, busy = time.perf_counter(), time.process_time()
        seen = None
        for checked in check_piecemeal(library, text):
            seen = seen or time.perf_counter() - wall
            findings = len(checked.findings)
        first.append(seen or 0.0)
        seconds.append(time.perf_counter() - wall)
        processor.append(time.process_time() - busy)
    with library.catalog.reading() as connection:
        counts = queries.counts(connection)
    return Row(
        counts.articles,
        counts.passages,
        len(text.split()),
        findings,
        _median(first),
        _median(seconds),
        _median(processor),
    )


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _sentences(connection: Connection, files: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Yield plain sentences of articles by chance."""
    for file in rng.choices(files, k=10 * len(files) + 1_000):
        plain = [each for each in queries.article_sentences(connection, file) if 9 <= len(each.split()) <= 40]
        if plain:
            yield rng.choice(plain)


def _paragraph(sentence: str, number: int, rng: random.Random) -> str:
    """Return a sentence quoted or restated: each second one with a word exchanged or a number changed."""
    words = sentence.split()
    if number % 2:
        at = rng.randrange(2, len(words) - 1)
        words[at] = str(int(words[at]) + 17) if words[at].isdigit() else "hardly"
    said = " ".join(words)
    return f"One account put it this way: “{said}.”" if number % 4 < 2 else f"{said}."


def rows(passages: Sequence[int], folder: Path, library: Path | None, words: int) -> Iterator[Row]:
    """Yield a row a size, and one of a library that is there."""
    for size in passages:
        base = folder / f"{size}"
        settings = Settings(library=base / "library")
        if not (base / "library").exists():
            measure_indexing(base, 0, size // AN_ARTICLE, Clock())
        opened = Library(settings, embedder=HashEmbedding())
        yield measure(opened, draft_over(opened, words))
        opened.close()
    if library is not None:
        with open_library(library) as pressmark:
            yield measure(pressmark.library, draft_over(pressmark.library, words))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.experiments.drafts.speed", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--passages", type=int, nargs="*", default=[5_000, 100_000])
    parser.add_argument("--words", type=int, default=2_000, help="of the draft")
    parser.add_argument("--folder", type=Path, help="keep the libraries here")
    parser.add_argument("--library", type=Path, help="measure this library, too")
    asked = parser.parse_args(arguments)
    columns = ("articles", "passages", "words", "findings", "first, s", "all, s", "processor, s")
    sys.stdout.write(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n")
    with tempfile.TemporaryDirectory() as temporary:
        for row in rows(asked.passages, asked.folder or Path(temporary), asked.library, asked.words):
            told = f"{row.first:.2f} | {row.seconds:.2f} | {row.processor:.2f}"
            sys.stdout.write(f"| {row.articles:,} | {row.passages:,} | {row.words:,} | {row.findings} | {told} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
