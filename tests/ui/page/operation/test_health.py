"""A balancer learns whether a page lives and can answer, without a password and by any name."""

import sqlite3
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeVar

import anyio
import httpx
import pytest

from index.catalog.schema import SETTING
from index.errors import LibraryError
from rag import Pressmark
from tests.ui.page.access.conftest import known as known
from tests.ui.page.access.conftest import locked as locked
from ui.page.operation import health
from ui.page.operation.health import NO_CATALOG, NO_VECTORS, SILENT, Readiness, library_fault
from ui.page.serving import Served

Told = TypeVar("Told")


@pytest.mark.parametrize(("path", "said"), [("healthz", "alive\n"), ("readyz", "ready\n")])
def test_both_answer_whoever_asks_by_whatever_name(locked: Served, path: str, said: str) -> None:
    answer = httpx.get(f"{locked.address}{path}", headers={"host": "page-1.internal:7860"})
    assert (answer.status_code, answer.text) == (200, said)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


def test_nothing_else_is_open_beside_them(locked: Served) -> None:
    assert httpx.get(f"{locked.address}metrics").status_code == 401
    assert httpx.post(f"{locked.address}readyz").status_code == 401
    assert httpx.get(f"{locked.address}readyz/x").status_code == 401


def test_a_page_whose_catalog_is_gone_lives_and_isnt_ready(changeable: Pressmark, two: Served) -> None:
    assert httpx.get(f"{two.address}readyz").status_code == 200
    with closing(sqlite3.connect(changeable.library.catalog.place)) as connection:
        connection.execute(f"DROP TABLE {SETTING.name}")
    time.sleep(health.KNOWN_FOR)
    answer = httpx.get(f"{two.address}readyz")
    assert (answer.status_code, answer.text) == (503, f"{NO_CATALOG}\n")
    assert httpx.get(f"{two.address}healthz").status_code == 200


def test_what_doesnt_answer_is_named(changeable: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library_fault(changeable) == ""

    def gone(*_: object) -> list[str]:
        raise LibraryError("postgresql://secret@host can't be reached")

    monkeypatch.setattr(changeable.library, "nearest", gone)
    assert library_fault(changeable) == NO_VECTORS


def _run(ask: Callable[[], Awaitable[Told]]) -> Told:
    """Run a coroutine in a thread: in this one the browser of another test may have its loop."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(anyio.run, ask).result()


def test_a_library_is_looked_at_once_a_second_however_many_ask() -> None:
    looks: list[float] = []

    def look() -> str:
        looks.append(time.monotonic())
        return ""

    async def ask() -> None:
        readiness = Readiness(look)
        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(readiness.fault)

    _run(ask)
    assert len(looks) == 1


def test_a_library_that_hangs_is_waited_for_by_one_look_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    monkeypatch.setattr(health, "KNOWN_FOR", 0.0)
    looks: list[int] = []

    def look() -> str:
        looks.append(1)
        time.sleep(1)
        return ""

    async def ask() -> list[str]:
        readiness = Readiness(look)
        return [await readiness.fault() for _ in range(3)]

    assert _run(ask) == [SILENT] * 3
    assert len(looks) == 1
