"""Puts the page on a port of this machine, and stays until Ctrl-C."""

import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import gradio as gr
from starlette.middleware import Middleware

from index.errors import PressmarkError
from rag import Filters, Pressmark
from ui.page.access.guard import UPLOADED_FILES, Guard, Rules
from ui.page.access.quotas import Quotas
from ui.page.access.users import NEW, Role, Users
from ui.page.api.programs import Programs
from ui.page.api.tools import Tools, make_tools
from ui.page.api.upload import Uploads
from ui.page.build import build_page
from ui.page.request_log import RequestLog
from ui.page.theme import STYLE, make_theme

HOST: Final = "127.0.0.1"
PORT: Final = 7860
TRIED: Final = 100
"""Ports tried, one after the other, when none is named."""
AGAIN: Final = 5
"""Ports tried when another program takes the one that was free a moment ago."""
UPLOADS_AT_ONCE: Final = 5
"""Uploads of the largest size that there is room for at the same time."""
WAITING: Final = 64
"""Questions that may wait for their turn; more are told to come again."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served."""

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
        UsageError: other machines can reach the page and nobody said who may use it, or the tools lack their package.
        PressmarkError: the port is taken, or no port is free.
    """
    rules = Rules.made_for(
        door.host,
        door.users,
        pressmark.settings.file_limit,
        allow_anonymous=door.anonymous,
        anonymous=door.anonymous_role,
    )
    programs = Programs(pressmark)
    tools = make_tools(programs) if door.tools else None
    settings = pressmark.settings
    largest = settings.file_limit * UPLOADED_FILES
    uploads = Uploads(Quotas(pressmark.library.folder, settings), settings.file_limit, largest * UPLOADS_AT_ONCE)
    page = build_page(pressmark, filters or Filters(), programs, uploads)
    _reach_ourselves(door.host)
    page.queue(max_size=WAITING, api_open=False)
    address = _launch(page, door, rules, tools, uploads)

    def close() -> None:
        page.close(verbose=False)
        uploads.close()

    return Served(address, close)


def _launch(page: gr.Blocks, door: Door, rules: Rules, tools: Tools | None, uploads: Uploads) -> str:
    """Put a page on a port, and return its address."""
    for _ in range(AGAIN):
        try:
            _, address, _ = page.launch(
                server_name=door.host,
                server_port=free_port(door.host, door.port),
                theme=make_theme(),
                css_paths=STYLE,
                app_kwargs={
                    "middleware": [Middleware(RequestLog), Middleware(Guard, rules=rules)],
                    "routes": [uploads.route, *([tools.route] if tools else [])],
                    **({"lifespan": tools.lifespan} if tools else {}),
                },
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                ssr_mode=False,
                footer_links=[],
                max_file_size=rules.file_limit,
                inbrowser=False,
                enable_monitoring=False,
            )
        except OSError:  # another program was faster
            continue
        return str(address)
    raise PressmarkError("Other programs take each port that is free: name one with --port.")


def stay(served: Served, *, show: bool) -> None:
    """Say where the page is, open the browser if it should be shown, and return when the user presses Ctrl-C."""
    try:
        print(f"Pressmark is at {served.address} (Ctrl-C ends it)", flush=True)
        if show:
            webbrowser.open(served.address)
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
