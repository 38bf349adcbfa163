"""The page's events as a program triggers them that isn't the page: by their number, with whatever it likes to send."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx

from rag import Pressmark

SECRET: Final = "correct horse battery"
"""The password of the users that the tests make."""
LAMP: Final = "The lighthouse lamp of Skerry Point was lit by Agnes Dunmore in 1888.\n"


@contextmanager
def logged_in(address: str, name: str, password: str) -> Iterator[httpx.Client]:
    """Give a client that has logged in."""
    with httpx.Client(base_url=address, timeout=60) as client:
        answer = client.post("login", data={"username": name, "password": password})
        assert answer.status_code == 200, answer.text
        yield client


def is_in(client: httpx.Client) -> bool:
    """Return True if a client has logged in."""
    return client.get("config").status_code == 200


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


def uploaded(client: httpx.Client, name: str = "lamp.txt", text: str = LAMP) -> list[dict[str, Any]]:
    """Upload a file as the page does, and return it as its events take it; nothing when it isn't taken."""
    answer = client.post("gradio_api/upload", files={"files": (name, text.encode())})
    return as_files(answer.json()) if answer.status_code == 200 else []


def as_files(paths: list[str]) -> list[dict[str, Any]]:
    """Return uploaded files as the page's events take them."""
    return [{"path": each, "orig_name": each, "meta": {"_type": "gradio.FileData"}} for each in paths]


def add(client: httpx.Client, files: list[dict[str, Any]], *told: str) -> str:
    """Add uploaded files by the names that the page tells, and return what the page says of it at the end."""
    answers = trigger(client, events(client)["upload"], [files, list(told), None, ""])
    return str(answers[-1])


def names(pressmark: Pressmark) -> list[str]:
    """Return the names of a library's articles."""
    return sorted(card.file for card in pressmark.articles())


def _answers(client: httpx.Client, session: str) -> Iterator[Any]:
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if message.get("msg") in ("process_generating", "process_completed"):
                yield message.get("output")
            if message.get("msg") in ("process_completed", "close_stream"):
                return
