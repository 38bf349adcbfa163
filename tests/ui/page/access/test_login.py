"""Logging in: who guesses has to wait, and who is deleted is out."""

import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.ui.page.events import SECRET, is_in, logged_in
from ui.page.access import brake, users
from ui.page.access.brake import FREE
from ui.page.access.login import WAITING
from ui.page.access.requests import connections
from ui.page.serving import Served

NAME = "ines"


def log_in(served: Served, password: str, name: str = NAME, **headers: str) -> httpx.Response:
    return httpx.post(f"{served.address}login", data={"username": name, "password": password}, headers=headers)


def test_who_guesses_has_to_wait_and_the_failures_are_logged(locked: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "ui.page.access.login"):
        assert [log_in(locked, f"a guess {number}").status_code for number in range(FREE)] == [401] * FREE
    assert [record.getMessage() for record in caplog.records] == [
        f"A log-in failed: the user {NAME}, from 127.0.0.1."
    ] * FREE
    slowed = log_in(locked, SECRET)
    assert slowed.status_code == 429
    assert slowed.json()["detail"].startswith("Too many wrong passwords: try again in ")
    time.sleep(int(slowed.headers["retry-after"]))
    assert log_in(locked, SECRET).status_code == 200


def test_a_password_in_the_field_for_the_name_is_not_logged(locked: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "ui.page.access.login"):
        assert log_in(locked, "x", name="my dear secret").status_code == 401
    assert "secret" not in caplog.text
    assert "a name that nobody has" in caplog.text


def test_a_program_that_sends_wrong_passwords_is_slowed_too(locked: Served) -> None:
    for _ in range(FREE):
        assert httpx.get(f"{locked.address}config", auth=(NAME, "a guess")).status_code == 401
    assert httpx.get(f"{locked.address}config", auth=(NAME, "a guess")).status_code == 429


def test_a_known_password_keeps_working_while_somebody_guesses(locked: Served) -> None:
    assert httpx.get(f"{locked.address}config", auth=(NAME, SECRET)).status_code == 200
    for _ in range(FREE + 1):
        log_in(locked, "a guess")
    assert httpx.get(f"{locked.address}config", auth=(NAME, SECRET)).status_code == 200


def test_a_crowd_of_log_ins_waits_apart_from_everybody_else(locked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brake, "FREE", 1000)

    def slow(*_: object) -> bool:
        time.sleep(0.2)
        return False

    with logged_in(locked.address, NAME, SECRET) as client, ThreadPoolExecutor(60) as crowd:
        monkeypatch.setattr(users.Hashed, "matches", slow)
        guesses = [crowd.submit(log_in, locked, "a guess", f"name{number}") for number in range(60)]
        time.sleep(0.1)
        took = []
        for _ in range(10):
            began = time.monotonic()
            assert is_in(client)
            took.append(time.monotonic() - began)
        statuses = {each.result().status_code for each in guesses}
    assert sorted(took)[5] < 0.5
    assert statuses == {401, 503}
    assert WAITING < 60


@pytest.mark.parametrize("fields", [{f"x{number}": "y" for number in range(30)}, {"username": "x" * 20_000}])
def test_a_form_that_nobody_fills_in_so_is_refused(locked: Served, fields: dict[str, str]) -> None:
    answer = httpx.post(f"{locked.address}login", data=fields)
    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_deleted_user_is_out_at_once_and_an_added_one_in(locked: Served, known: Path) -> None:
    with logged_in(locked.address, NAME, SECRET) as ines, logged_in(locked.address, "jonas", SECRET) as jonas:
        lines = known.read_text().splitlines(keepends=True)
        known.write_text("".join(line for line in lines if not line.startswith(NAME)))
        assert not is_in(ines)
        assert is_in(jonas)
        assert log_in(locked, SECRET).status_code == 401
    users.add_user(known, "rita", SECRET)
    assert log_in(locked, SECRET, "rita").status_code == 200


def test_another_password_ends_the_sessions_of_the_old_one(locked: Served, known: Path) -> None:
    with logged_in(locked.address, NAME, SECRET) as client:
        assert httpx.get(f"{locked.address}config", auth=(NAME, SECRET)).status_code == 200
        users.add_user(known, NAME, "quite another battery")
        assert not is_in(client)
        assert httpx.get(f"{locked.address}config", auth=(NAME, SECRET)).status_code == 401


def test_users_that_cannot_be_read_for_a_moment_stay(locked: Served, known: Path) -> None:
    with logged_in(locked.address, NAME, SECRET) as client:
        whole = known.read_bytes()
        known.write_bytes(b"no user\n")
        assert is_in(client)
        known.write_bytes(whole)
        assert is_in(client)


def test_a_form_that_never_ends_is_answered_so(locked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BODY", 0.3)
    parts = urlsplit(locked.address)
    with socket.create_connection((str(parts.hostname), parts.port or 0), timeout=30) as connection:
        head = f"POST /login HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 100\r\n\r\nusername="
        connection.sendall(head.encode())
        assert connection.recv(12) == b"HTTP/1.1 408"
