"""Whether the page lives and whether it can answer: `/healthz` and `/readyz`, open to everybody.

A balancer asks without a password and by whatever name it calls the page, so both are answered before the guard. They
tell nothing of the library: a sentence that anybody may read. However often somebody asks, the library is looked at
once a second at most.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from anyio import Lock, fail_after
from anyio.to_thread import run_sync
from starlette.responses import PlainTextResponse

from index.errors import PressmarkError
from rag import Pressmark
from ui.page.access.guard import Application, Message, Receive, Send
from ui.page.access.requests.answers import NOTHING
from ui.page.access.requests.routes import READING

LIVES: Final = "/healthz"
READY: Final = "/readyz"
KNOWN_FOR: Final = 1.0
"""Seconds for which what was found counts: more asking costs nothing."""
PATIENCE: Final = 5.0
"""Seconds in which the library must have answered."""
SILENT: Final = "The library doesn't answer in time: try again in a moment."
NO_CATALOG: Final = "The catalog doesn't answer: look at the log, and at its database."
NO_VECTORS: Final = "The vectors don't answer: look at the log, and at their server."
_HEADERS: Final = {"cache-control": "no-store", "content-security-policy": NOTHING}


def library_fault(pressmark: Pressmark) -> str:
    """Return in one sentence what of an open library doesn't answer; nothing when all does."""
    library = pressmark.library
    try:
        library.catalog.generation()
    except PressmarkError:
        return NO_CATALOG
    try:
        library.nearest(np.asarray(library.embedder.get_text_embedding("a"), dtype=np.float32), 1)
    except PressmarkError:
        return NO_VECTORS
    return ""


@dataclass(slots=True)
class Readiness:
    """What was found when the library was last looked at."""

    look: Callable[[], str]
    """Returns what is wrong, in a sentence; nothing when all is well. It may take its time."""
    _one: Lock = field(default_factory=Lock)
    _found: tuple[float, str] = (-KNOWN_FOR, "")
    _looking: bool = False

    async def fault(self) -> str:
        """Return what is wrong now, or was a second ago."""
        async with self._one:
            seen, said = self._found
            if time.monotonic() - seen >= KNOWN_FOR:
                said = await self._looked()
                self._found = (time.monotonic(), said)
        return said

    async def _looked(self) -> str:
        if self._looking:  # a look that was given up on still waits: no second one joins it
            return SILENT
        try:
            with fail_after(PATIENCE):
                return await run_sync(self._look, abandon_on_cancel=True)
        except TimeoutError:
            return SILENT

    def _look(self) -> str:
        self._looking = True
        try:
            return self.look()
        finally:
            self._looking = False


class Health:
    """Answers the two addresses itself and passes every other request on."""

    def __init__(self, app: Application, readiness: Readiness) -> None:
        """Stand before an application."""
        self._app, self._readiness = app, readiness

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or pass a request on."""
        if scope["type"] != "http" or scope["path"] not in (LIVES, READY) or scope["method"] not in READING:
            await self._app(scope, receive, send)
            return
        fault = await self._readiness.fault() if scope["path"] == READY else ""
        said = fault or ("ready" if scope["path"] == READY else "alive")
        await PlainTextResponse(f"{said}\n", 503 if fault else 200, _HEADERS)(scope, receive, send)
