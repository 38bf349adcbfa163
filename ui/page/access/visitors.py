"""Who sends a request, and what they may do: the guard that let it in says so, and what changes articles asks."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr

from index.errors import PressmarkError
from ui.page.access.users import Role

OWNER: Final = "the owner"
"""Who uses a page that only its own machine reaches and that asks nobody for a password."""
ONLY_EDITORS: Final = "You may ask and read here; adding and removing articles is for editors."
_KEY: Final = "pressmark.visitor"


class NotAllowedError(PressmarkError):
    """A reader asked for what only an editor may do."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who was let in."""

    name: str
    """A user's name, or, of somebody without one, where they come from."""
    role: Role

    @property
    def may_change(self) -> bool:
        """Whether they may add articles and remove them."""
        return self.role == "editor"


NOBODY: Final = Visitor("nobody", "reader")


def let_in(scope: MutableMapping[str, Any], visitor: Visitor) -> None:
    """Note on a request who sends it."""
    scope[_KEY] = visitor


def visitor_of(scope: MutableMapping[str, Any]) -> Visitor:
    """Return who sends a request: nobody in particular when no guard has said."""
    visitor = scope.get(_KEY)
    return visitor if isinstance(visitor, Visitor) else NOBODY


def asking(request: gr.Request) -> Visitor:
    """Return who triggered an event of the page."""
    return visitor_of(request.request.scope) if request.request else NOBODY


def editor(request: gr.Request) -> Visitor:
    """Return who triggered an event that changes the library.

    Raises:
        NotAllowedError: they may not.
    """
    visitor = asking(request)
    if not visitor.may_change:
        raise NotAllowedError(ONLY_EDITORS)
    return visitor
