"""The page in a real browser: a question, its quotes in their article, a refusal, a follow-up, a reload."""

from playwright.sync_api import Page, expect

from rag import Pressmark
from tests.ui.page.door import ask, text_of

CAPTAIN = "Who is the captain of the ferry Margarethe?"
FROZEN = "How many weeks did the ferry Margarethe stay in the yard?"


def test_a_refusal_says_what_was_searched_and_leads_to_the_nearest_passages(start: Page) -> None:
    exchange = ask(start, "Which mineral is mined in the Atacama desert?")
    expect(exchange.locator(".refusal")).to_contain_text("The articles don't answer this question.")
    expect(exchange.locator(".refusal")).to_contain_text("3 articles")
    exchange.locator(".nearest .card").first.click()
    expect(start.locator("#reader mark.passage")).to_be_visible()


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
    expect(start.locator("#past .exchange .question")).to_have_text([CAPTAIN, FROZEN])
    start.locator("#past .marker").first.click()
    expect(start.locator("#reader mark.current")).to_contain_text("Ruth Halloran")


def test_what_articles_say_stays_text(start: Page, pressmark: Pressmark) -> None:
    question = "Which clock did the clockmaker Aldous Finch wind each Monday?"
    exchange = ask(start, question)
    expect(exchange.locator(".answer")).to_contain_text("<img src=x onerror=window.hacked=3>")
    expect(exchange.locator(".card-title").first).to_have_text("<script>window.hacked = 1</script>")
    exchange.locator(".card").first.click()
    expect(start.locator("#reader-title")).to_have_text("<script>window.hacked = 1</script>")
    assert text_of(start.locator("#reader .text")) == pressmark.article_text('it\'s "<b>odd</b>".md')
    assert start.locator("#reader img, .exchange img, .exchange script").count() == 0
    assert "odd" not in start.locator("#reader b").all_inner_texts()


def test_the_keyboard_is_enough(start: Page) -> None:
    exchange = ask(start, FROZEN)
    count = exchange.locator(".answer .marker").count()
    exchange.locator(".answer .marker").first.focus()
    start.keyboard.press("Enter")
    expect(start.locator("#reader mark.current")).to_be_in_viewport()
    expect(start.locator(".steps .place")).to_have_text(f"Quote 1 of {count}")
    if count > 1:
        start.keyboard.press("n")
        expect(start.locator(".steps .place")).to_have_text(f"Quote 2 of {count}")
    start.keyboard.press("/")
    expect(start.locator("#question textarea")).to_be_focused()
