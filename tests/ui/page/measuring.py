"""Measures how long a reader waits in the browser: from the click on Ask to the first words, and to the whole answer.

    python -m tests.ui.page.measuring [--questions N]

Real Chromium, over the sample articles, warm; the questions are those of the packaged set. Times are of this machine
and this minute.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from playwright.sync_api import Page
from rich.console import Console
from rich.table import Table

from eval.datasets.sets import find_set, read_set
from tests.conftest import CHROMIUM
from tests.ui.page.browsing import sample_page

WARM_UP = 5
IN_A_ROW = 5
"""Questions of one conversation."""
# From the click's own event to the frame after the one in which the words are there.
WATCH = """question => { window.timed = new Promise(done => {
  let clicked, first;
  const painted = then => requestAnimationFrame(() => setTimeout(then, 0));
  document.addEventListener("click", () => { clicked = performance.now(); }, { capture: true, once: true });
  const watcher = new MutationObserver(() => {
    const exchange = document.querySelector("#current .exchange");
    if (exchange?.querySelector(".question")?.textContent !== question) return;
    const words = exchange.querySelector(".answer, .refusal, .failed")?.textContent.trim();
    if (words && first === undefined) { first = 0; painted(() => { first = performance.now() - clicked; }); }
    if (!words || exchange.hasAttribute("aria-busy")) return;
    watcher.disconnect();
    painted(() => done([first, performance.now() - clicked]));
  });
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}); }"""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one question took, in milliseconds from the click."""

    first: float
    whole: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.page.measuring", description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=30, help="how many are measured, at least 2")
    wanted = parser.parse_args(arguments).questions
    if not CHROMIUM.is_file():
        sys.exit(f"There is no browser at {CHROMIUM}: the page isn't measured.")
    cases = [case for case in read_set(find_set("seeds")).cases if not case.history and case.answerable]
    questions = [case.question for case in cases][: wanted + WARM_UP]
    with sample_page() as (browser, pressmark, address):
        waits = measure(browser.new_page(viewport={"width": 1440, "height": 900}), address, questions)[WARM_UP:]
        engine = median(pressmark.ask(question).timings.total_ms for question in questions[WARM_UP:])
    Console().print(as_table(waits, engine))


def measure(page: Page, address: str, questions: Sequence[str]) -> list[Wait]:
    """Ask each question as a reader does, a new conversation after every few."""
    page.goto(address)
    waits = []
    for place, question in enumerate(questions):
        if place % IN_A_ROW == 0:
            page.get_by_role("button", name="New conversation").click()
            page.locator(".start").wait_for()
        page.locator("#question textarea").fill(question)
        page.evaluate(WATCH, question)
        page.locator("#question").get_by_role("button", name="Ask").click()
        waits.append(Wait(*page.evaluate("window.timed")))
    return waits


def as_table(waits: Sequence[Wait], engine: float) -> Table:
    """Return the waits beside what the engine alone takes."""
    table = Table(
        "", "median", "95 %", title=f"In the browser, {len(waits)} warm questions, milliseconds from the click"
    )
    for name, values in (
        ("first words", [each.first for each in waits]),
        ("whole answer", [each.whole for each in waits]),
    ):
        table.add_row(name, f"{median(values):.0f}", f"{quantiles(values, n=20)[-1]:.0f}")
    table.add_row("of them the engine", f"{engine:.0f}", "")
    return table


if __name__ == "__main__":
    main()
