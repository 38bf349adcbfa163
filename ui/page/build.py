"""The page as a whole: its parts side by side, and what happens when it is opened."""

from typing import Final

import gradio as gr

from rag import Filters, Pressmark
from ui.page.api.endpoints import add_endpoints
from ui.page.api.programs import Programs
from ui.page.api.upload import Uploads
from ui.page.html.header import header_html, tabs_html
from ui.page.operation.tally import NOBODY, Tally
from ui.page.parts.composer import Composer
from ui.page.parts.drafts import DraftPanel
from ui.page.parts.keeping import Keeping
from ui.page.parts.library_panel import LibraryPanel
from ui.page.parts.reader import Reader
from ui.page.parts.shared import private, share
from ui.page.parts.thread import Thread
from ui.page.texts import Texts

TITLE: Final = "Pressmark"


def build_page(
    pressmark: Pressmark,
    filters: Filters,
    programs: Programs,
    uploads: Uploads,
    texts: Texts,
    tally: Tally = NOBODY,
) -> gr.Blocks:
    """Return the page over an open library, not yet served; the first question is asked within the filters."""
    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, fill_height=True)
    with page:
        shared = share(pressmark, filters, uploads, texts, tally)
        gr.HTML(header_html(pressmark, texts), elem_id="header")
        with gr.Row(elem_id="panes", equal_height=True):
            with gr.Column(elem_id="talk"):
                thread = Thread(shared)
                composer = Composer(texts)
            with gr.Column(elem_id="side"):
                gr.HTML(tabs_html(texts), elem_id="tabs")
                reader = Reader(shared)
                library = LibraryPanel(shared)
                drafts = DraftPanel(shared)
        keeping = Keeping(shared)
        thread.bind(composer, reader)
        reader.bind()
        library.bind(composer)
        drafts.bind()
        keeping.bind()
        restored = [thread.past, shared.conversation]
        page.load(thread.restore, [shared.kept, shared.conversation], restored, **private(queue=False))
        page.load(thread.greet, None, thread.start, **private(queue=False))
        page.load(library.welcome, shared.filters, library.opened, **private(queue=False))
        page.unload(library.leave)
        add_endpoints(programs)
    return page
