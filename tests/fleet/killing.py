"""Kills workers, pages and the vectors' server at random moments, and says what isn't as it should be."""

import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from sqlalchemy import func, select

from eval.experiments.scale import file_name, make_article, write_articles
from index.catalog import queries
from index.catalog.schema import ARTICLE
from index.library.doctor import examine
from tests.fleet.asking import Person, Record
from tests.fleet.processes import VECTORS, Fleet

PATIENCE: Final = 3 * 3600
LATER: Final = 1.5
"""Seconds after so many articles at which somebody is killed, at most: any moment of what goes on."""


@dataclass(slots=True)
class Killed:
    """What a run came to."""

    kills: Counter[str] = field(default_factory=Counter)
    record: Record = field(default_factory=Record)
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    """What the library lacks, has twice or has wrong when all is done."""


def kill_at_random(fleet: Fleet, articles: int, kills: int, people: int = 2, seed: int = 1) -> Killed:
    """Index articles by two workers while people ask at two pages, and kill one or the other every now and then.

    The moments are spread over the articles, so that a slow machine gets as far between two kills as a quick one.

    Args:
        fleet: nothing of it has been started yet.
        articles: how many.
        kills: how many.
        people: who ask.
        seed: of the moments and of what is killed.
    """
    chosen, done = random.Random(seed), Killed()
    folder = fleet.folder / "articles"
    write_articles(folder, range(articles))
    fleet.library().close()
    for name in ("worker-1", "worker-2"):
        fleet.start_worker(name)
    for name in ("page-1", "page-2"):
        fleet.start_page(name)
    fleet.wait_for_pages()
    balancer, stop = fleet.balanced(), threading.Event()
    asking = [
        threading.Thread(
            target=Person(balancer.address, done.record, each).ask_until, args=(stop.is_set, articles, 0.5)
        )
        for each in range(people)
    ]
    began = time.monotonic()
    fleet.put_on_queue(folder)
    with fleet.queue() as queue:

        def has_done(files: int) -> bool:
            state = queue.state()
            return articles - state.waiting - state.working >= files

        fleet.wait_until(partial(has_done, 1), PATIENCE)  # until then the library is empty, as each page says
        for each in asking:
            each.start()
        for files in sorted(chosen.choices(range(articles), k=kills)):
            fleet.wait_until(partial(has_done, files), PATIENCE)
            time.sleep(chosen.uniform(0, LATER))
            done.kills[_kill_one(fleet, chosen)] += 1
            sys.stderr.write(f"after {files} files {dict(done.kills)}, {dict(done.record.outcomes)}\n")
        fleet.wait_until(partial(has_done, articles), PATIENCE, every=2)
        fleet.wait_until(fleet.is_filled, PATIENCE, every=2)  # as the vectors' server was away, by the idle workers
    done.seconds = time.monotonic() - began
    stop.set()
    for each in asking:
        each.join()
    balancer.close()
    for name in ("worker-1", "worker-2"):
        fleet.kill(name)
    done.lost = what_is_wrong(fleet, articles)
    return done


def _kill_one(fleet: Fleet, chosen: random.Random) -> str:
    """Kill one of the processes, start it again, and return its name."""
    name = chosen.choice(fleet.victims())
    if name == VECTORS and fleet.chroma:
        fleet.chroma.kill()
        time.sleep(chosen.uniform(0, 2 * LATER))
        fleet.chroma.start()
    else:
        fleet.kill(name)
        fleet.start(name)
    return name


def what_is_wrong(fleet: Fleet, articles: int) -> list[str]:
    """Return what of the articles is lost, doubled or changed in the library, and what doesn't hold of it."""
    library = fleet.library()
    try:
        with library.writer(patience=60):
            library.sweep()
        with library.writer(patience=60):
            found = [f"{fault.part}: {fault.what}" for fault in examine(library).faults]
        with library.catalog.reading() as connection:
            files = Counter(card.file for card in library.cards())
            rows = connection.scalar(select(func.count()).select_from(ARTICLE))
            texts = {file: queries.article_view(connection, file) for file in files}
    finally:
        library.close()
    expected = {file_name(number): make_article(number) for number in range(articles)}
    found += [f"{file} is lost" for file in expected.keys() - files.keys()]
    found += [f"{file} is there {count} times" for file, count in files.items() if count > 1]
    found += [f"{file} is nobody's" for file in files.keys() - expected.keys()]
    found += [f"{file} has other words" for file, view in texts.items() if view and view.text != expected.get(file)]
    found += [f"{rows} articles instead of {articles}"] if rows != articles else []
    with fleet.queue() as queue:
        found += [f"given up: {each.file}: {each.reason}" for each in queue.state().dead]
    return found


def told(done: Killed) -> str:
    """Return a run in some lines."""
    kills = ", ".join(f"{count} of {name}" for name, count in sorted(done.kills.items()))
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(done.record.outcomes.items()))
    refused = "".join(f"\n  {count} x {said}" for said, count in done.record.refusals.most_common(10))
    faults = [*done.record.faults, *done.lost]
    return (
        f"{done.kills.total()} kills ({kills}) in {done.seconds:.0f} s\n"
        f"{done.record.outcomes.total()} questions: {outcomes}; asked again {done.record.went_away} times, as the page"
        f" went away; p50 {done.record.share(50):.1f} s, p95 {done.record.share(95):.1f} s{refused}\n"
        f"{len(faults)} faults{''.join(f'{chr(10)}  {each}' for each in faults[:20])}"
    )
