"""The library panel in a real browser: filters, files added and taken out."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.page.door import WAIT, ask
from ui.page.parts.uploads import name_of

HONEY = "How many kilograms of honey did the bees of the opera give?"
LAMP = "The lighthouse lamp of Skerry Point was lit by Agnes Dunmore in 1888. It burned whale oil.\n"
LIT = "Who lit the lighthouse lamp of Skerry Point?"


def titles(page: Page) -> list[str]:
    return page.locator("#articles .entry-title").all_inner_texts()


@pytest.fixture
def library(start: Page) -> Page:
    start.get_by_role("tab", name="Library").click()
    expect(start.locator("#articles .entry")).to_have_count(3)
    return start


def test_the_articles_are_listed_newest_first_and_found_by_their_words(library: Page) -> None:
    assert titles(library) == ["<script>window.hacked = 1</script>", "Bees on the roof", "The ferry of Port Amery"]
    library.get_by_label("Search").press_sequentially("quay")
    expect(library.locator("#articles .entry")).to_have_count(1)
    library.get_by_label("Search").press("Enter")
    expect(library.locator("#hits .card").first).to_be_visible()


def test_a_filter_limits_the_question_to_its_articles(library: Page) -> None:
    library.locator('.bar-button[aria-label^="May 2019"]').click()
    expect(library.locator("#scope")).to_contain_text("1 article of 3: May 2019")
    expect(ask(library, HONEY).locator(".searched")).to_contain_text("1 article")
    library.get_by_role("button", name="Ask all").click()
    expect(library.locator("#scope .scope")).to_have_count(0)
    expect(ask(library, HONEY).locator(".answer")).to_contain_text("300 kilograms")


def test_one_article_can_be_asked_alone(library: Page) -> None:
    library.get_by_role("button", name="Ask only The ferry of Port Amery").click()
    expect(library.locator("#scope")).to_contain_text("The ferry of Port Amery")
    expect(ask(library, HONEY).locator(".searched")).to_contain_text("1 article")


def test_an_added_file_answers_until_it_is_removed(library: Page, tmp_path: Path) -> None:
    (tmp_path / "lamp.txt").write_text(LAMP)
    library.locator("input[type=file][multiple]").set_input_files(tmp_path / "lamp.txt")
    expect(library.locator("#status")).to_contain_text("1 new article")
    expect(library.locator("#articles .entry")).to_have_count(4)
    exchange = ask(library, LIT)
    expect(exchange.locator(".answer")).to_contain_text("Agnes Dunmore")
    expect(exchange.locator(".card-place").first).to_have_text("lamp.txt:1")
    library.get_by_role("tab", name="Library").click()
    entry = library.locator(".entry", has_text="lamp")
    entry.get_by_role("button", name="Remove").click()
    entry.get_by_role("button", name="Remove").click()
    expect(library.locator("#articles .entry")).to_have_count(3)
    library.get_by_role("button", name="New conversation").click()
    expect(library.locator(".start")).to_be_visible()
    expect(ask(library, LIT).locator(".refusal")).to_be_visible()


def test_a_file_that_cannot_be_read_is_named_with_its_reason(library: Page, tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    library.locator("input[type=file][multiple]").set_input_files(tmp_path / "noise.txt")
    expect(library.locator("#status")).to_contain_text("1 file could not be read")
    expect(library.locator("#status")).to_contain_text("noise.txt")


def test_an_added_folder_keeps_its_own_folders(library: Page, tmp_path: Path) -> None:
    for year, keeper in (("2020", "Agnes Dunmore"), ("2021", "Piet Aldous")):
        (tmp_path / "keepers" / year).mkdir(parents=True)
        (tmp_path / "keepers" / year / "log.txt").write_text(f"In {year} {keeper} kept the lighthouse of Ballin.\n")
    (tmp_path / "keepers" / ".hidden.txt").write_text("The lighthouse of Ballin is hidden.\n")
    library.locator("input[type=file]").nth(1).set_input_files(tmp_path / "keepers")
    expect(library.locator("#status")).to_contain_text("2 new articles")
    exchange = ask(library, "Who kept the lighthouse of Ballin in 2021?")
    expect(exchange.locator(".card-place").first).to_have_text("keepers/2021/log.txt:1")
    left = [path for path in Path(os.environ["GRADIO_TEMP_DIR"]).rglob("*") if path.is_file()]
    assert left == []
    library.get_by_role("tab", name="Library").click()
    for count in (4, 3):
        entry = library.locator(".entry", has_text="log").first
        entry.get_by_role("button", name="Remove").click()
        entry.get_by_role("button", name="Remove").click()
        expect(library.locator("#articles .entry")).to_have_count(count)


def test_a_cancelled_upload_leaves_nothing_half_done(library: Page, tmp_path: Path) -> None:
    words = ("Keeper", "wick", "oil", "gale", "rock", "tower", "lens", "boat", "rope", "bell", "fog", "gull")
    for number in range(30):
        lines = (f"On day {day} of light {number} the {word} was seen to.\n\n" for day, word in enumerate(words))
        (tmp_path / f"light-{number:02}.txt").write_text("".join(lines))
    files = sorted(tmp_path.glob("light-*.txt"))
    library.locator("input[type=file][multiple]").set_input_files(files)
    library.locator("#status").get_by_role("button", name="Cancel").click()
    expect(library.locator("#status")).to_have_text("Stopped: what was stored stays.", timeout=3 * WAIT)
    listed = library.locator("#articles .entry").count()
    assert listed < 3 + len(files)
    again = library.context.new_page()  # to leave the first one would break off what it is still being told
    again.goto(library.url)
    again.get_by_role("tab", name="Library").click()
    expect(again.locator("#articles .entry")).to_have_count(listed)
    again.close()


@pytest.mark.parametrize(
    "told",
    ["../../etc/cron.d/x.txt", "/etc/x.txt", "a\0b/x.txt", ".git/x.txt", "a/./x.txt", "x.sh", "", "e/" * 30 + "x.txt"],
)
def test_no_name_that_a_browser_sends_leads_out_of_the_library(told: str) -> None:
    assert name_of(told, Path("stored/x.txt")) == "x.txt"


def test_an_added_file_keeps_its_name_whatever_it_is() -> None:
    assert name_of("Été (2)/Çay & <b>.TXT", Path("stored/ay b.txt")) == "Été (2)/Çay & <b>.TXT"
