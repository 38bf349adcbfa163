"""Under which name the page was called, and from which site."""

import base64
from collections.abc import Iterator, Mapping

import httpx
import pytest

from rag import Pressmark
from tests.ui.page.door import caller, unused_port
from tests.ui.page.events import SECRET
from ui.page.access import users
from ui.page.access.guard import Rules
from ui.page.access.requests.origins import is_local
from ui.page.serving import Door, Served, serve_page

PROXY = "articles.example"
NAME = "ines"


@pytest.fixture(scope="module")
def locked(pressmark: Pressmark, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page with one user, behind a proxy."""
    path = tmp_path_factory.mktemp("users") / "users"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "COST", (2**12, 8, 1))
        users.add_user(path, NAME, SECRET)
    served = serve_page(pressmark, Door(port=unused_port(), users=users.read_users(path), names=(PROXY,)))
    yield served
    served.close()


def post(served: Served, path: str, headers: Mapping[str, str], content: bytes = b"{}") -> int:
    kind = {"Content-Type": "application/json"}
    with caller(served) as client:
        return client.post(path, content=content, headers=kind | dict(headers)).status_code


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "10.0.0.1", "", "localhost.evil"]
)
def test_a_name_that_another_site_lets_lead_here_is_turned_away(served: Served, host: str) -> None:
    answer = httpx.get(served.address, headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert "Pressmark" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:7860", "127.8.9.1:80"])
def test_the_machines_own_names_are_let_in(served: Served, host: str) -> None:
    with caller(served) as client:
        assert client.get("config", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost"])
def test_another_sites_request_does_nothing(served: Served, origin: str) -> None:
    for path in ("gradio_api/queue/join", "gradio_api/upload", "gradio_api/call/ask", "login"):
        assert post(served, path, {"Origin": origin}) == 403


def test_the_pages_own_requests_and_a_named_proxys_are_let_in(served: Served, locked: Served) -> None:
    own = served.address.rstrip("/")
    assert post(served, "gradio_api/call/ask", {"Origin": own}, b'{"data": ["x"]}') == 200
    proxied = {"Origin": f"https://{PROXY}", "X-Forwarded-Host": PROXY}
    assert post(served, "gradio_api/call/ask", proxied, b'{"data": ["x"]}') == 421
    assert post(locked, "gradio_api/call/ask", proxied | basic(NAME, SECRET), b'{"data": ["x"]}') == 200


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost.evil.example", False),
        ("127.0.0.1.nip.example", False),
    ],
)
def test_only_this_machine_reaches_a_loopback_address(host: str, *, local: bool) -> None:
    assert is_local(host) is local
    assert Rules.made_for(host, None, 1, allow_anonymous=True).only_here is local
