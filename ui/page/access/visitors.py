"""Who a request comes from, and two ways to let it in that ask for no name: with the start-up token, or at once."""

import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ui.page.access.requests.answers import Pairs
from ui.page.access.sessions import LASTS, KnownSessions, Session, Sessions
from ui.page.html.forms import closed_html
from ui.page.texts import ENGLISH, Texts

PARAMETER: Final = "token"
REFUSED: Final = "Send the token that `pressmark chat` printed, as `Authorization: Bearer TOKEN`."


@dataclass(frozen=True, slots=True)
class Visitor:
    """The sender of a request that was let in."""

    session: str | None = None
    """The hash of the browser's session; programs have none."""
    name: str = ""
    """The user's name; empty where nobody has one."""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    """What the answer carries for the browser: its cookie, when it is new."""


class Keeper(Protocol):
    """Stands at the door of one running page."""

    async def admit(self, request: Request) -> Visitor | Response:
        """Return who a request comes from, or the answer to one that isn't let in."""


class TokenKeeper:
    """Lets in whoever has the token, which was printed where the page was started."""

    def __init__(self, token: str, texts: Texts = ENGLISH, sessions: KnownSessions | None = None) -> None:
        """Ask for this token; by default the sessions are this page's own."""
        self._token, self._texts = token, texts
        self._sessions = sessions or Sessions(new_cookie_name())

    async def admit(self, request: Request) -> Visitor | Response:
        """Return the visitor, or how to get in; a browser that brings the token gets a cookie for it."""
        found = self._sessions.find(request)
        brought = self._is_token(request.query_params.get(PARAMETER, ""))
        opens = request.url.path == "/" and request.method == "GET"
        if brought and opens:
            answer = RedirectResponse("./", 303)  # to the address without the token, which nobody need see again
            if not found:
                self._sessions.hand_over(answer, self._sessions.begin(new_session(request)), request)
            return answer
        if found:
            return Visitor(found[0])
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        if brought or (scheme.lower() == "bearer" and self._is_token(sent.strip())):
            return Visitor()
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(closed_html(self._texts), 401)
        return PlainTextResponse(REFUSED, 401, {"www-authenticate": 'Bearer realm="Pressmark"'})

    def _is_token(self, sent: str) -> bool:
        return hmac.compare_digest(sent.encode("utf-8", "replace"), self._token.encode())


class OpenKeeper:
    """Lets everybody in, and gives each browser a session of its own, to which its uploads belong."""

    def __init__(self, sessions: KnownSessions | None = None) -> None:
        """Know nobody yet; by default the sessions are this page's own."""
        self._sessions = sessions or Sessions(new_cookie_name())

    async def admit(self, request: Request) -> Visitor | Response:
        """Return the visitor."""
        found = self._sessions.find(request)
        if found:
            return Visitor(found[0])
        if request.url.path != "/" or request.method != "GET":
            return Visitor()
        answer, secret = Response(), self._sessions.begin(new_session(request))
        self._sessions.hand_over(answer, secret, request)
        return Visitor(self._sessions.key(secret), headers=tuple(_cookies_of(answer)))


def new_token() -> str:
    """Return a start-up token."""
    return secrets.token_urlsafe(24)


def new_cookie_name() -> str:
    """Return a name for the cookies of one page: cookies don't tell the ports of a machine apart."""
    return f"pressmark-{secrets.token_hex(4)}"


def new_session(request: Request, name: str = "", password: str = "") -> Session:
    """Return the session of a browser that is let in now."""
    now = time.time()
    return Session(name, address_of(request), now, now + LASTS, password)


def address_of(request: Request) -> str:
    """Return the address that a request comes from."""
    return request.client.host if request.client else ""


def _cookies_of(answer: Response) -> Pairs:
    return [pair for pair in answer.raw_headers if pair[0] == b"set-cookie"]
