"""What a page shares with the pages beside it, behind one balancer: sessions by a seal, the rest by a database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import PressmarkError
from rag.settings import Settings
from ui.page.access.brake import Brake
from ui.page.access.quotas import Days
from ui.page.access.sessions import Kept, KnownSessions, SessionFile, beside
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


@contextmanager
def kept_sessions(settings: Settings, users: Path) -> Iterator[Kept]:
    """Give the sessions of the pages with these settings and this file of users, to be listed and ended.

    Raises:
        UsageError: the secret can't be read or is too short.
        PressmarkError: they are signed, and kept nowhere; or the database can't be reached.
    """
    seal = read_seal(settings)
    if seal is None:
        yield SessionFile(beside(users))
        return
    if settings.catalog is None:
        raise PressmarkError(
            "The sessions of pages with a `secret` are signed, and without a database kept nowhere:"
            f" `pressmark add-user NAME --auth {users}` with another password ends those of a user, another secret all."
        )
    from ui.page.access.shared import SharedList, SharedState

    state = SharedState(settings.catalog.get_secret_value(), seal.realm)
    try:
        yield SharedList(state)
    finally:
        state.close()


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
