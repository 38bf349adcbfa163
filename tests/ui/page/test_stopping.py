"""What the reader stops in the middle: an answer that a model writes slowly."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatResponseGen
from playwright.sync_api import Page, expect

from rag import Pressmark
from rag.generation.prompts import READER_RULES
from tests.conftest import ScriptedModel
from tests.ui.page.door import WAIT, unused_port
from ui.page.serving import Door, serve_page

CAPTAIN = "Who is the captain of the ferry Margarethe?"
PIECES = 200


class SlowModel(ScriptedModel):
    """Writes a word every so often, and counts them; it fills in no form."""

    given: int = 0

    def _pieces(self, script: list[Any]) -> ChatResponseGen:
        reads = self.asked[-1][0].startswith(READER_RULES[:40])
        for piece in super()._pieces(["No."] if reads else script):
            self.given += 1
            yield piece
            time.sleep(0.1)


@pytest.fixture(scope="module")
def model() -> SlowModel:
    return SlowModel(script=["The captain of the ferry ", *["sails and "] * PIECES, "rests [1]."])


@pytest.fixture(scope="module")
def address(pressmark: Pressmark, model: SlowModel) -> Iterator[str]:
    """The page over the same library, its answers written by the model."""
    served = serve_page(Pressmark(pressmark.library, pressmark.settings, llm=model), Door(port=unused_port()))
    yield served.link
    served.close()


@pytest.fixture
def writing(page: Page, address: str) -> Page:
    """The page while an answer is being written."""
    page.goto(address)
    page.locator(".start").wait_for()
    page.locator("#question textarea").fill(CAPTAIN)
    page.keyboard.press("Enter")
    expect(page.locator("#current .exchange[aria-busy] .answer")).to_contain_text("sails and", timeout=WAIT)
    return page


def falls_silent(page: Page, model: SlowModel) -> bool:
    """Tell whether the model soon writes no more: long before it would be done."""
    for _ in range(20):
        before = model.given
        page.wait_for_timeout(500)
        if model.given == before:
            return True
    return False


def test_stop_leaves_the_words_that_came_and_says_that_they_were_not_checked(writing: Page, model: SlowModel) -> None:
    box = writing.locator("#question textarea")
    box.fill("And where does she")
    writing.get_by_role("button", name="Stop").click()
    exchange = writing.locator("#current .exchange")
    expect(exchange.locator(".stopped")).to_contain_text("not checked")
    expect(exchange.locator(".answer")).to_contain_text("The captain of the ferry sails and")
    expect(exchange).not_to_have_attribute("aria-busy", "true")
    expect(writing.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(box).to_have_value("And where does she")
    assert falls_silent(writing, model)
    exchange.get_by_role("button", name="Ask again").click()
    expect(writing.locator("#current .exchange[aria-busy] .answer")).to_contain_text("sails and", timeout=WAIT)
    writing.get_by_role("button", name="Stop").click()
    expect(exchange.locator(".stopped")).to_be_visible()
    writing.reload()
    expect(writing.locator(".start")).to_be_visible()


def test_a_new_conversation_stops_the_answer_of_the_old_one(writing: Page, model: SlowModel) -> None:
    writing.get_by_role("button", name="New conversation").click()
    expect(writing.locator(".exchange")).to_have_count(0)
    expect(writing.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert falls_silent(writing, model)
    expect(writing.locator(".exchange")).to_have_count(0)


def test_words_that_come_after_a_stop_are_said_to_be_unchecked_too(writing: Page) -> None:
    writing.evaluate("window.pressmark.stopped('', '')")  # as when words were on their way: they come all the same
    expect(writing.locator("#current .stopped")).to_be_visible()
    writing.get_by_role("button", name="Stop").click()


def test_words_that_come_after_a_new_conversation_began_are_not_shown(writing: Page) -> None:
    writing.evaluate("window.pressmark.begin()")
    expect(writing.locator(".exchange")).to_have_count(0)
    expect(writing.locator(".start")).to_be_visible()
    writing.get_by_role("button", name="Stop").click()
