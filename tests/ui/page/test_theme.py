"""The look of the page."""

import re

from playwright.sync_api import Page, expect

from ui.page.theme import STYLE, make_theme


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


def test_every_colour_of_gradios_is_one_of_the_style_sheets_in_light_and_dark() -> None:
    theme = make_theme()
    variables = re.findall(r"var\((--[\w-]+)\)", " ".join(str(value) for value in vars(theme).values()))
    sheet = STYLE.read_text("utf-8")
    ours = {each for each in variables if each in ("--ground", "--ink", "--accent", "--line", "--surface")}
    assert len(ours) == 5
    for each in ours:
        assert len(re.findall(rf"{each}:", sheet)) == 2, each
    assert theme.body_background_fill == theme.body_background_fill_dark == "var(--ground)"


def test_no_font_is_fetched() -> None:
    theme = make_theme()
    assert theme._stylesheets == []
    assert "url(" not in STYLE.read_text("utf-8")
