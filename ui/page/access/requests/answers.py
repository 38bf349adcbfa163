"""An answer on its way out: what a browser may load, frame, run and tell others of it, in its headers."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

from ui.page.access.requests.connections import TimedBody

Pairs = list[tuple[bytes, bytes]]

NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""For everything that isn't a page: opened in a browser by itself, it runs nothing, loads nothing and has no origin."""
FORM: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""For the forms and notices of our own: no script at all."""
# The server puts them on every answer, also on those that it gives by itself.
FIXED: Final = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_POLICY: Final = "content-security-policy"
_OTHERS: Final = "access-control-"
"""Gradio lets other origins read its answers; nobody else's page has any business with ours."""
_OWN_SCRIPT: Final = re.compile(rb"<script(?=[\s>])")
Message = MutableMapping[str, Any]
LATE = b"The request took too long."


class Answer:
    """The `send` of ASGI that the application is given: it adds the headers before it passes an answer on."""

    def __init__(self, send: Callable[[Message], Awaitable[None]], body: TimedBody) -> None:
        """Send on, an answer to the request with this body."""
        self._send, self._body = send, body
        self.policy = NOTHING
        """What a browser may do with it."""
        self.is_page = False
        """Whether it is Gradio's page, whose scripts may run."""
        self.more: tuple[tuple[bytes, bytes], ...] = ()
        """Headers besides."""
        self.heard: list[bytes] | None = None
        """Where the answer is kept as well, when somebody wants to know it."""
        self.status = 0
        """That of HTTP, when it has begun."""
        self._start: Message = {}
        self._page: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Send a message of ASGI on."""
        if message["type"] == "http.response.start":
            if self._body.late:
                await self.end()
                return
            self.status, self._start = message["status"], message
            if not self.is_page:
                await self._begin(self.policy)
        elif message["type"] == "http.response.body" and not self._body.late:
            if self.heard is not None:
                self.heard.append(message.get("body", b""))
            await (self._hold(message) if self.is_page else self._send(message))

    async def end(self) -> None:
        """Say, if nothing was said yet, that the request took too long."""
        if self.status:
            return
        self.status = 408
        headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(LATE)).encode())]
        self._start = {"type": "http.response.start", "status": 408, "headers": [*headers, (b"connection", b"close")]}
        await self._begin(NOTHING)
        await self._send({"type": "http.response.body", "body": LATE})

    async def _begin(self, policy: str) -> None:
        headers = [*secured(self._start.get("headers", ()), policy), *self.more]
        await self._send({**self._start, "headers": headers})

    async def _hold(self, message: Message) -> None:
        """Keep the page until it is whole, and send it with a nonce on its scripts."""
        self._page.append(message.get("body", b""))
        if message.get("more_body", False):
            return
        nonce = new_nonce()
        page = with_nonce(b"".join(self._page), nonce)
        kept = [pair for pair in self._start.get("headers", ()) if pair[0].lower() != b"content-length"]
        length = (b"content-length", str(len(page)).encode())
        self._start = {**self._start, "headers": [*kept, length, (b"cache-control", b"no-store")]}
        await self._begin(page_policy(nonce))
        await self._send({"type": "http.response.body", "body": page})


def page_policy(nonce: str) -> str:
    """Return the policy of the page: no request leaves for another host, whatever an article holds.

    Gradio's own scripts stand inside of its page and get a nonce; they make functions out of text, hence 'unsafe-eval'.
    A script that an escape forgotten somewhere would let through has no nonce, and handlers inside of elements are
    forbidden. Styles inside of elements stay: Gradio's components write them while they run, hundreds of them.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
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


def secured(headers: Iterable[tuple[bytes, bytes]], policy: str) -> Pairs:
    """Return the headers of an answer with its policy, and without those that would say otherwise than ours."""
    kept = [
        (name, value)
        for name, value in headers
        if (plain := name.decode("latin-1").lower()) not in (_POLICY, *FIXED) and not plain.startswith(_OTHERS)
    ]
    return [*kept, (_POLICY.encode(), policy.encode())]


def new_nonce() -> str:
    """Return a nonce for the scripts of one answer."""
    return secrets.token_urlsafe(16)


def with_nonce(page: bytes, nonce: str) -> bytes:
    """Return Gradio's page with the nonce on its scripts.

    What the page holds of articles stands inside those scripts as JSON in which Gradio escapes each `<`, so that no
    other `<script` can stand there.
    """
    return _OWN_SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), page)
