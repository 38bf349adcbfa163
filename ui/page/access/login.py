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
        self._open: dict[str, float] = {}

    async def answer(self, request: Request) -> Response | None:
        """Return the answer to somebody who isn't logged in, or who logs in or out; nothing to whoever is."""
        path = request.url.path.rstrip("/")
        if path == PATH and request.method == "POST":
            return await self._log_in(request)
        token = _cookies(request).get(self._cookie, "")
        if path == LEAVE:
            self._open.pop(token, None)
            return RedirectResponse("./", 303)
        if path == _STARTED or self._open.get(token, 0) > time.monotonic() or await self._sends_password(request):
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
        if not await run_in_threadpool(self._users.admit, name.strip(), password):
            return _form(WRONG, 401) if by_browser else JSONResponse({"detail": WRONG}, 401)
        answer: Response = RedirectResponse("./", 303) if by_browser else JSONResponse({"success": True})
        secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
        answer.set_cookie(self._cookie, self._token(), httponly=True, samesite="lax", secure=secure)
        return answer

    def _token(self) -> str:
        now = time.monotonic()
        self._open = {token: until for token, until in list(self._open.items())[-_MOST_OPEN:] if until > now}
        token = secrets.token_urlsafe(32)
        self._open[token] = now + LASTS
        return token

    async def _sends_password(self, request: Request) -> bool:
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            name, _, password = b64decode(sent, validate=True).decode().partition(":")
        except ValueError:
            return False
        return await run_in_threadpool(self._users.admit, name, password)


def _cookies(request: Request) -> Mapping[str, str]:
    try:
        return {name: each.value for name, each in SimpleCookie(request.headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _form(message: str, status: int) -> HTMLResponse:
    """Return the page that asks, with one of our own sentences on it."""
    told = f'<p role="alert">{message}</p>' if message else ""
    return HTMLResponse(_FORM.read_text("utf-8").replace("<!-- message -->", told), status)
