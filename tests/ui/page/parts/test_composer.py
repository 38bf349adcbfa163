"""Where a question is typed."""

from playwright.sync_api import Page, expect

from tests.ui.page.door import answered


def test_what_is_typed_while_an_answer_comes_stays_in_the_box(start: Page) -> None:
    suggestion = start.locator(".suggestion").first
    question = suggestion.inner_text()
    box = start.locator("#question textarea")
    box.fill("And then")
    suggestion.click()
    answered(start, question)
    expect(box).to_have_value("And then")
