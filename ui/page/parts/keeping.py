"""Exports and verdicts: save the conversation as a file, and keep what a reader says of an answer."""

from datetime import date
from pathlib import Path
from typing import Final

import gradio as gr

from eval.datasets.feedback import DOWN, UP, Feedback, keep_feedback
from index.errors import PressmarkError
from rag.serialise import answer_to_dict
from ui.page.conversation import Conversation, Exchange
from ui.page.export import conversation_json, conversation_markdown
from ui.page.html.keeping import file_html, said_html
from ui.page.parts.shared import Shared, private, sent

SCRIPT: Final = Path(__file__).parents[1] / "static" / "keeping.js"


class Keeping:
    """One hidden component: its script sends what was clicked on, and acts on what comes back as its value."""

    def __init__(self, shared: Shared) -> None:
        """Make the component."""
        self.shared = shared
        self.bridge = gr.HTML("", js_on_load=SCRIPT.read_text("utf-8"), elem_id="keeping")

    def bind(self) -> None:
        """Bind the verdicts and the exports."""
        known = [self.shared.begun, self.shared.conversation]
        self.bridge.vote(self.vote, known, self.bridge, **private(concurrency_id="vote", concurrency_limit=1))
        self.bridge.take(self.take, known, self.bridge, **private(queue=False))

    def vote(self, begun: int, conversation: Conversation, event: gr.EventData, request: gr.Request) -> str:
        """Keep a verdict as a case of the library's own question set, and return what to tell the reader."""
        key, verdict = sent(event, "exchange", str) or "", sent(event, "verdict", str)
        found = _find(conversation.unless_begun(begun), sent(event, "question", str), sent(event, "position", int))
        if found is None or verdict not in (UP, DOWN):
            return said_html(key, self.shared.texts("answer-gone"), fine=False)
        before, exchange = found
        feedback = Feedback(
            UP if verdict == UP else DOWN,
            answer_to_dict(exchange.answer),
            before.turns,
            sent(event, "comment", str) or "",
            reader=request.session_hash or "",
        )
        try:
            keep_feedback(self.shared.pressmark.library.folder, feedback)
        except PressmarkError as error:
            return said_html(key, str(error), fine=False)
        return said_html(key, self.shared.texts("thanks"), fine=True)

    def take(self, begun: int, conversation: Conversation, event: gr.EventData) -> str:
        """Return the conversation as a file for the browser to save."""
        answers = [answer_to_dict(each.answer) for each in conversation.unless_begun(begun).exchanges]
        if not answers:
            return said_html("", self.shared.texts("no-export"), fine=False)
        today = date.today().isoformat()  # the day where the page is served
        if sent(event, "form", str) == "json":
            return file_html(f"pressmark-{today}.json", "application/json", conversation_json(answers, today))
        return file_html(f"pressmark-{today}.md", "text/markdown", conversation_markdown(answers, today))


def _find(
    conversation: Conversation, question: str | None, position: int | None
) -> tuple[Conversation, Exchange] | None:
    """Return an exchange with what was said before it; its place alone may have moved, when the oldest went."""
    places = [place for place, each in enumerate(conversation.exchanges) if each.question == question]
    if not places:
        return None
    place = min(places, key=lambda each: abs(each - (position or 0)))
    return conversation.before(place), conversation.exchanges[place]
