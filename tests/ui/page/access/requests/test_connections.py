"""Connections that take their time, over real sockets, with short times."""

import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.ui.page.door import WAIT, browser
from ui.page.access.requests import connections
from ui.page.serving import Served

SHORT = 0.4


@pytest.fixture
def connect(served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], socket.socket]]:
    """A way to open a connection to a page that waits for short times only, and to send something."""
    for name in ("HEADERS", "BODY", "UNREAD"):
        monkeypatch.setattr(connections, name, SHORT)
    opened = []
    address = urlsplit(served.address)

    def open_one(sent: bytes) -> socket.socket:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(WAIT / 1000)
        connection.connect((address.hostname, address.port))
        connection.sendall(sent)
        opened.append(connection)
        return connection

    yield open_one
    for each in opened:
        each.close()


def head(served: Served, first: str, *lines: str) -> bytes:
    told = (first, f"Host: {urlsplit(served.address).netloc}", f"Authorization: Bearer {served.token}", *lines)
    return "\r\n".join([*told, "", ""]).encode()


def all_of(connection: socket.socket) -> bytes:
    """Return what comes until the other side ends the connection."""
    got = b""
    try:
        while piece := connection.recv(65536):
            got += piece
    except ConnectionError:
        pass
    return got


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "])
def test_a_request_that_does_not_begin_is_not_waited_for(
    connect: Callable[[bytes], socket.socket], sent: bytes
) -> None:
    began = time.monotonic()
    assert all_of(connect(sent)) == b""
    assert time.monotonic() - began >= SHORT / 2


def test_the_next_request_of_a_connection_is_not_waited_for_either(
    served: Served, connect: Callable[[bytes], socket.socket]
) -> None:
    connection = connect(head(served, "GET /robots.txt HTTP/1.1"))
    assert connection.recv(12) == b"HTTP/1.1 200"
    connection.sendall(b"GET / HT")
    all_of(connection)


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/call/ask", "/gradio_api/upload", "/login"])
def test_a_request_that_comes_too_slowly_is_answered_so(
    served: Served, connect: Callable[[bytes], socket.socket], path: str
) -> None:
    with browser(served) as client:
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    kind = "multipart/form-data; boundary=x" if path.endswith("upload") else "application/json"
    sent = head(served, f"POST {path} HTTP/1.1", "Content-Length: 100", f"Content-Type: {kind}", f"Cookie: {cookies}")
    answer = all_of(connect(sent + b"--x\r\n"))
    assert answer.startswith(b"HTTP/1.1 404" if path == "/login" else b"HTTP/1.1 408"), answer[:200]
    assert b"x-content-type-options: nosniff" in answer


def test_an_answer_that_nobody_reads_is_not_kept(served: Served, connect: Callable[[bytes], socket.socket]) -> None:
    asked = head(served, "GET /config HTTP/1.1")
    connection = connect(asked * 400)  # more than the buffers between the two hold
    time.sleep(4 * SHORT)
    assert all_of(connection).count(b"HTTP/1.1 200") < 400


NO_LENGTH = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", NO_LENGTH])
def test_what_is_no_request_is_told_so_with_the_headers(connect: Callable[[bytes], socket.socket], sent: bytes) -> None:
    answer = all_of(connect(sent))
    assert answer.startswith(b"HTTP/1.1 400 Bad Request"), answer
    assert b"x-content-type-options: nosniff" in answer


def test_a_request_that_turns_out_to_be_none_breaks_nothing(
    served: Served, connect: Callable[[bytes], socket.socket], caplog: pytest.LogCaptureFixture
) -> None:
    sent = head(served, "POST /gradio_api/queue/join HTTP/1.1", "Transfer-Encoding: chunked")
    assert all_of(connect(sent + b"no chunk\r\n")).startswith(b"HTTP/1.1 4")
    assert "Exception" not in caplog.text
