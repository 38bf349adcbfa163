"""A web site on this machine, for what fetches pages."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from eval.experiments.formats import Piece
from ui.tasks.indexing.web import Address

PIECE = Piece(
    title="The lighthouse of Brack",
    author="Mara Lind",
    publisher="The Quay",
    published="2019-05-04",
    paragraphs=("The lighthouse of Brack is 30 metres high, and its lamp has been green since the war. " * 4,),
)


def only_here(address: Address) -> bool:
    return str(address) == "127.0.0.1"


Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A web server on the loopback address, and what it was asked for."""

    address: str = ""
    port: int = 0
    answers: dict[str, Answer | Callable[[Any], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


class Answering(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *arguments: Any) -> None:  # noqa: ANN401
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        answer = self.site.answers.get(self.path, (404, {}, b""))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def serving(certificate: Path | None = None, key: Path | None = None) -> Iterator[Site]:
    site = Site()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Answering, site)) as server:
        server.daemon_threads, server.block_on_close = True, False
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site.port = server.server_port
        site.address = f"http://127.0.0.1:{site.port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield site
        server.shutdown()
        thread.join()
