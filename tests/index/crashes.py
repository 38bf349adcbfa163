"""Kills an indexing process at random moments, again and again, and sees what is left (`make kill`).

Each trial changes the articles, starts a process that brings the library in step with them, and kills it (SIGKILL)
after a random part of the time that this takes. Then every article in the library must be whole, in its old version or
its new one; none that was there and still is may be missing. Now and then a run is let to its end: then the library
holds exactly what the folder holds, and the doctor finds nothing.
"""

import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import SecretStr

from index.catalog import queries
from index.ingestion.sync import index_paths
from index.library import snapshots
from index.library.doctor import examine
from index.library.library import Library
from rag.settings import Settings
from tests.conftest import WordEmbedding

ARTICLES = 24
COMPLETED = 8
"""One run in so many is let to its end."""
FEW = 100
"""Vectors beyond which a run writes to a copy of the index, so that it happens in these trials, too."""
_WORDS = ("harbour", "bridge", "council", "engine", "winter", "market", "letter", "river", "station", "captain")


def index_now(settings: Settings, folder: Path, ready: Connection) -> None:
    """Bring the library in step with the folder, in a process that may be killed at any moment."""
    snapshots.FEW = FEW  # type: ignore[misc]
    ready.send("ready")
    library = Library(settings, create=True, embedder=WordEmbedding())
    index_paths(library, [folder], settings)
    library.close()


@dataclass(slots=True)
class Outcome:
    """What the trials came to."""

    trials: int = 0
    killed: int = 0
    ended: int = 0
    """Runs that ended, because they were let or were faster than the kill."""
    seen: Counter[str] = field(default_factory=Counter)
    """In which state articles were found after a kill: `old`, `new`, `absent`."""


class Trials:
    """One folder of articles, one library, and a seed that decides all that happens but the timing."""

    def __init__(self, base: Path, seed: int, catalog: SecretStr | None = None) -> None:
        """Work below `base`, which is empty, and in an empty database if one is named."""
        self._random = random.Random(seed)
        self._folder, self._settings = base / "articles", Settings(library=base / "library", catalog=catalog)
        self._folder.mkdir()
        self._now: dict[str, str] = {}
        self._known: dict[str, set[str]] = {}
        """The texts that each file had since the last run that ended: any of them may be in the library."""
        self._whole: set[str] = set()
        """Files whose article was in the library when it was last looked at."""
        self._seconds = 1.0
        # A server that has imported everything: a process of it is there in an instant, with no thread of another's.
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload([index_now.__module__, "chromadb.api.rust"])
        self.outcome = Outcome()

    def run(self, trials: int, told: int = 0) -> Outcome:
        """Make so many trials, telling how it stands after each `told`; what doesn't hold is an AssertionError."""
        for number in range(trials):
            self._change()
            killed = self._let_run(to_its_end=number % COMPLETED == COMPLETED - 1)
            self.outcome.trials += 1
            self._check(killed=killed)
            if told and self.outcome.trials % told == 0:
                sys.stderr.write(f"{self.outcome}\n")
        return self.outcome

    def _let_run(self, *, to_its_end: bool) -> bool:
        """Index in a process, and kill it on the way; return whether it was killed before its end."""
        ready, told = self._processes.Pipe(duplex=False)
        child = self._processes.Process(target=index_now, args=(self._settings, self._folder, told))
        child.start()
        told.close()
        ready.recv()
        started = time.monotonic()
        if not to_its_end:
            time.sleep(self._random.uniform(0, self._seconds))
            child.kill()
        child.join()
        assert child.exitcode in {0, -9}
        if child.exitcode == 0:
            self._seconds = 0.7 * self._seconds + 0.3 * (time.monotonic() - started)
            self.outcome.ended += 1
            return False
        self.outcome.killed += 1
        return True

    def _change(self) -> None:
        """Add, change and remove a few articles."""
        for name in self._random.sample(range(ARTICLES), k=self._random.randint(1, ARTICLES // 2)):
            file = f"{name:02}.txt"
            path = self._folder / file
            if file in self._now and self._random.random() < 0.3:
                path.unlink()
                del self._now[file]
                continue
            self._now[file] = self._text(file)
            path.write_text(self._now[file], encoding="utf-8")
            self._known.setdefault(file, set()).add(self._now[file])

    def _text(self, file: str) -> str:
        def sentence() -> str:
            return " ".join(self._random.choices(_WORDS, k=9)).capitalize() + f" {self._random.randint(1, 9999)}."

        paragraphs = (" ".join(sentence() for _ in range(4)) for _ in range(self._random.randint(1, 6)))
        return f"Article {file}\n\n" + "\n\n".join(paragraphs) + "\n"

    def _check(self, *, killed: bool) -> None:
        if not self._settings.library.exists():
            return
        library = Library(self._settings, create=True, embedder=WordEmbedding())
        try:
            faults = [fault for fault in examine(library).faults if fault.part != "vector index" or not killed]
            assert not faults, faults
            with library.catalog.reading() as connection:
                cards = queries.article_cards(connection)
                held = {card.file: queries.article_text(connection, card.file) or "" for card in cards}
            assert all(card.passages for card in cards)
        finally:
            library.close()
        self._compare(held, killed=killed)

    def _compare(self, held: Mapping[str, str], *, killed: bool) -> None:
        if not killed:
            assert held == self._now
            self._known = {file: {text} for file, text in self._now.items()}
            self._whole = set(self._now)
            return
        for file, text in held.items():
            assert text in self._known.get(file, ()), f"{file} is neither an old nor a new version"
            self.outcome.seen["new" if text == self._now.get(file) else "old"] += 1
        lost = (self._whole & self._now.keys()) - held.keys()
        self._whole = {file for file in held if file in self._now}
        self.outcome.seen["absent"] += len(self._now.keys() - held.keys())
        assert not lost, f"{sorted(lost)} were in the library, are in the folder, and were lost"
