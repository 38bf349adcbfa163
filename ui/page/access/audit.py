"""Log each change of the library from the page: who added, removed or put back which articles."""

import logging
from collections.abc import Sequence
from typing import Final

from ui.page.access.roles import Actor
from ui.plain import safe_name

MOST: Final = 20
"""Names in one line; the rest is counted."""
_LOG: Final = logging.getLogger(__name__)


def note(actor: Actor, did: str, names: Sequence[str] = ()) -> None:
    """Log what somebody did with some articles; nothing in a name begins a line of its own or moves the cursor."""
    told = ", ".join(map(safe_name, names[:MOST]))
    rest = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    _LOG.info("%s %s%s%s", safe_name(actor.name), did, f": {told}" if told else "", rest)
