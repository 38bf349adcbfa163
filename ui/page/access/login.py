"""Asks for a name and a password before anything of the page is shown.

Gradio can do so too, but leaves some addresses open, the tools for language models among them, and its form lacks the
style sheet. Here every address is closed: what isn't the log-in is answered only to a browser that has logged in, or to
a program that has (`gradio_client` sends the same form) or sends the password along.
"""

import secrets
import time
from base64 import b64decode
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from ui.page.access.roles import Actor, let_in
from ui.page.access.users import Users

PATH: Final = "/login"
LEAVE: Final = "/logout"
LASTS: Final = 7 * 24 * 3600
"""Seconds for which a log-in counts; it ends earlier when the browser or the page is closed."""
WRONG: Final = "The name or the password is wrong."

_FORM: Final = Path(__file__).parents[1] / "static" / "login.html"
_STARTED: Final = "/gradio_api/startup-events"
"""Gradio asks it of itself to know that it runs; it tells nothing."""
_LARGEST: Final = 10_000
_MOST_OPEN: Final = 10_000


class LogIn:
    """Who has logged in to one running page."""

    def __init__(self, users: Users) -> None:
        """Know these users; nobody has logged in."""
        self._users = users
        # A name of its own: cookies don't tell the ports of a machine apart.
        self._cookie = f"pressmark-{secrets.token_hex(4)}"
        self._open: dict[str, tuple[float, str]] = {}
        """Until when each log-in counts, and whose it is."""

    async def answer(self, request: Request) -> Response | None:
        """Return the answer to somebody who isn't logged in, or who logs in or out.

        The request of whoever is logged in gets nothing but a note of who sends it.
        """
        path = request.url.path.rstrip("/")
        if path == PATH and request.method == "POST":
            return await self._log_in(request)
        token = _cookies(request).get(self._cookie, "")
        if path == LEAVE:
            self._open.pop(token, None)
            return RedirectResponse("./", 303)
        until, name = self._open.get(token, (0.0, ""))
        if until <= time.monotonic():
            name = await self._sent_password(request)
        if name:
            let_in(request.scope, Actor(name, self._users.role(name)))
        if name or path == _STARTED:
            return None
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return _form("", 401)
        return PlainTextResponse("Log in first.", 401, {"www-authenticate": 'Basic realm="Pressmark", charset="UTF-8"'})

    async def _log_in(self, request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > _LARGEST:
            return PlainTextResponse(WRONG, 413)
        sent = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=20)
        name, password = (sent.get(field, [""])[0] for field in ("username", "password"))
        by_browser = "text/html" in request.headers.get("accept", "")
        name = name.strip()
        if not await run_in_threadpool(self._users.admit, name, password):
            return _form(WRONG, 401) if by_browser else JSONResponse({"detail": WRONG}, 401)
        answer: Response = RedirectResponse("./", 303) if by_browser else JSONResponse({"success": True})
        secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
        answer.set_cookie(self._cookie, self._token(name), httponly=True, samesite="lax", secure=secure)
        return answer

    def _token(self, name: str) -> str:
        now = time.monotonic()
        self._open = {token: each for token, each in list(self._open.items())[-_MOST_OPEN:] if each[0] > now}
        token = secrets.token_urlsafe(32)
        self._open[token] = now + LASTS, name
        return token

    async def _sent_password(self, request: Request) -> str:
        """Return the user whose password comes with a request, or nothing."""
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return ""
        try:
            name, _, password = b64decode(sent, validate=True).decode().partition(":")
        except ValueError:
            return ""
        return name if await run_in_threadpool(self._users.admit, name, password) else ""


def _cookies(request: Request) -> Mapping[str, str]:
    try:
        return {name: each.value for name, each in SimpleCookie(request.headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _form(message: str, status: int) -> HTMLResponse:
    """Return the page that asks, with one of our own sentences on it."""
    told = f'<p role="alert">{message}</p>' if message else ""
    return HTMLResponse(_FORM.read_text("utf-8").replace("<!-- message -->", told), status)
