"""The reader: the article that a quote stands in, opened at the quote."""

from typing import Any, Final

import gradio as gr

from index.errors import PressmarkError
from index.library.cards import checked_value
from index.library.pictures import picture_at
from index.records import Span
from rag import UsageError
from ui.page.access.audit import note
from ui.page.access.roles import NotAllowedError, editor
from ui.page.conversation import Exchange
from ui.page.html.reader import CORRECTED, Marked, Picture, article_html, empty_html, gone_html
from ui.page.parts.shared import Shared, private, sent, shown_html

_MOST: Final = 1000
"""Characters of a value that are looked at; fewer are kept."""


class Reader:
    """The panel on the right, a sheet on a phone."""

    def __init__(self, shared: Shared) -> None:
        """Make the component where it stands in the page."""
        self.shared = shared
        self.panel = shown_html(empty_html(shared.texts), "reader")

    def bind(self) -> None:
        """Open an article when a marker, a card or a title is clicked on."""
        self.shared.bridge.open(self.open, None, self.panel, **private(queue=False))
        self.shared.bridge.correct(
            self.correct, None, self.panel, **private(concurrency_id="write", concurrency_limit=1)
        )

    def correct(self, event: gr.EventData, request: gr.Request) -> str:
        """Correct what is known of an article, and return it again; what was wrong with a value is told above it."""
        file = sent(event, "file", str) or ""
        given = sent(event, "values", dict) or {}
        library = self.shared.pressmark.library
        try:
            actor = editor(request)
            before = self.shared.pressmark.article(file).metadata
            values = {name: checked_value(name, str(given[name])[:_MOST]) for name in CORRECTED if name in given}
            known = {name: found.value if (found := getattr(before, name)) else None for name in values}
            changed = {name: value for name, value in values.items() if value != known[name]}
            if changed:
                with library.writer():
                    library.edit(file, changed)
                note(actor, "corrected", [file])
        except NotAllowedError:
            return self._show(file, [], None, "", self.shared.texts("only-editors"))
        except PressmarkError as error:
            return self._show(file, [], None, "", str(error))
        return self._show(file, [], None, "")

    def open(self, event: gr.EventData) -> str:
        """Return the article that was chosen, with the quotes of the answer that it was chosen in."""
        data = event._data if isinstance(event._data, dict) else {}
        marks = [mark for each in _listed(data.get("marks")) if (mark := _marked(each))]
        current = data.get("current")
        chosen = marks[current] if isinstance(current, int) and 0 <= current < len(marks) else None
        return self._show(str(data.get("file", "")), marks, chosen, str(data.get("sha256") or ""))

    def first(self, exchange: Exchange) -> Any:  # noqa: ANN401  # HTML, or nothing new
        """Return the article of an answer's first quote; what is open stays when there is no quote."""
        answer = exchange.answer
        if not answer.citations:
            return gr.skip()
        lead = answer.citations[0]
        marks = [
            Marked(
                Span(each.start, each.end),
                each.marker,
                each.line_start,
                tuple(span for marker, span in answer.highlights if marker == each.marker),
            )
            for each in answer.citations
            if each.file == lead.file
        ]
        return self._show(lead.file, marks, marks[0], lead.sha256)

    def _show(
        self,
        file: str,
        marks: list[Marked],
        current: Marked | None,
        sha256: str,
        told: str = "",
    ) -> str:
        try:
            view = self.shared.pressmark.article(file)
        except UsageError:
            return gone_html(self.shared.texts)
        changed = bool(sha256) and sha256 != view.card.sha256
        warning = told or (self.shared.texts("article-changed") if changed else "")
        found = None if changed or current is None else picture_at(self.shared.pressmark.library, view, current.span)
        picture = Picture(*found) if found else None
        return article_html(view, marks, current, warning, self.shared.texts, picture)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _marked(value: object) -> Marked | None:
    """Return a mark that the script sent, or nothing when it isn't one."""
    if not isinstance(value, dict):
        return None
    start, end, marker, line = (value.get(name) for name in ("start", "end", "marker", "line"))
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    bold = [each for each in _listed(value.get("bold")) if _is_range(each)]
    return Marked(
        Span(start, end),
        marker if isinstance(marker, int) else None,
        line if isinstance(line, int) else None,
        tuple(Span(*each) for each in bold),
    )


def _is_range(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, int) for each in value)
