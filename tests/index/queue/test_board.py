"""What is on a queue: each file once, apart from other libraries', and what was given up with its reason."""

import pytest
from pydantic import SecretStr

from index.errors import LibraryError, UsageError
from index.library.library import Library
from index.queue.board import Queue, Task
from index.queue.opening import open_queue, queue_if_any
from rag.settings import Settings
from tests.servers import PostgresServer


def test_a_file_waits_once_however_often_it_is_put_there(queue: Queue) -> None:
    tasks = [Task("/articles", f"{number}.md") for number in range(1200)]
    assert queue.put(tasks) == 1200
    assert queue.put([*tasks[:5], Task("/other", "0.md")]) == 1
    state = queue.state()
    assert (state.waiting, state.working, state.dead) == (1201, 0, ())


def test_libraries_in_one_database_have_queues_of_their_own(queue: Queue, on_postgres: SecretStr) -> None:
    queue.put([Task("/articles", "a.md")])
    with Queue(on_postgres.get_secret_value(), "another library") as other:
        assert other.state().waiting == 0
        assert other.put([Task("/articles", "a.md")]) == 1


def test_nothing_is_made_by_looking(library: Library, settings: Settings, on_postgres: SecretStr) -> None:
    assert queue_if_any(library, settings) is None
    open_queue(library, settings).close()
    found = queue_if_any(library, settings)
    assert found is not None
    found.close()


def test_a_queue_needs_a_database(library: Library, settings: Settings) -> None:
    with pytest.raises(UsageError, match="PRESSMARK_CATALOG=postgresql://"):
        open_queue(library, settings.model_copy(update={"catalog": None}))
    assert queue_if_any(library, settings.model_copy(update={"catalog": None})) is None


def test_a_database_that_is_away_is_one_sentence_without_the_password(postgres: PostgresServer) -> None:
    with pytest.raises(LibraryError) as raised:
        Queue("postgresql://tester:hush@127.0.0.1:9/nothing", "x")
    assert str(raised.value).startswith("The queue's database can't be used (")
    assert "hush" not in str(raised.value)
