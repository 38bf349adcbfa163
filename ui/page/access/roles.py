"""The sender of a request and their role: the guard notes both, and every change of the articles checks them."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr

from index.errors import PressmarkError
from ui.page.access.users import Role

OWNER: Final = "the owner"
"""Who uses a page that only its own machine reaches and that asks nobody for a password."""
ONLY_EDITORS: Final = "You may ask and read here; adding and removing articles is for editors."
_KEY: Final = "pressmark.actor"


class NotAllowedError(PressmarkError):
    """A reader asked for what only an editor may do."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who was let in."""

    name: str
    """A user's name, or, of somebody without one, where they come from."""
    role: Role

    @property
    def may_change(self) -> bool:
        """True if they may add articles and remove them."""
        return self.role == "editor"


NOBODY: Final = Actor("nobody", "reader")


def let_in(scope: MutableMapping[str, Any], actor: Actor) -> None:
    """Note on a request who sends it."""
    scope[_KEY] = actor


def actor_of(scope: MutableMapping[str, Any]) -> Actor:
    """Return who sends a request: nobody in particular when no guard has said."""
    actor = scope.get(_KEY)
    return actor if isinstance(actor, Actor) else NOBODY


def actor_in(request: gr.Request) -> Actor:
    """Return who triggered an event of the page."""
    return actor_of(request.request.scope) if request.request else NOBODY


def editor(request: gr.Request) -> Actor:
    """Return who triggered an event that changes the library.

    Raises:
        NotAllowedError: they may not.
    """
    actor = actor_in(request)
    if not actor.may_change:
        raise NotAllowedError(ONLY_EDITORS)
    return actor
