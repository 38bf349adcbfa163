"""Who is let in without a name: with the start-up token, or at once."""

from collections.abc import Iterator

import httpx
import pytest

from rag import Pressmark
from tests.ui.page.door import bearer, unused_port
from ui.page.access.visitors import new_token
from ui.page.serving import Door, Served, serve_page

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, timeout=60) as client:
        yield client


def test_a_browser_brings_the_token_once_and_is_led_to_the_address_without_it(
    client: httpx.Client, served: Served
) -> None:
    closed = client.get("", headers=BROWSER)
    assert (closed.status_code, "This page is closed" in closed.text) == (401, True)
    led = client.get("", params={"token": served.token})
    assert (led.status_code, led.headers["location"]) == (303, "./")
    assert client.get("", headers=BROWSER).status_code == 200


def test_a_program_sends_the_token_each_time(client: httpx.Client, served: Served) -> None:
    assert client.get("config", headers=bearer(served)).status_code == 200
    refused = client.get("config")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert "pressmark chat" in refused.text


@pytest.mark.parametrize("token", ["x", "Bearer", "é"])
def test_no_other_token_opens_it(client: httpx.Client, token: str) -> None:
    assert client.get("config", params={"token": token}).status_code == 401
    assert client.get("config", headers=[(b"authorization", f"Bearer {token}".encode())]).status_code == 401


def test_a_page_without_a_token_gives_each_browser_a_session(pressmark: Pressmark) -> None:
    served = serve_page(pressmark, Door(port=unused_port(), asks_token=False))
    first, second = (httpx.get(served.address) for _ in range(2))
    served.close()
    assert served.token is None
    assert dict(first.cookies) != dict(second.cookies)


def test_no_two_pages_have_the_same_token() -> None:
    assert len({new_token() for _ in range(100)}) == 100
