"""A small fleet: nothing is lost or doubled by kills, eight people get their own answers."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from eval.experiments.scale import make_question
from tests.fleet.__main__ import index_all
from tests.fleet.asking import all_ask
from tests.fleet.killing import kill_at_random, told, what_is_wrong
from tests.fleet.processes import Fleet
from tests.servers import ChromaServer, PostgresServer
from tests.ui.page.door import ask

ARTICLES = 24


@pytest.mark.timeout(600)
def test_kills_lose_and_double_nothing(postgres: PostgresServer, tmp_path: Path) -> None:
    chroma = ChromaServer()
    try:
        with Fleet(tmp_path, postgres, chroma) as fleet:
            done = kill_at_random(fleet, ARTICLES, kills=4)
    finally:
        chroma.close()
    assert done.kills.total() == 4
    assert (done.record.faults, done.lost) == ([], []), told(done)


@pytest.mark.timeout(600)
def test_two_workers_and_two_pages_behind_a_balancer(postgres: PostgresServer, tmp_path: Path, page: Page) -> None:
    with Fleet(tmp_path, postgres) as fleet:
        index_all(fleet, ARTICLES, 2)
        assert what_is_wrong(fleet, ARTICLES) == []
        for name in ("page-1", "page-2"):
            fleet.start_page(name)
        fleet.wait_for_pages()
        balancer = fleet.balanced()
        try:
            record = all_ask(balancer.address, people=8, questions=2, articles=ARTICLES)
            assert record.faults == []
            assert record.outcomes.total() == record.outcomes["answered"] + record.outcomes["not answered"] == 16
            _each_page_has_figures(fleet)
            _a_browser_finds_another_page(fleet, balancer.address, page)
        finally:
            balancer.close()


def _each_page_has_figures(fleet: Fleet) -> None:
    for port in fleet.ports:
        figures = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert f'pressmark_library_size{{unit="articles"}} {ARTICLES}.0' in figures


def _a_browser_finds_another_page(fleet: Fleet, address: str, page: Page) -> None:
    """Kill the page that a browser is at: the other one has its conversation, and answers."""
    page.goto(address)
    page.locator(".start").wait_for()
    first = make_question(3)
    ask(page, first)
    (kept,) = (cookie["value"] for cookie in page.context.cookies() if cookie.get("name") == "page")
    fleet.kill(f"page-{int(kept or 0) + 1}")
    ask(page, make_question(5))
    page.reload()
    expect(page.locator("#past .question")).to_have_text([first, make_question(5)])
