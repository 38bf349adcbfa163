"""Sends the page's server whatever may come over the wire, for a given time, and looks at how it takes it.

    python -m tests.fuzzing.http [--seconds N] [--seed N]

No answer may have the status 500 or hold a traceback, nothing may be said on stderr of an error that nobody foresaw,
and no socket may go anywhere but to this machine. At the end the page must still answer a question.
"""

import argparse
import io
import ipaddress
import random
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.fuzzing.requests import Target, make_request
from tests.ui.page.door import ARTICLES, caller, unused_port

WAIT: Final = 2.0
"""Seconds for an answer; who promises more than they send gets none."""
PEEK: Final = 0.05
"""Seconds to listen to an answer that doesn't end."""
LARGEST: Final = 300_000
"""Bytes of an answer that are read."""
ENDLESS: Final = (b"text/event-stream",)


class BrokenError(AssertionError):
    """The server broke; the request that did it is told."""


@dataclass(slots=True)
class Watch:
    """What went over sockets to other machines, or was looked up."""

    foreign: list[str] = field(default_factory=list)
    on: bool = True

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an event that Python audits."""
        if not self.on:
            return
        if event == "socket.connect" and isinstance(arguments[1], tuple) and not _is_here(str(arguments[1][0])):
            self.foreign.append(f"connect {arguments[1]}")
        if event == "socket.getaddrinfo" and arguments[0] is not None and not _is_here(str(arguments[0])):
            self.foreign.append(f"look up {arguments[0]}")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "b'localhost'")


def answer_to(port: int, request: bytes, *, hang_up: bool = False) -> bytes:
    """Send bytes and return what comes back, as far as it comes soon."""
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as connection:
        try:
            connection.sendall(request)
            if hang_up:
                return b""
            return _read(connection)
        except (ConnectionError, TimeoutError):
            return b""


def _read(connection: socket.socket) -> bytes:
    got = b""
    while len(got) < LARGEST:
        if any(each in got for each in ENDLESS):
            connection.settimeout(PEEK)
        try:
            piece = connection.recv(65536)
        except TimeoutError:
            if any(each in got for each in ENDLESS):
                break
            raise
        if not piece:
            break
        got += piece
    return got


def status_of(answer: bytes) -> int:
    """Return the status of an answer, 0 when there was none."""
    head = answer.split(b"\r\n", 1)[0].split()
    return int(head[1]) if len(head) > 1 and head[1].isdigit() else 0


def check(request: bytes, answer: bytes, said: str, foreign: list[str]) -> None:
    """Raise `BrokenError` when an answer, or what the server said and did besides, is wrong."""
    head, _, body = answer.partition(b"\r\n\r\n")
    wrong = []
    if status_of(answer) >= 500 and status_of(answer) != 503:
        wrong.append(f"status {status_of(answer)}")
    if b"Traceback" in body:
        wrong.append("a traceback in the answer")
    if answer and status_of(answer) not in (0, 100) and b"x-content-type-options" not in head:
        wrong.append("no headers of ours")
    if "Traceback" in said:
        wrong.append(f"a traceback on stderr:\n{said[-4000:]}")
    if foreign:
        wrong.append(f"left the machine: {foreign}")
    if wrong:
        raise BrokenError(f"{'; '.join(wrong)}\nrequest: {request[:3000]!r}\nanswer: {answer[:1500]!r}")


@contextmanager
def pages() -> Iterator[list[Target]]:
    """Serve two pages over a small library while the block runs: one with a token, one with users."""
    from index.ingestion.sync import index_paths
    from index.library.library import Library
    from rag import Pressmark
    from rag.settings import Settings
    from ui.page.access import users
    from ui.page.serving import Door, serve_page

    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        for name, text in ARTICLES.items():
            (articles / name).parent.mkdir(parents=True, exist_ok=True)
            (articles / name).write_bytes(text.encode())
        settings = Settings(library=Path(folder) / "library")
        library = Library(settings, create=True)
        index_paths(library, [articles], settings)
        known = Path(folder) / "users"
        users.add_user(known, "ines", "correct horse battery", "editor")
        with Pressmark(library, settings) as pressmark:
            doors = (Door(port=unused_port(), tools=True), Door(port=unused_port(), users=users.read_users(known)))
            served = [serve_page(pressmark, door) for door in doors]
            try:
                yield [Target(each) for each in served]
            finally:
                for each in served:
                    each.close()


def main() -> None:
    """Send requests until the time is over, and say how many got which status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing.http", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="the same requests again")
    chosen = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32) if chosen.seed is None else chosen.seed
    chance, watch, said = random.Random(seed), Watch(), io.StringIO()
    sys.addaudithook(watch)
    statuses: Counter[int] = Counter()
    try:
        with redirect_stderr(said), pages() as targets:
            until = time.monotonic() + chosen.seconds
            while time.monotonic() < until:
                target = chance.choice(targets)
                request = make_request(chance, target)
                answer = answer_to(target.port, request, hang_up=chance.random() < 0.03)
                check(request, answer, said.getvalue(), watch.foreign)
                statuses[status_of(answer)] += 1
                target.learn(answer)
            with caller(targets[0].served) as client:
                assert client.post("gradio_api/call/ask", json={"data": ["Who is the captain?"]}).status_code == 200
    except BaseException:
        sys.stderr.write(f"It broke with the seed {seed}, after {statuses.total():,} requests.\n")
        raise
    finally:
        watch.on = False
    told = ", ".join(f"{number:,} x {status or 'none'}" for status, number in sorted(statuses.items()))
    sys.stdout.write(f"http: {statuses.total():,} requests in {chosen.seconds:g} seconds, nothing broke ({told})\n")


if __name__ == "__main__":
    main()
