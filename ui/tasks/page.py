"""The command `chat`: the page in the browser over a library."""

import signal
from dataclasses import replace
from pathlib import Path
from types import FrameType

from rag import Filters
from ui.opening import Writing, opened
from ui.page.access.guard import Rules
from ui.page.access.users import read_users
from ui.page.serving import Door, serve_page, stay
from ui.tasks.sample import chat_settings


def open_page(
    library: Path | None,
    filters: Filters,
    writing: Writing,
    door: Door,
    auth: Path | None,
    *,
    sample: bool,
    show: bool,
) -> None:
    """Serve the page until the user presses Ctrl-C.

    Args:
        library: the library's folder, if it is named.
        filters: which articles count at first.
        writing: who writes the answers.
        door: where and how the page is served.
        auth: the file that names its users.
        sample: whether it is about the sample articles.
        show: whether to open the browser.

    Raises:
        UsageError: a library is named beside the sample articles, or the users can't be read, or others could reach
            the page without being asked who they are.
        LibraryError: the library can't be used.
        PressmarkError: there is no port to listen on.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    users = read_users(auth) if auth else None
    Rules.made_for(door.host, users, 0, allow_anonymous=door.anonymous)  # before the library's seconds are spent
    settings = chat_settings(library, sample=sample, own=True)
    with opened(settings, filters, writing) as pressmark:
        stay(serve_page(pressmark, replace(door, users=users), filters), show=show)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does, which deletes the uploads: a service manager stops a program so."""
    del number, frame
    raise KeyboardInterrupt
