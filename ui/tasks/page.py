"""The command `chat`: the page in the browser over a library."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

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
    users = read_users(auth) if auth else None
    Rules.made_for(door.host, users, 0, allow_anonymous=door.anonymous)  # before the library's seconds are spent
    settings = chat_settings(library, sample=sample, own=True)
    with _interruptible(), opened(settings, filters, writing) as pressmark:
        stay(serve_page(pressmark, replace(door, users=users), filters), show=show)


@contextmanager
def _interruptible() -> Iterator[None]:
    """End the block at SIGTERM as at Ctrl-C, so that uploads are deleted: a service manager stops a program so."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
