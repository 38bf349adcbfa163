"""axe-core over the main states of the page: light and dark, wide and narrow; nothing serious, nothing critical."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from rag import Pressmark
from tests.ui.page.door import WAIT, ask
from ui.page.access.users import Users
from ui.page.serving import Door, Served, serve_page

ANSWERED = "Who is the captain of the ferry Margarethe?"
REFUSED = "Which mineral is mined in the Atacama desert?"
GRAVE = ("serious", "critical")


@pytest.fixture(params=[("light", 1440), ("dark", 390)])
def shown(request: pytest.FixtureRequest, page: Page, served: Served) -> Page:
    """The page as it opens, in each theme and at each width: no colour depends on the width."""
    theme, width = request.param
    page.add_init_script(f"localStorage.setItem('pressmark-theme', '{theme}')")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served.link)
    page.locator(".start").wait_for()
    assert page.locator("body.dark").count() == (theme == "dark")
    return page


def grave_faults(page: Page) -> list[str]:
    """Return what axe-core finds of the two upper levels, with the elements that it is about."""
    page.wait_for_timeout(300)  # colours fade over a sixth of a second
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in GRAVE
    ]


def test_no_state_keeps_anybody_out(shown: Page) -> None:
    faults = {"start": grave_faults(shown)}
    exchange = ask(shown, ANSWERED)
    faults["answer"] = grave_faults(shown)
    exchange.get_by_role("button", name="This answer is wrong").click()
    exchange.locator(".said").wait_for(timeout=WAIT)
    shown.locator("details.menu summary").click()
    faults["verdict and menu"] = grave_faults(shown)
    exchange.locator(".answer .marker").first.click()
    shown.locator("#reader mark.current").wait_for(timeout=WAIT)
    faults["reader"] = grave_faults(shown)
    shown.locator("[data-tab=library]").click()
    shown.locator("#articles").wait_for()
    faults["library"] = grave_faults(shown)
    shown.keyboard.press("Escape")
    ask(shown, REFUSED)
    faults["refusal"] = grave_faults(shown)
    assert {state: found for state, found in faults.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_log_in_keeps_nobody_out(page: Page, pressmark: Pressmark, scheme: Literal["light", "dark"]) -> None:
    served = serve_page(pressmark, Door(users=Users({})))
    page.emulate_media(color_scheme=scheme)
    page.goto(served.link)
    page.get_by_label("Name").fill("ines")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for(timeout=WAIT)
    assert grave_faults(page) == []
    served.close()
