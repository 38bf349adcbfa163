"""The routes of Gradio's server that the page and its programs need; every other one is closed.

Gradio has many more, some of which fetch an address for whoever asks, or read and write what isn't theirs. A release
may add others, so what is open is listed here, and a test names every route of the installed release.
"""

import re
from typing import Final

TOOLS: Final = "/gradio_api/mcp"
"""Where the tools for language models are, when they are served."""
METRICS: Final = "/metrics"
"""Where the figures are, when they are switched on."""
UPLOAD: Final = "/gradio_api/upload"
LISTEN: Final = "/gradio_api/queue/data"
HEAR: Final = "/gradio_api/call/{api_name}/{event_id}"
JOIN: Final = "/gradio_api/queue/join"
RUN: Final = "/gradio_api/run/{api_name}"
CALL: Final = "/gradio_api/call/{api_name}"
READING: Final = ("GET", "HEAD")

NEEDED: Final = {
    "/": READING,
    "/config": READING,
    "/theme.css": READING,
    "/favicon.ico": READING,
    "/manifest.json": READING,
    "/robots.txt": READING,
    "/assets/{path:path}": READING,
    "/static/{path:path}": READING,
    "/gradio_api/info": READING,
    "/gradio_api/heartbeat/{session_hash}": READING,
    # A browser that lost its page asks for it until one answers, and opens the page anew: the same one or another.
    "/gradio_api/app_id": READING,
    LISTEN: READING,
    "/gradio_api/upload_progress": READING,
    HEAR: READING,
    "/gradio_api/cancel": ("POST",),
    JOIN: ("POST",),
    RUN: ("POST",),
    CALL: ("POST",),
    UPLOAD: ("POST",),
}
"""The methods of each route that is open, by the path as Gradio names it."""


def _pattern(path: str) -> re.Pattern[str]:
    """Return what a request's path must match: names hold no slash, and no path leads upwards."""
    parts = re.split(r"(\{path:path\}|\{\w+\})", path)
    kinds = {"{path:path}": r"(?!.*\.\.)[\w./@+-]+", "{api_name}": r"(?!v2/)[\w-]+"}
    return re.compile(
        "".join(kinds.get(part, r"[\w-]+") if part.startswith("{") else re.escape(part) for part in parts)
    )


_OPEN: Final = tuple((_pattern(path), path, methods) for path, methods in NEEDED.items())


def route_of(path: str) -> str | None:
    """Return the open route that a request's path belongs to, as `NEEDED` names it, or nothing when there is none.

    >>> route_of("/gradio_api/call/ask"), route_of("/gradio_api/file=/etc/passwd"), route_of("/assets/../config")
    ('/gradio_api/call/{api_name}', None, None)
    """
    return next((route for pattern, route, _ in _OPEN if pattern.fullmatch(path)), None)


def is_open(method: str, path: str, *, tools: bool, metrics: bool = False) -> bool:
    """Return True if a request may be passed on to Gradio, or to the tools or the figures when they are served."""
    if metrics and path == METRICS:
        return method == "GET"
    if tools and path in (TOOLS, f"{TOOLS}/"):
        return True
    route = route_of(path)
    return route is not None and method in NEEDED[route]
