"""The process that parses: one file after another, each within its limits, until nobody asks any more.

`index.readers.subprocess` starts it and speaks to it, in pickles. It reads no file itself and needs no network.
"""

import os
import pickle
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from index.readers.extracted import Part
from index.readers.recognition.pictures import Place, picture_of
from index.readers.registry import HEAD, kind_of, patience, read_bytes

Answer = Sequence[Part] | bytes | str | None
"""The articles of a file, the picture of a place in it, why it can't be read, or nothing for a kind that isn't read."""

READY: Final = "ready"
DEEP: Final = "it is nested too deeply; leave it out"


def serve(seconds: int, memory: int) -> None:
    """Answer (name, bytes, page and place, or nothing) after another until the input ends.

    What no reader foresees ends the process: the one that asked says so in a sentence, and starts another.

    Args:
        seconds: of computing that a file may take; then the system ends this process.
        memory: bytes that this process may ask for.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer
    _limit_memory(memory)
    pickle.dump(READY, answers)
    answers.flush()
    while True:
        try:
            name, data, where = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that started this one
        except EOFError:
            return
        _limit_time(seconds * patience(kind_of(name, data[:HEAD])))
        pickle.dump(_answer(name, data, where, memory), answers)
        answers.flush()


def _answer(name: str, data: bytes, where: tuple[int, Place] | None, memory: int) -> Answer:
    try:
        return picture_of(kind_of(name, data[:HEAD]) or "", data, *where) if where else read_bytes(name, data)
    except RecursionError:
        return DEEP
    except MemoryError:
        return f"reading it takes more than {memory:,} bytes of memory; leave it out"
    except ValueError as error:
        return str(error)


def _limit_memory(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system has this limit, nor keeps it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dead parser leaves no copy of an article behind


def _limit_time(seconds: int) -> None:
    """Let this process compute for so long from now on; time that it waits doesn't count."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
