"""The page's events as a program triggers them that isn't the page: by their number, with whatever it likes to send."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx


@contextmanager
def logged_in(address: str, name: str, password: str) -> Iterator[httpx.Client]:
    """Give a client that has logged in."""
    with httpx.Client(base_url=address, timeout=60) as client:
        answer = client.post("login", data={"username": name, "password": password})
        assert answer.status_code == 200, answer.text
        yield client


def events(client: httpx.Client) -> dict[str, dict[str, Any]]:
    """Return the page's events: the names of those that the script triggers, and `NAME-NUMBER` for all others."""
    found: dict[str, dict[str, Any]] = {}
    for each in client.get("config").json()["dependencies"]:
        name = each["targets"][0][1] if each["targets"] else "endpoint"
        found[name if name not in found else f"{name}-{each['id']}"] = each
    return found


def trigger(client: httpx.Client, event: dict[str, Any], data: list[Any], **sent: Any) -> list[Any]:  # noqa: ANN401
    """Trigger an event and return what it answers: the output of each of its steps, or why there is none."""
    session = uuid.uuid4().hex
    body = {"data": data, "fn_index": event["id"], "session_hash": session, "trigger_id": None, "event_data": sent}
    joined = client.post("gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return [joined.text]
    return list(_answers(client, session))


def _answers(client: httpx.Client, session: str) -> Iterator[Any]:
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if message.get("msg") in ("process_generating", "process_completed"):
                yield message.get("output")
            if message.get("msg") in ("process_completed", "close_stream"):
                return
