import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

DRAFT = "Ruth Halloran is its captain. “The crossing to the island takes 50 minutes,” she said. <img src=x> “a b c d”"
DROP = """([bytes, name]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([Uint8Array.from(bytes)], name));
  const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.querySelector("#draft-words textarea").dispatchEvent(event);
}"""


def page(words: str) -> bytes:
    return f"<html><body><article><p>{words}</p></article></body></html>".encode()


def open_document(words: str) -> bytes:
    made = io.BytesIO()
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    body = f"<office:body><office:text><text:p>{words}</text:p></office:text></office:body>"
    names = f'xmlns:office="{space}office:1.0" xmlns:text="{space}text:1.0"'
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return made.getvalue()


def mail(words: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "desk@example.com", "The draft"
    message.set_content(words)
    return message.as_bytes()


WRITERS: dict[str, Callable[[str], bytes]] = {
    ".odt": open_document,
    ".eml": mail,
    ".html": page,
    ".md": lambda words: words.encode(),
}


def word_file(folder: Path) -> Path:
    document = Document()
    for words in DRAFT.split(". ", 1):
        document.add_paragraph(words)
    path = folder / "ferry story.docx"
    document.save(str(path))
    return path


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


def test_a_dropped_word_file_is_checked_and_saved_with_comments_and_as_a_report(start: Page, tmp_path: Path) -> None:
    start.get_by_role("tab", name="Check a draft").click()
    start.evaluate(DROP, [list(word_file(tmp_path).read_bytes()), "ferry story.docx"])
    expect(start.locator(".findings .bad")).to_contain_text("“50” for “45”")
    expect(start.locator("#draft-words textarea")).to_have_value("Ruth Halloran is its captain\n\n" + DRAFT[30:])
    with start.expect_download() as saved:
        start.locator("[data-export=docx]").click()
    assert saved.value.suggested_filename == "ferry story-checked.docx"
    saved.value.save_as(tmp_path / "out.docx")
    assert any(comment.text.startswith("Altered") for comment in Document(str(tmp_path / "out.docx")).comments)
    with start.expect_download() as report:
        start.locator("[data-export=report]").click()
    report.value.save_as(tmp_path / "out.html")
    assert "The crossing to the island takes 45 minutes" in (tmp_path / "out.html").read_text("utf-8")


@pytest.mark.parametrize("suffix", [".odt", ".eml", ".html", ".md"])
def test_a_dropped_file_of_any_kind_is_checked(start: Page, tmp_path: Path, suffix: str) -> None:
    quoted = "“The crossing to the island takes 50 minutes,” Ruth Halloran said."
    start.get_by_role("tab", name="Check a draft").click()
    start.evaluate(DROP, [list(WRITERS[suffix](quoted)), f"story{suffix}"])
    expect(start.locator(".findings .bad")).to_contain_text("“50” for “45”")
    expect(start.locator("[data-export=docx]")).to_have_count(0)


def test_an_empty_draft_and_a_damaged_file_are_refused_in_a_sentence(start: Page, tmp_path: Path) -> None:
    start.get_by_role("tab", name="Check a draft").click()
    start.locator("#draft-check").click()
    expect(start.locator("#draft-found")).to_contain_text("empty")
    (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04 no zip at all")
    start.locator("#draft input[type=file]").set_input_files(tmp_path / "torn.docx")
    expect(start.locator("#draft-found")).to_contain_text("torn.docx")
    expect(start.locator("#draft-found")).not_to_contain_text("/torn.docx")
