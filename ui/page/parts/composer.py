"""The box in which a question is typed, with its button."""

import gradio as gr

from rag.engine import LONGEST_QUESTION
from ui.page.texts import Texts


class Composer:
    """The box, with its button, and the line above it that says what an edited question replaces."""

    def __init__(self, texts: Texts) -> None:
        """Make the components where they stand in the page."""
        self._ask, self._stop = texts("ask"), texts("stop")
        self.waits = {"__type__": "update", "submit_btn": self._ask, "stop_btn": False}
        """What `ready` changes, as the browser takes it from a function of its own."""
        with gr.Column(elem_id="composer"):
            self.editing = gr.State(None)
            """The place of the exchange that is being edited, else nothing."""
            self.scope = gr.HTML("", elem_id="scope")
            """Which articles are asked, when it isn't all."""
            self.notice = gr.HTML("", elem_id="notice")
            self.box = gr.Textbox(
                lines=1,
                max_lines=6,
                max_length=LONGEST_QUESTION,
                placeholder=texts("placeholder"),
                label=texts("question"),
                show_label=False,
                container=False,
                autofocus=True,
                submit_btn=self._ask,
                stop_btn=False,
                elem_id="question",
            )

    def ready(self, text: str | None = None) -> gr.Textbox:
        """Return the box as it waits for a question; its words stay unless some are given."""
        if text is None:
            return gr.Textbox(submit_btn=self._ask, stop_btn=False)
        return gr.Textbox(value=text, submit_btn=self._ask, stop_btn=False)

    def busy(self, text: str | None = None) -> gr.Textbox:
        """Return the box while a question is answered; its words stay unless some are given."""
        if text is None:
            return gr.Textbox(submit_btn=False, stop_btn=self._stop)
        return gr.Textbox(value=text, submit_btn=False, stop_btn=self._stop)
