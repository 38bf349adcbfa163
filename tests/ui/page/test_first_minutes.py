"""What a newcomer types first, in the page."""

from playwright.sync_api import Page, expect

from tests.ui.page.door import answered, ask


def test_a_greeting_is_met_with_questions_that_can_be_clicked(start: Page) -> None:
    exchange = ask(start, "hello")
    expect(exchange.locator(".answer")).to_contain_text("The library holds")
    expect(exchange.locator(".card")).to_have_count(0)
    offered = exchange.locator(".suggestion").first
    question = offered.inner_text()
    offered.click()
    expect(answered(start, question).locator(".card").first).to_be_visible()


def test_an_overview_shows_topics_whose_quotes_open_their_articles(start: Page) -> None:
    exchange = ask(start, "What is this about?")
    expect(exchange.locator(".answer .topic").first).to_contain_text("article")
    expect(exchange.locator(".answer li").first).to_be_visible()
    exchange.locator(".card").first.click()
    expect(start.locator("#reader mark").first).to_be_visible()


def test_a_summary_of_the_articles_has_a_source_an_article(start: Page) -> None:
    exchange = ask(start, "Summarize the articles")
    expect(exchange.locator(".answer .topic").first).to_be_visible()
    expect(exchange.locator(".cards .card").nth(1)).to_be_visible()


def test_an_overview_leads_on_by_a_click(start: Page) -> None:
    for leads in (".topic-card .topic .lead", ".time-line .lead"):
        exchange = ask(start, "What is this about?")
        expect(exchange.locator(".people .lead").first).to_be_visible()
        lead = exchange.locator(leads).first
        question = lead.get_attribute("data-question") or ""
        lead.click()
        expect(answered(start, question).locator(".card").first).to_be_visible()


def test_a_misspelt_name_is_put_right_and_said_below_the_question(start: Page) -> None:
    exchange = ask(start, "When was the ferry Margraethe built?")
    expect(exchange.locator(".understood")).to_have_text(
        "No article has “Margraethe”; this is the answer for “Margarethe”."
    )
    expect(exchange.locator(".note", has_text="Margraethe")).to_have_count(0)
    expect(exchange.locator(".card").first).to_be_visible()


def test_a_question_that_nothing_explains_is_asked_back(start: Page) -> None:
    exchange = ask(start, "who is he?")
    expect(exchange.locator(".answer")).to_contain_text("I don't know yet what or whom you mean")
    expect(exchange.locator(".suggestion")).to_have_count(3)
