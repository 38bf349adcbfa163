"""Connections that take their time are ended: who sends a request too slowly, or doesn't read the answer."""

import asyncio
import time
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS: Final = 15.0
"""Seconds in which a connection must have told what it wants."""
UNREAD: Final = 60.0
"""Seconds for which an answer may lie there unread."""
BODY: Final = 20.0
"""Seconds for a request's body, however small."""
SLOWEST: Final = 50_000
"""Bytes a second, after that, of a large one."""


class TimedProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, with an end to each wait for the other side."""

    _asked: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  # uvicorn narrows it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        for timer in (self._asked, self._unread):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; while no request is being answered, its beginning isn't whole."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE or self.conn.our_state is h11.DONE:
            self._expect()
        elif self._asked:
            self._asked.cancel()
            self._asked = None

    def pause_writing(self) -> None:
        """Begin to wait for the other side to read."""
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD, self.transport.abort)

    def resume_writing(self) -> None:
        """Wait no more: it reads."""
        super().resume_writing()
        if self._unread:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, with the headers that all answers have."""
        if cycle := getattr(self, "cycle", None):  # a request that was begun before it was seen to be none
            cycle.disconnected = True
            cycle.message_event.set()
            if cycle.response_started:
                self.transport.close()
                return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        headers += [(b"content-length", str(len(msg)).encode()), *self.server_state.default_headers]
        start = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (start, h11.Data(data=msg.encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _expect(self) -> None:
        if self._asked is None:
            self._asked = self.loop.call_later(HEADERS, self.transport.abort)


class TimedBody:
    """The body of a request, read within a time limit; a sender who is too slow counts as disconnected."""

    def __init__(self, receive: Any) -> None:  # noqa: ANN401  # what ASGI hands over
        """Begin to wait."""
        self._receive, self._begun, self._bytes = receive, time.monotonic(), 0
        self._whole = False
        self.late = False
        """Whether it was too slow."""

    async def __call__(self) -> Any:  # noqa: ANN401  # a message of ASGI
        """Return what comes next."""
        if self._whole:
            return await self._receive()
        left = self._begun + BODY + self._bytes / SLOWEST - time.monotonic()
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0))
        except TimeoutError:
            self.late = True
            return {"type": "http.disconnect"}
        self._bytes += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        return message

    async def read(self) -> bytes | None:
        """Return all of it, or nothing when it was too slow or the other side left."""
        pieces = []
        while not self._whole:
            message = await self()
            if message["type"] == "http.disconnect":
                return None
            pieces.append(message.get("body", b""))
        return b"".join(pieces)

    def replaced(self, body: bytes) -> Any:  # noqa: ANN401  # a function as ASGI hands over
        """Return what an application receives instead, when the whole was read: this body, and then the end."""
        left = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Any:  # noqa: ANN401  # a message of ASGI
            return left.pop() if left else await self._receive()

        return receive
