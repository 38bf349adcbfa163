"""Slows down whoever guesses passwords, by the address they come from and by the name they try."""

import threading
import time
from dataclasses import dataclass
from typing import Final

FREE: Final = 5
"""Wrong passwords that cost nothing: people mistype."""
LONGEST: Final = {"address": 900.0, "name": 30.0}
"""Seconds to wait at most. The wait for a name is short, since a stranger's guesses must not lock its owner out."""
FORGOTTEN: Final = 3600.0
"""Seconds after which an address or a name is as good as new."""
MOST: Final = 10_000

Key = tuple[str, str]
"""What somebody is slowed down by: its kind, `address` or `name`, and itself."""


@dataclass(slots=True)
class _Failures:
    count: int = 0
    last: float = 0.0


class Brake:
    """The wrong passwords of late; the wait doubles with each. Safe to ask from several threads."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._failures: dict[Key, _Failures] = {}
        self._lock = threading.Lock()

    def wait(self, address: str, name: str) -> float:
        """Return for how many seconds nobody may try this name, or from this address, again; 0 when they may now."""
        now = time.monotonic()
        with self._lock:
            return max(0.0, *(self._until(key, now) - now for key in self.keys(address, name)))

    def failed(self, address: str, name: str) -> None:
        """Note a wrong password."""
        now = time.monotonic()
        with self._lock:
            for key in self.keys(address, name):
                failures = self._failures.pop(key, _Failures())
                if now - failures.last > FORGOTTEN:
                    failures = _Failures()
                failures.count, failures.last = failures.count + 1, now
                self._failures[key] = failures  # at the end: the oldest go first
            while len(self._failures) > MOST:
                del self._failures[next(iter(self._failures))]

    def succeeded(self, address: str, name: str) -> None:
        """Forget the wrong passwords of a name that was given the right one; those of the address fade by themselves.

        Else somebody with a password of their own could guess another's between two log-ins, as often as they like.
        """
        with self._lock:
            self._failures.pop(self.keys(address, name)[1], None)

    def keys(self, address: str, name: str) -> tuple[Key, Key]:
        """Return what somebody is slowed down by who tries a name from an address."""
        return ("address", address), ("name", name.casefold()[:100])

    def _until(self, key: Key, now: float) -> float:
        failures = self._failures.get(key)
        return now if failures is None else failures.last + wait_after(key[0], failures.count)


def wait_after(kind: str, count: int) -> float:
    """Return the seconds to wait after so many wrong passwords of one address or one name."""
    return 0.0 if count < FREE else min(2.0 ** min(count - FREE, 60), LONGEST[kind])
