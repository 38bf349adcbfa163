"""Sessions: the owner sees and ends them, and a page that starts again knows them."""

import time
from pathlib import Path

import pytest

from rag import Pressmark
from tests.ui.door import run_here
from tests.ui.page.door import unused_port
from tests.ui.page.events import SECRET, is_in, logged_in
from ui.page.access import users
from ui.page.access.sessions import Session, SessionFile, Sessions, beside, read_sessions
from ui.page.serving import Door, Served, serve_page

NAME = "ines"


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
    done = run_here("sessions", "--auth", known)
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.startswith("Nobody is logged in. Who is at pages with a `secret` is listed where")


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
    assert len(SessionFile(kept).listed()) == 1


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
