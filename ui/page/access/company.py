"""What a page shares with the pages beside it, behind one balancer: sessions by a seal, the rest by a database."""

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
    """Return what a page shares, as the settings say: a secret, and the database of the catalog.

    Raises:
        UsageError: the secret can't be read or is too short.
        PressmarkError: the database can't be reached.
    """
    seal = read_seal(settings)
    if seal is None:
        return ALONE
    if settings.catalog is None:
        return Company(seal, SignedSessions(seal))
    from ui.page.access.shared import SharedBrake, SharedDays, SharedEnded, SharedState

    state = SharedState(settings.catalog.get_secret_value(), seal.realm)
    ended = SharedEnded(state)

    def close() -> None:
        ended.close()
        state.close()

    return Company(seal, SignedSessions(seal, ended), SharedBrake(state), SharedDays(state), close)
