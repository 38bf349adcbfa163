"""What pages side by side must know of one another, in a Postgres database: wrong passwords, sessions, uploads.

Rows are told apart by realm: the pages with one secret. Of a wrong password the name that was tried and the address are
kept as hashes only, since what is typed into the wrong field may be a password; of a session, which is listed, both as
they are. When the database doesn't answer, each page goes on by what it knows itself, and says so in the log: nobody is
locked out, and nobody is let in more easily than at a single page.
"""

import hashlib
import logging
import time
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Double,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    case,
    create_engine,
    delete,
    func,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from index.errors import PressmarkError
from ui.page.access.brake import FORGOTTEN, Brake, Key, wait_after
from ui.page.access.quotas import DAY, Day, Days
from ui.page.access.sessions import LASTS, Session, chosen, shown
from ui.page.access.signed import EndedHere

SCHEMA: Final = "pages_of_pressmark"
"""Of the database; no library's schema has such a name, as all of them begin with `pressmark_`."""
_TABLES: Final = MetaData(schema=SCHEMA)
FAILURE: Final = Table(
    "login_failure",
    _TABLES,
    Column("realm", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last", Double, nullable=False),
)
"""Wrong passwords of late, by address and by name; times are seconds since 1970, here and below."""
ENDED: Final = Table(
    "ended_session",
    _TABLES,
    Column("realm", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("until", Double, nullable=False),
)
"""Of a session, or of all sessions of a user or of everybody: what would have ended by then has ended."""
BEGUN: Final = Table(
    "begun_session",
    _TABLES,
    Column("realm", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("begun", Double, nullable=False),
    Column("until", Double, nullable=False),
    Column("password", String, nullable=False),
)
"""The sessions of users, for the list of them: a page lets in who isn't here, too."""
UPLOADED: Final = Table(
    "upload_day",
    _TABLES,
    Column("realm", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("began", Double, nullable=False),
    Column("files", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
)
LOOKED_AT: Final = 0.5
"""Seconds after which a page asks again which sessions have ended."""
_EVERYBODY: Final = "everybody"
"""The key under which all sessions end that have begun."""
_MAKING: Final = 720_420_001
"""The number of the lock under which the tables are made: any that nobody else uses."""
_log: Final = logging.getLogger(__name__)
_AWAY: Final = "The pages' database doesn't answer (%s): this page goes on by what it knows itself."


class SharedState:
    """A connection to what the pages of one realm share."""

    def __init__(self, address: str, realm: str) -> None:
        """Connect to a Postgres database, and make the tables there unless they are there.

        Raises:
            PressmarkError: it can't be reached, or the tables can't be made.
        """
        self.realm = realm
        self.engine: Engine = create_engine(
            make_url(address).set(drivername="postgresql+psycopg"),
            pool_size=2,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 3},
        )
        try:
            with self.engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MAKING})
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
                _TABLES.create_all(connection)
        except SQLAlchemyError as error:
            self.engine.dispose()
            reason = str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")
            raise PressmarkError(f"The pages' tables can't be made in the catalog's database ({reason}).") from error

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


class SharedBrake(Brake):
    """The wrong passwords that were tried on any of the pages."""

    def __init__(self, state: SharedState) -> None:
        """Count in the database, and here besides."""
        super().__init__()
        self._state = state

    def wait(self, address: str, name: str) -> float:
        """Return for how many seconds nobody may try this name, or from this address, again; 0 when they may now."""
        here = super().wait(address, name)
        now, waits = time.time(), [here]
        with _or_alone(), self._state.engine.begin() as connection:
            for kind, value in self.keys(address, name):
                known = select(FAILURE.c.count, FAILURE.c.last).where(*self._where((kind, value)))
                for count, last in connection.execute(known):
                    waits.append(last + wait_after(kind, count) - now)
        return max(waits)

    def failed(self, address: str, name: str) -> None:
        """Note a wrong password, for every page."""
        super().failed(address, name)
        now = time.time()
        with _or_alone(), self._state.engine.begin() as connection:
            # In one order, so that two pages that note the same ones don't wait for each other.
            for kind, value in sorted(self.keys(address, name)):
                row = {"realm": self._state.realm, "kind": kind, "hash": _hash(value), "count": 1, "last": now}
                again = case((FAILURE.c.last < now - FORGOTTEN, 1), else_=FAILURE.c.count + 1)
                connection.execute(
                    insert(FAILURE)
                    .values(row)
                    .on_conflict_do_update(index_elements=["realm", "kind", "hash"], set_={"count": again, "last": now})
                )
            connection.execute(delete(FAILURE).where(FAILURE.c.last < now - FORGOTTEN))

    def succeeded(self, address: str, name: str) -> None:
        """Forget the wrong passwords of a name that was given the right one."""
        super().succeeded(address, name)
        with _or_alone(), self._state.engine.begin() as connection:
            connection.execute(delete(FAILURE).where(*self._where(self.keys(address, name)[1])))

    def _where(self, key: Key) -> tuple[ColumnElement[bool], ...]:
        kind, value = key
        return FAILURE.c.realm == self._state.realm, FAILURE.c.kind == kind, FAILURE.c.hash == _hash(value)


class SharedEnded(EndedHere):
    """The sessions that were ended on any of the pages; looked up beside the requests, which wait for none of it."""

    def __init__(self, state: SharedState) -> None:
        """Look up which have ended by now."""
        super().__init__()
        self._state = state
        self._elsewhere: dict[str, float] = {}
        self._seen = 0.0
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="pressmark-ended")
        self._look()

    def begun(self, key: str, session: Session) -> None:
        """Note a user's session, so that it can be listed."""
        if session.name:
            self._aside.submit(self._note, key, session)

    def end(self, key: str, until: float) -> None:
        """End a session here at once, and on the other pages before a second has passed."""
        super().end(key, until)
        self._aside.submit(self._tell, key, until)

    def has_ended(self, key: str, session: Session) -> bool:
        """Return True if a session was ended, as far as was known half a second ago."""
        if time.monotonic() - self._seen > LOOKED_AT:
            self._seen = time.monotonic()
            with suppress(RuntimeError):  # the page is being closed
                self._aside.submit(self._look)
        return super().has_ended(key, session) or _is_ended(self._elsewhere, key, session)

    def close(self) -> None:
        """Tell what is still to be told."""
        self._aside.shutdown()

    def _note(self, key: str, session: Session) -> None:
        with _or_alone(), self._state.engine.begin() as connection:
            connection.execute(insert(BEGUN).values(realm=self._state.realm, hash=key, **asdict(session)))
            connection.execute(delete(BEGUN).where(BEGUN.c.until < time.time()))

    def _tell(self, key: str, until: float) -> None:
        with _or_alone(), self._state.engine.begin() as connection:
            _end(connection, self._state.realm, key, until)

    def _look(self) -> None:
        with _or_alone(), self._state.engine.begin() as connection:
            self._elsewhere = _ended(connection, self._state.realm)


@dataclass(frozen=True, slots=True)
class SharedList:
    """The sessions of the users of all pages of a realm, for whoever owns them."""

    state: SharedState

    def listed(self) -> list[tuple[str, Session]]:
        """Return the sessions that are open, the newest first, each after the letters that name it."""
        return [(shown(key), session) for key, session in self._open().items()]

    def end(self, which: str, names: Collection[str]) -> int:
        """End the sessions of a user, one session, or `all`, and return how many of the list they were.

        All of a user's, or of everybody's, end, though a page whose database was away may not have noted them.

        Raises:
            UsageError: there is no such session, nor is it one of the users' `names`.
        """
        known = self._open()
        meant = chosen(known, which, names)
        ended = {key: known[key].until for key in meant}
        if which == "all" or which in names or which in {session.name for session in known.values()}:
            ended[_EVERYBODY if which == "all" else _all_of(which)] = time.time() + LASTS
        with self.state.engine.begin() as connection:
            for key, until in ended.items():
                _end(connection, self.state.realm, key, until)
        return len(meant)

    def _open(self) -> dict[str, Session]:
        begun = select(BEGUN).where(BEGUN.c.realm == self.state.realm, BEGUN.c.until > time.time())
        with self.state.engine.begin() as connection:
            ended = _ended(connection, self.state.realm)
            rows = connection.execute(begun.order_by(BEGUN.c.begun.desc())).all()
        known = {row.hash: Session(row.name, row.address, row.begun, row.until, row.password) for row in rows}
        return {key: session for key, session in known.items() if not _is_ended(ended, key, session)}


def _end(connection: Connection, realm: str, key: str, until: float) -> None:
    ended = insert(ENDED).values(realm=realm, hash=key, until=until)
    later = {"until": func.greatest(ENDED.c.until, until)}
    connection.execute(ended.on_conflict_do_update(index_elements=["realm", "hash"], set_=later))
    connection.execute(delete(ENDED).where(ENDED.c.until < time.time()))


def _ended(connection: Connection, realm: str) -> dict[str, float]:
    """Return until when which sessions would have lasted that have ended."""
    ended = select(ENDED.c.hash, ENDED.c.until).where(ENDED.c.realm == realm, ENDED.c.until > time.time())
    return {key: until for key, until in connection.execute(ended)}


def _is_ended(ended: Mapping[str, float], key: str, session: Session) -> bool:
    return any(ended.get(each, 0) >= session.until for each in (key, _all_of(session.name), _EVERYBODY))


def _all_of(name: str) -> str:
    """Return the key under which all sessions of a user end that have begun."""
    return f"user {_hash(name)}"


class SharedDays(Days):
    """What each user has uploaded on any of the pages."""

    def __init__(self, state: SharedState) -> None:
        """Count in the database."""
        super().__init__(time.time)
        self._state = state

    @contextmanager
    def of(self, name: str) -> Iterator[Day]:
        """Give a user's day; what the block changes of it is kept, and no other page changes it meanwhile."""
        now, key = time.time(), {"realm": self._state.realm, "name": name}
        where = (UPLOADED.c.realm == self._state.realm, UPLOADED.c.name == name)
        with self._state.engine.begin() as connection:
            connection.execute(insert(UPLOADED).values(**key, began=now, files=0, size=0).on_conflict_do_nothing())
            row = connection.execute(select(UPLOADED).where(*where).with_for_update()).one()
            day = Day(row.began, row.files, row.size) if now - row.began < DAY else Day(now)
            yield day
            connection.execute(update(UPLOADED).where(*where).values(began=day.began, files=day.files, size=day.size))


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()


@contextmanager
def _or_alone() -> Iterator[None]:
    """Let the block fail where the database doesn't answer, and say so."""
    try:
        yield
    except SQLAlchemyError as error:
        _log.warning(_AWAY, type(getattr(error, "orig", None) or error).__name__)
