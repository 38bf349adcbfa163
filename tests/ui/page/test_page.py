"""The page in a real browser: a question, its quotes in their article, a refusal, a follow-up, a reload."""

from playwright.sync_api import Browser, Page, expect

from rag import Pressmark
from tests.ui.page.door import answered, ask, text_of
from ui.page.serving import Served

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
        expect(current).to_have_text(quote)
        assert text_of(current) == quote
        assert text_of(start.locator("#reader .text")) == pressmark.article_text(file)
        expect(current).to_be_in_viewport()


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
    assert start.locator("#reader img, #reader b, .exchange img, .exchange script").count() == 0


def test_a_suggested_question_is_asked_with_a_click(start: Page) -> None:
    suggestion = start.locator(".suggestion").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(answered(start, question).locator(".answer .marker").first).to_be_visible()


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


def test_on_a_phone_the_reader_is_a_sheet(start: Page) -> None:
    start.set_viewport_size({"width": 390, "height": 844})
    exchange = ask(start, CAPTAIN)
    expect(start.locator("#side")).not_to_be_visible()
    exchange.locator(".answer .marker").first.click()
    expect(start.locator("#reader mark.current")).to_be_in_viewport()
    assert start.evaluate("document.documentElement.scrollWidth") <= 390
    start.keyboard.press("Escape")
    expect(start.locator("#side")).not_to_be_visible()


def test_dark_and_light_are_a_click_away_and_stay(start: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    before = start.evaluate(ground)
    start.get_by_role("button", name="Light or dark").click()
    after = start.evaluate(ground)
    assert before != after
    start.reload()
    start.locator(".start").wait_for()
    expect(start.locator("body")).to_have_class("dark")
    assert start.evaluate(ground) == after


def test_eight_people_at_once_get_their_own_answers(browser: Browser, served: Served) -> None:
    questions = [
        CAPTAIN,
        FROZEN,
        "Who sells the honey of the opera in the foyer?",
        "Which clock did Aldous Finch wind?",
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
