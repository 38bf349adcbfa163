"""Pages with one secret know each other's sessions; a cookie that somebody made up opens none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page
from pydantic import SecretStr
from starlette.requests import Request

from index.errors import UsageError
from rag import Pressmark
from rag.settings import Settings
from tests.ui.page.door import unused_port
from tests.ui.page.events import SECRET, is_in, logged_in
from ui.page.access import users
from ui.page.access.sessions import Session
from ui.page.access.signed import EndedHere, Seal, SignedSessions, read_seal
from ui.page.serving import Door, Served, serve_page

SHARED = "a secret of the tests, long enough to be one"


def sealed(pressmark: Pressmark, secret: str = SHARED) -> Pressmark:
    return Pressmark(pressmark.library, pressmark.settings.model_copy(update={"secret": SecretStr(secret)}))


@contextmanager
def side_by_side(*pages: tuple[Pressmark, Door]) -> Iterator[list[Served]]:
    served = [serve_page(pressmark, replace(door, port=unused_port())) for pressmark, door in pages]
    try:
        yield served
    finally:
        for each in served:
            each.close()


def test_who_logged_in_at_one_page_is_known_at_the_other(pressmark: Pressmark, known: Path) -> None:
    door = Door(users=users.read_users(known))
    with (
        side_by_side((sealed(pressmark), door), (sealed(pressmark), door)) as (first, second),
        logged_in(first.address, "ines", SECRET) as client,
    ):
        (cookie,) = client.cookies.items()
        assert httpx.get(f"{second.address}config", cookies=dict([cookie])).status_code == 200
        users.add_user(known, "ines", "another pass phrase")
        assert httpx.get(f"{second.address}config", cookies=dict([cookie])).status_code == 401


def test_who_logs_out_is_out(pressmark: Pressmark, known: Path) -> None:
    door = Door(users=users.read_users(known))
    with side_by_side((sealed(pressmark), door)) as (only,), logged_in(only.address, "ines", SECRET) as client:
        cookie = dict(client.cookies)
        assert is_in(client)
        client.get("logout")
        assert httpx.get(f"{only.address}config", cookies=cookie).status_code == 401


def test_another_secret_knows_nobody(pressmark: Pressmark, known: Path) -> None:
    door = Door(users=users.read_users(known))
    with (
        side_by_side((sealed(pressmark), door), (sealed(pressmark, SHARED[::-1]), door)) as (first, second),
        logged_in(first.address, "ines", SECRET) as client,
    ):
        ((_, value),) = client.cookies.items()
        other = Seal(SHARED[::-1].encode()).cookie
        assert httpx.get(f"{second.address}config", cookies={other: value}).status_code == 401


def test_one_link_opens_all_pages_with_the_secret(pressmark: Pressmark, page: Page) -> None:
    with side_by_side((sealed(pressmark), Door()), (sealed(pressmark), Door())) as (first, second):
        assert first.token == second.token
        assert SHARED not in first.link
        page.goto(first.link)
        page.locator(".start").wait_for()
        page.goto(second.address)  # without the token: by the cookie alone
        page.locator(".start").wait_for()


@pytest.mark.parametrize("change", [lambda value: value[:-1], lambda value: f"x{value}", lambda value: value * 40])
def test_a_changed_cookie_is_none(change: Callable[[str], str]) -> None:
    sessions = SignedSessions(Seal(SHARED.encode()))
    value = sessions.begin(Session("ines", "127.0.0.1", 0.0, 2e10, "print"))

    def found(sent: str) -> object:
        header = (b"cookie", f"{sessions.cookie}={sent}".encode())
        return sessions.find(Request({"type": "http", "headers": [header]}))

    assert found(value)
    assert found(change(value)) is None
    assert found(sessions.begin(Session("ines", "127.0.0.1", 0.0, 1.0, "print"))) is None  # its time is over


def test_ended_sessions_are_forgotten_with_their_time() -> None:
    ended, session = EndedHere(), Session("ines", "127.0.0.1", 0.0, 2e10)
    ended.end("old", 1.0)
    ended.end("new", 2e10)
    ended.end("newer", 2e10)
    assert not ended.has_ended("old", session)
    assert ended.has_ended("new", session)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{SHARED}\n")
    assert read_seal(Settings(secret_file=path)) == read_seal(Settings(secret=SecretStr(SHARED)))
    assert read_seal(Settings()) is None
    assert SHARED not in repr(read_seal(Settings(secret_file=path)))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"short", "fewer than 32 characters"), (b"\xff" * 40, "no text"), (None, "can't be read")],
)
def test_a_file_that_is_no_secret_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_seal(Settings(secret_file=path))


def test_two_secrets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leave one of them out"):
        read_seal(Settings(secret=SecretStr(SHARED), secret_file=tmp_path / "secret"))
