"""The library panel: which articles there are, which of them are asked, and adding and removing them."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import gradio as gr

from index.ingestion.removal import purge_when_free, remove_files, removed_files, restore_files
from index.ingestion.sync import Report
from index.readers.registry import SUFFIXES
from rag import Filters, PressmarkError, UsageError
from ui.filters import make_filters
from ui.page.access.audit import note
from ui.page.access.roles import NotAllowedError, actor_in, editor
from ui.page.html.library import hits_html, list_html, plot_html, progress_html, report_html, scope_html, told_html
from ui.page.html.removed import removed_html, role_html, undo_html
from ui.page.parts.adding import Adding, HaltedError, Step
from ui.page.parts.composer import Composer
from ui.page.parts.shared import Shared, private, sent
from ui.page.parts.uploads import WITH_NAMES, by_name

HITS: Final = 5
"""Passages shown for a search."""
NO_CHANGE: Final = Filters()


class LibraryPanel:
    """The other side of the reader's pane."""

    def __init__(self, shared: Shared) -> None:
        """Make the components where they stand in the page."""
        self.shared = shared
        purge_when_free(shared.pressmark.library)
        articles = shared.pressmark.articles()
        texts, asked = shared.texts, shared.filters.value
        with gr.Column(elem_id="library"):
            self.plot = gr.HTML(plot_html(articles, asked, texts), elem_id="plot")
            with gr.Row(elem_id="filters"):
                self.search = gr.Textbox(
                    label=texts("search"), placeholder=texts("search-in"), elem_id="library-search", max_length=200
                )
                self.publishers = gr.Dropdown(
                    self._publishers(), value=[], multiselect=True, label=texts("publisher"), elem_id="publishers"
                )
                self.first = gr.Textbox(label=texts("from"), placeholder="2017-03", elem_id="from", max_length=10)
                self.last = gr.Textbox(label=texts("to"), placeholder="2019", elem_id="to", max_length=10)
            self.hits = gr.HTML("", elem_id="hits")
            self.list = gr.HTML(list_html(articles, asked, "", texts), elem_id="articles")
            self.status = gr.HTML("", elem_id="status")
            self.removed = gr.HTML("", elem_id="removed")
            self.role = gr.HTML("", elem_id="role")
            self.names = gr.JSON(visible=False)
            with gr.Row(elem_id="add"):
                kinds = sorted(SUFFIXES)
                self.files = gr.UploadButton(
                    texts("add-files"), file_count="multiple", file_types=kinds, elem_id="add-files"
                )
                self.folder = gr.UploadButton(texts("add-folder"), file_count="directory", elem_id="add-folder")
                self.again = gr.Button(texts("read-again"), elem_id="read-again")

    def bind(self, composer: Composer) -> None:
        """Bind what filters, searches, adds and removes."""
        self.composer, shared, bridge = composer, self.shared, self.shared.bridge
        at_once = private(queue=False)
        shown = [shared.filters, self.list, self.plot, composer.scope, self.status]
        limits = [self.publishers, self.first, self.last]
        known = [shared.filters, self.search]
        bridge.pick(self.pick, known, shown, **at_once)
        bridge.period(self.period, known, [*shown, self.first, self.last], **at_once)
        bridge.unfilter(self.unfilter, self.search, [*shown, *limits], **at_once)
        changed = [self.publishers.input, self.first.submit, self.first.blur, self.last.submit, self.last.blur]
        gr.on(changed, self.limit, [*known, *limits], shown, **at_once)
        self.search.input(self.narrow, known, self.list, trigger_mode="always_last", **at_once)
        self.search.submit(self.find, known, self.hits, **at_once)
        changed_too = [*shown, self.publishers, self.removed]
        bridge.remove(self.remove, known, changed_too, **at_once)
        bridge.restore(self.restore, known, changed_too, **at_once)
        adding = private(outputs=changed_too, concurrency_id="write", concurrency_limit=1)
        for button in (self.files, self.folder):
            button.upload(self.add, [button, self.names, *known], js=WITH_NAMES, **adding)
        self.again.click(self.read_again, known, **adding)
        self.opened = [self.list, self.plot, self.publishers, self.role, self.removed]
        bridge.halt(self.halt, None, None, **at_once)
        self.adding = Adding(shared.pressmark.library, shared.pressmark.settings)

    def pick(self, filters: Filters, words: str, event: gr.EventData) -> tuple[Any, ...]:
        """Ask an article, beside those that were picked; picked again, it is left out."""
        file = sent(event, "file", str)
        if file is None:
            return self._shown(filters, words)
        files = tuple(each for each in filters.files if each != file)
        return self._shown(replace(filters, files=files if file in filters.files else (*files, file)), words)

    def period(self, filters: Filters, words: str, event: gr.EventData) -> tuple[Any, ...]:
        """Ask the articles of a year or a month; of the same again, all times."""
        first, last = sent(event, "first", str), sent(event, "last", str)
        if first is None or last is None or (filters.published_from, filters.published_to) == (first, last):
            first = last = None
        chosen = replace(filters, published_from=first, published_to=last)
        return (*self._shown(chosen, words), first or "", last or "")

    def limit(self, filters: Filters, words: str, publishers: list[str], first: str, last: str) -> tuple[Any, ...]:
        """Ask the articles of some publishers and between two dates."""
        try:
            made = make_filters(filters.files, publishers, _typed(first), _typed(last))
        except UsageError as error:
            return (*self._shown(filters, words)[:-1], told_html(str(error)))
        return self._shown(made, words)

    def unfilter(self, words: str) -> tuple[Any, ...]:
        """Ask all articles."""
        return (*self._shown(Filters(), words), [], "", "")

    def narrow(self, filters: Filters, words: str) -> str:
        """List the articles that match what is typed."""
        return list_html(self.shared.pressmark.articles(), filters, words, self.shared.texts)

    def find(self, filters: Filters, words: str) -> str:
        """Show the passages that match what was typed."""
        if not words.strip():
            return ""
        try:
            return hits_html(self.shared.pressmark.search(words, filters, HITS), words, self.shared.texts)
        except PressmarkError as error:
            return told_html(str(error))

    def welcome(self, filters: Filters, request: gr.Request) -> tuple[Any, ...]:
        """Return the library as it is now, what the reader may do, and to an editor what can be put back."""
        actor = actor_in(request)
        self.shared.uploads.opened(str(request.session_hash), actor)
        may = actor.may_change
        shown = self._shown(filters, "")[1:3]
        return (
            *shown,
            gr.Dropdown(choices=self._publishers()),
            role_html(self.shared.texts, may_change=may),
            self._removed() if may else "",
        )

    def leave(self, request: gr.Request) -> None:
        """Let go of what the reader uploaded and didn't add, when their last page is closed."""
        self.shared.uploads.closed(str(request.session_hash), actor_in(request))

    def remove(self, filters: Filters, words: str, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Take an article out; for a day it can be put back."""
        file = sent(event, "file", str)
        try:
            actor = editor(request)
            removed = remove_files(self.shared.pressmark.library, [file] if file else [], actor.name)
        except PressmarkError as error:
            return self._refused(filters, words, error)
        note(actor, "removed", [each.file for each in removed])
        left = replace(filters, files=tuple(each for each in filters.files if each != file))
        return self._changed(left, words, undo_html(removed, self.shared.texts) if removed else "")

    def restore(self, filters: Filters, words: str, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Put a removed article back."""
        key = sent(event, "key", str)
        try:
            actor = editor(request)
            restored = restore_files(self.shared.pressmark.library, [key] if key else [])
        except PressmarkError as error:
            return self._refused(filters, words, error)
        note(actor, "put back", restored)
        told = told_html(self.shared.texts("restored", file=restored[0])) if restored else ""
        return self._changed(filters, words, told)

    def add(
        self, files: list[str] | None, names: object, filters: Filters, words: str, request: gr.Request
    ) -> Iterator[Any]:
        """Add files, telling how far it is."""
        uploads: list[Path] = []
        try:
            actor = editor(request)
            uploads = self.shared.uploads.taken(files or [], actor)
            named = by_name(uploads, names)
            note(actor, "adds", list(named))
            yield from self._write(self.adding.add(named, str(request.session_hash), actor), filters, words)
        except NotAllowedError as error:
            yield self._refused(filters, words, error)
        finally:
            self.shared.uploads.forget(uploads)

    def read_again(self, filters: Filters, words: str, request: gr.Request) -> Iterator[Any]:
        """Read all articles again where they stand."""
        try:
            actor = editor(request)
        except NotAllowedError as error:
            yield self._refused(filters, words, error)
            return
        note(actor, "has all articles read again")
        yield from self._write(self.adding.read_again(str(request.session_hash), actor), filters, words)

    def halt(self, request: gr.Request) -> None:
        """Stop adding; what was stored stays."""
        self.adding.halt(str(request.session_hash))

    def _write(self, steps: Iterator[Step | Report], filters: Filters, words: str) -> Iterator[Any]:
        same, rest = [gr.skip()] * 4, [gr.skip()] * 2
        told, texts = "", self.shared.texts
        try:
            for step in steps:
                told = progress_html(*step, texts) if isinstance(step, tuple) else report_html(step, texts)
                yield (*same, told, *rest)
        except HaltedError:
            told = told_html(texts("halted"))
        except PressmarkError as error:
            told = told_html(str(error))
        yield self._changed(filters, words, told)

    def _changed(self, filters: Filters, words: str, told: str) -> tuple[Any, ...]:
        """Return all that shows the articles after a change, with what is told of it."""
        return (*self._shown(filters, words)[:-1], told, gr.Dropdown(choices=self._publishers()), self._removed())

    def _refused(self, filters: Filters, words: str, error: PressmarkError) -> tuple[Any, ...]:
        """Return why nothing was changed; what else is shown stays."""
        told = self.shared.texts("only-editors") if isinstance(error, NotAllowedError) else str(error)
        return (*self._shown(filters, words)[:-1], told_html(told), gr.skip(), gr.skip())

    def _removed(self) -> str:
        return removed_html(removed_files(self.shared.pressmark.library.folder), time.time(), self.shared.texts)

    def _shown(self, filters: Filters, words: str) -> tuple[Any, ...]:
        """Return the filters and what shows them: list, plot, scope and an empty status."""
        articles, texts = self.shared.pressmark.articles(), self.shared.texts
        return (
            filters,
            list_html(articles, filters, words, texts),
            plot_html(articles, filters, texts),
            scope_html(articles, filters, texts),
            "",
        )

    def _publishers(self) -> list[str]:
        return sorted({each.publisher for each in self.shared.pressmark.articles() if each.publisher})


def _typed(date: str) -> str | None:
    return date.strip() or None
