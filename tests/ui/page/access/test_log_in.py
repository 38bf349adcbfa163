"""Logging in: who guesses has to wait, who is deleted is out, and the owner sees and ends the sessions."""

import logging
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest

from rag import Pressmark
from tests.ui.door import run_here
from tests.ui.page.door import unused_port
from tests.ui.page.events import SECRET, logged_in
from ui.page.access import brake, users
from ui.page.access.brake import FREE, LONGEST, MOST, Brake
from ui.page.access.login import WAITING
from ui.page.access.requests import connections
from ui.page.access.sessions import Session, Sessions, beside, listed, read_sessions
from ui.page.serving import Door, Served, serve_page

NAME = "ines"


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of users."""
    monkeypatch.setattr(users, "COST", (2**12, 8, 1))
    path = tmp_path / "users"
    users.add_user(path, NAME, SECRET)
    users.add_user(path, "jonas", SECRET)
    return path


@pytest.fixture
def locked(pressmark: Pressmark, known: Path) -> Iterator[Served]:
    served = serve_page(pressmark, Door(port=unused_port(), users=users.read_users(known)))
    yield served
    served.close()


def log_in(served: Served, password: str, name: str = NAME, **headers: str) -> httpx.Response:
    return httpx.post(f"{served.address}login", data={"username": name, "password": password}, headers=headers)


def is_in(client: httpx.Client) -> bool:
    return client.get("config").status_code == 200


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


def test_waits_double_up_to_a_bound_and_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(brake, "time", SimpleNamespace(monotonic=lambda: now[0]))
    held = Brake()
    waits = []
    for _ in range(20):
        held.failed("1.2.3.4", NAME)
        waits.append(held.wait("1.2.3.4", "somebody else"))
    assert waits[: FREE + 2] == [0.0] * (FREE - 1) + [1.0, 2.0, 4.0]
    assert waits[-1] == LONGEST["address"]
    assert held.wait("5.6.7.8", NAME.upper()) == LONGEST["name"]
    held.succeeded("1.2.3.4", NAME)
    assert held.wait("5.6.7.8", NAME) == 0
    assert held.wait("1.2.3.4", "x") == LONGEST["address"]  # a right password doesn't buy more guesses
    now[0] += brake.FORGOTTEN + 1
    held.failed("1.2.3.4", NAME)
    assert held.wait("1.2.3.4", NAME) == 0


def test_the_brake_keeps_no_more_than_it_can_hold() -> None:
    held = Brake()
    for number in range(MOST):
        held.failed(f"10.0.{number // 256}.{number % 256}", f"name{number}")
    assert len(held._failures) <= MOST


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


def test_a_form_that_never_ends_is_answered_so(locked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BODY", 0.3)
    parts = urlsplit(locked.address)
    with socket.create_connection((str(parts.hostname), parts.port or 0), timeout=30) as connection:
        head = f"POST /login HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 100\r\n\r\nusername="
        connection.sendall(head.encode())
        assert connection.recv(12) == b"HTTP/1.1 408"


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


def test_the_owner_lists_the_sessions_and_ends_them(locked: Served, known: Path) -> None:
    with logged_in(locked.address, NAME, SECRET) as ines, logged_in(locked.address, "jonas", SECRET) as jonas:
        done = run_here("sessions", "--auth", known)
        first, second = done.stdout.splitlines()
        assert "jonas  from 127.0.0.1  since 20" in first
        assert f"{NAME}  from 127.0.0.1  since 20" in second
        assert run_here("sessions", "--auth", known, "--end", NAME).stdout == "Ended 1 session.\n"
        assert not is_in(ines)
        assert is_in(jonas)
        assert run_here("sessions", "--auth", known, "--end", first.split()[0]).stdout == "Ended 1 session.\n"
        assert not is_in(jonas)
    done = run_here("sessions", "--auth", known, "--end", "nobody")
    assert (done.code, done.stderr) == (
        2,
        "There is no session 'nobody': `pressmark sessions` without --end lists them.\n",
    )
    assert run_here("sessions", "--auth", known, "--end", "all").stdout == "Ended 0 sessions.\n"


def test_a_page_that_starts_again_knows_who_was_logged_in(pressmark: Pressmark, known: Path) -> None:
    door = Door(port=unused_port(), users=users.read_users(known))
    served = serve_page(pressmark, door)
    with logged_in(served.address, NAME, SECRET) as client:
        served.close()
        served = serve_page(pressmark, door)
        try:
            assert is_in(client)
            client.get("logout")
            assert not is_in(client)
        finally:
            served.close()


def test_only_hashes_are_kept_and_for_the_owner_only(locked: Served, known: Path) -> None:
    with logged_in(locked.address, NAME, SECRET) as client:
        (secret,) = client.cookies.values()
    kept = beside(known)
    assert kept.stat().st_mode & 0o077 == 0
    assert secret not in kept.read_text()
    assert len(listed(kept)) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"x": 1}', b'{"x": {"name": "a"}}', b"\xff"])
def test_a_file_of_sessions_that_is_none_lets_nobody_in(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "users-sessions"
    path.write_bytes(content)
    assert read_sessions(path) == {}


def test_sessions_that_cannot_be_kept_are_remembered_while_the_page_runs(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    gone = Sessions("x", tmp_path / "file" / "users-sessions")
    secret = gone.begin(Session(NAME, "127.0.0.1", time.time(), time.time() + 60))
    assert secret
    assert gone.path is None
    assert len(gone._open) == 1
