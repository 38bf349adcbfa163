"""Makes screenshots of the page's main states over the sample articles: wide and narrow, light and dark.

    python -m tests.ui.page.shooting [--into FOLDER] [--readme]

With `--readme` the two that stand in the README are made again, in few colours so that they stay small.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.conftest import CHROMIUM
from tests.ui.page.browsing import sample_page
from tests.ui.page.door import WAIT, ask

WIDTHS = {1440: 900, 390: 844}
THEMES = ("light", "dark")
ANSWERED = "Which air base received the first S-400 parts?"
DIFFERENT = "How many people were killed on the night of the coup attempt?"
REFUSED = "When did Turkey leave NATO?"
IN_README = {("answer", 1440, "light"): "page-light.png", ("difference", 1440, "dark"): "page-dark.png"}
README_FOLDER = Path(__file__).resolve().parents[3] / ".github"
COLOURS = 128


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the screenshots, and name each."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.page.shooting", description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=Path("screenshots"), help="where they go")
    parser.add_argument("--readme", action="store_true", help="make those of the README again")
    chosen = parser.parse_args(arguments)
    if not CHROMIUM.is_file():
        sys.exit(f"There is no browser at {CHROMIUM}: no screenshots.")
    chosen.into.mkdir(parents=True, exist_ok=True)
    with sample_page() as (browser, _, address):
        for width, theme in product(WIDTHS, THEMES):
            for state, picture in pictures(browser, address, width, theme):
                path = chosen.into / f"{state}-{width}-{theme}.png"
                path.write_bytes(picture)
                sys.stdout.write(f"{path}\n")
                if chosen.readme and (state, width, theme) in IN_README:
                    small = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                    small.save(README_FOLDER / IN_README[state, width, theme], optimize=True)


def pictures(browser: Browser, address: str, width: int, theme: str) -> Iterator[tuple[str, bytes]]:
    """Yield the main states in the order in which a reader comes through them, each with its picture."""
    page = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, reduced_motion="reduce")
    page.add_init_script(f"localStorage.setItem('pressmark-theme', '{theme}')")
    page.goto(address)
    page.locator(".start").wait_for()
    for state, reach in STATES.items():
        reach(page)
        page.wait_for_timeout(400)  # what fades or scrolls has come to rest
        yield state, page.screenshot()
    page.close()


def _answer(page: Page) -> None:
    ask(page, ANSWERED)
    page.locator("#reader mark.current").wait_for(state="attached", timeout=WAIT)


def _reader(page: Page) -> None:
    page.locator("#current .answer .marker").first.click()
    expect(page.locator("#reader mark.current")).to_be_in_viewport()


def _refusal(page: Page) -> None:
    page.keyboard.press("Escape")
    ask(page, REFUSED)


def _library(page: Page) -> None:
    page.locator("[data-do=library]:visible, [data-tab=library]:visible").first.click()


STATES: dict[str, Callable[[Page], object]] = {
    "start": lambda page: page.locator("#question").wait_for(),
    "answer": _answer,
    "reader": _reader,
    "refusal": _refusal,
    "difference": lambda page: ask(page, DIFFERENT),
    "library": _library,
}
"""How each state is reached from the one before."""


if __name__ == "__main__":
    main()
