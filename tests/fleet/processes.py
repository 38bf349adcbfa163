"""The processes of a fleet: started, killed, started again; and what the library holds when all is done."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final, Self

import httpx
from pydantic import SecretStr

from eval.experiments.scale import HashEmbedding
from index.library.library import Library
from index.queue.board import Queue
from index.queue.handing import hand_over
from index.queue.opening import open_queue
from rag.settings import Settings
from tests.fleet.balancer import Balancer
from tests.servers import ChromaServer, PostgresServer, free_port

ROOT: Final = Path(__file__).resolve().parents[2]
VECTORS: Final = "vectors"
"""What stands for the vectors' server among what can be killed."""
LEASE: Final = 4
"""Seconds after which a killed worker's file goes to another."""


class Fleet:
    """A database, and as many workers and pages as are started; a context manager that ends them all."""

    def __init__(self, folder: Path, postgres: PostgresServer, chroma: ChromaServer | None = None) -> None:
        """Plan a fleet whose library and logs are in a folder."""
        self.folder, self.chroma, self._postgres = folder, chroma, postgres
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = Settings(
            library=folder / "library",
            catalog=SecretStr(postgres.new_database()),
            chroma=chroma.address if chroma else None,
            reader="none",
        )
        self.ports: list[int] = []
        self._pages: dict[str, int] = {}
        self._secret = secrets.token_hex(32)
        self._commands: dict[str, Sequence[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._running):
            self.kill(name)

    def library(self) -> Library:
        """Open the library here, too; it is made if it isn't there."""
        return Library(self.settings, create=True, embedder=HashEmbedding())

    def is_filled(self) -> bool:
        """Say whether the vectors lack nothing that the catalog has."""
        library = self.library()
        try:
            return not library.is_behind
        finally:
            library.close()

    def put_on_queue(self, articles: Path) -> int:
        """Put a folder on the queue; return how many files that were."""
        library = self.library()
        try:
            with open_queue(library, self.settings) as queue:
                return hand_over(library, queue, [articles], self.settings).queued
        finally:
            library.close()

    @contextmanager
    def queue(self) -> Iterator[Queue]:
        """Open the queue."""
        library = self.library()
        try:
            with open_queue(library, self.settings) as queue:
                yield queue
        finally:
            library.close()

    def start_worker(self, name: str) -> None:
        """Start a worker."""
        self._commands[name] = ["worker", "--lease", str(LEASE)]
        self.start(name)

    def start_page(self, name: str) -> None:
        """Start a page on a port of its own, open to all of this machine."""
        self._pages[name] = free_port()
        self.ports.append(self._pages[name])
        self._commands[name] = ["chat", "--no-token", "--port", str(self.ports[-1])]
        self.start(name)

    def start(self, name: str) -> None:
        """Start a process, again if it was killed."""
        catalog = self.settings.catalog
        told = {
            **os.environ,
            "PRESSMARK_LIBRARY": str(self.settings.library),
            "PRESSMARK_CATALOG": catalog.get_secret_value() if catalog else "",
            "PRESSMARK_CHROMA": self.settings.chroma or "",
            "PRESSMARK_READER": "none",
            "PRESSMARK_SECRET": self._secret,
            "PRESSMARK_METRICS": "public",
            "OMP_WAIT_POLICY": "passive",
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-m", "tests.fleet.program", *self._commands[name]]
            self._running[name] = subprocess.Popen(
                command, cwd=ROOT, env=told, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """End a process with all that it started, as a power cut would."""
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def processor_seconds(self, names: Sequence[str]) -> tuple[float, float]:
        """Return the seconds of a processor that some processes, and the database, have used."""
        return sum(used_by(self._running[name].pid) for name in names), used_by(self._postgres.pid)

    def victims(self) -> list[str]:
        """Return what may be killed: of the pages one only while another one can answer."""
        spared = {
            name
            for name in self._pages
            if not any(_says(self._pages[other], "healthz") for other in self._pages if other != name)
        }
        return [*(name for name in self._running if name not in spared), *([VECTORS] if self.chroma else [])]

    def said(self, name: str) -> str:
        """Return what a process wrote."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def balanced(self) -> Balancer:
        """Return a balancer before the pages."""
        return Balancer(self.ports)

    def wait_for_pages(self, seconds: float = 180) -> None:
        """Wait until all pages can answer."""
        for port in self.ports:
            self.wait_until(partial(_says, port, "readyz"), seconds)

    def wait_until(self, reached: Callable[[], bool], seconds: float = 300, every: float = 0.3) -> None:
        """Wait until something is so.

        Raises:
            TimeoutError: it isn't, after so many seconds.
        """
        deadline = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > deadline:
                raise TimeoutError("\n".join(self.said(name)[-2000:] for name in self._commands))
            time.sleep(every)


def _says(port: int, what: str) -> bool:
    """Return True if a page says that it lives (`healthz`) or can answer (`readyz`)."""
    with suppress(httpx.HTTPError):
        return httpx.get(f"http://127.0.0.1:{port}/{what}", timeout=10).status_code == httpx.codes.OK
    return False


def used_by(process: int) -> float:
    """Return the seconds of a processor that a process and its children have used; nothing where Linux doesn't tell."""
    used = 0.0
    for told in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            fields = told.read_text().rpartition(")")[2].split()
            if int(told.parent.name) == process:
                used += sum(map(int, fields[11:15]))
            elif int(fields[1]) == process:
                used += sum(map(int, fields[11:13]))
    return used / os.sysconf("SC_CLK_TCK")
