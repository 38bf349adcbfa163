"""`check --report`: one page that loads nothing and shows the draft beside the articles."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.ui.door import Run

DRAFT = (
    "# The ferry\n\nRuth Halloran is its captain. “The crossing to the island takes 50 minutes,” she said. "
    "“<script>alert(1)</script> & more” is nowhere. The ferry Margarethe was built in 1931 in the yard of Port Amery.\n"
)


def made(run: Run, tmp_path: Path) -> Path:
    draft, report = tmp_path / "draft.md", tmp_path / "check.html"
    draft.write_text(DRAFT, encoding="utf-8")
    done = run("check", draft, "--report", report)
    assert (done.code, "Wrote" in done.stderr) == (1, True)
    return report


def test_the_report_names_no_other_file_and_escapes_what_it_shows(run: Run, tmp_path: Path) -> None:
    html = made(run, tmp_path).read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in html
    assert not re.search(r"(?:src|href)=\"(?!#)", html)
    assert "<script>alert" not in html
    assert "The crossing to the island takes 45 minutes" in html


def test_a_click_and_a_key_lead_to_the_source_and_filters_hide(run: Run, tmp_path: Path, page: Page) -> None:
    page.goto(made(run, tmp_path).as_uri())
    page.locator(".piece", has_text="takes 50 minutes").first.click()
    chosen = page.locator(".finding.now")
    expect(chosen).to_have_attribute("data-verdict", "altered")
    expect(chosen.locator("mark").first).to_contain_text("takes 45 minutes")
    page.keyboard.press("j")
    expect(page.locator(".finding.now")).not_to_have_attribute("data-verdict", "altered")
    page.get_by_label("altered").uncheck()
    expect(page.locator(".finding.v-altered")).to_be_hidden()
