"""Makes requests that a browser, a program or somebody hostile might send to the page's server."""

import json
import random
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlsplit

from tests.ui.page.door import browser
from ui.page.access.requests.routes import NEEDED
from ui.page.serving import Served

ODD: Final = (
    "", "x", "0", "-1", "null", "../../etc/passwd", "http://evil.test/x.png", "http://169.254.169.254/", "\u202e",
    "<script>alert(1)</script>", "' OR 1=1 --", "%00", "\U0001f600", "\ud83d",
    "A" * 5000, "{{7*7}}", "${x}", "file:///etc/passwd", "C:\\x", "a/b", "\t", "\u0000",
)  # fmt: skip
CLOSED: Final = (
    "/gradio_api/file=http://evil.test/x.png", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://evil.test/",
    "/gradio_api/run-history/connect", "/gradio_api/deep_link?session_hash=x", "/gradio_api/process_recording",
    "/gradio_api/vibe-edit", "/gradio_api/component_server", "/gradio_api/openapi.json", "/gradio_api/dev/reload",
    "/gradio_api/stream/x/1/1/playlist.m3u8", "/monitoring", "/gradio_api/api/predict", "/gradio_api/call/v2/ask",
)  # fmt: skip
METHODS: Final = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "FOO")
NAMES: Final = ("ask", "search", "articles", "predict", "nope")
PROBABLY: Final = 0.85


@dataclass(slots=True)
class Target:
    """A page that is sent requests, and what is known of it."""

    served: Served
    cookie: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    uploaded: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the page as a browser does, or log in."""
        with browser(self.served) as client:
            if self.served.token is None:
                client.post("login", data={"username": "ines", "password": "correct horse battery"})
            self.cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            self.events = client.get("config").json()["dependencies"]

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.served.address).port or 0

    def learn(self, answer: bytes) -> None:
        """Keep the paths and keys that an answer tells."""
        body = answer.rpartition(b"\r\n\r\n")[2]
        try:
            told = json.loads(body)
        except ValueError:
            return
        if isinstance(told, list) and all(isinstance(each, str) for each in told):
            self.uploaded = [*self.uploaded, *told][-20:]
        if isinstance(told, dict) and isinstance(told.get("event_id"), str):
            self.waiting = [*self.waiting, told["event_id"]][-20:]


def make_request(chance: random.Random, target: Target) -> bytes:
    """Return the bytes of a request."""
    kind = chance.random()
    if kind < 0.05:
        return chance.randbytes(chance.randrange(1, 400))
    make = chance.choices((_anywhere, _event, _call, _upload, _log_in, _tool), (5, 8, 4, 2, 1, 2))[0]
    method, address, headers, body = make(chance, target)
    return _written(chance, target, method, address, headers, body)


Made = tuple[str, str, dict[str, str], bytes]


def _anywhere(chance: random.Random, target: Target) -> Made:
    path = chance.choice([*NEEDED, *CLOSED, "/login", "/logout", quote(chance.choice(ODD), errors="replace")])
    for name in ("{path:path}", "{session_hash}", "{event_id}", "{api_name}"):
        if name in path:
            fill = chance.choice([*target.waiting, *NAMES, quote(chance.choice(ODD), errors="replace")])
            path = path.replace(name, fill)
    if chance.random() < 0.3:
        known = ("session_hash", "upload_id", "token", "deep_link", "page", "__theme", "all_endpoints")
        values = [*ODD, *target.waiting, "fuzz"]
        path += "?" + "&".join(
            f"{chance.choice(known)}={quote(chance.choice(values), errors='replace')}" for _ in range(3)
        )
    method = chance.choice(METHODS) if chance.random() < 0.5 else "GET"
    return method, path, {}, b"" if method in ("GET", "HEAD") else _bytes(chance, _value(chance, target))


def _event(chance: random.Random, target: Target) -> Made:
    event = chance.choice(target.events)
    data = [_value(chance, target) if chance.random() < 0.6 else None for _ in event["inputs"]]
    if chance.random() < 0.1:
        data = data[: chance.randrange(len(data) + 1)]
    number = event["id"] if chance.random() < 0.95 else _value(chance, target)
    sent: dict[str, Any] = {"data": data, "fn_index": number, "session_hash": chance.choice(("fuzz", "other"))}
    sent["event_data"] = _value(chance, target)
    sent["trigger_id"] = chance.choice((None, 1, 999, "x"))
    if chance.random() < 0.15:
        sent[chance.choice(("data", "session_hash", "event_id", "batched", "simple_format"))] = _value(chance, target)
    path = chance.choice(("/gradio_api/queue/join", "/gradio_api/run/predict"))
    return "POST", path, {"content-type": "application/json"}, _bytes(chance, sent)


def _call(chance: random.Random, target: Target) -> Made:
    data = [_value(chance, target) for _ in range(chance.randrange(8))]
    if chance.random() < 0.5:
        data[:1] = ["Who is the captain of the ferry Margarethe?"]
    body = _bytes(chance, {"data": data, "session_hash": chance.choice((None, "fuzz", 5))})
    return "POST", f"/gradio_api/call/{chance.choice(NAMES)}", {"content-type": "application/json"}, body


def _upload(chance: random.Random, target: Target) -> Made:
    del target
    parts = b""
    for _ in range(chance.choice((1, 1, 2, 30))):
        name = chance.choice(("files", "files", "other", quote(chance.choice(ODD), errors="replace")))
        file = quote(chance.choice((*ODD, "a.txt", "b.md", "c.svg")), safe="/ <>'", errors="replace")
        told = f'; filename="{file}"' if chance.random() < 0.9 else ""
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'
        parts += head.encode() + chance.randbytes(chance.randrange(200)) + b"\r\n"
    body = parts + (b"--b--\r\n" if chance.random() < 0.9 else b"")
    kind = chance.choice(("multipart/form-data; boundary=b",) * 8 + ("multipart/form-data", "text/plain"))
    return "POST", "/gradio_api/upload", {"content-type": kind}, body


def _log_in(chance: random.Random, target: Target) -> Made:
    del target
    fields = "&".join(
        f"{chance.choice(('username', 'password', 'x'))}={quote(chance.choice(ODD), errors='replace')}"
        for _ in range(30)
    )
    if chance.random() < 0.5:
        fields = f"username=ines&password={quote(chance.choice(ODD), errors='replace')}"
    return "POST", "/login", {"content-type": "application/x-www-form-urlencoded"}, fields.encode()


def _tool(chance: random.Random, target: Target) -> Made:
    called = {"name": chance.choice(NAMES), "arguments": {"question": _value(chance, target)}}
    method = chance.choice(("tools/list", "tools/call", "initialize", "nope", _value(chance, target)))
    message = {"jsonrpc": "2.0", "id": _value(chance, target), "method": method, "params": called}
    headers = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    return chance.choice(("POST", "POST", "GET")), "/gradio_api/mcp/", headers, _bytes(chance, message)


def _value(chance: random.Random, target: Target, depth: int = 0) -> Any:  # noqa: ANN401  # whatever JSON holds
    simple: Sequence[Callable[[], Any]] = (
        lambda: None,
        lambda: chance.choice((True, False)),
        lambda: chance.choice((0, 1, -1, 2**31, 2**70, 1.5, 1e308, float("inf"), float("nan"))),
        lambda: chance.choice(ODD),
        lambda: _file(chance, target),
    )
    if depth > 3 or chance.random() < 0.7:
        return chance.choice(simple)()
    inner = [_value(chance, target, depth + 1) for _ in range(chance.randrange(4))]
    names = ("file", "question", "position", "path", "exchanges", "answer", "marks", "current", "first", "key")
    return inner if chance.random() < 0.5 else {chance.choice(names): each for each in inner}


def _file(chance: random.Random, target: Target) -> Any:  # noqa: ANN401
    path = chance.choice((*ODD, *target.uploaded, "/etc/passwd"))
    file: dict[str, Any] = {"path": path, "orig_name": chance.choice(ODD), "meta": {"_type": "gradio.FileData"}}
    if chance.random() < 0.5:
        file["url"] = chance.choice((*ODD, f"/gradio_api/file={path}"))
    return file if chance.random() < 0.5 else [file]


def _bytes(chance: random.Random, value: Any) -> bytes:  # noqa: ANN401
    body = json.dumps(value).encode()
    if chance.random() < 0.03:
        return body[: chance.randrange(len(body) + 1)]
    return b"[" * 100_000 if chance.random() < 0.005 else body


def _written(
    chance: random.Random, target: Target, method: str, address: str, headers: dict[str, str], body: bytes
) -> bytes:
    host = f"127.0.0.1:{target.port}"
    told = {"host": host, "connection": "close", "content-length": str(len(body))} | headers
    if chance.random() < PROBABLY:
        told["cookie"] = target.cookie
    elif chance.random() < 0.5:
        told["authorization"] = chance.choice((f"Bearer {target.served.token}", "Bearer x", "Basic x", _basic(chance)))
    odd = {
        "host": ("evil.test", "", "127.0.0.1", "[::1]:1", "a b"),
        "origin": ("http://evil.test", "null", f"http://{host}", "x"),
        "sec-fetch-site": ("cross-site", "same-site", "same-origin", "none", "x"),
        "sec-fetch-mode": ("navigate", "cors", "x"),
        "x-forwarded-host": ("evil.test", host),
        "x-forwarded-proto": ("https", "x"),
        "x-forwarded-for": ("1.2.3.4", "x"),
        "content-length": ("0", "999999999999", "-1", "x"),
        "content-type": ("text/plain", "application/json", "x"),
        "transfer-encoding": ("chunked", "gzip"),
        "accept": ("text/html", "*/*"),
        "accept-encoding": ("br", "gzip", "x"),
        "range": ("bytes=0-1", "bytes=-5", "bytes=9-1", "x"),
        "cookie": ("x", "=;=", "a=" + "b" * 4000),
        "upgrade": ("websocket", "h2c"),
        "expect": ("100-continue",),
        "if-none-match": ("x",),
    }
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        name = chance.choice(list(odd))
        told[name] = chance.choice(odd[name])
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{method} {address} HTTP/1.1\r\n{head}\r\n".encode("utf-8", "replace") + body


def _basic(chance: random.Random) -> str:
    name, password = chance.choice(("ines", "x")), chance.choice(ODD)
    return f"Basic {b64encode(f'{name}:{password}'.encode('utf-8', 'replace')).decode()}"
