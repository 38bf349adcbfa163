"""The reader in a real browser: how a card is known, and its correction by an editor."""

from playwright.sync_api import Page, expect

from tests.ui.page.door import ask

CAPTAIN = "Who is the captain of the ferry Margarethe?"


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
