"""One line a request: how it was answered, and nothing of what was sent."""

import json
from collections.abc import Iterator

import httpx
import pytest
from gradio_client import Client

from rag import Pressmark
from tests.ui.page.door import unused_port
from ui.logs import set_up
from ui.page.request_log import UNKNOWN, route_of
from ui.page.serving import Door, Served, serve_page

QUESTION = "Who is the captain of the ferry Margarethe?"


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    yield
    set_up()


@pytest.fixture(scope="module")
def open_page(pressmark: Pressmark) -> Iterator[Served]:
    served = serve_page(pressmark, Door(port=unused_port(), asks_token=False))
    yield served
    served.close()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    return [each for each in told if each["logger"] == "ui.page.request_log"]


def test_a_request_is_a_line_with_its_route_status_and_duration(
    open_page: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(verbose=True, as_json=True)
    assert httpx.get(f"{open_page.address}config?token=hush").status_code == 200
    (line,) = lines(capsys)
    assert (line["method"], line["route"], line["status"]) == ("GET", "/config", 200)
    assert isinstance(line["ms"], float)
    assert set(line) == {"time", "level", "logger", "message", "method", "route", "status", "ms"}


def test_no_line_holds_what_was_asked_or_where_a_session_lives(
    open_page: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(verbose=True)
    client = Client(open_page.address, verbose=False)
    client.predict(question=QUESTION, api_name="/ask")
    httpx.get(f"{open_page.address}no/such/hush?question=hush")
    told = capsys.readouterr().err
    assert "/gradio_api/queue/join 200" in told
    assert f"GET {UNKNOWN} 404" in told
    for secret in ("captain", "hush", "?", str(client.session_hash)):
        assert secret not in told


def test_a_refused_request_is_logged_too(open_page: Served, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(verbose=True, as_json=True)
    httpx.post(f"{open_page.address}config", headers={"origin": "https://evil.example"})
    assert [(line["route"], line["status"]) for line in lines(capsys)] == [(UNKNOWN, 403)]


def test_nothing_is_logged_unless_it_is_asked_for(open_page: Served, capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    httpx.get(f"{open_page.address}config")
    assert capsys.readouterr().err == ""


def test_an_address_without_a_route_is_named_only_when_it_is_one_of_ours() -> None:
    assert route_of({"path": "/login"}) == "/login"
    assert route_of({"path": "/x/secret"}) == UNKNOWN


def test_a_page_that_starts_after_logging_was_set_up_tells_no_questions(
    pressmark: Pressmark, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(verbose=True)
    served = serve_page(pressmark, Door(port=unused_port(), asks_token=False))  # its server sets up logging of its own
    try:
        Client(served.address, verbose=False).predict(question=QUESTION, api_name="/ask")
    finally:
        served.close()
    assert "captain" not in capsys.readouterr().err
