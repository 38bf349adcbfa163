"""The conversation: asks the engine, and shows the answer as it comes."""

import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from rag import Answer, Citation, Filters, PressmarkError
from ui.page.composer import Composer
from ui.page.conversation import Conversation, Exchange, from_plain, to_plain
from ui.page.reader import Reader
from ui.page.shared import AT_ONCE, Shared, sent
from ui.page.start_html import start_html
from ui.page.thread_html import exchange_html, failed_html, past_html, pending_html, writing_html

EVERY = 0.05
"""Seconds between two looks at an answer that is being written: more often only costs."""

Updates = tuple[Any, ...]
"""What is shown of the past, the current exchange, the conversation, the box, the notice, the state of editing and the
reader, in this order: `Thread.outputs`."""
SAME = gr.skip()


class Thread:
    """What was said, and what is being said.

    Two components: the past is sent once a question, so that an answer that is being written costs only itself.
    """

    def __init__(self, shared: Shared) -> None:
        """Make the components where they stand in the page."""
        self.shared = shared
        with gr.Column(elem_id="thread"):
            self.past = gr.HTML(self._start(), elem_id="past")
            self.current = gr.HTML("", elem_id="current")

    def bind(self, composer: Composer, reader: Reader) -> None:
        """Bind what asks, stops, edits and begins anew."""
        self.composer, self.reader = composer, reader
        shared = self.shared
        outputs = [
            self.past,
            self.current,
            shared.conversation,
            composer.box,
            composer.notice,
            composer.editing,
            reader.panel,
        ]
        how: dict[str, Any] = {
            "outputs": outputs,
            "api_visibility": "private",
            "show_progress": "hidden",
            "concurrency_id": "ask",
            "concurrency_limit": AT_ONCE,
        }
        known = [shared.conversation, shared.filters]
        typed = composer.box.submit(self.ask_typed, [composer.box, composer.editing, *known], **how)
        clicked = shared.bridge.ask(self.ask_clicked, known, **how)
        quick: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
        composer.box.stop(lambda: composer.ready(), None, composer.box, cancels=[typed, clicked], **quick)
        shared.bridge.edit(self.edit, None, [composer.box, composer.notice, composer.editing], **quick)
        shared.bridge.unedit(self.unedit, None, [composer.box, composer.notice, composer.editing], **quick)
        shared.bridge.fresh(self.fresh, None, outputs, cancels=[typed, clicked], **quick)

    def restore(self, stored: Any) -> str:  # noqa: ANN401  # whatever a browser kept
        """Return the conversation that the browser kept, or the start."""
        conversation = from_plain(stored)
        return past_html(conversation) if conversation.exchanges else self._start()

    def ask_typed(self, question: str, editing: int | None, stored: Any, filters: Filters) -> Iterator[Updates]:  # noqa: ANN401
        """Answer what was typed; in the place of an exchange, when that is being edited."""
        yield from self.ask(question, from_plain(stored).before(editing), filters)

    def ask_clicked(self, stored: Any, filters: Filters, event: gr.EventData) -> Iterator[Updates]:  # noqa: ANN401
        """Answer a suggested question, or one again, which takes its place and that of all after it."""
        question, position = sent(event, "question", str), sent(event, "position", int)
        yield from self.ask(question or "", from_plain(stored).before(position), filters)

    def ask(self, question: str, conversation: Conversation, filters: Filters) -> Iterator[Updates]:
        """Yield what the page shows while a question is answered."""
        number, composer = len(conversation.exchanges), self.composer
        if not question.strip():
            yield (SAME, SAME, SAME, composer.ready(), SAME, SAME, SAME)
            return
        yield (past_html(conversation), pending_html(question, number), SAME, composer.busy(), "", None, SAME)
        text, citations, shown = "", list[Citation](), 0.0
        try:
            for piece in self.shared.pressmark.stream(question, conversation.turns, filters):
                if isinstance(piece, Answer):
                    exchange = Exchange(piece, struck=_struck(text, piece))
                    yield self._done(exchange, conversation)
                    return
                text += piece.text
                citations += piece.citations
                if time.monotonic() - shown >= EVERY:
                    yield (SAME, writing_html(question, number, text, citations), SAME, SAME, SAME, SAME, SAME)
                    shown = time.monotonic()
        except PressmarkError as error:
            yield (SAME, failed_html(question, number, str(error)), SAME, composer.ready(question), SAME, SAME, SAME)

    def _done(self, exchange: Exchange, conversation: Conversation) -> Updates:
        whole = conversation.with_exchange(exchange)
        number = len(whole.exchanges) - 1
        shown = exchange_html(exchange, number)
        return (SAME, shown, to_plain(whole), self.composer.ready(), SAME, SAME, self.reader.first(exchange))

    def edit(self, event: gr.EventData) -> tuple[Any, Any, Any]:
        """Put a question into the box again; asked, it takes its place and that of all after it."""
        question, position = sent(event, "question", str), sent(event, "position", int)
        if question is None or position is None:
            return SAME, SAME, SAME
        notice = '<p>Editing an earlier question. <button type="button" data-do="unedit">Cancel</button></p>'
        return self.composer.ready(question), notice, position

    def unedit(self) -> tuple[Any, Any, Any]:
        """Leave the conversation as it is."""
        return self.composer.ready(""), "", None

    def fresh(self) -> Updates:
        """Begin a new conversation."""
        empty = to_plain(Conversation())
        return (self._start(), "", empty, self.composer.ready(""), "", None, self.reader.empty())

    def _start(self) -> str:
        return start_html(self.shared.pressmark.articles(), self.suggestions())

    def suggestions(self) -> tuple[str, ...]:
        """Return questions that the library answers."""
        return ()


def _struck(written: str, answer: Answer) -> tuple[str, ...]:
    """Return the sentences that were written and didn't stay."""
    return ()
