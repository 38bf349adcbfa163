"""A small balancer: a browser stays at its page by a cookie, and is sent to the other one when its own is away."""

import http.client
import threading
import time
from collections.abc import Sequence
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, Final

COOKIE: Final = "page"
NOBODY: Final = b"No page answers: try again in a moment."
BROKE: Final = b"The page went away: ask again."
TRIED_FOR: Final = 5.0
"""Seconds for which a request waits for a page that lives, as in `deploy/Caddyfile`."""
LOOKED_AFTER: Final = 1.0
"""Seconds between two looks at a page."""
SILENT: Final = 10.0
"""Seconds after which a page that says nothing counts as dead: it may only be slow, on a busy machine."""
_OF_ONE_LEG: Final = {"connection", "transfer-encoding", "keep-alive"}


class _Handler(BaseHTTPRequestHandler):
    ports: ClassVar[Sequence[int]] = ()
    alive: ClassVar[set[int]] = set()
    """The pages, by their number, that answered when they were last looked at."""
    turn: ClassVar[int] = 0

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        deadline = time.monotonic() + TRIED_FOR
        while time.monotonic() < deadline:
            for chosen in self._order():
                page = http.client.HTTPConnection("127.0.0.1", self.ports[chosen], timeout=120)
                try:
                    page.connect()
                except OSError:
                    self.alive.discard(chosen)  # it never heard of the request: another may
                    continue
                try:
                    self._answer(page, body, chosen)
                finally:
                    page.close()
                return
            time.sleep(0.1)
        self._say(503, NOBODY)

    def _order(self) -> list[int]:
        """Return the pages to try, those that live: the browser's own first."""
        kept = SimpleCookie(self.headers.get("cookie", "")).get(COOKIE)
        type(self).turn += 1
        first = int(kept.value) if kept and kept.value.isdecimal() else self.turn
        every = [(first + step) % len(self.ports) for step in range(len(self.ports))]
        return [page for page in every if page in self.alive]

    def _answer(self, page: http.client.HTTPConnection, body: bytes, chosen: int) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OF_ONE_LEG}
        try:
            page.request(self.command, self.path, body, headers)
            answer = page.getresponse()
        except (OSError, http.client.HTTPException):
            self._say(502, BROKE)
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _OF_ONE_LEG:
                self.send_header(name, value)
        self.send_header("set-cookie", f"{COOKIE}={chosen}; path=/; httponly")
        self.send_header("connection", "close")
        self.end_headers()
        try:
            while piece := answer.read1(65536):
                self.wfile.write(piece)
                self.wfile.flush()
        except (OSError, http.client.HTTPException):
            self.close_connection = True  # in the middle of the answer: whoever asked sees that it broke off

    def _say(self, status: int, sentence: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "text/plain")
        self.send_header("content-length", str(len(sentence)))
        self.end_headers()
        self.wfile.write(sentence)

    def log_message(self, *_: object) -> None:
        pass


class Balancer:
    """A balancer on a free port, which looks after the pages every second."""

    def __init__(self, ports: Sequence[int]) -> None:
        """Stand before the pages at these ports."""
        self._ports, self._alive = tuple(ports), set(range(len(ports)))
        handler = type("Handler", (_Handler,), {"ports": self._ports, "alive": self._alive})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._closed = threading.Event()
        looking = [threading.Thread(target=self._look_after, args=(page,), daemon=True) for page in self._alive]
        self._threads = [threading.Thread(target=self._server.serve_forever, daemon=True), *looking]
        for thread in self._threads:
            thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def _look_after(self, page: int) -> None:
        while not self._closed.wait(LOOKED_AFTER):
            asked = http.client.HTTPConnection("127.0.0.1", self._ports[page], timeout=SILENT)
            try:
                asked.request("GET", "/healthz")
                lives = asked.getresponse().status == http.HTTPStatus.OK
            except (OSError, http.client.HTTPException):
                lives = False
            finally:
                asked.close()
            (self._alive.add if lives else self._alive.discard)(page)

    def close(self) -> None:
        """Listen no more."""
        self._closed.set()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join()
