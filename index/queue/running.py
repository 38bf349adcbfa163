"""A worker: takes files from the queue, some at a time, and gives the work of dead workers to whoever is free.

Procrastinate leases the jobs, keeps the signs of life and calls the function; here stand what the function does, when a
job is tried again, and what goes on beside it: the jobs of workers that are silent are put back, and vectors that a
stopped one left are swept when nothing is left to do.
"""

import asyncio
import logging
import signal
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Final

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.worker import Worker

from index.errors import LibraryError, PressmarkError
from index.library.library import Library
from index.queue.board import MOST_ATTEMPTS, TASK, Queue, Task, reported
from index.queue.work import Indexer, Outcome
from index.readers.subprocess import CONFINED
from index.settings import IndexSettings

LEASE: Final = 30.0
"""Seconds without a sign of life after which a worker counts as dead, unless somebody says otherwise."""
AT_ONCE: Final = 8
"""Files that a worker has at a time: while some are written, others are read; and what is ready is written together."""
LONGEST_WAIT: Final = 600
"""Seconds between two tries, at most: the waits double from two seconds on."""
ASKED_AGAIN: Final = 0.5
"""Seconds after which a worker that is to end with the queue looks whether the others are done."""
POLLED: Final = 2.0
"""Seconds after which jobs are looked for that no notice told of, such as those whose wait is over."""
_LOG: Final = logging.getLogger(__name__)
logging.getLogger("procrastinate").addHandler(logging.NullHandler())  # it writes arguments and tracebacks to stderr

Told = Callable[[Task, Outcome | PressmarkError], None]
"""Called with each file and what came of it."""


class Backoff(BaseRetryStrategy):
    """Try again later each time, and not for ever."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try a job again, or nothing when it was tried often enough."""
        if job.attempts + 1 >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 1), LONGEST_WAIT)})


class QueueWorker:
    """One worker over an open library; it runs until it is stopped, or until the queue is done."""

    def __init__(
        self, library: Library, settings: IndexSettings, queue: Queue, lease: float = LEASE, told: Told | None = None
    ) -> None:
        """Work for a library.

        Args:
            library: it stays the caller's to close.
            settings: the limit of a file and the size of a passage.
            queue: the library's.
            lease: seconds without a sign of life after which a worker counts as dead, the same for all workers.
            told: called after each file.
        """
        self._library, self._queue, self._lease, self._told = library, queue, lease, told
        self._indexer = Indexer(library, settings)
        self.done: Counter[str] = Counter()
        """How many files came to what."""
        self._unswept, self._stopping = library.is_behind, False
        self._worker: Worker | None = None

    def run(self, *, once: bool = False) -> Counter[str]:
        """Work until SIGINT or SIGTERM, which let the file that is being indexed be finished.

        Args:
            once: end when nothing waits and nobody works any more.

        Raises:
            LibraryError: the queue's database can't be reached.
        """
        try:
            with reported():
                _run_to_the_end(self._run(once=once))
        finally:
            CONFINED.close()
        return self.done

    @property
    def _is_stopped(self) -> bool:
        return self._stopping

    def stop(self) -> None:
        """End after the file that is being indexed."""
        self._stopping = True
        if self._worker:
            self._worker.stop()

    async def _run(self, *, once: bool) -> None:
        app = App(connector=PsycopgConnector(min_size=1, max_size=4, timeout=10, **self._queue.options))
        app.task(name=TASK, queue=self._queue.name, retry=Backoff())(self._work)
        async with app.open_async():
            with _signals(self.stop):
                tending = asyncio.create_task(self._tend(app))
                try:
                    while not self._is_stopped:
                        await self._take(app, wait=not once)
                        if once and await asyncio.to_thread(self._is_done):
                            await asyncio.to_thread(self._sweep)
                            return
                        await asyncio.sleep(ASKED_AGAIN)
                finally:
                    tending.cancel()
                    with suppress(asyncio.CancelledError):
                        await tending

    async def _take(self, app: App, *, wait: bool) -> None:
        """Take jobs until there are none, or until it is stopped."""
        self._worker = Worker(
            app,
            queues=[self._queue.name],
            concurrency=AT_ONCE,
            wait=wait,
            fetch_job_polling_interval=POLLED,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=self._lease / 4,
            stalled_worker_timeout=self._lease,
        )
        await self._worker.run()

    def _work(self, root: str, file: str, mark: str = "") -> None:
        task = Task(root, file, mark)
        self._unswept = True
        try:
            outcome = self._indexer.index(task)
        except PressmarkError as error:
            self._failed(task, error)
            raise
        except Exception as error:
            self._failed(task, PressmarkError(f"{type(error).__name__}: {error}"))
            raise
        self._queue.succeeded(task)
        self._note(task, outcome, outcome)

    def _failed(self, task: Task, error: PressmarkError) -> None:
        with suppress(LibraryError):  # then the reason is lost, and the try all the same one too many
            self._queue.failed(task, str(error))
        self._note(task, "failed", error)

    def _note(self, task: Task, what: str, outcome: Outcome | PressmarkError) -> None:
        self.done[what] += 1
        _LOG.info("%s: %s", task.file, outcome, extra={"fields": {"file": task.file, "outcome": what}})
        if self._told:
            self._told(task, outcome)

    def _is_done(self) -> bool:
        state = self._queue.state()
        return not state.waiting and not state.working

    async def _tend(self, app: App) -> None:
        """Put back the jobs of dead workers, and sweep when all is done."""
        while True:
            with suppress(ConnectorException):
                await self._put_back(app)
            with suppress(PressmarkError):
                if self._unswept and await asyncio.to_thread(self._is_done):
                    await asyncio.to_thread(self._sweep)
            await asyncio.sleep(self._lease / 4)

    async def _put_back(self, app: App) -> None:
        jobs = app.job_manager
        for job in await jobs.get_stalled_jobs(queue=self._queue.name, seconds_since_heartbeat=self._lease):
            with suppress(ConnectorException):  # another worker was quicker
                if job.attempts + 1 < MOST_ATTEMPTS:
                    await jobs.retry_job(job)
                else:
                    await jobs.finish_job(job, Status.FAILED, delete_job=False)
                _LOG.warning("%s: its worker is silent; another takes it.", job.task_kwargs.get("file"))

    def _sweep(self) -> None:
        with suppress(PressmarkError):
            with self._library.writer(patience=1):
                self._library.sweep()
            self._unswept = self._library.is_behind  # the vectors' server may be away: again, until it is filled


def _run_to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine, beside the event loop of this thread where one runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
    else:
        with ThreadPoolExecutor(1, thread_name_prefix="pressmark-worker") as aside:
            aside.submit(asyncio.run, work).result()


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call a function at SIGINT and SIGTERM, where signals arrive: in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
