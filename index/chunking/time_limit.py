"""A limit of time for cutting a text: a strange one, such as megabytes of short lines, may not hold a process for ever.

What counts is the processor's time of this thread, so that a busy machine refuses nothing that another one reads.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import Final

_END: Final[ContextVar[float]] = ContextVar("end", default=inf)


class OutOfTimeError(Exception):
    """The text takes longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let `check_time` raise, in this thread, once the block has worked for so many seconds."""
    token = _END.set(time.thread_time() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


def check_time() -> None:
    """Go on if there is time left.

    Raises:
        OutOfTimeError: there is none.
    """
    if time.thread_time() > _END.get():
        raise OutOfTimeError
