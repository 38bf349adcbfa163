"""Puts the page on a port of this machine, and stays until Ctrl-C."""

import asyncio
import logging
import os
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.routes import App
from starlette.routing import BaseRoute

from index.errors import PressmarkError
from rag import Filters, Pressmark
from rag.settings import Settings
from ui.page.access.company import Company, company_of
from ui.page.access.guard import UPLOADED_FILES, Application, Guard, Rules
from ui.page.access.quotas import Quotas
from ui.page.access.requests.answers import FIXED
from ui.page.access.requests.calls import Calls
from ui.page.access.requests.connections import TimedProtocol
from ui.page.access.users import NEW, Role, Users
from ui.page.access.visitors import PARAMETER, new_token
from ui.page.api.endpoints import NAMES
from ui.page.api.programs import Programs
from ui.page.api.tools import Lifespan, make_tools
from ui.page.api.upload import Uploads
from ui.page.build import build_page
from ui.page.operation.health import Health, Readiness, library_fault
from ui.page.operation.metrics import Metered, Metrics
from ui.page.operation.tally import NOBODY
from ui.page.request_log import RequestLog
from ui.page.texts import Texts
from ui.page.theme import STYLE, make_theme

HOST: Final = "127.0.0.1"
PORT: Final = 7860
TRIED: Final = 100
"""Ports tried, one after the other, when none is named."""
UPLOADS_AT_ONCE: Final = 5
"""Uploads of the largest size that there is room for at the same time."""
WAITING: Final = 64
"""Questions that may wait for their turn; more are told to come again."""
CONNECTIONS: Final = 800
"""Connections at the same time; more are told to come again. Most systems give a process 1,024 files."""
ENDING: Final = 3
"""Seconds for answers that are on their way when the page is closed."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served, and to whom: address, port, users and language."""

    host: str = HOST
    port: int | None = None
    """A port of one's own choice; by default the first free one from 7860 on."""
    users: Users | None = None
    """Who may use the page; whoever reaches it when nobody is named."""
    anonymous: bool = False
    """Whether whoever reaches it may use it, even from another machine."""
    tools: bool = False
    """Whether the endpoints for programs are tools for language models (MCP) too."""
    anonymous_role: Role = NEW
    """What may be done by whoever is let in without a password from another machine."""
    names: tuple[str, ...] = ()
    """More names by which the page may be called, as that of a proxy before it."""
    asks_token: bool = True
    """Whether a page for this machine, without users, lets in only who has the start-up token."""
    language: str = "en"
    """The language of the page's fixed words."""


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is being served."""

    address: str
    close: Callable[[], None]
    token: str | None = None
    """What it asks for, if it does."""

    @property
    def link(self) -> str:
        """The address as a browser opens it, with the token."""
        return f"{self.address}?{PARAMETER}={self.token}" if self.token else self.address


def serve_page(pressmark: Pressmark, door: Door, filters: Filters | None = None) -> Served:
    """Serve the page in the background.

    Args:
        pressmark: the library, open; it stays the caller's to close.
        door: where.
        filters: which articles count at first; a reader can change that.

    Raises:
        UsageError: other machines can reach the page and nobody said who may use it, or the tools lack their package.
        PressmarkError: the port is taken, or no port is free.
    """
    texts, company, settings = Texts(door.language), company_of(pressmark.settings), pressmark.settings
    rules = _rules(door, settings, company, texts)
    metrics = Metrics(pressmark) if settings.metrics != "none" else None
    programs = Programs(pressmark, metrics or NOBODY)
    tools = make_tools(programs) if door.tools else None
    listener = listen(door.host, door.port)
    largest = settings.file_limit * UPLOADED_FILES
    quotas = Quotas(pressmark.library.folder, settings, company.days, texts)
    uploads = Uploads(quotas, settings.file_limit, largest * UPLOADS_AT_ONCE, texts)
    page = build_page(pressmark, filters or Filters(), programs, uploads, texts, metrics or NOBODY)
    page.queue(max_size=WAITING, api_open=False)
    calls = Calls(page, {name: getattr(programs, name) for name in NAMES})
    routes: list[BaseRoute] = [uploads.route, *([tools.route] if tools else []), *([metrics.route] if metrics else [])]
    application, ending = _application(page, rules, routes, tools.lifespan if tools else None)
    served: Application = Health(Guard(application, rules, calls), Readiness(lambda: library_fault(pressmark)))
    if metrics:
        served = Metered(served, metrics, public=settings.metrics == "public")
    server = _start(RequestLog(served), listener, ending)

    def close() -> None:
        page.close(verbose=False)
        server.close()
        uploads.close()
        company.close()

    return Served(_address(door.host, listener), close, rules.token)


def _rules(door: Door, settings: Settings, company: Company, texts: Texts) -> Rules:
    """Return whom the page lets in."""
    return Rules.made_for(
        door.host,
        door.users,
        settings.file_limit,
        allow_anonymous=door.anonymous,
        token=(company.seal.token if company.seal else new_token()) if door.asks_token else None,
        hosts=door.names,
        tools=door.tools,
        metrics=settings.metrics == "private",
        anonymous=door.anonymous_role,
        texts=texts,
        company=company,
    )


class _EndingServer(uvicorn.Server):
    """A server that ends the answers that stay open before it waits for them.

    It does so in its own event loop: an `asyncio.Event` may not be set from another thread.
    """

    def __init__(self, config: uvicorn.Config, ending: asyncio.Event) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending.set()
        await super().shutdown(sockets)


class _Server:
    """A server in a thread of its own."""

    def __init__(self, server: uvicorn.Server, listener: socket.socket) -> None:
        self._server, self._listener = server, listener
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="pressmark-page", daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise PressmarkError("The page's server didn't start; see what it said.")
            time.sleep(0.005)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=2 * ENDING)
        self._listener.close()


def _application(
    page: gr.Blocks, rules: Rules, routes: list[BaseRoute], lifespan: Lifespan | None
) -> tuple[FastAPI, asyncio.Event]:
    """Return the page as an application, and what ends the answers that stay open as long as the page is open.

    It has none of the documentation and the history that Gradio and FastAPI add.
    """
    app = FastAPI(routes=routes, lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    gr.mount_gradio_app(
        app,
        page,
        "",
        theme=make_theme(),
        css_paths=STYLE,
        ssr_mode=False,
        footer_links=[],
        run_history=False,
        max_file_size=rules.file_limit,
        enable_monitoring=False,
        show_error=False,
        pwa=False,
        mcp_server=False,
    )
    (mounted,) = (inner for route in app.routes if isinstance(inner := getattr(route, "app", None), App))
    return app, mounted.stop_event


def _start(application: RequestLog, listener: socket.socket, ending: asyncio.Event) -> _Server:
    """Serve an application on a socket; `ending` is set when the server is to end."""
    config = uvicorn.Config(
        application,
        http=TimedProtocol,
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        headers=list(FIXED.items()),
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=ENDING,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    server = _Server(_EndingServer(config, ending), listener)
    server.start()
    return server


def _is_news(record: logging.LogRecord) -> bool:
    """Return False for what uvicorn says of answers that are cut off because the page is closed."""
    cause = record.exc_info[1] if record.exc_info else None
    return not isinstance(cause, asyncio.CancelledError) and not record.getMessage().startswith("Cancel ")


def stay(served: Served, *, show: bool) -> None:
    """Say where the page is, open the browser if it should be shown, and return when the user presses Ctrl-C."""
    try:
        print(f"Pressmark is at {served.link} (Ctrl-C ends it)", flush=True)
        if show:
            webbrowser.open(served.link)
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    finally:
        served.close()


def listen(host: str, wanted: int | None) -> socket.socket:
    """Return a socket that listens on a port.

    Raises:
        PressmarkError: the one that is wanted is taken, or a hundred are.
    """
    plain = host.strip("[]")
    for port in [wanted] if wanted else range(PORT, PORT + TRIED):
        listener = socket.socket(socket.AF_INET6 if ":" in plain else socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((plain, port))
            listener.listen()
        except OSError as error:
            listener.close()
            reason = error
            continue
        os.set_inheritable(listener.fileno(), False)
        return listener
    which = f"port {wanted} of {host}" if wanted else f"any port from {PORT} to {PORT + TRIED - 1} of {host}"
    raise PressmarkError(f"Can't listen on {which} ({reason.strerror}): name another with --port.") from reason


def _address(host: str, listener: socket.socket) -> str:
    """Return the address that a browser of this machine opens."""
    plain = host.strip("[]")
    name = "localhost" if plain in ("", "0.0.0.0", "::") else f"[{plain}]" if ":" in plain else plain  # noqa: S104  # listens nowhere
    return f"http://{name}:{listener.getsockname()[1]}/"
