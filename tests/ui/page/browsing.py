"""A browser over the sample articles, for what is measured and photographed rather than tested."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from rag import Pressmark, open_library
from rag.settings import Settings
from tests.conftest import CHROMIUM
from ui.page.serving import Door, serve_page
from ui.tasks.sample import sample_settings

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


@contextmanager
def sample_page() -> Iterator[tuple[Browser, Pressmark, str]]:
    """Serve the page over the sample articles while the block runs; yield a browser, the engine and the address."""
    with open_library(settings=sample_settings(Settings())) as pressmark, sync_playwright() as playwright:
        served = serve_page(pressmark, Door())
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        try:
            yield browser, pressmark, served.link
        finally:
            browser.close()
            served.close()
