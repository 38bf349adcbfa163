"""Browsers that were let in: each by a secret in a cookie, which scripts and other sites don't get to see.

The sessions of users with passwords are also kept in a file beside that of the users, so that whoever owns the file can
list and end them while the page runs (`pressmark sessions`), and a page that starts again knows them still. Of the
secret only its hash is kept.
"""

import hashlib
import json
import logging
import os
import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any, Final, Protocol

from filelock import FileLock
from starlette.requests import Request
from starlette.responses import Response

from index.errors import UsageError
from index.private_files import replace_file

LASTS: Final = 7 * 24 * 3600
"""Seconds for which a session counts; it ends earlier when the browser is closed."""
MOST: Final = 10_000
"""Sessions kept; the oldest go when there are more."""
_SHOWN: Final = 10
"""Letters of a session's hash that name it in a list."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that was let in."""

    name: str
    """The user's name; empty where nobody has one."""
    address: str
    begun: float
    """Seconds since 1970, as all times here: they outlast the process."""
    until: float
    password: str = ""
    """A fingerprint of the user's password: with another password the session has ended."""


@dataclass(slots=True)
class Sessions:
    """The sessions of a page, by the hash of their secret."""

    cookie: str
    """The cookie's name."""
    path: Path | None = None
    """Where they are kept, if they are."""
    _open: dict[str, Session] = field(default_factory=dict)
    _seen: tuple[int, int, int] | None = None
    """What the file looked like when it was last read."""

    def begin(self, session: Session) -> str:
        """Keep a session and return its secret."""
        secret = secrets.token_urlsafe(32)
        self._change(lambda known: {**known, hashed(secret): session})
        return secret

    def find(self, request: Request) -> tuple[str, Session] | None:
        """Return the session that a request's cookie opens, after its hash, or nothing when there is none."""
        secret = cookies_of(request).get(self.cookie, "")
        self._read()
        session = self._open.get(hashed(secret)) if secret else None
        return (hashed(secret), session) if session and session.until > time.time() else None

    def end(self, request: Request) -> None:
        """Forget the session of a request."""
        found = self.find(request)
        if found:
            self._change(lambda known: {key: each for key, each in known.items() if key != found[0]})

    def hand_over(self, answer: Response, secret: str, request: Request) -> None:
        """Put the secret into a cookie of an answer."""
        hand_over(answer, self.cookie, secret, request)

    def key(self, secret: str) -> str:
        """Return the hash by which a session is known that was begun just now."""
        return hashed(secret)

    def _change(self, change: Any) -> None:  # noqa: ANN401  # a function from sessions to sessions
        if self.path is None:
            self._open = _current(change(self._open))
            return
        try:
            with _lock(self.path):
                self._open = _current(change(read_sessions(self.path)))
                write_sessions(self.path, self._open)
        except OSError as error:
            _log.warning("%s: the sessions can't be kept (%s); they end with the page.", self.path, error.strerror)
            self.path, self._open = None, _current(change(self._open))

    def _read(self) -> None:
        """Read the file again when somebody changed it."""
        if self.path is None:
            return
        try:
            status = self.path.stat()
        except OSError:
            self._open, self._seen = {}, None
            return
        seen = (status.st_ino, status.st_size, status.st_mtime_ns)
        if seen != self._seen:
            self._open, self._seen = read_sessions(self.path), seen


class KnownSessions(Protocol):
    """Browsers that were let in, wherever it is remembered."""

    def begin(self, session: Session) -> str:
        """Begin a session and return its secret."""

    def find(self, request: Request) -> tuple[str, Session] | None:
        """Return the session that a request's cookie opens, after its hash, or nothing when there is none."""

    def key(self, secret: str) -> str:
        """Return the hash by which a session is known that was begun just now."""

    def end(self, request: Request) -> None:
        """End the session of a request."""

    def hand_over(self, answer: Response, secret: str, request: Request) -> None:
        """Put the secret into a cookie of an answer."""


def hand_over(answer: Response, cookie: str, secret: str, request: Request) -> None:
    """Put a session's secret into a cookie of an answer, which no script and no other site gets to see."""
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
    answer.set_cookie(cookie, secret, httponly=True, samesite="strict", secure=secure)


def beside(users: Path) -> Path:
    """Return where the sessions of the users in a file are kept."""
    return users.with_name(f"{users.name}-sessions")


def hashed(secret: str) -> str:
    """Return the hash by which a secret is known."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def read_sessions(path: Path) -> dict[str, Session]:
    """Return the sessions in a file; none when it isn't there or isn't one of ours, since all may log in again."""
    try:
        stored = json.loads(path.read_bytes())
        return _current({str(key): Session(**each) for key, each in stored.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_sessions(path: Path, sessions: Mapping[str, Session]) -> None:
    """Write the sessions into a file that only its owner can read."""
    replace_file(path, json.dumps({key: asdict(each) for key, each in sessions.items()}).encode())


class Kept(Protocol):
    """Sessions that somebody wrote down, for whoever owns the page."""

    def listed(self) -> list[tuple[str, Session]]:
        """Return the sessions that are open, the newest first, each after the letters that name it."""

    def end(self, which: str, names: Collection[str]) -> int:
        """End the sessions of a user, one session, or `all`, and return how many they were.

        Raises:
            UsageError: there is no such session, nor is it one of the users' `names`.
        """


@dataclass(frozen=True, slots=True)
class SessionFile:
    """The sessions that are kept in a file."""

    path: Path

    def listed(self) -> list[tuple[str, Session]]:
        """Return the sessions in the file, the newest first, each after the letters that name it."""
        known = sorted(read_sessions(self.path).items(), key=lambda pair: -pair[1].begun)
        return [(shown(key), session) for key, session in known]

    def end(self, which: str, names: Collection[str]) -> int:
        """End the sessions of a user, one session, or `all`, and return how many they were.

        Raises:
            UsageError: there is no such session, nor is it one of the users' `names`.
        """
        with _lock(self.path):
            known = read_sessions(self.path)
            meant = chosen(known, which, names)
            write_sessions(self.path, {key: session for key, session in known.items() if key not in meant})
        return len(meant)


def shown(key: str) -> str:
    """Return the letters of a session's hash that name it in a list."""
    return key[:_SHOWN]


def chosen(known: Mapping[str, Session], which: str, names: Collection[str]) -> set[str]:
    """Return the keys of the sessions of a user, of one session, or of `all`.

    Raises:
        UsageError: there is no such session, nor is it one of the users' `names`.
    """
    meant = {key for key, session in known.items() if which in ("all", session.name, shown(key))}
    if not meant and which != "all" and which not in names:
        raise UsageError(f"There is no session {which!r}: `pressmark sessions` without --end lists them.")
    return meant


def _current(sessions: Mapping[str, Session]) -> dict[str, Session]:
    now = time.time()
    return {key: each for key, each in list(sessions.items())[-MOST:] if each.until > now}


def _lock(path: Path) -> FileLock:
    return FileLock(f"{os.fspath(path)}.lock", timeout=10)


def cookies_of(request: Request) -> Mapping[str, str]:
    """Return the cookies of a request by their names; none when they can't be read."""
    try:
        return {name: each.value for name, each in SimpleCookie(request.headers.get("cookie", "")).items()}
    except CookieError:
        return {}
