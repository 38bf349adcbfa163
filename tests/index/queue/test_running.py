"""A worker empties the queue; what fails is tried again and then given up, with the reason, until it is named anew."""

import threading
import time
from collections.abc import Mapping

import pytest
from procrastinate.jobs import Job

from index.errors import LibraryError
from index.library.library import Library
from index.queue import running
from index.queue.board import MOST_ATTEMPTS, Queue, Task
from index.queue.handing import hand_over
from index.queue.running import Backoff, QueueWorker
from rag.settings import Settings
from tests.conftest import WriteArticles

ARTICLES = {f"{number}.md": f"The ferry of line {number} was built in {1900 + number}.\n" for number in range(6)}


def files(library: Library) -> list[str]:
    return [card.file for card in library.cards()]


def test_what_is_put_on_the_queue_is_in_the_library_when_the_worker_ends(
    library: Library, settings: Settings, queue: Queue, write_articles: WriteArticles
) -> None:
    folder = write_articles({**ARTICLES, "bad.pdf": b"%PDF-1.4 and nothing more", "skip.xyz": b"\0\1"})
    handed = hand_over(library, queue, [folder], settings)
    assert (handed.queued, handed.unchanged, handed.skipped) == (7, 0, ["skip.xyz"])
    assert hand_over(library, queue, [folder], settings).waiting == 7
    assert QueueWorker(library, settings, queue).run(once=True) == {"indexed": 6, "unreadable": 1}
    assert files(library) == sorted(ARTICLES)
    assert queue.state().waiting == queue.state().working == 0
    again = hand_over(library, queue, [folder], settings)
    assert (again.queued, again.unchanged, [each.file for each in again.failed]) == (0, 6, ["bad.pdf"])


def test_moved_and_vanished_files_need_no_worker(
    library: Library, settings: Settings, queue: Queue, write_articles: WriteArticles
) -> None:
    folder = write_articles(ARTICLES)
    hand_over(library, queue, [folder], settings)
    QueueWorker(library, settings, queue).run(once=True)
    (folder / "0.md").rename(folder / "zero.md")
    (folder / "1.md").unlink()
    (folder / "twin.md").write_text(ARTICLES["2.md"])
    handed = hand_over(library, queue, [folder], settings)
    assert (handed.queued, handed.moved, handed.copied, handed.removed) == (0, 1, 1, 1)
    assert files(library) == ["2.md", "3.md", "4.md", "5.md", "zero.md"]


def test_what_fails_too_often_is_given_up_with_its_reason_until_it_is_named_again(
    library: Library, settings: Settings, queue: Queue, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_articles(ARTICLES)
    monkeypatch.setattr(running, "MOST_ATTEMPTS", 1)
    real = library.put

    def refusing(*_: object) -> None:
        raise LibraryError("The vectors' server doesn't answer.")

    monkeypatch.setattr(library, "put", refusing)
    hand_over(library, queue, [folder], settings)
    told: list[Task] = []
    worker = QueueWorker(library, settings, queue, told=lambda task, _: told.append(task))
    assert worker.run(once=True) == {"failed": 6}
    dead = queue.state().dead
    assert [(each.file, each.attempts, each.reason) for each in dead] == [
        (name, 1, "The vectors' server doesn't answer.") for name in sorted(ARTICLES)
    ]
    assert len(told) == 6
    assert files(library) == []
    monkeypatch.setattr(library, "put", real)
    assert hand_over(library, queue, [folder], settings).queued == 6
    assert queue.state().dead == ()
    assert QueueWorker(library, settings, queue).run(once=True) == {"indexed": 6}
    assert files(library) == sorted(ARTICLES)


def test_waits_between_tries_double_and_end() -> None:
    def wait(attempts: int) -> float | None:
        job = Job(queue="q", lock=None, queueing_lock=None, task_name="t", attempts=attempts)
        decision = Backoff().get_retry_decision(exception=ValueError(), job=job)
        return None if decision is None or decision.retry_at is None else decision.retry_at.timestamp() - time.time()

    waits = [wait(attempts) for attempts in range(MOST_ATTEMPTS)]
    assert [round(each) for each in waits if each is not None] == [2, 4, 8, 16, 32, 64, 128, 256, 512]
    assert waits[-1] is None


def test_the_file_of_a_silent_worker_goes_to_another(
    library: Library, settings: Settings, queue: Queue, write_articles: WriteArticles
) -> None:
    folder = write_articles(ARTICLES)
    hand_over(library, queue, [folder], settings)
    with queue._connected() as connection:  # as a worker leaves it that was killed a while ago
        (worker,) = connection.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        ).fetchone() or (None,)
        connection.execute("SELECT * FROM procrastinate_fetch_job_v2(%s::varchar[], %s)", [[queue.name], worker])
    assert queue.state().working == 1
    assert QueueWorker(library, settings, queue, lease=2).run(once=True) == {"indexed": 6}
    assert files(library) == sorted(ARTICLES)
    assert queue.state().working == 0


def test_a_worker_that_is_told_to_stop_ends_after_the_file_it_has(
    library: Library, settings: Settings, queue: Queue, write_articles: WriteArticles
) -> None:
    folder = write_articles(ARTICLES)
    hand_over(library, queue, [folder], settings)
    worker = QueueWorker(library, settings, queue, told=lambda *_: worker.stop())
    done: list[Mapping[str, int]] = []
    thread = threading.Thread(target=lambda: done.append(worker.run()))
    thread.start()
    thread.join(60)
    assert done == [{"indexed": 1}]
    assert (queue.state().waiting, queue.state().working) == (5, 0)
    assert len(files(library)) == 1
