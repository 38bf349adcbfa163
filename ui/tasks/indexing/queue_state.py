"""How a library's queue stands, for the commands `info` and `doctor`."""

from typing import TYPE_CHECKING

from index.library.library import Library
from index.queue.opening import queue_if_any
from rag.settings import Settings
from ui.plain import safe_line, safe_name
from ui.wording import counted

if TYPE_CHECKING:
    from index.queue.board import QueueState


def queue_state(library: Library, settings: Settings) -> "QueueState | None":
    """Return what is on the queue of a library; nothing where there can be none.

    Raises:
        LibraryError: its database can't be reached.
    """
    queue = queue_if_any(library, settings)
    if queue is None:
        return None
    with queue:
        return queue.state()


def show_queue(state: "QueueState") -> None:
    """Print what is on a queue, and a line for each file that was tried too often."""
    print(f"Queue     {counted(state.waiting, 'file')} waiting, {state.working:,} being indexed")
    for each in state.dead:
        tried = counted(each.attempts, "try") if each.attempts == 1 else f"{each.attempts} tries"
        print(f"given up  {safe_name(each.file)} after {tried}: {safe_line(each.reason)}")
    if state.dead:
        print("`pressmark index --queue` with the same folder puts them on the queue again.")
