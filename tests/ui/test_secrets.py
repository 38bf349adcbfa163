"""What leaves the machine, and what stays of a key: nothing, through every door at once."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Turn, open_library
from rag.generation.models import LIKE_KEY
from rag.messages.texts import say
from rag.serialise import answer_to_dict
from tests.scripted import Scripted, scripted_server
from tests.ui.door import Outcome, Run
from ui.page.export import conversation_json, conversation_markdown

KEY = "sk-test-7c1f2e9d4b"
QUESTION = "Who is the captain of the ferry Margarethe?"
RIGHT = "The captain of the ferry Margarethe is Ruth Halloran [1]."


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that is connected to; none can be reached."""
    tried: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        tried.append(address)
        raise OSError("no network in this test")

    def look_up(*names: object, **_: object) -> list[object]:
        tried.append(names)
        return []

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return tried


def test_no_call_leaves_when_no_model_is_set(
    run: Run, connected: list[object], tmp_path: Path, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)  # a key alone is no wish
    (tmp_path / "asked.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}), encoding="utf-8")
    assert run("ask", QUESTION).code == 0
    assert run("batch", "asked.jsonl", "-o", "answers.jsonl").code == 0
    assert run("chat", "--terminal", stdin=f"{QUESTION}\nAnd when was it built?\n").code == 0
    with open_library(library_folder) as pressmark:
        pieces = list(pressmark.stream("And when was it built?", [Turn("user", QUESTION), Turn("assistant", "x")]))
    assert len(pieces) == 2
    assert connected == []


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """A provider that writes a right answer, and wants a key."""
    monkeypatch.setenv(LIKE_KEY, KEY)
    with scripted_server(lambda _: RIGHT) as server:
        yield server


def said(outcome: Outcome) -> str:
    return outcome.stdout + outcome.stderr


def stored(*folders: Path) -> bytes:
    """Return all bytes of all files below some folders."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    return b"".join(path.read_bytes() for path in files)


def test_a_key_is_sent_to_its_provider_and_stays_nowhere(
    run: Run,
    provider: Scripted,
    tmp_path: Path,
    library_folder: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PRESSMARK_LLM_RETRIES", "0")
    (tmp_path / "asked.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}), encoding="utf-8")
    case = {"id": "q", "question": QUESTION, "answerable": True, "facts": [["Ruth Halloran"]]}
    (tmp_path / "mine.jsonl").write_text(json.dumps(case), encoding="utf-8")
    with caplog.at_level(logging.DEBUG):
        asked = run("ask", QUESTION, "--llm", provider.model, "--json")
        done = [asked, run("batch", "asked.jsonl", "-o", "answers.jsonl", "--llm", provider.model)]
        command = ("eval", "mine.jsonl", "--library", library_folder, "--llm", provider.model, "--report", "report")
        done.append(run(*command, "--judge", provider.model))
        provider.status = 401
        refused = run("ask", QUESTION, "--llm", provider.model)
    assert asked.json()["mode"] == provider.model
    assert all(each.code == 0 for each in done), [each.stderr for each in done]
    assert say("unheard", "en", why=say("unheard-key", "en")) in refused.stdout
    assert set(provider.keys) == {KEY}
    with open_library(library_folder) as pressmark:
        answers = [answer_to_dict(pressmark.ask(QUESTION)), asked.json()]
    exports = conversation_json(answers, "2026-01-01") + conversation_markdown(answers, "2026-01-01")
    everything = "".join(map(said, [*done, refused])) + exports + caplog.text
    assert caplog.records, "there is something to look through"
    assert KEY not in everything
    assert KEY.encode() not in stored(tmp_path, library_folder)
