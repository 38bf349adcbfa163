import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from eval.records import Run
from eval.reports.html import embedded_json, html_report
from tests.conftest import CHROMIUM
from tests.eval.reports.builders import ARTICLES, BRIDGE, HOSTILE, outcomes, run

needs_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


# What is written


def test_the_page_holds_only_its_own_scripts_and_loads_nothing(page_file: Path) -> None:
    tags = Tags(page_file.read_text(encoding="utf-8")).found
    assert [attrs.get("type") for tag, attrs in tags if tag == "script"] == ["application/json", None]
    assert not {tag for tag, _ in tags} & {"img", "link", "iframe", "object", "base"}
    named = {name for _, attrs in tags for name in attrs}
    assert not {name for name in named if name.startswith("on")} | (named & {"src", "style", "srcset"})
    assert {attrs["href"] for _, attrs in tags if "href" in attrs} == {"#questions"}


def test_only_the_articles_that_matter_are_carried_and_unchanged(page_file: Path) -> None:
    page = page_file.read_bytes().decode()
    found = re.search(r'<script type="application/json" id="articles">(.*?)</script>', page, re.DOTALL)
    assert found
    assert json.loads(found[1]) == {file: text for file, text in ARTICLES.items() if file != "unused.txt"}


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "a\u2028b\u2029c", "lone \ud83c surrogate", "&lt;"])
def test_embedded_json_cannot_leave_its_element(text: str) -> None:
    made = embedded_json({text: text})
    assert json.loads(made) == {text: text}
    assert not set("<>&\u2028\u2029\ud83c") & set(made)


def test_two_reports_of_one_run_are_the_same() -> None:
    assert html_report(run(), ARTICLES) == html_report(run(), ARTICLES)


def test_a_run_without_anything_to_plot_has_a_page() -> None:
    bare = Run("bare", "1", "abc", {}, "e", "c", "", "", 0, (), {}, {})
    assert "0 questions over 0 articles" in html_report(bare, {})


# In a browser, from disk, without a network


def shown(page: Page) -> list[str]:
    return [str(each.get_attribute("id")) for each in page.locator(".question").all() if each.is_visible()]


@needs_browser
def test_questions_are_filtered_by_outcome(page: Page) -> None:
    assert shown(page) == ["q-q1", "q-q2", "q-q3", "q-q4"]
    page.get_by_label("wrong sentence").check(force=True)
    assert shown(page) == ["q-q2"]
    page.get_by_label("rightly refused").check(force=True)
    assert shown(page) == ["q-q2", "q-q4"]
    assert page.locator("#shown").inner_text() == "2 of 4 questions"
    page.get_by_role("button", name="What went wrong").click()
    assert shown(page) == ["q-q2", "q-q3"]
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.getElementById('shown').textContent === 'All 4 questions'")
    assert len(shown(page)) == 4


@needs_browser
def test_questions_are_filtered_by_type_and_words(page: Page) -> None:
    page.locator("#type").select_option("fact")
    assert shown(page) == ["q-q2", "q-q3"]
    page.keyboard.press("Tab")
    page.keyboard.press("/")
    page.keyboard.type("ARCHES bridge.txt")
    assert shown(page) == ["q-q2"]
    page.locator("#search").fill("zeppelin")
    assert shown(page) == []
    assert page.get_by_text("No question fits these filters.").is_visible()


@needs_browser
def test_a_citation_opens_its_article_at_the_quote(page: Page) -> None:
    rows = outcomes()[0].answer["citations"]
    page.locator("#q-q1 summary").first.click()
    for marker, row in enumerate(rows, start=1):
        page.locator("#q-q1 .answer .marker").nth(marker - 1).click()
        assert page.locator("#panel-title").inner_text() == "bridge.txt"
        assert page.locator("#text mark").evaluate_all("marks => marks.map(mark => mark.textContent)") == [row["quote"]]
        assert page.locator("#text").evaluate("text => text.textContent") == BRIDGE
        box, panel = page.locator("#text mark").bounding_box(), page.locator("#text").bounding_box()
        assert box
        assert panel
        assert panel["y"] <= box["y"] <= panel["y"] + panel["height"]
    assert page.locator("#text").evaluate("text => text.scrollTop") > 500
    gold = page.locator("#text .gold").evaluate_all("pieces => pieces.map(piece => piece.textContent).join('')")
    assert gold == "opened the bridge in 1923"


@needs_browser
def test_the_keyboard_is_enough(page: Page) -> None:
    page.locator("#q-q1 summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "marker"
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.className") == "marker"


@needs_browser
def test_the_places_of_an_article_lead_from_one_to_the_next(page: Page) -> None:
    page.locator("#q-q1 summary").first.click()
    page.locator("#q-q1 .cite").first.click()
    places = page.locator("#panel-places button")
    assert places.all_inner_texts() == ["Quote 1", "Quote 2", "Gold words"]
    places.nth(2).click()
    assert page.locator("#text mark").evaluate("mark => mark.textContent") == "opened the bridge in 1923"
    page.get_by_role("button", name="Close the article").click()
    assert not page.locator("#panel").is_visible()


@needs_browser
def test_hostile_text_stays_text(page: Page) -> None:
    page.locator("#q-q3 summary").first.click()
    page.locator("#q-q3 .cite").click()
    assert page.locator("#text").evaluate("text => text.textContent") == HOSTILE
    assert page.locator("#text mark").evaluate("mark => mark.textContent") == HOSTILE.strip()
    assert page.locator("#text mark *:not(span)").count() == 0
    assert page.locator("img, .question script, .question i, .question b").count() == 0
    assert "<script>window.hacked = 3</script>" in page.locator("#q-q3 .why").inner_text()
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None


@needs_browser
def test_even_a_forgotten_escape_could_not_run(browser: Browser, page_file: Path) -> None:
    opened = browser.new_page()
    opened.goto(page_file.as_uri())
    opened.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hacked=4>')")
    opened.wait_for_timeout(100)
    assert opened.evaluate("window.hacked") is None
    opened.close()


@needs_browser
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_browser
def test_a_link_to_a_question_opens_it(browser: Browser, page_file: Path) -> None:
    opened = browser.new_page()
    opened.goto(f"{page_file.as_uri()}#q-q2")
    assert opened.locator("#q-q2 .body").is_visible()
    assert not opened.locator("#q-q1 .body").is_visible()
    opened.close()
