"""A folder of articles in every format, made from the sample articles: is anything lost, and how fast is it?

    python -m eval.experiments.mixed [--count 2000] [--seed 7] [--folder DIR]

The articles are shuffled sentences of the samples under made-up titles, each with a sentence that no other has. They
are indexed twice; every paragraph must then stand, whole, in the sentences of its article, and the library must be as
`pressmark doctor` wants it. Exit 1 when that doesn't hold.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from eval.experiments.formats import SINGLE, Piece, to_feed, to_warc, to_zip
from index.ingestion.article import cut_article
from index.ingestion.pipeline import cut_files
from index.ingestion.sync import Report, index_paths, plan_paths
from index.library.doctor import examine
from index.library.library import Library
from index.readers.files import list_articles, read_file
from index.vectors.embedding import embed_texts
from rag.settings import Settings

GROUP: Final = 10
"""Articles of a feed, a web archive or a zip file."""
SAMPLE: Final = 512
"""Sentences that the bare embedder is timed with; its time for all of them is reckoned by their characters."""
_AUTHORS: Final = ("Mara Lind", "Ömer Çağlı", "Jonas Brack", "Elif Aydın", "Sofia Amery")


@dataclass(frozen=True, slots=True)
class Measured:
    """The results of indexing the folder: time, memory, and what was lost."""

    first: Report
    seconds: float
    again: float
    bare: float
    """Seconds that the embedder alone would take for the same texts."""
    megabytes: float
    """The most memory that this process had."""
    worker: float
    """The most memory that one reading process had; 0 when there was none."""
    lost: tuple[str, ...]
    """Paragraphs that are in no sentence of their article, each after its article's name."""
    faults: tuple[str, ...]
    """What the doctor finds in the library."""


def make_pieces(count: int, seed: int) -> list[Piece]:
    """Return made-up articles; the same seed gives the same ones."""
    chosen = random.Random(seed)  # noqa: S311  # shuffling, no secret
    pool = list(_sentences())
    pieces = []
    for number in range(count):
        own = f"Report {number} was filed from the harbour of Brack at {number % 24} o'clock."
        paragraphs = [" ".join(chosen.sample(pool, chosen.randint(2, 3))) for _ in range(chosen.randint(2, 4))]
        day = f"20{chosen.randint(10, 24)}-{chosen.randint(1, 12):02}-{chosen.randint(1, 28):02}"
        title = f"Report {number} from {' and '.join(chosen.sample(('Brack', 'Amery', 'Alder', 'Seaby'), 2))}"
        pieces.append(Piece(title, chosen.choice(_AUTHORS), "The Alder Post", day, (own, *paragraphs)))
    return pieces


def write_mixed(folder: Path, pieces: Sequence[Piece]) -> dict[str, Piece]:
    """Write articles into a folder, by turns in every format; return them by the path of their file.

    Those of a feed, a web archive or a zip file have the path of that file with their number after a `#`.
    """
    rest = list(pieces)
    made: dict[str, Piece] = {}
    groups = {".atom": to_feed, ".warc.gz": to_warc, ".zip": _zip_of}
    turn = 0
    while rest:
        for suffix, write in SINGLE.items():
            if rest:
                name = f"{turn // 10:03}/{turn}{suffix}"
                made[name] = rest.pop()
                _write(folder / name, write(made[name]))
        if turn % GROUP == 0:
            for suffix, write_all in groups.items():
                group = [rest.pop() for _ in range(min(GROUP, len(rest)))]
                if group:
                    _write(folder / f"{turn // 10:03}/{turn}{suffix}", write_all(group))
                    made |= {f"{turn // 10:03}/{turn}{suffix}#{at}": piece for at, piece in enumerate(group)}
        turn += 1
    return made


def find_lost(library: Library, pieces: Mapping[str, Piece]) -> Iterator[str]:
    """Yield each paragraph that isn't whole in the sentences of its article, and each article that isn't there.

    Hyphens don't count: at the end of a PDF's line nothing tells for sure whether one divides a word or joins two.
    """
    with library.catalog.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT article.file, article.title,"
            " substr(article.text, sentence.start + 1, sentence.end - sentence.start)"
            " FROM sentence JOIN passage ON passage.id = passage_id JOIN article ON article.id = article_id"
            " ORDER BY article.id, sentence.start"
        )
        words: dict[tuple[str, str], list[str]] = {}
        for file, title, text in rows:
            words.setdefault((file, title), []).append(text)
    by_title = {title: (file, _plain(" ".join(texts))) for (file, title), texts in words.items()}
    for name, piece in pieces.items():
        file, text = by_title.get(piece.title, ("", ""))
        if not file.startswith(name.partition("#")[0]):
            yield f"{name}: {piece.title}"
        for paragraph in piece.paragraphs:
            if _plain(paragraph) not in text:
                yield f"{name}: {paragraph}"


def _plain(text: str) -> str:
    return " ".join(text.replace("-", "").split())


def measure(folder: Path, library: Library, settings: Settings, pieces: Mapping[str, Piece]) -> Measured:
    """Index a folder twice and look for what was lost."""
    plan = plan_paths(library, [folder], settings)
    embed_texts(library.embedder, ["warm up"])
    first, seconds = _timed(library, folder, settings)
    megabytes, worker = (
        resource.getrusage(who).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    _, again = _timed(library, folder, settings)
    texts = [text for cut in cut_files(plan.to_read, settings) for article in cut.articles for text in article.texts]
    texts = list(dict.fromkeys(texts))
    sample = random.Random(1).sample(texts, min(SAMPLE, len(texts)))  # noqa: S311  # no secret
    began = time.perf_counter()
    embed_texts(library.embedder, sample)
    bare = (time.perf_counter() - began) * sum(map(len, texts)) / sum(map(len, sample))
    faults = tuple(fault.what for fault in examine(library).faults)
    return Measured(first, seconds, again, bare, megabytes, worker, tuple(find_lost(library, pieces)), faults)


def table(measured: Measured, count: int) -> Table:
    """Return what was measured, for a terminal."""
    made = Table("", "", title=f"Indexing {count} articles in every format, {measured.first.embedded} sentences")
    made.add_row("seconds", f"{measured.seconds:.1f}")
    made.add_row("articles a second", f"{count / measured.seconds:.1f}")
    made.add_row("over the bare embedder's time, reckoned from a sample", f"{measured.seconds / measured.bare:.2f}")
    made.add_row("again, share of the first time", f"{measured.again / measured.seconds:.2%}")
    made.add_row("most memory, MB", f"{measured.megabytes:.0f}")
    made.add_row("most memory of a reading process, MB", f"{measured.worker:.0f}")
    made.add_row("files failed", f"{len(measured.first.failed)}")
    made.add_row("paragraphs lost", f"{len(measured.lost)}")
    made.add_row("faults that the doctor finds", f"{len(measured.faults)}")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder, index it and print what that took."""
    parser = argparse.ArgumentParser(prog="python -m eval.experiments.mixed", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=None, help="keep the articles and the library here")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        base = chosen.folder or Path(temporary)
        pieces = write_mixed(base / "articles", make_pieces(chosen.count, chosen.seed))
        settings = Settings(library=base / "library")
        library = Library(settings, create=True)
        try:
            measured = measure(base / "articles", library, settings, pieces)
        finally:
            library.close()
    console = Console()
    console.print(table(measured, chosen.count))
    for line in (*(failure.reason for failure in measured.first.failed), *measured.lost, *measured.faults):
        console.print(line, markup=False)
    return 1 if measured.lost or measured.first.failed or measured.faults else 0


def _timed(library: Library, folder: Path, settings: Settings) -> tuple[Report, float]:
    began = time.perf_counter()
    report = index_paths(library, [folder], settings)
    return report, time.perf_counter() - began


def _sentences() -> Iterator[str]:
    """Yield the sentences of the sample articles, but for headings and very short ones."""
    for name, path in list_articles([Path(str(files("eval") / "articles"))]).articles:
        article = cut_article(name, read_file(path), 256)
        for passage in article.passages:
            for sentence in passage.sentences:
                words = " ".join(sentence.span.of(article.source.text).split())
                if not sentence.heading and len(words) > 40 and words.endswith(".") and words[0].isupper():
                    yield words


def _zip_of(pieces: Sequence[Piece]) -> bytes:
    writers = list(SINGLE.items())
    chosen = [(writers[at % len(writers)], piece) for at, piece in enumerate(pieces)]
    return to_zip({f"{at}{suffix}": write(piece) for at, ((suffix, write), piece) in enumerate(chosen)})


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
