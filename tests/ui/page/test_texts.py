"""The page's fixed words: in the language that was chosen, and in no other."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

import pytest
from playwright.sync_api import Page, expect

from rag import Pressmark
from rag.messages.translations import LANGUAGES, Message
from tests.ui.page.door import ask, unused_port
from ui.commands.basic import PageLanguage
from ui.page.access.users import Users
from ui.page.serving import Door, serve_page
from ui.page.texts import FOLDER, Texts

ANSWERED = "Who is the captain of the ferry Margarethe?"
REFUSED = "Which mineral is mined in the Atacama desert?"
ARTICLES = ".question, .answer, .article-title, .text, .card, .entry-title, .suggestion, .told, .refusal, bdi, code, dd"
"""What stands on the page and isn't its own: words of articles, of readers, and what is said of an answer."""
SEEN = """hidden => {
  const page = document.body.cloneNode(true);
  for (const each of page.querySelectorAll(hidden + ", script, style")) each.remove();
  const told = [...page.querySelectorAll("*")].flatMap(each =>
    ["aria-label", "title", "placeholder"].map(name => each.getAttribute(name)).filter(Boolean));
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) told.push(walker.currentNode.textContent);
  return told.map(each => each.trim()).filter(Boolean);
}"""


def messages(language: str) -> dict[str, Message]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def english_only(language: str) -> list[re.Pattern[str]]:
    """Return what each English message looks like on the page, of those that the other language says otherwise."""
    other = messages(language)
    forms = [
        form
        for key, message in messages("en").items()
        if message != other[key]
        for form in ([message] if isinstance(message, str) else message.values())
    ]
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(form))) for form in forms if re.search("[a-z]{2}", form)]


def english_in(page: Page, language: str) -> list[str]:
    """Return what the page says in English; a title may stand in what it says, and isn't looked at."""
    patterns, seen = english_only(language), page.evaluate(SEEN, ARTICLES)
    plain = {each.replace("The ferry of Port Amery", "") for each in seen}
    return sorted(each for each in plain if any(pattern.fullmatch(each) for pattern in patterns))


@contextmanager
def opened(page: Page, pressmark: Pressmark, language: str, users: Users | None = None) -> Iterator[Page]:
    served = serve_page(pressmark, Door(port=unused_port(), language=language, users=users))
    try:
        page.goto(served.link)
        yield page
    finally:
        served.close()


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_the_page_speaks_its_language_alone(page: Page, pressmark: Pressmark, language: str, direction: str) -> None:
    texts = Texts(language)
    with opened(page, pressmark, language):
        page.locator(".start").wait_for()
        expect(page.locator("html")).to_have_attribute("dir", direction)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found = {"start": english_in(page, language)}
        exchange = ask(page, ANSWERED)
        exchange.get_by_role("button", name=texts("wrong")).click()
        expect(exchange.locator(".said")).to_have_text(texts("thanks"))
        exchange.locator(".answer .marker").first.click()
        count = exchange.locator(".answer .marker").count()
        expect(page.locator(".steps .place")).to_have_text(texts("quote-at", at=1, all=count))
        found["answer"] = english_in(page, language)
        exchange.get_by_role("button", name=texts("edit-question")).click()
        expect(page.locator("#notice")).to_contain_text(texts("editing"))
        page.get_by_role("tab", name=texts("library")).click()
        page.locator(".bar-button:enabled").first.click()
        expect(page.locator("#scope")).to_contain_text(texts("ask-all"))
        page.locator(".remove").first.click()
        expect(page.locator(".remove").first).to_have_text(texts("remove-sure"))
        found["library"] = english_in(page, language)
        ask(page, REFUSED)
        found["refusal"] = english_in(page, language)
        assert {state: said for state, said in found.items() if said} == {}


def test_english_would_be_found(page: Page, pressmark: Pressmark) -> None:
    with opened(page, pressmark, "en"):
        page.locator(".start").wait_for()
        page.get_by_text("Add files").first.wait_for(state="attached")  # of another tab
        assert {"Ask the articles.", "Export", "Search", "Add files", "Article"} <= set(english_in(page, "de"))


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_log_in_and_the_closed_page_speak_it_too(page: Page, pressmark: Pressmark, language: str) -> None:
    texts = Texts(language)
    with opened(page, pressmark, language, users=Users({})):
        page.get_by_label(texts("name")).fill("ines")
        page.get_by_label(texts("password")).fill("a wrong password")
        page.get_by_role("button", name=texts("log-in")).click()
        expect(page.get_by_role("alert")).to_have_text(texts("login-wrong"))
        expect(page).to_have_title(texts("login-title"))
        assert english_in(page, language) == []
    served = serve_page(pressmark, Door(port=unused_port(), language=language))
    page.goto(served.address)
    expect(page.get_by_role("heading")).to_have_text(texts("closed-heading"))
    expect(page.locator("html")).to_have_attribute("dir", texts.direction)
    assert english_in(page, language) == []
    served.close()


def test_every_language_can_be_chosen() -> None:
    assert sorted(get_args(get_args(PageLanguage)[0])) == sorted(LANGUAGES)


def test_every_way_in_which_something_is_known_has_its_words() -> None:
    hows = ("front matter", "heading", "masthead", "byline", "dateline", "footer", "file name", "text", "file")
    for how in (*hows, "inferred", "reader"):
        assert f"how-{how.replace(' ', '-')}" in messages("en")


def test_no_words_are_there_that_nothing_says() -> None:
    code = "".join(
        path.read_text("utf-8")
        for path in FOLDER.parents[1].joinpath("page").rglob("*")
        if path.suffix in (".py", ".js", ".html")
    )
    said = {key for key in messages("en") if not re.search(rf"[\"'.]{re.escape(key)}\b", code)}
    assert {key for key in said if not key.startswith(("how-", "verdict-"))} == set()


@pytest.mark.parametrize(
    ("language", "size", "said"), [("en", 5_000_000, "5.0 MB"), ("fr", 1_500_000_000, "1,5\u202fGo")]
)
def test_a_size_is_written_as_the_language_writes_it(language: str, size: int, said: str) -> None:
    assert Texts(language).size(size) == said
