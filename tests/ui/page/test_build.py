"""The page as a whole: its parts side by side."""

from playwright.sync_api import Page, expect


def test_the_parts_stand_side_by_side_and_only_one_of_the_right_is_seen(start: Page) -> None:
    expect(start).to_have_title("Pressmark")
    talk, side = (start.locator(pane).bounding_box() for pane in ("#talk", "#side"))
    assert talk
    assert side
    assert talk["x"] + talk["width"] <= side["x"] + 1
    assert talk["y"] == side["y"]
    expect(start.locator("#library")).to_be_visible()
    expect(start.locator("#reader")).to_be_hidden()
    start.get_by_role("tab", name="Article").click()
    expect(start.locator("#library")).to_be_hidden()
    expect(start.locator("#reader")).to_contain_text("The article opens here.")
    for hidden in ("#bridge", "#keeping"):
        expect(start.locator(hidden)).to_be_hidden()


def test_the_start_tells_what_there_is_and_asks_something(start: Page) -> None:
    expect(start.locator(".lede")).to_contain_text("3 articles")
    assert start.locator(".suggestion").count() > 0
    expect(start.locator("#question textarea")).to_be_visible()
