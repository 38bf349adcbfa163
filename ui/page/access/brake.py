"""Slows down whoever guesses passwords, by the address they come from and by the name they try."""

import time
from dataclasses import dataclass, field
from typing import Final

FREE: Final = 5
"""Wrong passwords that cost nothing: people mistype."""
LONGEST: Final = {"address": 900.0, "name": 30.0}
"""Seconds to wait at most. The wait for a name is short, since a stranger's guesses must not lock its owner out."""
FORGOTTEN: Final = 3600.0
"""Seconds after which an address or a name is as good as new."""
MOST: Final = 10_000

_Key = tuple[str, str]


@dataclass(slots=True)
class _Failures:
    count: int = 0
    last: float = 0.0


@dataclass(slots=True)
class Brake:
    """The wrong passwords of late; the wait doubles with each."""

    _failures: dict[_Key, _Failures] = field(default_factory=dict)

    def wait(self, address: str, name: str) -> float:
        """Return for how many seconds nobody may try this name, or from this address, again; 0 when they may now."""
        now = time.monotonic()
        return max(0.0, *(self._until(key, now) - now for key in _keys(address, name)))

    def failed(self, address: str, name: str) -> None:
        """Note a wrong password."""
        now = time.monotonic()
        for key in _keys(address, name):
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
        self._failures.pop(_keys(address, name)[1], None)

    def _until(self, key: _Key, now: float) -> float:
        failures = self._failures.get(key)
        if failures is None or failures.count < FREE:
            return now
        return failures.last + min(2.0 ** (failures.count - FREE), LONGEST[key[0]])


def _keys(address: str, name: str) -> tuple[_Key, _Key]:
    return ("address", address), ("name", name.casefold()[:100])
