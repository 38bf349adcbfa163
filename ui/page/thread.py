"""The conversation: asks the engine, and shows the answer as it comes."""

import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from rag import Answer, Citation, Filters, PressmarkError
from ui.page.composer import Composer
from ui.page.conversation import Conversation, Exchange, from_plain, to_plain
from ui.page.header_html import mode
from ui.page.reader import Reader
from ui.page.shared import AT_ONCE, Shared, private, sent
from ui.page.start_html import start_html
from ui.page.thread_html import exchange_html, failed_html, past_html, pending_html, writing_html

EVERY = 0.05
"""Seconds between two looks at an answer that is being written: more often only costs."""

Updates = dict[Any, Any]
"""What changes on the page, by component."""


class Thread:
    """What was said, and what is being said.

    The exchange that is being answered has a component of its own, so that a question costs the same however long the
    conversation is; the script keeps those before it in the page. What was said before the page was opened, or the
    start, stands in `past`.
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
        shared, box, typing = self.shared, composer.box, [composer.box, composer.notice, composer.editing]
        answering = private(
            outputs=[self.current, shared.conversation, *typing, reader.panel],
            concurrency_id="ask",
            concurrency_limit=AT_ONCE,
        )
        known = [shared.conversation, shared.filters]
        asked = [
            box.submit(self.ask_typed, [box, composer.editing, *known], **answering),
            shared.bridge.ask(self.ask_clicked, known, **answering),
        ]
        at_once = private(queue=False)
        for each in asked:
            each.then(to_plain, shared.conversation, shared.kept, **at_once)
        box.stop(composer.ready, None, box, cancels=asked, **at_once)
        shared.bridge.edit(self.edit, None, typing, **at_once)
        shared.bridge.unedit(self.unedit, None, typing, **at_once)
        everything = [self.past, self.current, shared.conversation, shared.kept, *typing, reader.panel]
        shared.bridge.fresh(self.fresh, None, everything, cancels=asked, **at_once)

    def restore(self, kept: object) -> tuple[str, Conversation]:
        """Return the conversation that the browser kept, as it is shown, or the start."""
        conversation = from_plain(kept)
        return past_html(conversation) if conversation.exchanges else self._start(), conversation

    def ask_typed(
        self, question: str, editing: int | None, conversation: Conversation, filters: Filters
    ) -> Iterator[Updates]:
        """Answer what was typed; in the place of an exchange, when that is being edited."""
        yield from self.ask(question, conversation.before(editing), filters)

    def ask_clicked(self, conversation: Conversation, filters: Filters, event: gr.EventData) -> Iterator[Updates]:
        """Answer a suggested question, or one again, which takes its place and that of all after it."""
        question, position = sent(event, "question", str), sent(event, "position", int)
        yield from self.ask(question or "", conversation.before(position), filters)

    def ask(self, question: str, conversation: Conversation, filters: Filters) -> Iterator[Updates]:
        """Yield what changes on the page while a question is answered."""
        number, composer = len(conversation.exchanges), self.composer
        if not question.strip():
            yield {composer.box: composer.ready()}
            return
        begun = {composer.notice: "", composer.editing: None}
        if mode(self.shared.pressmark) != "extractive":  # quotes come so fast that there is nothing to wait for
            yield {**begun, self.current: pending_html(question, number), composer.box: composer.busy()}
        text, citations, shown = "", list[Citation](), 0.0
        try:
            for piece in self.shared.pressmark.stream(question, conversation.turns, filters):
                if isinstance(piece, Answer):
                    yield {**begun, **self._done(Exchange(piece), conversation)}
                    return
                # What came is shown when more comes: an answer that comes in one piece is sent once, as a whole.
                if text and time.monotonic() - shown >= EVERY:
                    yield {self.current: writing_html(question, number, text, citations)}
                    shown = time.monotonic()
                text += piece.text
                citations += piece.citations
        except PressmarkError as error:
            yield {**begun, self.current: failed_html(question, number, str(error)), composer.box: composer.ready()}

    def _done(self, exchange: Exchange, conversation: Conversation) -> Updates:
        whole = conversation.with_exchange(exchange)
        return {
            self.current: exchange_html(exchange, len(conversation.exchanges)),
            self.shared.conversation: whole,
            self.composer.box: self.composer.ready(""),
            self.reader.panel: self.reader.first(exchange),
        }

    def edit(self, event: gr.EventData) -> tuple[Any, Any, Any]:
        """Put a question into the box again; asked, it takes its place and that of all after it."""
        question, position = sent(event, "question", str), sent(event, "position", int)
        if question is None or position is None:
            return gr.skip(), gr.skip(), gr.skip()
        notice = '<p>Editing an earlier question. <button type="button" data-do="unedit">Cancel</button></p>'
        return self.composer.ready(question), notice, position

    def unedit(self) -> tuple[Any, Any, Any]:
        """Leave the conversation as it is."""
        return self.composer.ready(""), "", None

    def fresh(self) -> Updates:
        """Begin a new conversation."""
        empty, composer = Conversation(), self.composer
        return {
            self.past: self._start(),
            self.current: "",
            self.shared.conversation: empty,
            self.shared.kept: to_plain(empty),
            composer.box: composer.ready(""),
            composer.notice: "",
            composer.editing: None,
            self.reader.panel: self.reader.empty(),
        }

    def _start(self) -> str:
        return start_html(self.shared.pressmark.articles(), self.shared.pressmark.suggestions())
