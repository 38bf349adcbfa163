"""Sessions that need no memory: all that a page must know of one stands in the browser's cookie, signed.

So every page that has the secret knows every session, on whatever machine it was begun, and none has to ask another.
A session ends by itself, with another password of its user, when its user logs out or when it is ended for them; which
have ended is all that is to be remembered, until they would have ended by themselves.
"""

import hashlib
import secrets
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Protocol

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from index.errors import UsageError
from rag.settings import Settings
from ui.page.access.sessions import Session, cookies_of, hand_over, hashed

SHORTEST: Final = 32
"""Characters of a secret: a shorter one could be guessed."""
LONGEST: Final = 2000
"""Characters of a cookie that is looked into."""


class Register(Protocol):
    """Knows which sessions were ended before their time."""

    def begun(self, key: str, session: Session) -> None:
        """Note a session that begins now."""

    def end(self, key: str, until: float) -> None:
        """Note a session that ends now and would have ended later, in seconds since 1970."""

    def has_ended(self, key: str, session: Session) -> bool:
        """Return True if a session was ended."""


class EndedHere:
    """The sessions that were ended on this page."""

    def __init__(self) -> None:
        """Know none yet."""
        self._until: dict[str, float] = {}

    def begun(self, key: str, session: Session) -> None:
        """Note nothing: the cookie says it all."""

    def end(self, key: str, until: float) -> None:
        """Note one, and forget those whose time is over."""
        now = time.time()
        self._until = {each: end for each, end in self._until.items() if end > now} | {key: until}

    def has_ended(self, key: str, session: Session) -> bool:
        """Return True if a session was ended here."""
        return key in self._until


@dataclass(frozen=True, slots=True)
class Seal:
    """The secret that pages share, and what is derived from it."""

    secret: bytes = field(repr=False)

    @property
    def realm(self) -> str:
        """A name for the pages that have the secret: nobody learns the secret from it."""
        return self._derived("realm")[:16]

    @property
    def cookie(self) -> str:
        """The name of their cookies."""
        return f"pressmark-{self.realm}"

    @property
    def token(self) -> str:
        """The start-up token, which opens each of them."""
        return self._derived("token")[:32]

    @property
    def signer(self) -> URLSafeSerializer:
        """What signs their cookies."""
        return URLSafeSerializer(self.secret, salt="pressmark session", signer_kwargs={"digest_method": hashlib.sha256})

    def _derived(self, purpose: str) -> str:
        return hashlib.blake2b(purpose.encode(), key=hashlib.sha256(self.secret).digest()).hexdigest()


class SignedSessions:
    """The sessions of all pages with one seal."""

    def __init__(self, seal: Seal, register: Register | None = None) -> None:
        """Know them by their signature, and which have ended."""
        self.cookie, self._signer = seal.cookie, seal.signer
        self._register: Register = EndedHere() if register is None else register

    def begin(self, session: Session) -> str:
        """Return what stands in the cookie of a new session."""
        number = secrets.token_urlsafe(16)
        self._register.begun(hashed(number), session)
        return str(self._signer.dumps([number, asdict(session)]))

    def find(self, request: Request) -> tuple[str, Session] | None:
        """Return the session that a request's cookie tells, after its hash; nothing when it isn't ours or has ended."""
        sent = cookies_of(request).get(self.cookie, "")
        found = self._opened(sent) if 0 < len(sent) <= LONGEST else None
        if found is None or found[1].until <= time.time() or self._register.has_ended(*found):
            return None
        return found

    def key(self, secret: str) -> str:
        """Return the hash by which a session is known that was begun just now."""
        found = self._opened(secret)
        return found[0] if found else ""

    def end(self, request: Request) -> None:
        """End the session of a request, on every page."""
        found = self.find(request)
        if found:
            self._register.end(found[0], found[1].until)

    def hand_over(self, answer: Response, secret: str, request: Request) -> None:
        """Put the session into a cookie of an answer."""
        hand_over(answer, self.cookie, secret, request)

    def _opened(self, sent: str) -> tuple[str, Session] | None:
        try:
            number, told = self._signer.loads(sent)
            return hashed(number), Session(**told)
        except (BadData, ValueError, TypeError, AttributeError):
            return None


def read_seal(settings: Settings) -> Seal | None:
    """Return the seal whose secret the settings name, or nothing when they name none.

    Raises:
        UsageError: they name two, or the file can't be read or holds too short a secret.
    """
    if settings.secret_file is None:
        return Seal(settings.secret.get_secret_value().encode()) if settings.secret else None
    if settings.secret is not None:
        raise UsageError("Both secret and secret_file are set: leave one of them out.")
    return Seal(_secret_in(settings.secret_file.expanduser()))


def _secret_in(path: Path) -> bytes:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"The secret can't be read from {path} ({error.strerror}); check secret_file.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no text: a secret is a line of {SHORTEST} characters or more.") from error
    if len(secret) < SHORTEST:
        raise UsageError(f"The secret in {path} has fewer than {SHORTEST} characters: make a longer one.")
    return secret.encode()
