"""Asks for a name and a password before anything of the page is shown.

Gradio can do so too, but leaves some addresses open, the tools for language models among them, and its form lacks the
style sheet. Here every address is closed: what isn't the log-in is answered only to a browser that has logged in, or to
a program that has (`gradio_client` sends the same form) or sends the password along.
"""

import logging
import math
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs

from anyio import CapacityLimiter, Semaphore
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from ui.page.access.brake import Brake
from ui.page.access.sessions import KnownSessions, Sessions, beside
from ui.page.access.users import AT_ONCE, Users, fingerprint
from ui.page.access.visitors import Visitor, address_of, new_cookie_name, new_session
from ui.page.html.forms import login_html
from ui.page.texts import ENGLISH, Texts

PATH: Final = "/login"
LEAVE: Final = "/logout"
WAITING: Final = 16
"""Log-ins that may wait for their turn; more are told to come again."""

_LARGEST: Final = 10_000
_FIELDS: Final = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why nobody was let in: the key of what to say, the status and the headers."""

    key: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)

    def said(self, texts: Texts) -> str:
        """Return what to say in a language."""
        return texts(self.key, seconds=self.headers.get("retry-after"))


class LogIn:
    """Let users in by name and password, and remember the browsers that have logged in."""

    def __init__(
        self,
        users: Users,
        texts: Texts = ENGLISH,
        sessions: KnownSessions | None = None,
        brake: Brake | None = None,
    ) -> None:
        """Know these users, and who of them has logged in before; browsers are asked in the words of the page.

        By default the sessions are kept beside the users, and the wrong passwords are this page's own.
        """
        self._users, self._texts, self._brake = users, texts, brake or Brake()
        self._sessions = sessions or _kept_beside(users)
        # Threads of their own: guesses that wait for one keep nobody else's request waiting.
        self._few, self._turn, self._waiting = CapacityLimiter(AT_ONCE), Semaphore(AT_ONCE), 0

    async def admit(self, request: Request) -> Visitor | Response:
        """Return who is logged in; else the answer to somebody who isn't, or who logs in or out."""
        path = request.url.path.rstrip("/")
        self._users.refresh()
        if path == PATH and request.method == "POST":
            return await self._log_in(request)
        if path == LEAVE:
            self._sessions.end(request)
            return RedirectResponse("./", 303)
        if found := self._sessions.find(request):
            key, session = found
            if self._users.is_current(session.name, session.password):
                return Visitor(key, session.name)
        sent = _password_in(request)
        if sent:
            refused = await self._try(request, *sent)
            if not refused:
                return Visitor(name=sent[0])
            if refused.status != 401:
                return PlainTextResponse(refused.said(ENGLISH), refused.status, refused.headers)
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(login_html(self._texts), 401)
        return PlainTextResponse("Log in first.", 401, {"www-authenticate": 'Basic realm="Pressmark", charset="UTF-8"'})

    async def _log_in(self, request: Request) -> Response:
        by_browser = "text/html" in request.headers.get("accept", "")
        fields = await _fields_of(request)
        if fields is None:
            return PlainTextResponse(self._texts("login-wrong"), 400)
        name = fields.get("username", "").strip()
        refused = await self._try(request, name, fields.get("password", ""))
        if refused:
            if by_browser:
                asked = login_html(self._texts, refused.said(self._texts))
                return HTMLResponse(asked, refused.status, refused.headers)
            return JSONResponse({"detail": refused.said(ENGLISH)}, refused.status, refused.headers)
        answer: Response = RedirectResponse("./", 303) if by_browser else JSONResponse({"success": True})
        session = new_session(request, name, fingerprint(self._users.hashed[name].key))
        self._sessions.hand_over(answer, self._sessions.begin(session), request)
        return answer

    async def _try(self, request: Request, name: str, password: str) -> _Refused | None:
        """Return nothing when the password is right, else why they aren't let in."""
        if self._users.remembers(name, password):
            return None
        address = address_of(request)
        if refused := await self._slowed(address, name):
            return refused
        if self._waiting >= WAITING:
            return _Refused("login-busy", 503, {"retry-after": "1"})
        self._waiting += 1
        try:
            async with self._turn:
                if refused := await self._slowed(address, name):  # by those who were before it
                    return refused
                right = await run_sync(self._users.admit, name, password, limiter=self._few)
        finally:
            self._waiting -= 1
        if right:
            await run_sync(self._brake.succeeded, address, name)
            return None
        await run_sync(self._brake.failed, address, name)
        # A name that nobody has isn't written down: it may be a password, typed into the wrong field.
        known = f"the user {name}" if name in self._users.hashed else "a name that nobody has"
        _log.warning("A log-in failed: %s, from %s.", known, address)
        return _Refused("login-wrong", 401)

    async def _slowed(self, address: str, name: str) -> _Refused | None:
        wait = math.ceil(await run_sync(self._brake.wait, address, name))
        return _Refused("login-slowed", 429, {"retry-after": str(wait)}) if wait else None


def _kept_beside(users: Users) -> Sessions:
    """Return the sessions that are kept beside a file of users, or with the page when there is no file."""
    if users.path is None:
        return Sessions(new_cookie_name())
    return Sessions(f"pressmark-{fingerprint(str(users.path.resolve()).encode())}", beside(users.path))


async def _fields_of(request: Request) -> dict[str, str] | None:
    """Return the fields of a form that was sent, or nothing when it is too large or has too many."""
    if int(request.headers.get("content-length") or 0) > _LARGEST:
        return None
    try:
        sent = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        return None
    return {name: values[0] for name, values in sent.items()}


def _password_in(request: Request) -> tuple[str, str] | None:
    """Return the name and the password that a program sends along."""
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, password = b64decode(sent, validate=True).decode().partition(":")
    except ValueError:
        return None
    return name, password
