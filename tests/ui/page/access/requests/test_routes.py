"""Which of Gradio's routes are open: each route of the installed release is named here."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Final
from urllib.parse import unquote

import gradio as gr
import pytest
from gradio.routes import App
from starlette.routing import BaseRoute

from tests.test_frame import project
from tests.ui.page.door import browser
from ui.page.access.requests.routes import NEEDED, TOOLS, is_open, route_of
from ui.page.serving import Served

CLOSED: Final = frozenset(
    {
        # They fetch an address that somebody names, or speak to another host.
        "/gradio_api/file={path_or_url:path}", "/gradio_api/file/{path:path}", "/gradio_api/proxy={url_path:path}",
        "/gradio_api/run-history/connect", "/gradio_api/run-history/buckets", "/gradio_api/run-history/records",
        "/gradio_api/run-history/records/{endpoint}/{record_id}/assets/{asset_id}",
        "/gradio_api/vibe-starter-queries", "/gradio_api/vibe-starter-queries/",
        # They change the program, or hand out what it is made of.
        "/gradio_api/vibe-code", "/gradio_api/vibe-code/", "/gradio_api/vibe-edit", "/gradio_api/vibe-edit/",
        "/gradio_api/undo-vibe-edit", "/gradio_api/undo-vibe-edit/", "/gradio_api/dev/reload",
        "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}", "/svelte/{path:path}",
        # They store what others send, or show what others asked.
        "/gradio_api/deep_link", "/gradio_api/process_recording", "/gradio_api/runs", "/gradio_api/runs/",
        "/gradio_api/component_server", "/gradio_api/component_server/", "/monitoring", "/monitoring/summary",
        "/monitoring/{key}",
        # Media that come piece by piece: the page has none.
        "/gradio_api/stream/{event_id}", "/gradio_api/stream/{event_id}/close",
        "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file",
        "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8",
        "/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}",
        # Gradio's own log-in: ours stands before it.
        "/login", "/login/", "/logout", "/gradio_api/login_check", "/gradio_api/login_check/", "/gradio_api/token",
        "/gradio_api/token/", "/gradio_api/user", "/gradio_api/user/", "/gradio_api/app_id/",
        # Other ways to what is open, and what nobody asks for.
        "/gradio_api/api/{api_name}", "/gradio_api/api/{api_name}/", "/gradio_api/run/{api_name}/",
        "/gradio_api/call/{api_name}/", "/gradio_api/call/v2/{api_name}", "/gradio_api/call/v2/{api_name}/",
        "/gradio_api/call/v2/{api_name}/{event_id}", "/gradio_api/info/", "/config/", "/gradio_api/theme.css",
        "/gradio_api/openapi.json", "/openapi.json",
        "/gradio_api/queue/status", "/gradio_api/reset", "/gradio_api/reset/", "/gradio_api/startup-events",
        "/pwa_icon", "/pwa_icon/{size}",
    }
)  # fmt: skip


def routes(of: Iterable[BaseRoute]) -> Iterator[str]:
    """Yield the paths of routes, those of a router inside of another one too."""
    for each in of:
        inner = getattr(each, "original_router", None)
        if inner is None:
            yield str(getattr(each, "path", each))
        else:
            yield from routes(inner.routes)


def filled(path: str) -> str:
    """Return an address of a route."""
    for name in ("path_or_url:path", "url_path:path"):
        path = path.replace(f"{{{name}}}", "http://127.0.0.1:9/x.png")
    parts = path.replace("{path:path}", "x").split("{")
    return "".join(part.split("}")[-1] if number else part for number, part in enumerate(("x{".join(parts)).split("{")))


def test_every_route_of_the_installed_release_is_needed_or_closed() -> None:
    with gr.Blocks(analytics_enabled=False) as page:
        pass
    page.config = page.get_config_file()
    page.validate_queue_settings()
    found = set(routes(App.create_app(page).routes))
    assert found - CLOSED - NEEDED.keys() == set(), "routes that nobody has looked at"
    assert (CLOSED | NEEDED.keys()) - found == set(), "routes that are no more"
    assert CLOSED.isdisjoint(NEEDED)


def test_the_release_is_pinned() -> None:
    assert f"gradio=={version('gradio')}" in project()["project"]["dependencies"]


@pytest.mark.parametrize("path", sorted(CLOSED))
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_a_closed_route_is_none(path: str, method: str) -> None:
    assert not is_open(method, filled(path), tools=False)


def test_what_is_closed_answers_404_whoever_asks(served: Served) -> None:
    with browser(served) as client:
        for path in sorted(CLOSED - {"/login", "/logout"}):
            for method in ("GET", "POST"):
                assert client.request(method, filled(path)).status_code == 404, path
        assert client.request("OPTIONS", "config").status_code == 404
        assert client.request("GET", "gradio_api/upload").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "//config", "/./config", "/config/..", "/assets/../config", "/assets/..%2fconfig", "/static/%2e%2e/x",
        "/gradio_api/call/ask/../../file=/etc/passwd", "/gradio_api/file%3D/etc/passwd", "/GRADIO_API/info",
        "/gradio_api/queue/join/", "/gradio_api;x/info", "/gradio_api/mcp", "/gradio_api/mcp/x",
    ],
)  # fmt: skip
def test_no_other_spelling_of_an_address_leads_anywhere(path: str) -> None:
    assert route_of(unquote(path)) is None


def test_the_tools_are_open_when_they_are_served_only() -> None:
    assert is_open("POST", f"{TOOLS}/", tools=True)
    assert not is_open("POST", f"{TOOLS}/", tools=False)
    assert not is_open("GET", f"{TOOLS}/schema", tools=True)
