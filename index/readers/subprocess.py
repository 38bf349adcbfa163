"""Parses files of strangers in a process of its own, within limits of time and memory.

A parser can be made to run for ever, to fill the memory or to crash; then that process ends, the file is refused in one
sentence, and the next file gets a new process. Plain text needs no parser and is read here, so that a folder of it
starts nothing. This bounds harm by accident and by tricks; it is no sandbox.
"""

import atexit
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Final, cast

from index.readers.child import READY, Answer
from index.readers.extracted import Part
from index.readers.recognition.pictures import Place, picture_of
from index.readers.registry import HEAD, kind_of, patience, read_bytes

CRASHED: Final = "it breaks the program that reads such files; leave it out or save it again"
SLOW: Final = "reading it takes too long; leave it out or split it"
_ENDED: Final = (EOFError, OSError, pickle.UnpicklingError)
_CODE: Final = (
    "import json, sys; path, *limits = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from index.readers.child import serve; serve(*limits)"
)
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
"""Threads that parsing doesn't use would reserve memory, which counts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: bounds chosen with room, not tuned on data."""

    computing: int = 120
    """Seconds of processor time, where the system can limit that."""
    waiting: float = 300.0
    """Seconds by the clock, on every system: a busy machine computes slowly."""
    memory: int = 2_000_000_000
    """Bytes of address space, where the system can limit that."""


class Confined:
    """Reads files in another process, which starts with the first one that needs it and is used again."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, name: str, data: bytes) -> Sequence[Part] | None:
        """Return the articles of a file, or nothing when its kind isn't read: see `registry.read_bytes`.

        Where no process can be started, the file is read in this one.

        Raises:
            ValueError: the whole file can't be read, or not within the limits; the reason says what to do.
        """
        if kind_of(name, data[:HEAD]) in {None, "text"}:
            return read_bytes(name, data)
        with self._lock:
            process = self._process or self._start()
            if process is None:
                return read_bytes(name, data)
            answer = self._ask(process, name, data)
        if isinstance(answer, str):
            raise ValueError(answer)
        return None if isinstance(answer, bytes) else answer

    def picture(self, name: str, data: bytes, page: int, place: Place) -> bytes:
        """Return the picture of a place on a page of a file, as a PNG: see `pictures.picture_of`.

        Raises:
            ValueError: there is no such place, or the picture isn't made within the limits.
        """
        with self._lock:
            process = self._process or self._start()
            if process is None:
                return picture_of(kind_of(name, data[:HEAD]) or "", data, page, place)
            answer = self._ask(process, name, data, (page, place))
        if not isinstance(answer, bytes):
            raise ValueError(answer if isinstance(answer, str) else "it has no picture")
        return answer

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            self._end()

    def _start(self) -> "subprocess.Popen[bytes] | None":
        """Start the process and wait until it is ready to read."""
        given = json.dumps([sys.path, self._limits.computing, self._limits.memory])
        try:
            self._process = subprocess.Popen(  # noqa: S603  # this very Python, with words of our own
                [sys.executable, "-c", _CODE, given],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ONE_THREAD},
            )
        except OSError:
            return None
        try:
            if self._wait_for_answer(self._process, self._limits.waiting) == READY:
                return self._process
        except _ENDED:
            pass
        self._end()
        return None

    def _ask(
        self, process: "subprocess.Popen[bytes]", name: str, data: bytes, where: tuple[int, Place] | None = None
    ) -> Answer:
        started = time.monotonic()
        waiting = self._limits.waiting * patience(kind_of(name, data[:HEAD]))
        try:
            return self._wait_for_answer(process, waiting, (name, data, where))
        except _ENDED:
            code = self._end()
        late = time.monotonic() - started >= waiting
        return SLOW if late or code == -getattr(signal, "SIGXCPU", 0) else CRASHED

    def _wait_for_answer(
        self, process: "subprocess.Popen[bytes]", waiting: float, asked: tuple[object, ...] | None = None
    ) -> Answer:
        """Return what the process says; it is killed when it says nothing for too long.

        Raises:
            EOFError, OSError, UnpicklingError: it has ended, perhaps in the middle of a word.
        """
        watch = threading.Timer(waiting, process.kill)
        watch.daemon = True
        watch.start()
        try:
            if asked is not None:
                pickle.dump(asked, cast("IO[bytes]", process.stdin))
                cast("IO[bytes]", process.stdin).flush()
            said: Answer = pickle.load(cast("IO[bytes]", process.stdout))  # noqa: S301  # our own code answers
            return said
        finally:
            watch.cancel()

    def _end(self) -> int | None:
        """End the process and return how it ended: a negative number is a signal's."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
        try:
            return process.wait(timeout=2)  # it ends by itself, now that nobody asks
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except OSError:  # the other end is gone, and what was held back for it with it
        pass


CONFINED: Final = Confined()
"""The one that indexing uses; worker processes have one each."""
atexit.register(CONFINED.close)
