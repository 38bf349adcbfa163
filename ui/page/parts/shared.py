"""What the parts of the page share: the engine, the bridge to the script, and what a session keeps."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr

from rag import Filters, Pressmark
from ui.page.api.upload import Uploads
from ui.page.conversation import Conversation, to_plain
from ui.page.html.markup import attribute
from ui.page.operation.tally import NOBODY, Tally
from ui.page.texts import Texts

SCRIPT: Final = Path(__file__).parents[1] / "static" / "page.js"
AT_ONCE: Final = 8
"""Questions that are answered at the same time; others wait for their turn."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Made inside a `gr.Blocks`, and handed to every part."""

    pressmark: Pressmark
    bridge: gr.HTML
    """Hidden; `page.js` runs in it and triggers its events, each with what was clicked on.
    It holds the words of the scripts."""
    conversation: gr.State
    """The `Conversation` of the session: nobody else's, and gone some time after the page was closed."""
    kept: gr.BrowserState
    """The same as plain data in the reader's own browser, so that it survives a reload."""
    begun: gr.Number
    """How often the reader began anew: see `Conversation.begun`. Not shown; only the browser changes it."""
    filters: gr.State
    """`Filters`: which articles the next question is asked of."""
    uploads: Uploads
    """What was uploaded and isn't in the library yet."""
    texts: Texts
    """The page's fixed words."""
    tally: Tally = NOBODY
    """Hears of each question."""


def share(pressmark: Pressmark, filters: Filters, uploads: Uploads, texts: Texts, tally: Tally = NOBODY) -> Shared:
    """Make what the parts share, inside the `gr.Blocks` that is being built."""
    # One key a library, so that two of them served at the same address don't mix. The secret isn't one: what is
    # encrypted with it lies in the reader's own browser, and would be lost at each start if it changed.
    key = f"pressmark-{pressmark.library.identity[:16]}"
    said = f'<i data-texts="{attribute(texts.for_scripts)}"></i>'
    return Shared(
        pressmark=pressmark,
        bridge=gr.HTML(said, js_on_load=SCRIPT.read_text("utf-8"), elem_id="bridge"),
        conversation=gr.State(Conversation()),
        kept=gr.BrowserState(to_plain(Conversation()), storage_key=key, secret=key),
        begun=gr.Number(0, precision=0, visible=False),
        filters=gr.State(filters),
        uploads=uploads,
        texts=texts,
        tally=tally,
    )


def shown_html(value: str, name: str) -> gr.HTML:
    """Return a place for HTML whose every change `page.js` hears of, by its name."""
    return gr.HTML(value, elem_id=name, js_on_load=f"watch('value', () => window.pressmark.changed('{name}'))")


def sent(event: gr.EventData, name: str, kind: type) -> Any:  # noqa: ANN401  # of the kind asked for
    """Return what the script sent under a name, or nothing when it isn't of the kind that it should be."""
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value if isinstance(value, kind) and not (kind is int and isinstance(value, bool)) else None


def private(**more: Any) -> dict[str, Any]:  # noqa: ANN401  # options of an event, of all kinds
    """Return the options of an event that is nobody's endpoint and shows no spinner."""
    return {"api_visibility": "private", "show_progress": "hidden", **more}
