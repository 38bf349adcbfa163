"""The conversation: asks the engine, and shows the answer as it comes."""

import json
import time
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import gradio as gr

from rag import Answer, Citation, Delta, Filters, PressmarkError
from rag.messages.texts import say
from ui.logs import QUESTIONS
from ui.page.conversation import Conversation, Exchange, from_plain, to_plain
from ui.page.html.header import mode
from ui.page.html.markup import esc
from ui.page.html.reader import empty_html
from ui.page.html.start import start_html
from ui.page.html.thread import (
    current_html,
    exchange_html,
    failed_html,
    past_html,
    pending_html,
    stopped_html,
    writing_html,
)
from ui.page.operation.tally import failures_counted
from ui.page.parts.composer import Composer
from ui.page.parts.reader import Reader
from ui.page.parts.shared import AT_ONCE, Shared, private, sent, shown_html

EVERY = 0.05
"""Seconds between two looks at an answer that is being written: more often only costs."""

Updates = dict[Any, Any]
"""What changes on the page, by component."""

# Functions that the browser calls instead of the server: first the values of the inputs, then those of the outputs.
_HALTED: Final = "html => pressmark.stopped(html, {stopped})"
_STOP: Final = "html => [pressmark.stopped(html, {stopped}), {waits}]"
_BEGIN_ANEW: Final = '() => [pressmark.begin(), "", "", {nothing}, {waits}, "", {empty}]'


class Thread:
    """The questions and answers so far, and the answer that is being written.

    The exchange that is being answered has a component of its own, so that a question costs the same however long the
    conversation is; the script keeps those before it in the page. What was said before the page was opened stands in
    `past`; the start above it is hidden while there is any exchange.
    """

    def __init__(self, shared: Shared) -> None:
        """Make the components where they stand in the page."""
        self.shared = shared
        with gr.Column(elem_id="thread"):
            self.start = gr.HTML(self.greet(), elem_id="start")
            self.past = shown_html("", "past")
            self.current = shown_html("", "current")

    def bind(self, composer: Composer, reader: Reader) -> None:
        """Bind what asks, stops, edits and begins anew."""
        self.composer, self.reader = composer, reader
        shared, box, typing = self.shared, composer.box, [composer.box, composer.notice, composer.editing]
        answering = private(
            outputs=[self.current, shared.conversation, shared.kept, *typing, reader.panel],
            concurrency_id="ask",
            concurrency_limit=AT_ONCE,
        )
        known = [shared.begun, shared.conversation, shared.filters]
        halted, stop, begin_anew = (self._in_browser(each) for each in (_HALTED, _STOP, _BEGIN_ANEW))
        asked = [
            box.submit(self.ask_typed, [box, composer.editing, *known], **answering),
            shared.bridge.ask(self.ask_clicked, known, **answering),
        ]
        at_once = private(queue=False)
        box.stop(None, self.current, [self.current, box], js=stop, cancels=asked, **at_once)
        shared.bridge.edit(self.edit, None, typing, **at_once)
        shared.bridge.unedit(self.unedit, None, typing, **at_once)
        anew = [shared.begun, self.past, self.current, shared.kept, box, composer.notice, reader.panel]
        # In the browser alone, so that it is done at once: what the server says later belongs to what is asked later.
        shared.bridge.fresh(None, None, anew, js=begin_anew, cancels=asked, **at_once)
        shared.bridge.fresh(self.greet, None, self.start, **at_once)
        # Words that were on their way when the reader stopped them, or left their conversation.
        shared.bridge.halted(None, self.current, self.current, js=halted, **at_once)
        shared.bridge.late(None, None, self.current, js="() => ''", **at_once)

    def _in_browser(self, function: str) -> str:
        """Return a function for the browser with its values put in."""
        values = {
            "stopped": stopped_html(self.shared.texts),
            "waits": self.composer.waits,
            "nothing": to_plain(Conversation()),
            "empty": empty_html(self.shared.texts),
        }
        for name, value in values.items():
            function = function.replace(f"{{{name}}}", json.dumps(value))
        return function

    def restore(self, kept: object, asked: Conversation) -> tuple[str, Conversation]:
        """Return the conversation that the browser kept, as it is shown and as it is: what was asked by now follows."""
        conversation = from_plain(kept)
        return past_html(conversation, self.shared.texts), conversation.followed_by(asked)

    def ask_typed(
        self, question: str, editing: int | None, begun: int, conversation: Conversation, filters: Filters
    ) -> Iterator[Updates]:
        """Answer what was typed; in the place of an exchange, when that is being edited."""
        before = conversation.unless_begun(begun).before(editing)
        yield from self.ask(question, before, filters, typed=True)

    def ask_clicked(
        self, begun: int, conversation: Conversation, filters: Filters, event: gr.EventData
    ) -> Iterator[Updates]:
        """Answer a suggested question, or one again, which takes its place and that of all after it."""
        question, position = sent(event, "question", str), sent(event, "position", int)
        yield from self.ask(question or "", conversation.unless_begun(begun).before(position), filters)

    def ask(
        self, question: str, conversation: Conversation, filters: Filters, *, typed: bool = False
    ) -> Iterator[Updates]:
        """Yield what changes on the page while a question is answered; what was typed leaves the box, once."""
        number, composer = len(conversation.exchanges), self.composer
        if not question.strip():
            yield {composer.box: composer.ready()}
            return
        QUESTIONS.info("asked: %s", question, extra={"fields": {"question": question}})
        shown = partial(current_html, begun=conversation.begun)
        begun, left = {composer.notice: "", composer.editing: None}, "" if typed else None
        if mode(self.shared.pressmark) != "extractive":  # quotes come so fast that there is nothing to wait for
            yield {
                **begun,
                self.current: shown(pending_html(question, number, self.shared.texts)),
                composer.box: composer.busy(left),
            }
            begun, left = {}, None
        text, citations, looked = "", list[Citation](), 0.0
        try:
            for piece in self._heard(question, conversation, filters):
                if isinstance(piece, Answer):
                    done = self._done(Exchange(piece), conversation)
                    yield {**begun, **done, composer.box: composer.ready(left)}
                    return
                # What came is shown when more comes: an answer that comes in one piece is sent once, as a whole.
                if text and time.monotonic() - looked >= EVERY:
                    yield {self.current: shown(writing_html(question, number, text, citations))}
                    looked = time.monotonic()
                text += piece.text
                citations += piece.citations
        except PressmarkError as error:
            failed = failed_html(question, number, str(error), self.shared.texts)
            yield {**begun, self.current: shown(failed), composer.box: composer.ready(left)}

    def _heard(self, question: str, conversation: Conversation, filters: Filters) -> Iterator[Delta | Answer]:
        """Yield what the engine says, and count what comes of the question."""
        with failures_counted(self.shared.tally):
            for piece in self.shared.pressmark.stream(question, conversation.turns, filters):
                if isinstance(piece, Answer):
                    self.shared.tally.answered(piece)
                yield piece

    def _done(self, exchange: Exchange, conversation: Conversation) -> Updates:
        whole = conversation.with_exchange(exchange)
        shown = exchange_html(exchange, len(conversation.exchanges), self.shared.texts)
        return {
            self.current: current_html(shown, conversation.begun),
            self.shared.conversation: whole,
            self.shared.kept: to_plain(whole),  # with the answer: what is seen is kept, also when the page goes at once
            self.reader.panel: self.reader.first(exchange),
        }

    def edit(self, event: gr.EventData) -> tuple[Any, Any, Any]:
        """Put a question into the box again; asked, it takes its place and that of all after it."""
        question, position = sent(event, "question", str), sent(event, "position", int)
        if question is None or position is None:
            return gr.skip(), gr.skip(), gr.skip()
        editing, cancel = (esc(self.shared.texts(key)) for key in ("editing", "cancel"))
        notice = f'<p>{editing} <button type="button" data-do="unedit">{cancel}</button></p>'
        return self.composer.ready(question), notice, position

    def unedit(self) -> tuple[Any, Any, Any]:
        """Leave the conversation as it is."""
        return self.composer.ready(""), "", None

    def greet(self) -> str:
        """Return what stands there before the first question: it follows the library."""
        pressmark, texts = self.shared.pressmark, self.shared.texts
        articles = pressmark.articles()
        offered = (*pressmark.suggestions(), say("chat-ask-library", texts.language)) if articles else ()
        return start_html(articles, offered, texts)
