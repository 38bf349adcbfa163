"""The command `chat`: the page in the browser over a library."""

from pathlib import Path

from rag import Filters
from ui.opening import opened
from ui.page.serving import Door, serve_page, stay
from ui.sample import chat_settings
from ui.terminal import message


def open_page(library: Path | None, filters: Filters, host: str, port: int | None, *, sample: bool, show: bool) -> None:
    """Serve the page until the user presses Ctrl-C.

    Raises:
        UsageError: a library is named beside the sample articles.
        LibraryError: the library can't be used.
        PressmarkError: there is no port to listen on.
    """
    settings = chat_settings(library, sample=sample, own=True)
    with opened(settings, filters) as pressmark:
        message("Opening the page ...")
        stay(serve_page(pressmark, Door(host, port), filters), show=show)
