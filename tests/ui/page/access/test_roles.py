"""Who may add and remove articles, asked through the page and behind its back."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Page, expect

from index.ingestion.removal import ADDED, remove_files, removed_files
from index.ingestion.sync import index_paths
from index.library.library import Library
from rag import Pressmark
from rag.settings import Settings
from tests.ui.page.door import ARTICLES, WAIT, unused_port
from tests.ui.page.events import events, logged_in, trigger
from ui.page.access import users
from ui.page.serving import Door, Served, serve_page

SECRET: Final = "correct horse battery"
LAMP: Final = "The lighthouse lamp of Skerry Point was lit by Agnes Dunmore in 1888.\n"


@pytest.fixture
def pressmark(articles: Path, tmp_path: Path) -> Iterator[Pressmark]:
    settings = Settings(library=tmp_path / "library")
    library = Library(settings, create=True)
    index_paths(library, [articles], settings)
    with Pressmark(library, settings) as opened:
        yield opened


@pytest.fixture
def two(pressmark: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A page with a reader and an editor."""
    monkeypatch.setattr(users, "COST", (2**12, 8, 1))
    path = tmp_path / "users"
    users.add_user(path, "rita", SECRET)
    users.add_user(path, "ed", SECRET, "editor")
    served = serve_page(pressmark, Door(port=unused_port(), users=users.read_users(path)))
    yield served
    served.close()


def files_of(pressmark: Pressmark) -> list[str]:
    return sorted(card.file for card in pressmark.articles())


def uploaded(client: httpx.Client, name: str = "lamp.txt") -> list[dict[str, Any]]:
    """Upload a file as the page does, and return it as its events take it; nothing when it isn't taken."""
    answer = client.post("gradio_api/upload", files={"files": (name, LAMP.encode())})
    paths = answer.json() if answer.status_code == 200 else []
    return [{"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}} for path in paths]


def try_everything(client: httpx.Client, pressmark: Pressmark) -> None:
    """Trigger every event of the page with data that would remove, put back, add or read again if it could."""
    (kept, *_) = removed_files(pressmark.library.folder)
    sent = {"file": "ferry.md", "key": kept.key, "first": "2019-01-01", "last": "2019-12-31"}
    for name, event in events(client).items():
        data: list[Any] = [None for _ in event["inputs"]]
        if name.startswith("upload"):
            data[0] = uploaded(client)
        if name != "endpoint":
            trigger(client, event, data, **sent)


def test_nothing_that_a_reader_sends_changes_the_library(two: Served, pressmark: Pressmark) -> None:
    remove_files(pressmark.library, ["news/bees.txt"])
    before, kept = pressmark.library.catalog.generation(), removed_files(pressmark.library.folder)
    with logged_in(two.address, "rita", SECRET) as client:
        try_everything(client, pressmark)
    assert pressmark.library.catalog.generation() == before
    assert removed_files(pressmark.library.folder) == kept
    assert not (pressmark.library.folder / ADDED).exists()
    with logged_in(two.address, "ed", SECRET) as client:
        try_everything(client, pressmark)  # the same, and it isn't harmless
    assert files_of(pressmark) == ['it\'s "<b>odd</b>".md', "lamp.txt", "news/bees.txt"]


@pytest.mark.parametrize("name", ["remove", "upload", "click"])
def test_an_anonymous_visitor_may_only_read(pressmark: Pressmark, name: str) -> None:
    served = serve_page(pressmark, Door(port=unused_port(), anonymous=True))
    before = pressmark.library.catalog.generation()
    try:
        with httpx.Client(base_url=served.address, timeout=60) as client:
            event = events(client)[name]
            data: list[Any] = [uploaded(client), ["lamp.txt"], None, ""] if name == "upload" else [None, ""]
            trigger(client, event, data, file="ferry.md")
            assert client.get("gradio_api/upload").status_code != 200
    finally:
        served.close()
    assert "ferry.md" in files_of(pressmark)
    assert "lamp.txt" not in files_of(pressmark)
    assert pressmark.library.catalog.generation() == before


def test_an_anonymous_visitor_is_an_editor_where_the_owner_says_so(pressmark: Pressmark) -> None:
    served = serve_page(pressmark, Door(port=unused_port(), anonymous=True, anonymous_role="editor"))
    try:
        with httpx.Client(base_url=served.address, timeout=60) as client:
            trigger(client, events(client)["remove"], [None, ""], file="ferry.md")
    finally:
        served.close()
    assert "ferry.md" not in files_of(pressmark)


def test_a_password_sent_along_gives_the_role_too(two: Served, pressmark: Pressmark) -> None:
    for name, left in (("rita", True), ("ed", False)):
        with httpx.Client(base_url=two.address, timeout=60, auth=(name, SECRET)) as client:
            trigger(client, events(client)["remove"], [None, ""], file="ferry.md")
        assert ("ferry.md" in files_of(pressmark)) is left


def test_every_change_is_logged_with_who_made_it(
    two: Served, pressmark: Pressmark, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with logged_in(two.address, "ed", SECRET) as client:
        known = events(client)
        trigger(client, known["remove"], [None, ""], file="ferry.md")
        (removed,) = removed_files(pressmark.library.folder)
        trigger(client, known["restore"], [None, ""], key=removed.key)
        trigger(client, known["upload"], [uploaded(client), ["lamp.txt"], None, ""])
        trigger(client, known["remove"], [None, ""], file="news/bees\n.txt")
    told = [record.getMessage() for record in caplog.records if record.name.startswith("ui.page")]
    for line in ("ed removed: ferry.md", "ed put back: ferry.md", "ed adds: lamp.txt", "ed added: lamp.txt"):
        assert line in told
    assert not any("\n" in line for line in told)


def log_in(page: Page, served: Served, name: str) -> None:
    page.goto(served.address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Log in").click()
    page.locator(".start").wait_for(timeout=WAIT)
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("#articles .entry")).to_have_count(len(ARTICLES))


def test_a_reader_is_shown_no_button_that_would_do_nothing(page: Page, two: Served) -> None:
    log_in(page, two, "rita")
    expect(page.locator("#role")).to_contain_text("You may ask and read here")
    expect(page.locator(".remove:visible")).to_have_count(0)
    expect(page.locator("#add")).to_be_hidden()


def test_an_editor_undoes_a_removal_at_once_or_later(page: Page, two: Served, pressmark: Pressmark) -> None:
    log_in(page, two, "ed")

    def remove(words: str) -> None:
        button = page.locator(".entry", has_text=words).locator(".remove")
        button.click()
        button.click()
        expect(page.locator("#articles .entry")).to_have_count(2)

    remove("ferry")
    page.locator("#status").get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).to_have_text("ferry.md is in the library again.")
    expect(page.locator("#articles .entry")).to_have_count(3)
    expect(page.locator("#removed details")).to_have_count(0)
    remove("Bees")
    page.reload()
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("#articles .entry")).to_have_count(2)
    page.locator("#removed summary").click()
    expect(page.locator("#removed li")).to_contain_text("news/bees.txt, by ed, 24 hours left")
    page.get_by_role("button", name="Put back Bees on the roof").click()
    expect(page.locator("#articles .entry")).to_have_count(3)
    assert len(pressmark.articles()) == 3
