"""What somebody may try who speaks to the page's server without its page, or gives it files with odd names."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from rag import Pressmark
from tests.ui.page.door import caller
from ui.page.serving import Served


def event_of(served: Served, label: str) -> tuple[int, int]:
    """Return the number of the event that an upload button triggers, and of how many inputs it takes."""
    with caller(served) as client:
        config = client.get("config").json()
    (button,) = [each["id"] for each in config["components"] if each["props"].get("elem_id") == label]
    for event in config["dependencies"]:
        if [button, "upload"] in [list(target) for target in event["targets"]]:
            return event["id"], len(event["inputs"])
    raise AssertionError(label)


def sent_event(served: Served, number: int, data: list[Any]) -> str:
    """Send an event as a browser does, and return all that the server says to it."""
    body = {"data": data, "fn_index": number, "session_hash": "hostile", "event_data": None, "trigger_id": None}
    with caller(served) as client:
        joined = client.post("gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return joined.text
        said = ""
        with client.stream("GET", "gradio_api/queue/data", params={"session_hash": "hostile"}) as stream:
            for line in stream.iter_lines():
                said += f"{line}\n"
                if "process_completed" in line:
                    return said
        return said


@pytest.mark.parametrize("where", ["path", "url"])
def test_a_file_of_the_machine_cannot_be_named_as_an_upload(
    served: Served, pressmark: Pressmark, tmp_path: Path, where: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The password of the archive is Heliotrope. It was set in 1987 by the keeper.\n")
    number, inputs = event_of(served, "add-files")
    file = {"path": str(secret), "orig_name": "secret.txt", "meta": {"_type": "gradio.FileData"}}
    if where == "url":
        file |= {"path": "http://127.0.0.1:9/secret.txt", "url": f"file://{secret}"}
    said = sent_event(served, number, [[file], *[None] * (inputs - 1)])
    assert said == "A file that this session didn't upload."
    assert "Heliotrope" not in said
    assert "secret.txt" not in [card.file for card in pressmark.articles()]


def test_only_the_kinds_that_the_library_reads_are_taken(start: Page, pressmark: Pressmark, tmp_path: Path) -> None:
    program = tmp_path / "program.exe"
    program.write_bytes(b"MZ\0\0")
    start.locator("[data-tab=library]").click()
    start.locator("input[type=file]").first.set_input_files(program)
    start.wait_for_timeout(1500)
    assert "program.exe" not in [card.file for card in pressmark.articles()]


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=window.hacked=7>.txt", "${window.hacked=8}`.md", '"><script>window.hacked=9<x.txt']
)
def test_the_name_of_a_file_stays_text(start: Page, pressmark: Pressmark, name: str) -> None:
    start.locator("[data-tab=library]").click()
    content = (
        f"The mason Ottilie Brandt carved {len(name)} fonts of Saint Ebba in 1902. Each weighs two tons.\n".encode()
    )
    before = len(pressmark.articles())
    files = start.locator("input[type=file]").first
    files.set_input_files(FilePayload(name=name, mimeType="text/plain", buffer=content))
    expect(start.locator("#status")).to_contain_text("1 new article")
    assert len(pressmark.articles()) == before + 1
    assert start.locator("#library img, #library script").count() == 0
