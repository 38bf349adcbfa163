"""The page in a real browser: a question, its quotes in their article, a refusal, a follow-up, a reload."""

from playwright.sync_api import Page, expect

from rag import Pressmark
from tests.ui.page.door import WAIT, answered, ask, text_of

CAPTAIN = "Who is the captain of the ferry Margarethe?"
FROZEN = "How many weeks did the ferry Margarethe stay in the yard?"


def quotes_of(pressmark: Pressmark, question: str) -> list[tuple[str, str]]:
    return [(each.file, each.quote) for each in pressmark.ask(question).citations]


def test_a_marker_shows_exactly_its_quote_in_the_article(start: Page, pressmark: Pressmark) -> None:
    exchange = ask(start, CAPTAIN)
    assert "Ruth Halloran" in text_of(exchange.locator(".answer"))
    for place, (file, quote) in enumerate(quotes_of(pressmark, CAPTAIN)):
        exchange.locator(".answer .marker").nth(place).click()
        current = start.locator("#reader mark.current")
        expect(current).to_have_text(quote, timeout=WAIT)
        assert text_of(current) == quote
        assert text_of(start.locator("#reader .text")) == pressmark.article_text(file)
        expect(current).to_be_in_viewport()


def test_a_refusal_says_what_was_searched_and_leads_to_the_nearest_passages(start: Page) -> None:
    exchange = ask(start, "Which mineral is mined in the Atacama desert?")
    expect(exchange.locator(".refusal")).to_contain_text("The articles don't answer this question.")
    expect(exchange.locator(".refusal")).to_contain_text("3 articles")
    exchange.locator(".nearest .card").first.click()
    expect(start.locator("#reader mark.passage")).to_be_visible(timeout=WAIT)


def test_a_follow_up_leans_on_the_question_before(start: Page) -> None:
    ask(start, CAPTAIN)
    exchange = ask(start, "And when was it built?")
    expect(exchange.locator(".understood")).to_contain_text("Margarethe")
    expect(exchange.locator(".answer")).to_contain_text("1931")
    expect(start.locator("#kept .exchange .question")).to_have_text([CAPTAIN])


def test_a_reload_keeps_the_conversation(start: Page) -> None:
    ask(start, CAPTAIN)
    ask(start, FROZEN)
    start.reload()
    expect(start.locator("#past .exchange .question")).to_have_text([CAPTAIN, FROZEN], timeout=WAIT)
    start.locator("#past .marker").first.click()
    expect(start.locator("#reader mark.current")).to_contain_text("Ruth Halloran", timeout=WAIT)


def test_what_articles_say_stays_text(start: Page, pressmark: Pressmark) -> None:
    question = "Which clock did the clockmaker Aldous Finch wind each Monday?"
    exchange = ask(start, question)
    expect(exchange.locator(".answer")).to_contain_text("<img src=x onerror=window.hacked=3>")
    expect(exchange.locator(".card-title").first).to_have_text("<script>window.hacked = 1</script>")
    exchange.locator(".card").first.click()
    expect(start.locator("#reader-title")).to_have_text("<script>window.hacked = 1</script>", timeout=WAIT)
    assert text_of(start.locator("#reader .text")) == pressmark.article_text('it\'s "<b>odd</b>".md')
    assert start.locator("#reader img, #reader b, .exchange img, .exchange script").count() == 0


def test_a_suggested_question_is_asked_with_a_click(start: Page) -> None:
    suggestion = start.locator(".suggestion").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(answered(start, question).locator(".answer .marker").first).to_be_visible()
