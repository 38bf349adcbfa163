"""A server that speaks OpenAI's protocol on loopback, and answers what it is told to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = Callable[[list[dict[str, Any]]], str]
"""From the messages of a request to the words of the answer."""


@dataclass(slots=True)
class Scripted:
    """What the server is asked, and how it replies."""

    reply: Reply
    status: int = 200
    """Another one is replied with the caller's key in the words, as providers do."""
    address: str = ""
    keys: list[str] = field(default_factory=list)
    """The key of each request."""
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def model(self) -> str:
        """What `--llm` takes."""
        return f"openai-like:scripted@{self.address}"


@contextmanager
def scripted_server(reply: Reply, status: int = 200) -> Iterator[Scripted]:
    """Serve while the block runs."""
    script = Scripted(reply, status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.requests.append(asked)
            script.keys.append(self.headers["Authorization"].removeprefix("Bearer "))
            if script.status != 200:
                words = f"Incorrect API key provided: {script.keys[-1]}"
                self._send(json.dumps({"error": {"message": words}}), "application/json", script.status)
                return
            words = script.reply(asked["messages"])
            if not asked.get("stream"):
                choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": words}}
                self._send(json.dumps(_body("chat.completion", choice)), "application/json")
                return
            chunks = [{"index": 0, "finish_reason": None, "delta": {"role": "assistant", "content": words}}]
            lines = [f"data: {json.dumps(_body('chat.completion.chunk', chunk))}\n\n" for chunk in chunks]
            self._send("".join([*lines, "data: [DONE]\n\n"]), "text/event-stream")

        def _send(self, body: str, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401  # the base class names them
            """Say nothing: a test reads what the program says."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        script.address = f"http://127.0.0.1:{server.server_port}/v1"
        Thread(target=server.serve_forever, daemon=True).start()
        yield script
        server.shutdown()


def _body(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
    return {"id": "1", "object": kind, "created": 1, "model": "scripted", "choices": [choice], "usage": usage}
