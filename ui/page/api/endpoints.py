"""The endpoints for programs, as `gradio_client` and plain HTTP reach them."""

from typing import Final

import gradio as gr
from gradio.events import api

from ui.page.api.programs import AT_ONCE, Programs, raising

NAMES: Final = ("ask", "search", "articles", "check")


def add_endpoints(programs: Programs) -> None:
    """Add the endpoints to the page that is being built: the only events of it that a program may call."""
    for name in NAMES:
        api(
            raising(_told, getattr(programs, name)),
            api_name=name,
            concurrency_id="programs",
            concurrency_limit=AT_ONCE,
        )


def _told(sentence: str) -> Exception:
    """Return an error whose sentence reaches the program, and which fills no log."""
    return gr.Error(sentence, print_exception=False)
