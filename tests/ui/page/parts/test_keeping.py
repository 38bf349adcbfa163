"""Verdicts and exports, through the browser, and through the commands that read what they leave."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.datasets.feedback import FILE
from eval.datasets.sets import read_set
from rag import Pressmark
from tests.ui.door import run_here
from tests.ui.page.door import WAIT, ask

CAPTAIN = "Who is the captain of the ferry Margarethe?"
REFUSED = "Which mineral is mined in the Atacama desert?"
CLOCK = "Which clock did the clockmaker Aldous Finch wind each Monday?"


@pytest.fixture(autouse=True)
def verdicts(pressmark: Pressmark) -> Path:
    """The set of the library, without what an earlier test left in it."""
    path = pressmark.library.folder / FILE
    path.unlink(missing_ok=True)
    return path


def exported(page: Page, label: str, into: Path) -> Path:
    page.locator("details.menu summary").click()
    with page.expect_download() as download:
        page.locator("details.menu").get_by_text(label).click()
    path = into / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_thumbs_down_with_a_comment_lands_in_a_set_that_eval_reads(
    start: Page, pressmark: Pressmark, verdicts: Path
) -> None:
    ask(start, CAPTAIN)
    exchange = ask(start, "And when was it built?")
    exchange.get_by_role("button", name="This answer is wrong").click()
    expect(exchange.locator(".said")).to_have_text("Kept for the evaluation.")
    exchange.get_by_label("What is wrong with it?").fill('It was 1913, "says" the <b>yard</b>.')
    exchange.get_by_role("button", name="Send").click()
    expect(exchange.locator(".comment")).to_have_count(0)
    expect(exchange.get_by_role("button", name="This answer is wrong")).to_have_attribute("aria-pressed", "true")
    for _ in range(100):
        (case,) = read_set(verdicts).cases
        if "1913" in case.note:
            break
        start.wait_for_timeout(50)
    assert 'The reader: “It was 1913, "says" the <b>yard</b>.”.' in case.note
    assert (case.question, case.type, case.answerable) == ("And when was it built?", "thumbs-down", None)
    assert case.history[0].content == CAPTAIN
    done = run_here("eval", verdicts, "--library", pressmark.library.folder)
    assert done.code == 0, done.stderr


def test_a_thumbs_up_lands_as_a_case_that_passes(start: Page, pressmark: Pressmark, verdicts: Path) -> None:
    ask(start, CAPTAIN)
    exchange = ask(start, REFUSED)
    for each in (exchange, start.locator("#kept .exchange")):
        each.get_by_role("button", name="This answer is right").click()
        expect(each.locator(".said")).to_have_text("Kept for the evaluation.")
    assert {case.question: case.answerable for case in read_set(verdicts).cases} == {CAPTAIN: True, REFUSED: False}
    done = run_here("eval", verdicts, "--library", pressmark.library.folder, "--min", "ok=1")
    assert done.code == 0, done.stdout


def test_a_verdict_after_a_reload_is_about_its_answer(start: Page, verdicts: Path) -> None:
    ask(start, CAPTAIN)
    ask(start, REFUSED)
    start.reload()
    exchange = start.locator("#past .exchange").first
    exchange.get_by_role("button", name="This answer is wrong").click(timeout=WAIT)
    expect(exchange.locator(".said")).to_have_text("Kept for the evaluation.")
    assert [case.question for case in read_set(verdicts).cases] == [CAPTAIN]


def test_a_verdict_that_cannot_be_kept_says_why(start: Page, verdicts: Path) -> None:
    exchange = ask(start, CAPTAIN)
    verdicts.write_bytes(b"\xff\xfe")
    exchange.get_by_role("button", name="This answer is right").click()
    expect(exchange.locator(".said.bad")).to_contain_text("the feedback can't be kept")


def test_an_exported_conversation_is_what_verify_accepts(start: Page, articles: Path, tmp_path: Path) -> None:
    for question in (CAPTAIN, CLOCK, REFUSED):
        ask(start, question)
    path = exported(start, "JSON", tmp_path)
    assert path.suffix == ".json"
    assert [answer["question"] for answer in json.loads(path.read_text("utf-8"))["answers"]] == [
        CAPTAIN,
        CLOCK,
        REFUSED,
    ]
    done = run_here("verify", path, "--articles", articles)
    assert done.code == 0, done.stdout + done.stderr
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "ferry.md").write_text((articles / "ferry.md").read_text().replace("Ruth Halloran", "Rut Haloran"))
    assert run_here("verify", path, "--articles", copy).code == 1


def test_an_exported_conversation_has_a_footnote_a_quote(start: Page, pressmark: Pressmark, tmp_path: Path) -> None:
    ask(start, CAPTAIN)
    ask(start, CLOCK)
    path = exported(start, "Markdown", tmp_path)
    assert path.suffix == ".md"
    text = path.read_text("utf-8")
    count = sum(len(pressmark.ask(question).citations) for question in (CAPTAIN, CLOCK))
    assert text.count("\n[^") == count
    assert f"## {CAPTAIN}" in text
    assert "\\<img src=x onerror=window.hacked=3\\>" in text
    assert "<img" not in text.replace("\\<img", "")


def test_an_empty_conversation_has_nothing_to_export(start: Page) -> None:
    start.locator("details.menu summary").click()
    start.get_by_text("Markdown with footnotes").click()
    expect(start.locator("#notice .said")).to_have_text("There is no answer to export yet.")


def test_the_menu_of_exports_closes_again(start: Page) -> None:
    menu = start.locator("details.menu")
    start.locator("details.menu summary").click()
    start.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(start.locator("details.menu summary")).to_be_focused()
    start.keyboard.press("Enter")
    start.locator("#thread").click(position={"x": 5, "y": 300})
    expect(menu).not_to_have_attribute("open", "")
