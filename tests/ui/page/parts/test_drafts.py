from playwright.sync_api import Page, expect

DRAFT = "Ruth Halloran is its captain. “The crossing to the island takes 50 minutes,” she said. <img src=x> “a b c d”"


def test_a_pasted_draft_is_checked_and_a_finding_opens_its_place(start: Page) -> None:
    start.get_by_role("tab", name="Check a draft").click()
    start.locator("#draft-words textarea").fill(DRAFT)
    start.locator("#draft-check").click()
    altered = start.locator(".findings .bad")
    expect(altered).to_contain_text("altered")
    expect(altered).to_contain_text("“50” for “45”")
    start.locator(".shown-verdicts input[value=bad]").uncheck()
    expect(altered).to_be_hidden()
    start.locator(".shown-verdicts input[value=bad]").check()
    altered.locator(".place").click()
    expect(start.locator("#reader mark")).to_contain_text("takes 45 minutes")


def test_an_empty_draft_is_refused_in_a_sentence(start: Page) -> None:
    start.get_by_role("tab", name="Check a draft").click()
    start.locator("#draft-check").click()
    expect(start.locator("#draft-found")).to_contain_text("empty")
