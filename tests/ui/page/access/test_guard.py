"""Who is let in to the page, through its own server."""

import base64
import stat
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError
from playwright.sync_api import Page, expect

from index.errors import UsageError
from rag import Pressmark
from tests.ui.door import run_here
from tests.ui.page.door import WAIT, ask, bearer, browser, caller, unused_port
from ui.page.access import users
from ui.page.access.guard import UPLOADED_FILES, Rules
from ui.page.access.requests.calls import LARGEST
from ui.page.serving import Door, Served, serve_page

PROXY = "articles.example"
NAME, SECRET = "ines", "correct horse battery"
TOOLS = {"Accept": "application/json, text/event-stream"}
ADDRESSES = (
    "", "config", "theme.css", "favicon.ico", "assets/x", "static/x", "monitoring", "no/such/page", "login/x",
    "login_check", "gradio_api/info", "gradio_api/openapi.json", "gradio_api/app_id", "gradio_api/token",
    "gradio_api/user", "gradio_api/heartbeat/x", "gradio_api/queue/join", "gradio_api/queue/data?session_hash=x",
    "gradio_api/call/ask", "gradio_api/run/ask", "gradio_api/api/ask", "gradio_api/upload", "gradio_api/cancel",
    "gradio_api/file=/etc/passwd", "gradio_api/component_server", "gradio_api/reset", "gradio_api/mcp",
    "gradio_api/mcp/", "gradio_api/mcp/sse", "gradio_api/mcp/schema", "gradio_api/runs",
)  # fmt: skip
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@pytest.fixture(scope="module")
def locked(pressmark: Pressmark, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page with one user, and with the tools."""
    path = tmp_path_factory.mktemp("users") / "users"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "COST", (2**12, 8, 1))
        users.add_user(path, NAME, SECRET)
    served = serve_page(pressmark, Door(port=unused_port(), users=users.read_users(path), tools=True, names=(PROXY,)))
    yield served
    served.close()


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


def test_a_request_that_is_too_large_is_not_read(served: Served, pressmark: Pressmark) -> None:
    def answered(path: str, length: int) -> int:
        host, port = urlsplit(served.address).netloc.split(":")
        with closing(HTTPConnection(host, int(port), timeout=30)) as connection:
            connection.putrequest("POST", path)
            connection.putheader("Content-Length", str(length))
            connection.putheader("Authorization", bearer(served)["Authorization"])
            connection.endheaders()
            return connection.getresponse().status

    assert answered("/gradio_api/queue/join", LARGEST + 1) == 413
    assert answered("/gradio_api/upload", pressmark.settings.file_limit * UPLOADED_FILES + 1) == 413

    def pieces() -> Iterator[bytes]:
        yield b"{}"

    with caller(served) as client:
        assert client.post("gradio_api/queue/join", content=pieces()).status_code == 411


def test_a_file_beyond_the_limit_is_not_taken(served: Served, pressmark: Pressmark) -> None:
    large = b"x" * (pressmark.settings.file_limit + 1)
    with browser(served) as client:
        assert client.post("gradio_api/upload", files={"files": ("large.txt", large)}).status_code == 413


def test_no_file_of_the_machine_is_served(served: Served, pressmark: Pressmark, articles: Path) -> None:
    kept = [path for path in pressmark.library.folder.rglob("*") if path.is_file()]
    for path in [*kept, *articles.rglob("*.md"), Path("/etc/passwd"), Path(__file__), Path("pyproject.toml")]:
        with caller(served) as client:
            assert client.get(f"gradio_api/file={path}").status_code == 404


def test_nothing_is_told_before_the_password(locked: Served) -> None:
    with httpx.Client(base_url=locked.address, headers={"Accept": "text/html, */*"}) as client:
        for method, path in product(("GET", "POST"), ADDRESSES):
            answer = client.request(method, path)
            assert answer.status_code == 401, (method, path)
            assert "ferry" not in answer.text.lower()
    with pytest.raises(AuthenticationError):
        Client(locked.address, verbose=False, analytics_enabled=False)


def test_a_program_logs_in(locked: Served) -> None:
    client = Client(locked.address, verbose=False, analytics_enabled=False, auth=(NAME, SECRET))
    assert client.predict("ferry", api_name="/articles")["total"] == 1
    with pytest.raises(AuthenticationError):
        Client(locked.address, verbose=False, analytics_enabled=False, auth=(NAME, SECRET + "x"))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        basic(NAME, "wrong password"),
        basic("nobody", SECRET),
        {"Authorization": "Basic x"},
        {"Authorization": SECRET},
    ],
)
def test_tools_want_the_password_too(locked: Served, sent: dict[str, str]) -> None:
    answer = httpx.post(f"{locked.address}gradio_api/mcp/", json=LIST, headers=TOOLS | sent)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_tools_answer_with_the_password(locked: Served) -> None:
    answer = httpx.post(f"{locked.address}gradio_api/mcp/", json=LIST, headers=TOOLS | basic(NAME, SECRET))
    assert len(answer.json()["result"]["tools"]) == 4


def test_a_page_without_tools_has_none(served: Served) -> None:
    with caller(served) as client:
        assert client.post("gradio_api/mcp/", json=LIST, headers=TOOLS).status_code == 404


def test_a_reader_logs_in_asks_and_logs_out(page: Page, locked: Served) -> None:
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not is_own(request.url, locked) else None)
    page.goto(locked.address)
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Log in").click()
    page.locator(".start").wait_for(timeout=WAIT)
    expect(ask(page, "Who is the captain of the ferry Margarethe?")).to_contain_text("Ruth Halloran")
    page.goto(f"{locked.address}logout")
    expect(page.get_by_label("Password")).to_be_visible()
    assert foreign == []


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(locked: Served) -> None:
    form = {"username": NAME, "password": SECRET}
    for scheme, secure in (("http", False), ("https", True)):
        answer = httpx.post(f"{locked.address}login", data=form, headers={"X-Forwarded-Proto": scheme})
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert ("secure" in cookie) is secure


def is_own(url: str, served: Served) -> bool:
    return url.startswith((served.address, "data:", "blob:"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "myhost", ""])  # noqa: S104
def test_an_address_that_others_reach_wants_users_or_a_plain_word(host: str) -> None:
    with pytest.raises(UsageError, match=r"--auth FILE .*--allow-anonymous"):
        Rules.made_for(host, None, 1, allow_anonymous=False)
    assert not Rules.made_for(host, None, 1, allow_anonymous=True).only_here
    assert not Rules.made_for(host, users.Users({}), 1, allow_anonymous=False, token="x").token


def test_the_command_refuses_an_open_door_before_it_does_anything(tmp_path: Path) -> None:
    done = run_here("chat", "--library", tmp_path, "--host", "0.0.0.0")  # noqa: S104
    assert done.code == 2
    assert done.stderr == (
        "Starting the page ...\n"
        "Other machines can reach 0.0.0.0: name who may use the page with --auth FILE (`pressmark add-user NAME --auth "
        "FILE` makes it), or let everybody in with --allow-anonymous.\n"
    )


def test_the_command_refuses_users_that_others_can_read(tmp_path: Path) -> None:
    path = tmp_path / "users"
    users.add_user(path, NAME, SECRET)
    path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IRGRP)
    done = run_here("chat", "--library", tmp_path, "--auth", path)
    assert done.code == 2
    assert "can be read or changed by others" in done.stderr
