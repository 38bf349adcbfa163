"""The look of the page."""

from playwright.sync_api import Page, expect


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
