"""The door through which the tests of the page go: a served page, and what a reader does on it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx
from gradio_client import Client
from playwright.sync_api import Locator, Page, expect

from ui.page.serving import Served

WAIT: Final = 20_000
"""Milliseconds: a busy machine is slow now and then."""
expect.set_options(timeout=WAIT)

FERRY: Final = (
    '---\ntitle: "The ferry of Port Amery"\nauthor: Ines Okafor\npublisher: The Quay\npublished: 2019-05-04\n---\n\n'
    "- [Home](#)\n- [Ships](#)\n\n# The ferry of Port Amery\n\n"
    "The ferry Margarethe was built in 1931 in the yard of Port Amery. Its captain is Ruth Halloran. The crossing to "
    "the island takes 45 minutes.\n\n"
    + "The island has a school, a mill and a lighthouse.\n\n" * 40
    + "In the winter of 1956 the harbour froze and the ferry Margarethe stayed in the yard for eleven weeks.\n"
)
BEES: Final = (
    "---\r\ntitle: Bees on the roof\r\npublisher: The Roof Post\r\npublished: 2021-06-30\r\n---\r\n"
    "The opera house keeps twelve hives of bees on its roof 🐝.\r\n\r\nIn the summer of 2020 the bees of the opera "
    "gave 300 kilograms\r\nof honey. The beekeeper Jonas Weidmann sells the honey in the foyer.\r\n"
)
HOSTILE: Final = (
    '---\ntitle: "<script>window.hacked = 1</script>"\npublisher: "<img src=x onerror=window.hacked=2>"\n'
    "published: 2022-01-02\n---\n\n"
    "The clockmaker Aldous Finch wound the tower clock of Brindle <img src=x onerror=window.hacked=3> each Monday. "
    "He said ![clock](https://evil.example/clock.png) and ${window.hacked=4} and {{hacked}} to his apprentice.\n"
)
ARTICLES: Final = {"ferry.md": FERRY, "news/bees.txt": BEES, 'it\'s "<b>odd</b>".md': HOSTILE}


def bearer(served: Served) -> dict[str, str]:
    """Return what a program sends to be let in."""
    return {"Authorization": f"Bearer {served.token}"}


def program(served: Served) -> Client:
    """Return the client of a program that has the token."""
    return Client(served.address, verbose=False, analytics_enabled=False, headers=bearer(served))


def caller(served: Served) -> httpx.Client:
    """Return a client of plain HTTP that has the token."""
    return httpx.Client(base_url=served.address, headers=bearer(served), timeout=60)


@contextmanager
def browser(served: Served) -> Iterator[httpx.Client]:
    """Yield a client of plain HTTP that has opened the page, as a browser does, and has its cookie."""
    with httpx.Client(base_url=served.address, timeout=60, follow_redirects=True) as client:
        client.get("", params={"token": served.token} if served.token else None)
        yield client


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what differs each time."""
    return {name: value for name, value in answer.items() if name != "timings"}


def unused_port() -> int:
    """Return a port that no other process of the tests is likely to take: all would begin at the same one."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def ask(page: Page, question: str) -> Locator:
    """Type a question, send it, and return its exchange when the answer is whole."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    return answered(page, question)


def answered(page: Page, question: str) -> Locator:
    """Wait until a question has its answer, and return the exchange."""
    exchange = page.locator("#current .exchange:not([aria-busy])")
    expect(exchange.locator(".question")).to_have_text(question)
    expect(exchange.locator(".foot")).to_be_visible()
    return exchange


def text_of(locator: Locator) -> str:
    """Return the text exactly as it stands in the page, line ends too."""
    return str(locator.evaluate("element => element.textContent"))
