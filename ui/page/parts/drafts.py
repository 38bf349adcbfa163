"""The check of a draft: it is pasted, and what the articles say to it appears as it is found."""

from collections.abc import Iterator

import gradio as gr

from rag import PressmarkError
from rag.drafts.check import check_piecemeal
from rag.drafts.reading.draft import LONGEST
from ui.page.html.drafts import findings_html
from ui.page.html.library import told_html
from ui.page.parts.shared import AT_ONCE, Shared, private


class DraftPanel:
    """The third side of the reader's pane."""

    def __init__(self, shared: Shared) -> None:
        """Make the components where they stand in the page."""
        self.shared, texts = shared, shared.texts
        with gr.Column(elem_id="draft"):
            self.draft = gr.Textbox(
                label=texts("draft-words"), placeholder=texts("draft-hint"), lines=8, max_lines=16,
                elem_id="draft-words", max_length=LONGEST,
            )  # fmt: skip
            self.check = gr.Button(texts("draft-check"), elem_id="draft-check")
            self.found = gr.HTML("", elem_id="draft-found")

    def bind(self) -> None:
        """Check when the button is pressed."""
        self.check.click(
            self.checked, self.draft, self.found, **private(concurrency_id="drafts", concurrency_limit=AT_ONCE)
        )

    def checked(self, draft: str) -> Iterator[str]:
        """Yield what was found of a draft so far; or why it can't be checked, in a sentence."""
        try:
            for checked in check_piecemeal(self.shared.pressmark.library, draft):
                yield findings_html(checked, self.shared.texts)
        except PressmarkError as error:
            yield told_html(str(error))
