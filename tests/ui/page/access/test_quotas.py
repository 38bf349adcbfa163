"""How much a user may upload in a day, and all of them together."""

from pathlib import Path

from playwright.sync_api import Page, expect

from index.ingestion.removal import remove_files
from rag import Pressmark
from tests.ui.page.door import unused_port
from tests.ui.page.events import LAMP, SECRET, add, logged_in, names, uploaded
from ui.page.access.quotas import DAY, Days, Quotas
from ui.page.serving import Door, Served, serve_page


def limited(pressmark: Pressmark, **limits: int) -> Quotas:
    return Quotas(pressmark.library.folder, pressmark.settings.model_copy(update=limits))


def test_a_user_may_upload_so_many_files_and_bytes_a_day(changeable: Pressmark) -> None:
    now = [0.0]
    settings = changeable.settings.model_copy(update={"upload_files": 3, "upload_bytes": 5_000_000})
    quotas = Quotas(changeable.library.folder, settings, Days(lambda: now[0]))
    assert quotas.take("ed", 2, 3_000_000) == ""
    assert quotas.take("ed", 2, 0) == "That is more than 3 files in a day (upload_files): add the rest tomorrow."
    assert quotas.take("ed", 1, 2_000_001) == (
        "That is more than 5.0 MB in a day (upload_bytes): add the rest tomorrow."
    )
    assert quotas.take("eve", 3, 5_000_000) == ""
    quotas.give_back("ed", 2, 3_000_000)
    assert quotas.take("ed", 3, 5_000_000) == ""
    now[0] = DAY
    assert quotas.take("ed", 3, 5_000_000) == ""


def test_added_and_removed_files_count_against_the_librarys_limit(two: Served, changeable: Pressmark) -> None:
    with logged_in(two.address, "ed", SECRET) as client:
        add(client, uploaded(client), "lamp.txt")
    quotas = limited(changeable, added_bytes=1_000)
    told = "The library keeps no more than 0.0 MB of added files (added_bytes): remove some first."
    assert quotas.take("ed", 1, 1_000 - len(LAMP)) == ""
    assert quotas.take("ed", 1, 1_000) == told
    remove_files(changeable.library, ["lamp.txt"])
    assert quotas.take("ed", 1, 1_000 - len(LAMP)) == told


def test_a_reached_quota_is_said_in_the_page(page: Page, changeable: Pressmark, tmp_path: Path) -> None:
    changeable.settings = changeable.settings.model_copy(update={"upload_files": 1})
    served = serve_page(changeable, Door(port=unused_port(), anonymous=True, anonymous_role="editor"))
    try:
        page.goto(served.address)
        page.get_by_role("tab", name="Library").click()
        for name in ("one.txt", "two.txt"):
            (tmp_path / name).write_text(f"The light {name} of Skerry Point is green.\n")
        page.locator("input[type=file][multiple]").set_input_files(tmp_path / "one.txt")
        expect(page.locator("#status")).to_contain_text("1 new article")
        page.locator("input[type=file][multiple]").set_input_files(tmp_path / "two.txt")
        expect(
            page.get_by_text("That is more than 1 files in a day (upload_files): add the rest tomorrow.")
        ).to_be_visible()
    finally:
        served.close()
    assert "two.txt" not in names(changeable)
