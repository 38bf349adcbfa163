"""The page with a real model on loopback: its words are seen as they come, and its death is survived."""

import os
import signal
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from rag import Pressmark
from rag.generation.local import LocalServer
from rag.generation.models import LIKE_KEY
from rag.messages.texts import say
from tests.conftest import started_server
from tests.ui.page.door import answered, text_of, unused_port
from ui.page.serving import Door, serve_page

QUESTION = "Who is the captain of the ferry Margarethe?"
SLOW = 120_000
"""Milliseconds: a model of 135 million parameters on a processor that others use, too."""
WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const words = document.querySelector('#current .exchange[aria-busy] .answer')?.textContent;
    if (words && words !== window.seen.at(-1)) window.seen.push(words);
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    """A server of this file's own, for the last test kills it."""
    started = started_server()
    yield started
    started.close()


@pytest.fixture(scope="module")
def address(pressmark: Pressmark, server: LocalServer) -> Iterator[str]:
    """The page over the same library, its answers written by the model."""
    chosen = {"llm": f"openai-like:{server.model}@{server.address}", "llm_timeout": 300.0, "llm_retries": 0}
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(LIKE_KEY, server.key)
        written = Pressmark(
            pressmark.library, pressmark.settings.model_copy(update=chosen | {"llm_answer_tokens": 250})
        )
    served = serve_page(written, Door(port=unused_port()))
    yield served.link
    served.close()


@pytest.fixture
def asked(page: Page, address: str) -> Page:
    """The page after a question, when the first words of the model are there."""
    page.goto(address)
    page.locator(".start").wait_for()
    page.evaluate(WATCH)
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_function("window.seen.length > 0", timeout=SLOW)  # at every frame: a quick answer is soon whole
    return page


def test_the_words_of_a_real_model_are_seen_as_they_come(asked: Page, server: LocalServer) -> None:
    expect(asked.locator("#current .exchange .foot")).to_be_visible(timeout=SLOW)
    exchange = answered(asked, QUESTION)
    seen = asked.evaluate("window.seen")
    assert len(seen) >= 2, "at least once the words were seen to grow"
    assert all(later.startswith(words[:10]) for words, later in pairwise(seen))
    assert [len(words) for words in seen] == sorted(len(words) for words in seen), "each time more"
    expect(exchange.locator(".foot")).to_contain_text("tokens read")
    told = text_of(exchange)
    written = f"Written by openai-like:{server.model}" in told
    stands = [say(f"model-{why}", "en") for why in ("unsupported", "unsure")]
    assert written or any(note in told for note in stands)


def test_a_model_that_is_killed_in_mid_answer_leaves_the_quotes_and_the_reason(
    asked: Page, server: LocalServer
) -> None:
    os.kill(server.pid, signal.SIGKILL)
    expect(asked.locator("#current .exchange .foot")).to_be_visible(timeout=SLOW)
    exchange = answered(asked, QUESTION)
    expect(exchange.locator(".answer")).to_contain_text("Its captain is Ruth Halloran")
    expect(exchange.locator(".foot")).to_contain_text("Quotes only")
    notes = text_of(exchange)
    assert any(say(f"model-{why}", "en") in notes for why in ("broken", "unreachable"))
