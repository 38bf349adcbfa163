"""What a page shares with the pages beside it, behind one balancer: sessions by a seal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rag.settings import Settings
from ui.page.access.brake import Brake
from ui.page.access.quotas import Days
from ui.page.access.sessions import KnownSessions
from ui.page.access.signed import Seal, SignedSessions, read_seal


@dataclass(frozen=True, slots=True)
class Company:
    """What is shared; nothing of it for a page that is alone."""

    seal: Seal | None = None
    sessions: KnownSessions | None = None
    brake: Brake | None = None
    days: Days | None = None
    close: Callable[[], None] = lambda: None
    """Lets go of the database."""


ALONE: Final = Company()


def company_of(settings: Settings) -> Company:
    """Return what a page shares, as the settings say.

    Raises:
        UsageError: the secret can't be read or is too short.
    """
    seal = read_seal(settings)
    return ALONE if seal is None else Company(seal, SignedSessions(seal))
