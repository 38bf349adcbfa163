"""The users of the page: names with hashed passwords, in a file that only its owner can read.

A line a user, `name:scrypt:n:r:p:salt:key:role`, salt and key in base64; deleting a line removes the user. What is
stored can't be turned back into a password, and each password tried out on it costs 32 MB and a third of a second.
A line without a role was written before there were roles, and is an editor's: that is what everybody was.
"""

import hashlib
import hmac
import logging
import os
import re
import secrets
import sys
import threading
import time
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from index.errors import UsageError
from index.private_files import replace_file

Role = Literal["reader", "editor"]
"""What a user may do: a reader asks and reads, an editor also adds articles and removes them."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
NEW: Final[Role] = "reader"
"""What a new user is unless somebody says otherwise: nobody is able to remove articles by oversight."""
BEFORE_ROLES: Final[Role] = "editor"

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 1000
"""Characters. Longer is a pasted text, and would only cost time to hash."""
COST: Final = (2**15, 8, 3)
"""scrypt's n, r and p as OWASP's password storage cheat sheet advises: 32 MB and a third of a second."""
AT_ONCE: Final = 2
"""Passwords hashed at the same time: many log-ins at once must not fill the memory."""
REMEMBERED: Final = 300
"""Seconds for which a right password needn't be hashed again, for programs that send it with each request."""

_log = logging.getLogger(__name__)
_NAME: Final = re.compile(r"[\w.@+-]{1,64}")
_MOST_MEMORY: Final = 256 * 2**20
_LINE: Final = re.compile(
    r"(?P<name>[^:]+):scrypt:(?P<n>\d{1,8}):(?P<r>\d{1,2}):(?P<p>\d{1,2}):(?P<salt>[^:]+):(?P<key>[^:]+)"
    rf"(?::(?P<role>{'|'.join(ROLES)}))?"
)


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password as it is kept: scrypt's parameters, the salt and what came out."""

    n: int
    r: int
    p: int
    salt: bytes
    key: bytes
    role: Role = NEW
    """What the user may do."""

    def matches(self, password: str) -> bool:
        """Return True if this is the password, in a time that doesn't depend on where it differs."""
        return hmac.compare_digest(_scrypt(password, self.salt, self.n, self.r, self.p), self.key)


def hash_password(password: str, role: Role = NEW) -> Hashed:
    """Return a password's hash under a salt of its own, for a user with a role.

    Raises:
        UsageError: it is too short or too long.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"The password has fewer than {SHORTEST_PASSWORD} characters: choose a longer one.")
    if len(password) > LONGEST_PASSWORD:
        raise UsageError(f"The password has more than {LONGEST_PASSWORD:,} characters: choose a shorter one.")
    salt = secrets.token_bytes(16)
    return Hashed(*COST, salt, _scrypt(password, salt, *COST), role)


@dataclass(slots=True)
class Users:
    """The users of a page. Safe to ask from several threads."""

    hashed: Mapping[str, Hashed]
    path: Path | None = None
    """The file that they were read from."""
    _nobody: Hashed = field(default_factory=lambda: Hashed(*COST, secrets.token_bytes(16), bytes(32)))
    """Hashed against when the name is unknown, so that the time taken doesn't tell which names exist."""
    _few: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))
    _known: dict[bytes, float] = field(default_factory=dict)
    """Fingerprints of right credentials, and until when they count."""
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _seen: tuple[int, ...] = ()
    """What the file looked like when it was last read."""

    def refresh(self) -> None:
        """Read the file again when somebody changed it; those who are known stay when it can't be read."""
        if self.path is None:
            return
        try:
            seen = _look_of(self.path)
            if seen != self._seen:
                self.hashed, self._seen = _read(self.path), seen
                self._known.clear()
        except (OSError, UsageError) as error:
            if self._seen:
                _log.warning("The users stay as they were: %s", error)
            self._seen = ()

    def remembers(self, name: str, password: str) -> bool:
        """Return True if this was the right password a short while ago, without trying it out."""
        return len(password) <= LONGEST_PASSWORD and self._known.get(self._print(name, password), 0) > time.monotonic()

    def admit(self, name: str, password: str) -> bool:
        """Return True if this is the name of a user with their password."""
        if len(password) > LONGEST_PASSWORD:
            return False
        if self.remembers(name, password):
            return True
        with self._few:
            known = self.hashed.get(name)
            admitted = (known or self._nobody).matches(password) and known is not None
        if admitted and self.hashed.get(name) is known:  # not changed or deleted meanwhile
            self._known[self._print(name, password)] = time.monotonic() + REMEMBERED
        return admitted

    def is_current(self, name: str, password: str) -> bool:
        """Return True if a user has the password still that has this fingerprint."""
        return name in self.hashed and fingerprint(self.hashed[name].key) == password

    def _print(self, name: str, password: str) -> bytes:
        return hmac.digest(self._secret, f"{name}\0{password}".encode("utf-8", "replace"), "sha256")

    def role(self, name: str) -> Role:
        """Return what a user may do; somebody unknown may as little as possible."""
        return self.hashed[name].role if name in self.hashed else NEW


def read_users(path: Path) -> Users:
    """Return the users that a file names.

    Raises:
        UsageError: it can't be read, others can read it, it names nobody, or a line is none of ours.
    """
    hashed = _read(path)
    if not hashed:
        raise UsageError(f"{path} names no users: add one with `pressmark add-user NAME --auth {path}`.")
    return Users(hashed, path)


def fingerprint(data: bytes) -> str:
    """Return a few letters that tell data apart."""
    return hashlib.sha256(data).hexdigest()[:16]


def add_user(path: Path, name: str, password: str, role: Role | None = None) -> bool:
    """Add a user to a file, which is made if it isn't there, or give one another password.

    Args:
        path: the file.
        name: the user.
        password: what they log in with.
        role: what they may do; unless it is said, a known user keeps their role and a new one is a reader.

    Returns:
        Whether the file had the user already.

    Raises:
        UsageError: the name or the password can't be used, or the file can't be read or written.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} can't be a user's name: use up to 64 letters, digits and the signs . @ + - _.")
    known = _read(path) if path.exists() else {}
    kept = known[name].role if name in known else NEW
    _write(path, {**known, name: hash_password(password, role or kept)})
    return name in known


def _look_of(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "replace")
    return hashlib.scrypt(typed, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32)


def _read(path: Path) -> dict[str, Hashed]:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(1_000_000).decode("utf-8")
    except OSError as error:
        raise UsageError(
            f"{path}: no users can be read there ({error.strerror}); `pressmark add-user NAME --auth {path}` adds them."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no file of users: `pressmark add-user` writes one.") from error
    if sys.platform != "win32" and mode & 0o077:
        raise UsageError(f"{path} can be read or changed by others: run `chmod 600 {path}` first.")
    return dict(_line(path, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _line(path: Path, number: int, line: str) -> tuple[str, Hashed]:
    found = _LINE.fullmatch(line.strip())
    try:
        if not found:
            raise ValueError
        n, r, p = (int(found[part]) for part in "nrp")
        salt, key = (b64decode(found[part], validate=True) for part in ("salt", "key"))
        if n < 2 or n & (n - 1) or not r or not p or 128 * r * (n + p + 2) > _MOST_MEMORY or len(key) != 32:
            raise ValueError
    except ValueError as error:
        raise UsageError(f"{path}:{number}: no line of a user; delete it, and add the user again.") from error
    role = next((each for each in ROLES if each == found["role"]), BEFORE_ROLES)
    return found["name"], Hashed(n, r, p, salt, key, role)


def _write(path: Path, users: Mapping[str, Hashed]) -> None:
    lines = [
        f"{name}:scrypt:{each.n}:{each.r}:{each.p}:{b64encode(each.salt).decode()}:{b64encode(each.key).decode()}"
        f":{each.role}\n"
        for name, each in users.items()
    ]
    try:
        replace_file(path, "".join(lines).encode())
    except OSError as error:
        raise UsageError(f"{path}: the users can't be written ({error.strerror}); check the folder.") from error
