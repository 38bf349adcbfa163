"""What is sent to the page's events and endpoints by hand, over plain HTTP."""

import json
from typing import Any

import pytest

from tests.ui.page.door import browser, caller
from ui.page.serving import Served

CAPTAIN = "Who is the captain of the ferry Margarethe?"


def answer_of(served: Served, name: str, data: list[Any]) -> dict[str, Any]:
    with caller(served) as client:
        event = client.post(f"gradio_api/call/{name}", json={"data": data}).json()["event_id"]
        told = client.get(f"gradio_api/call/{name}/{event}").text
    lines = [line.removeprefix("data: ") for line in told.splitlines() if line.startswith("data: ")]
    answer: dict[str, Any] = json.loads(lines[-1])[0]
    return answer


def test_arguments_that_are_left_out_have_their_defaults(served: Served) -> None:
    assert "Ruth Halloran" in answer_of(served, "ask", [CAPTAIN])["answer"]
    assert answer_of(served, "articles", [])["total"] == 3
    assert len(answer_of(served, "search", ["ferry", 1])["hits"]) == 1


@pytest.mark.parametrize(
    ("path", "sent", "status", "sentence"),
    [
        ("call/ask", {"data": []}, 400, "ask needs question: send `data` with question, history, files"),
        ("call/ask", {"data": ["x"] * 7}, 400, "ask takes no more than question, history"),
        ("call/nope", {"data": []}, 404, "There is no endpoint 'nope': the page has ask, search, articles, check."),
        ("call/ask", {}, 400, "`data` must be a list of values."),
        ("call/ask", [], 400, "The request must be a JSON object."),
        ("queue/join", {"data": [], "fn_index": 10_000, "session_hash": "x"}, 404, "There is no such event."),
        ("queue/join", {"data": [], "fn_index": "1", "session_hash": "x"}, 404, "There is no such event."),
        ("queue/join", {"data": [], "fn_index": True, "session_hash": "x"}, 404, "There is no such event."),
        ("queue/join", {"data": [], "fn_index": 0, "session_hash": "../x"}, 400, "`session_hash` must be"),
        ("run/predict", {"data": ["a secret"], "fn_index": 0}, 404, "There is no such event."),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(
    served: Served, capfd: pytest.CaptureFixture[str], path: str, sent: object, status: int, sentence: str
) -> None:
    with caller(served) as client:
        answer = client.post(f"gradio_api/{path}", json=sent)
    assert (answer.status_code, answer.text[: len(sentence)]) == (status, sentence)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b'{"data": [NaN' + b"]}" * 3])
def test_what_is_no_json_is_refused(served: Served, body: bytes) -> None:
    with caller(served) as client:
        assert client.post("gradio_api/queue/join", content=body).status_code == 400


def test_too_few_values_of_an_event_are_refused_and_nothing_is_printed(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    with browser(served) as client:
        events = client.get("config").json()["dependencies"]
        for event in [each for each in events if each["inputs"] and each["backend_fn"]]:
            body = {"data": [], "fn_index": event["id"], "session_hash": "x", "event_data": {"question": "a secret"}}
            assert client.post("gradio_api/queue/join", json=body).status_code == 400
    assert "secret" not in capfd.readouterr().err


def test_a_file_that_the_library_does_not_read_is_refused_and_nothing_is_printed(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    with browser(served) as client:
        (path,) = client.post("gradio_api/upload", files={"files": ("a.exe", b"MZ")}).json()
        config = client.get("config").json()
        (button,) = [each["id"] for each in config["components"] if each["props"].get("elem_id") == "add-files"]
        (event,) = [each for each in config["dependencies"] if [button, "upload"] in each["targets"]]
        file = {"path": path, "meta": {"_type": "gradio.FileData"}}
        data = [[file], *[None for _ in event["inputs"][1:]]]
        body = {"data": data, "fn_index": event["id"], "session_hash": "x"}
        assert client.post("gradio_api/queue/join", json=body).status_code == 415
    assert capfd.readouterr().err == ""


def test_there_is_nothing_to_wait_for_under_a_made_up_key(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    with caller(served) as client:
        assert client.get("gradio_api/queue/data", params={"session_hash": "made-up"}).status_code == 404
        assert client.get("gradio_api/call/ask/made-up").status_code == 404
    assert capfd.readouterr().err == ""
