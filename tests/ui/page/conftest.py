"""A library of a few articles behind a served page, once a module, and a browser that watches what is asked of whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page

from index.ingestion.sync import index_paths
from index.library.library import Library
from rag import Pressmark
from rag.settings import Settings
from tests.ui.page.door import ARTICLES, unused_port
from tests.ui.page.events import SECRET
from ui.page.access import users
from ui.page.serving import Door, Served, serve_page

GRADIOS_OWN = "/gradio_api/cancel"
"""Gradio's script also cancels events that never began, and is told that they have no id."""
KNOWN_COMPLAINTS = ("Autofocus processing was blocked",)


def is_complaint(message: ConsoleMessage) -> bool:
    return message.type == "error" and not message.location["url"].endswith(GRADIOS_OWN)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module")
def pressmark(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    settings = Settings(library=tmp_path_factory.mktemp("library"))
    library = Library(settings, create=True)
    index_paths(library, [articles], settings)
    with Pressmark(library, settings) as opened:
        yield opened


@pytest.fixture
def changeable(articles: Path, tmp_path: Path) -> Iterator[Pressmark]:
    """A library of a test's own, which it may change."""
    settings = Settings(library=tmp_path / "library")
    library = Library(settings, create=True)
    index_paths(library, [articles], settings)
    with Pressmark(library, settings) as opened:
        yield opened


@pytest.fixture
def two(changeable: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A page over it with a reader, rita, and two editors, ed and eve."""
    monkeypatch.setattr(users, "COST", (2**12, 8, 1))
    path = tmp_path / "users"
    users.add_user(path, "rita", SECRET)
    for name in ("ed", "eve"):
        users.add_user(path, name, SECRET, "editor")
    served = serve_page(changeable, Door(port=unused_port(), users=users.read_users(path)))
    yield served
    served.close()


@pytest.fixture(scope="module")
def served(pressmark: Pressmark) -> Iterator[Served]:
    served = serve_page(pressmark, Door(port=unused_port()))
    yield served
    served.close()


@pytest.fixture
def start(page: Page, served: Served) -> Iterator[Page]:
    """The page as it opens; a request to another host, an error or a script of an article fails the test."""
    complaints: list[str] = []
    foreign: list[str] = []

    def noted(url: str) -> None:
        if not url.startswith((served.address, "data:", "blob:")):
            foreign.append(url)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("request", lambda request: noted(request.url))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(served.link)
    page.locator(".start").wait_for()
    yield page
    assert foreign == []
    assert [each for each in complaints if not each.startswith(KNOWN_COMPLAINTS)] == []
    assert page.evaluate("window.hacked") is None
