"""With no model set, the program behind the page calls nobody while a reader asks."""

import ipaddress
import socket

import pytest
from playwright.sync_api import Page

from tests.ui.page.door import ask


def test_a_conversation_on_the_page_calls_nobody(start: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        if self.family != socket.AF_UNIX and not ipaddress.ip_address(address[0]).is_loopback:
            called.append(address)
        real(self, address)

    def look_up(*names: object, **_: object) -> list[object]:
        called.append(names)
        return []

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    ask(start, "Who is the captain of the ferry Margarethe?")
    ask(start, "And when was it built?")
    ask(start, "Which mineral is mined in the Atacama desert?")
    assert called == []
