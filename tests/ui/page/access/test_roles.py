"""Who may add and remove articles, asked through the page and behind its back."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from index.ingestion.removal import ADDED, remove_files, removed_files
from rag import Pressmark
from tests.ui.page.door import ARTICLES, WAIT, unused_port
from tests.ui.page.events import SECRET, events, logged_in, names, trigger, uploaded
from ui.page.serving import Door, Served, serve_page


def try_everything(client: httpx.Client, changeable: Pressmark) -> None:
    """Trigger every event of the page with data that would remove, put back, add or read again if it could."""
    (kept, *_) = removed_files(changeable.library.folder)
    sent = {"file": "ferry.md", "key": kept.key, "first": "2019-01-01", "last": "2019-12-31"}
    for name, event in events(client).items():
        data: list[Any] = [None for _ in event["inputs"]]
        if name.startswith("upload"):
            data[0] = uploaded(client)
        if name != "endpoint":
            trigger(client, event, data, **sent)


def test_nothing_that_a_reader_sends_changes_the_library(two: Served, changeable: Pressmark) -> None:
    remove_files(changeable.library, ["news/bees.txt"])
    before, kept = changeable.library.catalog.generation(), removed_files(changeable.library.folder)
    with logged_in(two.address, "rita", SECRET) as client:
        try_everything(client, changeable)
    assert changeable.library.catalog.generation() == before
    assert removed_files(changeable.library.folder) == kept
    assert not (changeable.library.folder / ADDED).exists()
    with logged_in(two.address, "ed", SECRET) as client:
        try_everything(client, changeable)  # the same, and it isn't harmless
    assert names(changeable) == ['it\'s "<b>odd</b>".md', "lamp.txt", "news/bees.txt"]


@pytest.mark.parametrize("name", ["remove", "upload", "click"])
def test_an_anonymous_visitor_may_only_read(changeable: Pressmark, name: str) -> None:
    served = serve_page(changeable, Door(port=unused_port(), anonymous=True))
    before = changeable.library.catalog.generation()
    try:
        with httpx.Client(base_url=served.address, timeout=60) as client:
            event = events(client)[name]
            data: list[Any] = [uploaded(client), ["lamp.txt"], None, ""] if name == "upload" else [None, ""]
            trigger(client, event, data, file="ferry.md")
            assert client.get("gradio_api/upload").status_code != 200
    finally:
        served.close()
    assert "ferry.md" in names(changeable)
    assert "lamp.txt" not in names(changeable)
    assert changeable.library.catalog.generation() == before


def test_an_anonymous_visitor_is_an_editor_where_the_owner_says_so(changeable: Pressmark) -> None:
    served = serve_page(changeable, Door(port=unused_port(), anonymous=True, anonymous_role="editor"))
    try:
        with httpx.Client(base_url=served.address, timeout=60) as client:
            trigger(client, events(client)["remove"], [None, ""], file="ferry.md")
    finally:
        served.close()
    assert "ferry.md" not in names(changeable)


def test_a_password_sent_along_gives_the_role_too(two: Served, changeable: Pressmark) -> None:
    for name, left in (("rita", True), ("ed", False)):
        with httpx.Client(base_url=two.address, timeout=60, auth=(name, SECRET)) as client:
            trigger(client, events(client)["remove"], [None, ""], file="ferry.md")
        assert ("ferry.md" in names(changeable)) is left


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


def test_an_editor_undoes_a_removal_at_once_or_later(page: Page, two: Served, changeable: Pressmark) -> None:
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
    assert len(changeable.articles()) == 3
