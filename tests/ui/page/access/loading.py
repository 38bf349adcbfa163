"""Measures how much longer a question takes while others do their worst to the page's server.

    python -m tests.ui.page.access.loading [--seconds N]

The server is a process of its own, over a small library. Beside a user who asks one question after the other there are
300 uploads that are never finished, readers who don't read what they asked for, and 50 wrong log-ins a second.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import urlsplit

import gradio
import httpx

from tests.ui.door import ROOT
from tests.ui.page.door import ARTICLES
from ui.page.access.users import add_user

NAME: Final = "ines"
SECRET: Final = "correct horse battery"
QUESTIONS: Final = (
    "Who is the captain of the ferry Margarethe?",
    "How many hives does the opera house keep?",
    "How long does the crossing to the island take?",
)
UPLOADS: Final = 300
READERS: Final = 20
A_SECOND: Final = 50


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is served by a process of its own."""

    address: str
    cookie: str

    def request(self, first: str, *lines: str, cookie: bool = True) -> bytes:
        """Return the head of a request."""
        own = [f"Cookie: {self.cookie}"] if cookie else []
        return "\r\n".join([first, f"Host: {urlsplit(self.address).netloc}", *own, *lines, "", ""]).encode()

    def connect(self, sent: bytes) -> socket.socket:
        """Open a connection and send something."""
        parts = urlsplit(self.address)
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect((parts.hostname, parts.port))
        connection.sendall(sent)
        return connection


@contextmanager
def page(port: int) -> Iterator[Page]:
    """Serve a page with a user while the block runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in ARTICLES.items():
            path = folder / "articles" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        add_user(folder / "users", NAME, SECRET, "editor")
        program = [sys.executable, "-m", "ui"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        made = [*program, "index", "articles", "--library", "library"]
        subprocess.run(made, cwd=folder, env=environment, check=True, capture_output=True)
        served = [*program, "chat", "--library", "library", "--port", str(port), "--auth", "users"]
        with subprocess.Popen(
            served, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            try:
                assert process.stdout
                (address,) = re.findall(r"http://\S+", process.stdout.readline())
                answer = httpx.post(f"{address}login", data={"username": NAME, "password": SECRET})
                cookies = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
                yield Page(address, cookies)
            finally:
                process.terminate()


def ask(served: Page, seconds: float) -> list[float]:
    """Ask one question after the other, and return how long each took, in seconds."""
    took: list[float] = []
    until = time.monotonic() + seconds
    with httpx.Client(base_url=served.address, headers={"Cookie": served.cookie}, timeout=60) as client:
        while time.monotonic() < until:
            began = time.monotonic()
            body = {"data": [QUESTIONS[len(took) % len(QUESTIONS)]]}
            event = client.post("gradio_api/call/ask", json=body).json()["event_id"]
            assert "complete" in client.get(f"gradio_api/call/ask/{event}").text
            took.append(time.monotonic() - began)
    return took


@contextmanager
def load(served: Page) -> Iterator[None]:
    """Do what keeps a server busy while the block runs."""
    ended = threading.Event()
    head = ("Content-Length: 5000000", "Content-Type: multipart/form-data; boundary=x")
    upload = b'Content-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf of it'
    assets = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
    large = max(assets.iterdir(), key=lambda path: path.stat().st_size)
    with ExitStack() as opened:
        for number in range(UPLOADS):
            sent = served.request("POST /gradio_api/upload HTTP/1.1", *head, cookie=number % 2 == 0)
            opened.enter_context(served.connect(sent + b"--x\r\n" + upload))
        for _ in range(READERS):
            opened.enter_context(served.connect(served.request(f"GET /assets/{large.name} HTTP/1.1") * 3))
        guesser = threading.Thread(target=_guess, args=(served, ended))
        guesser.start()
        try:
            yield
        finally:
            ended.set()
            guesser.join()


def _guess(served: Page, ended: threading.Event) -> None:
    """Try out wrong passwords until the end."""
    number = 0
    while not ended.wait(1 / A_SECOND):
        number += 1
        body = f"username={NAME if number % 2 else f'name{number}'}&password=guess{number}"
        kind = "Content-Type: application/x-www-form-urlencoded"
        lines = (kind, f"Content-Length: {len(body)}", "Connection: close")
        sent = served.request("POST /login HTTP/1.1", *lines, cookie=False)
        threading.Thread(target=_send, args=(served, sent + body.encode()), daemon=True).start()


def _send(served: Page, sent: bytes) -> None:
    with suppress(OSError), served.connect(sent) as connection:
        connection.recv(4096)


def ratio(port: int, seconds: float) -> tuple[float, float]:
    """Return the median time of a question without the load and with it, in seconds."""
    with page(port) as served:
        ask(served, 2)
        quiet = ask(served, seconds)
        with load(served):
            busy = ask(served, seconds)
        return median(quiet), median(busy)


def main() -> None:
    """Measure, and say what came out."""
    from tests.ui.page.door import unused_port

    parser = argparse.ArgumentParser(prog="python -m tests.ui.page.access.loading", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    quiet, busy = ratio(unused_port(), parser.parse_args().seconds)
    told = f"{quiet * 1000:.0f} ms without the load, {busy * 1000:.0f} ms with it: {busy / quiet:.2f} times"
    sys.stdout.write(f"A question takes {told}\n")


if __name__ == "__main__":
    main()
