"""The conversation: asked, asked again, and nobody else's."""

from playwright.sync_api import Browser, Page, expect

from tests.ui.page.door import answered, ask, text_of
from ui.page.serving import Served

CAPTAIN = "Who is the captain of the ferry Margarethe?"
FROZEN = "How many weeks did the ferry Margarethe stay in the yard?"


def test_a_suggested_question_is_asked_with_a_click(start: Page) -> None:
    suggestion = start.locator(".suggestion").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(answered(start, question).locator(".answer .marker").first).to_be_visible()


def test_an_edited_question_takes_the_place_of_the_old_one(start: Page) -> None:
    ask(start, CAPTAIN)
    ask(start, FROZEN)
    start.locator("#kept").get_by_role("button", name="Edit question").click()
    box = start.locator("#question textarea")
    expect(box).to_have_value(CAPTAIN)
    expect(start.locator("#notice")).to_contain_text("Editing an earlier question")
    ask(start, "Who sells the honey of the opera in the foyer?")
    expect(start.locator("#thread .exchange")).to_have_count(1)
    exchange = start.locator("#current .exchange")
    exchange.get_by_role("button", name="Ask again").click()
    answered(start, "Who sells the honey of the opera in the foyer?")
    expect(start.locator("#thread .exchange")).to_have_count(1)


def test_eight_people_at_once_get_their_own_answers(browser: Browser, served: Served) -> None:
    questions = [
        CAPTAIN,
        FROZEN,
        "Who sells the honey of the opera in the foyer?",
        "Who wound the tower clock of Brindle?",
    ]
    contexts = [browser.new_context() for _ in range(8)]
    pages = [context.new_page() for context in contexts]
    for each in pages:
        each.goto(served.link)
    asked = [questions[number % 4] for number in range(8)]
    for each, question in zip(pages, asked, strict=True):
        each.locator("#question textarea").fill(question)
        each.keyboard.press("Enter")
    told = [text_of(answered(each, question).locator(".answer")) for each, question in zip(pages, asked, strict=True)]
    for number, words in enumerate(("Ruth Halloran", "eleven weeks", "Jonas Weidmann", "Brindle")):
        assert words in told[number]
        assert words in told[number + 4]
    assert all(each.locator("#thread .exchange").count() == 1 for each in pages)
    for context in contexts:
        context.close()
