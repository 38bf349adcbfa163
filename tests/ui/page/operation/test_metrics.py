"""The figures at `/metrics`: counted rightly, without a word of anybody, and for whom the setting says."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page
from prometheus_client.parser import text_string_to_metric_families

from index.errors import UsageError
from rag import Pressmark
from tests.ui.page.access.conftest import known as known
from tests.ui.page.door import ask, caller, unused_port
from tests.ui.page.events import SECRET
from ui.page.access import users
from ui.page.serving import Door, Served, serve_page

QUESTION = "Who is the captain of the ferry Margarethe?"


def with_metrics(pressmark: Pressmark, who: str) -> Pressmark:
    return Pressmark(pressmark.library, pressmark.settings.model_copy(update={"metrics": who}))


@pytest.fixture
def counted(pressmark: Pressmark) -> Iterator[Served]:
    served = serve_page(with_metrics(pressmark, "private"), Door(port=unused_port()))
    yield served
    served.close()


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def asked(client: httpx.Client, question: str) -> None:
    event = client.post("gradio_api/call/ask", json={"data": [question]}).json()["event_id"]
    assert "event: complete" in client.get(f"gradio_api/call/ask/{event}").text


def test_questions_are_counted_by_what_came_of_them_and_none_is_told(counted: Served) -> None:
    with caller(counted) as client:
        for question in (QUESTION, "Who is the mayor of Venice?", "Hello!"):
            asked(client, question)
        event = client.post("gradio_api/call/ask", json={"data": [QUESTION, [], ["no such file"]]}).json()["event_id"]
        assert "event: error" in client.get(f"gradio_api/call/ask/{event}").text
        text = client.get("metrics").text
    found = figures(text)
    outcomes = ("answered", "refused", "chat", "error")
    assert [found["pressmark_questions_total", each] for each in outcomes] == [1, 1, 1, 1]
    assert found["pressmark_answer_seconds_count", "total"] == 3
    assert found["pressmark_answer_seconds_sum", "total"] > 0
    assert found["pressmark_http_request_seconds_count", "POST", "/gradio_api/call/{api_name}", "200"] == 4
    assert found["pressmark_library_size", "articles"] == 3
    assert found["process_resident_memory_bytes",] > 0
    for word in ("captain", "Venice", "Margarethe", "no such file", str(counted.token), "eleven weeks"):
        assert word not in text


def test_a_question_that_is_typed_on_the_page_counts_too(counted: Served, page: Page) -> None:
    page.goto(counted.link)
    page.locator(".start").wait_for()
    ask(page, QUESTION)
    with caller(counted) as client:
        assert figures(client.get("metrics").text)["pressmark_questions_total", "answered"] == 1


def test_made_up_addresses_and_methods_add_no_names(counted: Served) -> None:
    with caller(counted) as client:
        for number in range(5):
            client.get(f"no/such/{number}")
            client.request(f"BREW{number}", "config")
        names = {
            key[1:3] for key in figures(client.get("metrics").text) if key[0] == "pressmark_http_request_seconds_count"
        }
    assert names == {("GET", "(another address)"), ("other", "(another address)")}


def test_figures_are_nobodys_unless_they_are_switched_on(served: Served) -> None:
    with caller(served) as client:
        assert client.get("metrics").status_code == 404


def test_private_figures_need_what_the_page_needs(counted: Served) -> None:
    assert httpx.get(f"{counted.address}metrics").status_code == 401


def test_users_read_private_figures_with_their_password(pressmark: Pressmark, known: Path) -> None:
    served = serve_page(with_metrics(pressmark, "private"), Door(port=unused_port(), users=users.read_users(known)))
    try:
        assert httpx.get(f"{served.address}metrics").status_code == 401
        assert httpx.get(f"{served.address}metrics", auth=("ines", SECRET)).status_code == 200
    finally:
        served.close()


def test_public_figures_are_open_and_the_page_stays_closed(pressmark: Pressmark) -> None:
    served = serve_page(with_metrics(pressmark, "public"), Door(port=unused_port()))
    try:
        assert "pressmark_questions_total" in httpx.get(f"{served.address}metrics").text
        assert httpx.get(f"{served.address}config").status_code == 401
    finally:
        served.close()


def test_without_its_package_the_setting_is_refused(pressmark: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(UsageError, match=r"pressmark\[metrics\]"):
        serve_page(with_metrics(pressmark, "public"), Door(port=unused_port()))
