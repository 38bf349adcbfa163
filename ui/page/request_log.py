"""A line of the log for each request of the page: its method, route, status and duration.

The route is the pattern that the address fits (`/gradio_api/queue/data`), never the address itself: addresses hold the
keys of sessions, names of files and, behind the question mark, whatever was sent.
"""

import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

_LOG: Final = logging.getLogger(__name__)
_NAMED: Final = frozenset({"/", "/login", "/logout", "/healthz", "/readyz", "/metrics"})
"""Addresses that are answered before any route is looked for, and hold nothing of anybody."""
UNKNOWN: Final = "(another address)"
GONE: Final = 499
"""Stands as the status when whoever asked went away before the answer began, as nginx has it."""

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


class Watched:
    """An answer on its way: its status, and the seconds since its request came."""

    def __init__(self, send: Callable[[Message], Awaitable[None]]) -> None:
        """Begin to count; `send` passes each message on."""
        self._send, self._began = send, time.perf_counter()
        self.status: int = GONE

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self._began


class RequestLog:
    """Passes every request on, and logs how it was answered when the answer has ended."""

    def __init__(self, app: Application) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Pass a request on; what isn't HTTP isn't logged."""
        if scope["type"] != "http" or not _LOG.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        watched = Watched(send)
        try:
            await self._app(scope, receive, watched.send)
        finally:
            took = round(watched.seconds * 1000, 1)
            route, method = route_of(scope), scope["method"]
            fields = {"method": method, "route": route, "status": watched.status, "ms": took}
            _LOG.info("%s %s %s %s ms", method, route, watched.status, took, extra={"fields": fields})


def route_of(scope: Message) -> str:
    """Return the pattern that the address of an answered request fits."""
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path or "/"
    return scope["path"] if scope["path"] in _NAMED else UNKNOWN
