"""Puts the page on a port of this machine, and stays until Ctrl-C."""

import os
import socket
import threading
import webbrowser
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.middleware import Middleware

from index.errors import PressmarkError
from rag import Filters, Pressmark
from ui.page.build import build_page
from ui.page.theme import STYLE, make_theme

HOST: Final = "127.0.0.1"
PORT: Final = 7860
TRIED: Final = 100
"""Ports tried, one after the other, when none is named."""
WAITING: Final = 64
"""Questions that may wait for their turn; more are told to come again."""

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        # Gradio's own scripts stand inside the page and make functions out of text; handlers inside of elements, which
        # an escape forgotten somewhere would let through, stay forbidden.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""No request leaves for another host, whatever an article holds."""
HEADERS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served."""

    host: str = HOST
    port: int | None = None
    """A port of one's own choice; by default the first free one from 7860 on."""


class Guard:
    """Puts the headers on every answer of the server."""

    def __init__(self, app: Application) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back with the headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS.items()]
            await send(message)

        await self.app(scope, receive, guarded)


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is being served."""

    address: str
    close: Callable[[], None]


def serve_page(pressmark: Pressmark, door: Door, filters: Filters | None = None) -> Served:
    """Serve the page in the background.

    Args:
        pressmark: the library, open; it stays the caller's to close.
        door: where.
        filters: which articles count at first; a reader can change that.

    Raises:
        PressmarkError: the port is taken, or no port is free.
    """
    page = build_page(pressmark, filters or Filters())
    port = free_port(door.host, door.port)
    _reach_ourselves(door.host)
    page.queue(max_size=WAITING, api_open=False)
    _, address, _ = page.launch(
        server_name=door.host,
        server_port=port,
        theme=make_theme(),
        css_paths=STYLE,
        app_kwargs={"middleware": [Middleware(Guard)]},
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        footer_links=[],
        max_file_size=pressmark.settings.file_limit,
        inbrowser=False,
        enable_monitoring=False,
    )

    def close() -> None:
        page.close(verbose=False)

    return Served(address, close)


def stay(served: Served, *, show: bool) -> None:
    """Say where the page is, open the browser if it should be shown, and return when the user presses Ctrl-C."""
    print(f"Pressmark is at {served.address} (Ctrl-C ends it)", flush=True)
    if show:
        webbrowser.open(served.address)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    finally:
        served.close()


def free_port(host: str, wanted: int | None) -> int:
    """Return a port that nobody listens on.

    Raises:
        PressmarkError: the one that is wanted is taken, or a hundred are.
    """
    for port in [wanted] if wanted else range(PORT, PORT + TRIED):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((host, port))
            except OSError as error:
                reason = error
                continue
            return port
    which = f"port {wanted} of {host}" if wanted else f"any port from {PORT} to {PORT + TRIED - 1} of {host}"
    raise PressmarkError(f"Can't listen on {which} ({reason.strerror}): name another with --port.") from reason


def _reach_ourselves(host: str) -> None:
    """Keep a proxy that the environment names out of the way: Gradio looks at its own address when it starts."""
    for name in ("no_proxy", "NO_PROXY"):
        known = [each for each in os.environ.get(name, "").split(",") if each]
        os.environ[name] = ",".join(dict.fromkeys([*known, "127.0.0.1", "localhost", host]))
