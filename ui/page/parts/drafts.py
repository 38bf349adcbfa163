"""The check of a draft: it is pasted or a file is dropped, and what the articles say to it appears as it is found."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr

from index.readers.files import read_data
from index.readers.registry import SUFFIXES
from rag import PressmarkError
from rag.drafts.check import check_piecemeal
from rag.drafts.reading.draft import LONGEST
from rag.drafts.records import Checked
from ui.page.access.roles import NotAllowedError, editor
from ui.page.html.drafts import exported_html, findings_html
from ui.page.html.library import told_html
from ui.page.parts.shared import AT_ONCE, Shared, private, sent
from ui.tasks.drafts.annotate import commented
from ui.tasks.drafts.reading import read_draft_text
from ui.tasks.drafts.report import report_html

SCRIPT: Final = Path(__file__).parents[1] / "static" / "drafts.js"
KINDS: Final = sorted(suffix for suffix, kind in SUFFIXES.items() if kind not in {"feed", "warc", "zip"})
"""The suffixes of a draft: of every kind of file that is read and holds one article."""
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEPT: Final = 3600
"""Seconds for which a session keeps the draft that it checked last, to export it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a session: as it was given, and as it was checked."""

    name: str = "draft"
    text: str = ""
    document: bytes | None = None
    """The Word document that it was read from."""
    checked: Checked | None = None


class DraftPanel:
    """The third side of the reader's pane."""

    def __init__(self, shared: Shared) -> None:
        """Make the components where they stand in the page."""
        self.shared, texts = shared, shared.texts
        with gr.Column(elem_id="draft"):
            self.words = gr.Textbox(
                label=texts("draft-words"), placeholder=texts("draft-hint"), lines=8, max_lines=16,
                elem_id="draft-words", max_length=LONGEST,
            )  # fmt: skip
            with gr.Row(elem_id="draft-start"):
                self.check = gr.Button(texts("draft-check"), elem_id="draft-check")
                self.file = gr.UploadButton(texts("draft-file"), file_types=KINDS, elem_id="draft-file")
            self.found = gr.HTML("", elem_id="draft-found")
        self.draft = gr.State(Draft(), time_to_live=_KEPT)
        self.bridge = gr.HTML("", js_on_load=SCRIPT.read_text("utf-8"), elem_id="drafting")

    def bind(self) -> None:
        """Check when the button is pressed or a file is there, and export what was checked."""
        work = private(concurrency_id="drafts", concurrency_limit=AT_ONCE)
        self.check.click(self.checked, [self.words, self.draft], [self.found, self.draft], **work)
        self.file.upload(self.dropped, self.file, [self.words, self.found, self.draft], **work)
        self.bridge.take(self.take, self.draft, self.bridge, **work)

    def checked(self, words: str, draft: Draft) -> Iterator[Any]:
        """Yield what was found of a draft so far; or why it can't be checked, in a sentence."""
        yield from self._checked(draft if draft.text == words else Draft(text=words))

    def dropped(self, file: str, request: gr.Request) -> Iterator[Any]:
        """Yield the words of a file, and what was found of it so far; or why it can't be checked."""
        uploads: list[Path] = []
        try:
            uploads = self.shared.uploads.taken([file], editor(request))
            draft = self._read(uploads[0]) if uploads else Draft()
            for found, kept in self._checked(draft):
                yield draft.text, found, kept
        except NotAllowedError:
            yield gr.skip(), told_html(self.shared.texts("only-editors")), Draft()
        except PressmarkError as error:
            yield gr.skip(), told_html(str(error).replace(f"{uploads[0]}", uploads[0].name)), Draft()
        finally:
            self.shared.uploads.forget(uploads)

    def take(self, draft: Draft, event: gr.EventData) -> str:
        """Return the report, or the Word document with comments, for the browser to save."""
        if draft.checked is None:
            return ""
        stem = Path(draft.name).stem
        if sent(event, "form", str) == "docx" and draft.document is not None:
            made, _ = commented(draft.checked, draft.document)
            return exported_html(f"{stem}-checked.docx", _WORD, base64.b64encode(made).decode())
        page = report_html(draft.checked, self.shared.pressmark.article_text).encode()
        return exported_html(f"{stem}-checked.html", "text/html", base64.b64encode(page).decode())

    def _read(self, path: Path) -> Draft:
        limit = self.shared.pressmark.settings.file_limit
        text = read_draft_text(str(path), limit).text
        document = read_data(path, limit) if path.suffix.lower() == ".docx" else None
        return Draft(path.name, text, document)

    def _checked(self, draft: Draft) -> Iterator[tuple[str, Draft]]:
        try:
            for checked in check_piecemeal(self.shared.pressmark.library, draft.text, draft.name):
                kept = Draft(draft.name, draft.text, draft.document, checked)
                yield findings_html(checked, self.shared.texts, word=draft.document is not None), kept
        except PressmarkError as error:
            yield told_html(str(error)), draft
