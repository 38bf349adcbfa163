"""A new conversation begins at once, and nothing that was said before it comes after it."""

from playwright.sync_api import Page, Route, expect

from tests.ui.page.door import answered, ask

CAPTAIN = "Who is the captain of the ferry Margarethe?"
LEANING = "And when was it built?"
BEGIN_AND_ASK = """question => {
  document.querySelector("[data-do=fresh]").click();
  const box = document.querySelector("#question textarea");
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return new Promise(done => setTimeout(() => { document.querySelector("#question button").click(); done(); }, 0));
}"""


def let_go(page: Page, held: list[Route]) -> None:
    """Let requests that were held back go on, and wait for what they bring."""
    assert held
    with page.expect_response("**/run/predict*"):
        for each in held:
            each.continue_()
    page.unroute("**/run/predict*")
    page.wait_for_timeout(200)


def test_a_question_asked_at_once_belongs_to_the_new_conversation(start: Page) -> None:
    ask(start, CAPTAIN)
    start.evaluate(BEGIN_AND_ASK, LEANING)
    exchange = answered(start, LEANING)
    expect(start.locator(".exchange")).to_have_count(1)
    expect(exchange.locator(".understood")).to_have_count(0)


def test_a_slow_answer_to_new_conversation_wipes_nothing(start: Page) -> None:
    ask(start, CAPTAIN)
    held: list[Route] = []
    start.route("**/run/predict*", lambda route: held.append(route))
    start.get_by_role("button", name="New conversation").click()
    expect(start.locator(".exchange")).to_have_count(0)
    expect(start.locator(".start")).to_be_visible()
    ask(start, LEANING)
    let_go(start, held)
    expect(start.locator(".exchange .question")).to_have_text([LEANING])
    expect(answered(start, LEANING)).to_be_visible()
    start.reload()
    expect(start.locator("#past .exchange .question")).to_have_text([LEANING])


def test_what_is_asked_before_the_page_has_its_memory_back_stays(start: Page) -> None:
    held: list[Route] = []
    start.route("**/run/predict*", lambda route: held.append(route))
    start.reload()
    ask(start, CAPTAIN)
    let_go(start, held)
    expect(ask(start, LEANING).locator(".understood")).to_have_count(1)
    start.reload()
    expect(start.locator("#past .exchange .question")).to_have_text([CAPTAIN, LEANING])


def test_a_new_conversation_begins_empty(start: Page) -> None:
    ask(start, CAPTAIN)
    ask(start, "How many weeks did the ferry Margarethe stay in the yard?")
    start.get_by_role("button", name="New conversation").click()
    expect(start.locator(".exchange")).to_have_count(0)
    expect(start.locator(".start")).to_be_visible()
    start.locator("details.menu summary").click()
    start.get_by_text("Markdown with footnotes").click()
    expect(start.locator("#notice .said")).to_have_text("There is no answer to export yet.")
    start.reload()
    expect(start.locator(".start")).to_be_visible()
    expect(start.locator(".exchange")).to_have_count(0)
    exchange = ask(start, LEANING)
    expect(start.locator(".exchange")).to_have_count(1)
    expect(exchange.locator(".understood")).to_have_count(0)
