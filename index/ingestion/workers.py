"""Runs a pure function over many files, in order: here, or in processes of their own when there is enough to do."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from typing import Final, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

WORTH: Final = 4_000_000
"""Bytes from which processes pay. One takes 2 to 3 s to start (imports, the language model); reading and cutting 4 MB
takes some 10 s, which then pass while the sentences before are embedded."""
MOST: Final = 2
"""Processes at the most: each takes some 150 MB, and one already cuts faster than the default embedder embeds."""
AHEAD: Final = 4
"""Results a process may be ahead of their use, which bounds memory."""


def processes_for(size: int) -> int:
    """Return how many processes to start for so many bytes of files; 0 means to work here."""
    cores = os.cpu_count() or 1
    return min(MOST, cores - 1) if size >= WORTH else 0


def run_in_order(
    function: Callable[[Task], Result], tasks: Sequence[Task], processes: int
) -> Generator[Result, None, None]:
    """Yield the result for each task, in the order of the tasks.

    Processes are spawned, never forked: a fork of a process that has used the embedder hangs. When they can't be
    started or one dies, the rest is done here.

    Args:
        function: a function of a module, so that another process can find it.
        tasks: what it is called with, one by one.
        processes: how many to start; 0 to work here.
    """
    done = 0
    if processes:
        try:
            with closing(_spawned(function, tasks, processes)) as results:  # its processes end with it
                for result in results:
                    yield result
                    done += 1
        except BrokenProcessPool:
            pass
    for task in tasks[done:]:
        yield function(task)


def _spawned(
    function: Callable[[Task], Result], tasks: Sequence[Task], processes: int
) -> Generator[Result, None, None]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_leave_interrupts_to_the_parent)
    try:
        running: deque[Future[Result]] = deque()
        for task in tasks:
            running.append(pool.submit(function, task))
            if len(running) >= processes * AHEAD:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
