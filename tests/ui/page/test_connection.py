"""A page that goes away under an open browser and comes back: what was typed is still there, and all of it works."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from pydantic import SecretStr

from rag import Pressmark
from rag.settings import Settings
from tests.ui.page.door import WAIT, unused_port
from tests.ui.page.test_stopping import CAPTAIN, SlowModel
from ui.page.serving import Door, Served, serve_page

LOST = "The connection was lost; it is being made again. What you have typed stays."
HALF = "Who built the harbour wall, and"
DRAFT = "“The ferry was built in 1931,” the harbour master said."


@dataclass
class Fallible:
    """A page at one port that can go away and come back, as one behind a balancer does when another takes over."""

    pressmark: Pressmark
    door: Door
    served: Served

    def stop(self) -> None:
        self.served.close()

    def start(self) -> None:
        self.served = serve_page(self.pressmark, self.door)


def fallible(pressmark: Pressmark, settings: Settings, model: SlowModel | None = None) -> Fallible:
    engine, door = Pressmark(pressmark.library, settings, llm=model), Door(port=unused_port())
    return Fallible(engine, door, serve_page(engine, door))


@pytest.fixture
def away(pressmark: Pressmark) -> Iterator[Fallible]:
    """A page whose token stays the same."""
    made = fallible(pressmark, pressmark.settings.model_copy(update={"secret": SecretStr("of the tests " * 4)}))
    yield made
    made.stop()


def opened(page: Page, served: Served) -> Page:
    page.goto(served.link)
    page.locator(".start").wait_for()
    page.evaluate("window.isTheFirst = true")
    return page


def is_loaded_anew(page: Page) -> None:
    page.wait_for_function("!window.isTheFirst && document.querySelector('#question textarea')", timeout=WAIT)


def test_what_was_typed_outlives_the_page(page: Page, away: Fallible) -> None:
    opened(page, away.served)
    page.locator("#question textarea").fill(CAPTAIN)
    page.keyboard.press("Enter")
    expect(page.locator("#current .exchange .answer")).to_contain_text("Ruth Halloran", timeout=WAIT)
    page.get_by_role("tab", name="Check a draft").click()
    page.locator("#draft-words textarea").fill(DRAFT)
    page.locator("#question textarea").fill(HALF)
    away.stop()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("toast-text").first).to_have_text(LOST, timeout=WAIT)
    away.start()
    is_loaded_anew(page)
    expect(page.locator("#question textarea")).to_have_value(HALF, timeout=WAIT)
    expect(page.locator("#draft-words textarea")).to_have_value(DRAFT)
    expect(page.locator("#past")).to_contain_text("Ruth Halloran")
    page.locator("#question textarea").fill("When was it built?")
    page.keyboard.press("Enter")
    expect(page.locator("#current .exchange .answer")).to_contain_text("1931", timeout=WAIT)


def test_a_question_without_its_answer_is_back_in_the_box(page: Page, away: Fallible) -> None:
    away.stop()
    model = SlowModel(script=["The captain of the ferry ", *["sails and "] * 400, "rests [1]."])
    away.pressmark = Pressmark(away.pressmark.library, away.pressmark.settings, llm=model)
    away.start()
    opened(page, away.served)
    page.locator("#question textarea").fill(CAPTAIN)
    page.keyboard.press("Enter")
    expect(page.locator("#current .exchange[aria-busy] .answer")).to_contain_text("sails and", timeout=WAIT)
    away.stop()
    expect(page.locator("#notice .said")).to_have_text(LOST, timeout=WAIT)
    away.start()
    is_loaded_anew(page)
    expect(page.locator("#question textarea")).to_have_value(CAPTAIN, timeout=WAIT)


def test_a_page_with_another_token_says_how_it_is_opened(page: Page, pressmark: Pressmark) -> None:
    made = fallible(pressmark, pressmark.settings)
    try:
        opened(page, made.served)
        page.locator("#question textarea").fill(HALF)
        made.stop()
        made.start()
        page.keyboard.press("Enter")
        expect(page.locator("#question")).to_have_count(0, timeout=WAIT)
        expect(page.locator("body")).to_contain_text("token")
        page.goto(made.served.link)
        expect(page.locator("#question textarea")).to_have_value(HALF, timeout=WAIT)
    finally:
        made.stop()
