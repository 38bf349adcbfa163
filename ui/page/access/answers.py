"""An answer on its way out: it gets the headers, and the page a nonce on its scripts."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ui.page.access.connections import TimedBody
from ui.page.access.headers import NOTHING, new_nonce, page_policy, secured, with_nonce

Message = MutableMapping[str, Any]
LATE = b"The request took too long."


class Answer:
    """What an application sends its answer to."""

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
