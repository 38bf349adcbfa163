"""Measures a fleet on this machine (`make fleet`): two workers against one, eight people asking, and kills."""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eval.experiments.scale import write_articles
from tests.fleet.asking import all_ask
from tests.fleet.killing import kill_at_random, told
from tests.fleet.processes import Fleet
from tests.servers import ChromaServer, PostgresServer

PARTS: Final = ("workers", "asking", "kills")


@dataclass(frozen=True, slots=True)
class Took:
    """What it took to index articles, in seconds."""

    seconds: float
    workers: float
    """Of a processor, by the workers."""
    postgres: float
    """Of a processor, by the database."""

    def __add__(self, other: "Took") -> "Took":
        return Took(self.seconds + other.seconds, self.workers + other.workers, self.postgres + other.postgres)

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s (of a processor: workers {self.workers:.1f} s, Postgres {self.postgres:.1f} s)"


def index_all(fleet: Fleet, articles: int, workers: int) -> Took:
    """Return what it takes so many workers, which wait already, to index articles."""
    folder = fleet.folder / "articles"
    write_articles(folder, range(articles))
    fleet.library().close()
    names = [f"worker-{number}" for number in range(workers)]
    for name in names:
        fleet.start_worker(name)
    fleet.wait_until(lambda: all("Working for" in fleet.said(name) for name in names))
    fleet.put_on_queue(folder)
    began, by_workers, by_postgres = time.monotonic(), *fleet.processor_seconds(names)
    with fleet.queue() as queue:
        fleet.wait_until(lambda: not (queue.state().waiting or queue.state().working), 3600)
    seconds, workers_now, postgres_now = time.monotonic() - began, *fleet.processor_seconds(names)
    return Took(seconds, workers_now - by_workers, postgres_now - by_postgres)


def measure_workers(base: Path, postgres: PostgresServer, articles: int) -> str:
    """Index the same articles by one worker and by two, twice each, so that what else goes on touches both alike."""
    took: dict[int, Took] = {}
    for turn, workers in enumerate((1, 2, 2, 1)):
        with Fleet(base / f"workers-{turn}", postgres) as fleet:
            took[workers] = took.get(workers, Took(0, 0, 0)) + index_all(fleet, articles, workers)
    return (
        f"{articles} articles twice by one worker {took[1]}, by two {took[2]}:"
        f" {took[1].seconds / took[2].seconds:.2f} times as fast"
    )


def measure_asking(base: Path, postgres: PostgresServer, articles: int, questions: int) -> str:
    """Let eight people ask at once through two pages."""
    with Fleet(base / "asking", postgres) as fleet:
        index_all(fleet, articles, 2)
        for name in ("worker-0", "worker-1"):
            fleet.kill(name)
        for name in ("page-1", "page-2"):
            fleet.start_page(name)
        fleet.wait_for_pages()
        balancer = fleet.balanced()
        all_ask(balancer.address, 8, 2, articles)  # what is loaded once is loaded
        record = all_ask(balancer.address, 8, questions, articles)
        balancer.close()
    return (
        f"{8 * questions} questions of eight people through two pages over {articles} articles:"
        f" p50 {record.share(50) * 1000:.0f} ms, p95 {record.share(95) * 1000:.0f} ms, {dict(record.outcomes)},"
        f" {len(record.faults)} faults {record.faults[:5]}"
    )


def main() -> None:
    """Make the measurements that the command line asks for, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--questions", type=int, default=20, help="of each of eight people")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; by default all")
    chosen = parser.parse_args()
    parts = chosen.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    postgres = PostgresServer()
    try:
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            if "workers" in parts:
                sys.stdout.write(f"{measure_workers(base, postgres, chosen.articles)}\n")
            if "asking" in parts:
                sys.stdout.write(f"{measure_asking(base, postgres, chosen.articles, chosen.questions)}\n")
            if "kills" in parts:
                chroma = ChromaServer()
                try:
                    with Fleet(base / "kills", postgres, chroma) as fleet:
                        done = kill_at_random(fleet, chosen.articles, chosen.kills, seed=chosen.seed)
                    sys.stdout.write(f"{told(done)}\n")
                finally:
                    chroma.close()
            sys.stdout.flush()
    finally:
        postgres.close()


if __name__ == "__main__":
    main()
