"""Stands before the page's server: says what a browser may load, and turns away whoever has no business there.

A page on this machine that asks nobody for a password is still open to every web site that the user visits, since their
browser can reach it: a site may send requests here (told by `Origin`), or have its own name lead here (told by `Host`).
Both are turned away.
"""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from index.errors import UsageError
from ui.page.access.login import LogIn
from ui.page.access.roles import OWNER, Actor, let_in
from ui.page.access.users import NEW, Role, Users

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
        "frame-ancestors 'none'",
    )
)
"""No request leaves for another host, whatever an article holds, and no other site frames the page."""
HEADERS: Final = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
LARGEST_MESSAGE: Final = 8_000_000
"""Bytes of a request that is no upload; it holds a question and the conversation so far."""
UPLOADED_FILES: Final = 10
"""The largest upload, in files of the largest size that is read."""

_UPLOAD: Final = "/gradio_api/upload"
_ONLY_READING: Final = ("GET", "HEAD")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may come in, and with how much."""

    users: Users | None = None
    """Who may use the page; anybody who reaches it when there are none."""
    only_here: bool = True
    """Whether the page is for this machine's own browsers, by its own names."""
    file_limit: int = 20_000_000
    """The largest file, in bytes, that the library reads."""
    anonymous: Role = NEW
    """What may be done by whoever comes without a password from another machine."""

    @classmethod
    def made_for(
        cls, host: str, users: Users | None, file_limit: int, *, allow_anonymous: bool, anonymous: Role = NEW
    ) -> "Rules":
        """Return the rules for a page at an address.

        Raises:
            UsageError: other machines can reach it, and nobody said who may use it.
        """
        if not is_local(host) and users is None and not allow_anonymous:
            raise UsageError(
                f"Other machines can reach {host or 'every address'}: name who may use the page with --auth FILE"
                " (`pressmark add-user NAME --auth FILE` makes it), or let everybody in with --allow-anonymous."
            )
        only_here = is_local(host) and users is None and not allow_anonymous
        return cls(users, only_here, file_limit, anonymous)

    def unnamed(self, address: str) -> Actor:
        """Return who comes without a name: on their own machine its owner, else somebody at an address."""
        return Actor(OWNER, "editor") if self.only_here else Actor(f"somebody at {address}", self.anonymous)


def is_local(host: str) -> bool:
    """Tell whether only this machine can reach an address. A name counts as reachable, except `localhost`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


class Guard:
    """Passes requests on that the rules allow, and puts the headers on every answer."""

    def __init__(self, app: Application, rules: Rules) -> None:
        """Stand before an application."""
        self._app, self._rules = app, rules
        self._log_in = LogIn(rules.users) if rules.users else None
        self._headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on and the answer back with the headers, or answer with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0].decode("latin-1").lower() not in HEADERS]
                message["headers"] = [*kept, *self._headers]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal: Response | None = _refusal(scope["method"], scope["path"], headers, self._rules)
        if refusal is None and self._log_in is not None:
            refusal = await self._log_in.answer(Request(scope, receive))
        elif refusal is None:
            let_in(scope, self._rules.unnamed((scope.get("client") or ("nowhere",))[0]))
        await (refusal or self._app)(scope, receive, with_headers)


def is_under(path: str, folder: str) -> bool:
    """Tell whether a path is a folder or in it."""
    return path == folder or path.startswith(f"{folder}/")


def _refusal(method: str, path: str, headers: Mapping[str, str], rules: Rules) -> PlainTextResponse | None:
    """Return the answer to a request that isn't passed on; nothing for one that is."""
    host = headers.get("host", "")
    if rules.only_here and not is_local(_name(host)):
        return PlainTextResponse(f"This page has no name {_name(host)[:100]!r}.", 421)
    if method in _ONLY_READING:
        return None
    if not _is_own(headers.get("origin"), (host, headers.get("x-forwarded-host", ""))):
        return PlainTextResponse("Another site's request.", 403)
    most = rules.file_limit * UPLOADED_FILES if is_under(path, _UPLOAD) else LARGEST_MESSAGE
    if "transfer-encoding" in headers:
        return PlainTextResponse("The length of a request must be known.", 411)
    if int(headers.get("content-length") or 0) > most:  # the server has read it as a number
        return PlainTextResponse(f"More than {most:,} bytes at once.", 413)
    return None


def _name(host: str) -> str:
    """Return the name in a `Host` header, without the port.

    >>> _name("localhost:7860"), _name("[::1]:7860"), _name("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.rpartition(":")
    return name if colon and (port.isdecimal() or not port) else host


def _is_own(origin: str | None, hosts: tuple[str, ...]) -> bool:
    """Tell whether a request was made by a page of ours, or by a program: those send no origin."""
    return origin is None or urlsplit(origin).netloc.lower() in {host.lower() for host in hosts if host}
