"""The reader in a real browser: the article at its quote, how a card is known, and its correction by an editor."""

from playwright.sync_api import Page, expect

from rag import Pressmark
from tests.ui.page.door import ask, text_of

CAPTAIN = "Who is the captain of the ferry Margarethe?"


def quotes_of(pressmark: Pressmark, question: str) -> list[tuple[str, str]]:
    return [(each.file, each.quote) for each in pressmark.ask(question).citations]


def test_a_marker_shows_exactly_its_quote_in_the_article(start: Page, pressmark: Pressmark) -> None:
    exchange = ask(start, CAPTAIN)
    assert "Ruth Halloran" in text_of(exchange.locator(".answer"))
    for place, (file, quote) in enumerate(quotes_of(pressmark, CAPTAIN)):
        exchange.locator(".answer .marker").nth(place).click()
        current = start.locator("#reader mark.current")
        expect(current).to_have_text(quote)
        assert text_of(current) == quote
        assert text_of(start.locator("#reader .text")) == pressmark.article_text(file)
        expect(current).to_be_in_viewport()


def test_on_a_phone_the_reader_is_a_sheet(start: Page) -> None:
    start.set_viewport_size({"width": 390, "height": 844})
    exchange = ask(start, CAPTAIN)
    expect(start.locator("#side")).not_to_be_visible()
    exchange.locator(".answer .marker").first.click()
    expect(start.locator("#reader mark.current")).to_be_in_viewport()
    assert start.evaluate("document.documentElement.scrollWidth") <= 390
    start.keyboard.press("Escape")
    expect(start.locator("#side")).not_to_be_visible()


def test_a_value_says_on_hover_how_it_is_known_and_can_be_corrected(start: Page) -> None:
    ask(start, CAPTAIN)
    known = start.locator("#reader .known")
    expect(known.get_by_text("Ines Okafor")).to_have_attribute("title", "from its front matter: Ines Okafor")
    start.locator("#reader .correction summary").click()
    start.locator("#reader .correction input[name=author]").fill("Ruth Halloran")
    start.locator("#reader .correction input[name=published]").fill("in May")
    start.get_by_role("button", name="Save").click()
    expect(start.locator("#reader .note")).to_contain_text("give a date such as 2019-05-01")
    date = start.locator("#reader .correction input[name=published]")
    if not date.is_visible():
        start.locator("#reader .correction summary").click()
    date.fill("2019-05-05")
    start.locator("#reader .correction input[name=author]").fill("Ruth Halloran")
    start.get_by_role("button", name="Save").click()
    expect(known.get_by_text("Ruth Halloran")).to_have_attribute("title", "corrected by hand")
    expect(known.get_by_text("5 May 2019")).to_be_visible()
