"""A small balancer: a browser stays at its page by a cookie, and is sent to the other one when its own is away."""

import http.client
import threading
from collections.abc import Sequence
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, Final

COOKIE: Final = "page"
NOBODY: Final = b"No page answers: try again in a moment."
BROKE: Final = b"The page went away: ask again."
_OF_ONE_LEG: Final = {"connection", "transfer-encoding", "keep-alive"}


class _Handler(BaseHTTPRequestHandler):
    ports: ClassVar[Sequence[int]] = ()
    turn: ClassVar[int] = 0

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        for chosen in self._order():
            page = http.client.HTTPConnection("127.0.0.1", self.ports[chosen], timeout=120)
            try:
                page.connect()
            except OSError:
                continue  # it never heard of the request: another may
            try:
                self._answer(page, body, chosen)
            finally:
                page.close()
            return
        self._say(503, NOBODY)

    def _order(self) -> list[int]:
        """Return the pages to try: the browser's own first."""
        kept = SimpleCookie(self.headers.get("cookie", "")).get(COOKIE)
        type(self).turn += 1
        first = int(kept.value) if kept and kept.value.isdecimal() else self.turn
        return [(first + step) % len(self.ports) for step in range(len(self.ports))]

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
    """A balancer on a free port."""

    def __init__(self, ports: Sequence[int]) -> None:
        """Stand before the pages at these ports."""
        handler = type("Handler", (_Handler,), {"ports": tuple(ports)})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
