"""Upload limits: so much a day for each user, and so much in all for the library."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.ingestion.removal import ADDED, REMOVED
from index.settings import IndexSettings
from ui.page.texts import ENGLISH, Texts

DAY: Final = 24 * 3600
MOST_KNOWN: Final = 10_000
"""Users whose uploads are counted; beyond them the one whose day began first is forgotten."""


@dataclass(slots=True)
class Day:
    """What a user has uploaded since their day began."""

    began: float
    files: int = 0
    size: int = 0


class Days:
    """The days of all users of one page."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know of nobody yet."""
        self._clock = clock
        self._days: dict[str, Day] = {}
        self._lock = threading.Lock()

    @contextmanager
    def of(self, name: str) -> Iterator[Day]:
        """Give a user's day; what the block changes of it is kept, and nobody else changes it meanwhile."""
        with self._lock:
            now = self._clock()
            if name not in self._days or now - self._days[name].began >= DAY:
                self._days.pop(name, None)
                self._days[name] = Day(now)
                if len(self._days) > MOST_KNOWN:
                    self._days.pop(min(self._days, key=lambda each: self._days[each].began))
            yield self._days[name]


class Quotas:
    """Count uploads to one library by user and day, and refuse what goes beyond the limits. Thread-safe."""

    def __init__(self, folder: Path, settings: IndexSettings, days: Days | None = None, texts: Texts = ENGLISH) -> None:
        """Count for the library in a folder, by the limits of its settings; by default for this page alone."""
        self._folder, self._settings, self._days, self._texts = folder, settings, days or Days(), texts

    def take(self, name: str, files: int, size: int) -> str:
        """Count an upload as a user's; or return in one sentence why it is too much, which counts nothing."""
        most_files, most_bytes = self._settings.upload_files, self._settings.upload_bytes
        with self._days.of(name) as day:
            if day.files + files > most_files:
                return self._texts("files-a-day", most=self._texts.number(most_files))
            if day.size + size > most_bytes:
                return self._texts("bytes-a-day", most=self._texts.size(most_bytes))
            if self._kept() + size > self._settings.added_bytes:
                return self._texts("library-full", most=self._texts.size(self._settings.added_bytes))
            day.files += files
            day.size += size
            return ""

    def give_back(self, name: str, files: int, size: int) -> None:
        """Count a part of an upload as not made: it took less room than was thought, or came to nothing."""
        with self._days.of(name) as day:
            day.files, day.size = max(day.files - files, 0), max(day.size - size, 0)

    def _kept(self) -> int:
        """Return how many bytes the added files take, with those that were removed within a day."""
        places = (self._folder / ADDED, self._folder / REMOVED)
        return sum(path.lstat().st_size for place in places for path in place.rglob("*") if not path.is_dir())
