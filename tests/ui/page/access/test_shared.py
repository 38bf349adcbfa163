"""Pages with one secret and one database: what is guessed, ended or uploaded at one counts at the other."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from pydantic import SecretStr

from index.errors import PressmarkError
from rag import Pressmark
from tests.servers import PostgresServer
from tests.ui.door import run_here
from tests.ui.page.access.test_signed import SHARED, side_by_side
from tests.ui.page.events import SECRET, is_in, logged_in
from ui.page.access import shared, users
from ui.page.access.brake import FORGOTTEN, FREE
from ui.page.access.quotas import DAY, Quotas
from ui.page.access.sessions import Session
from ui.page.access.shared import SharedBrake, SharedDays, SharedEnded, SharedState
from ui.page.access.signed import Seal
from ui.page.serving import Door


@pytest.fixture
def states(on_postgres: SecretStr) -> Iterator[tuple[SharedState, SharedState, SharedState]]:
    """Two pages of one realm, and one of another."""
    address = on_postgres.get_secret_value()
    made = SharedState(address, "ours"), SharedState(address, "ours"), SharedState(address, "theirs")
    yield made
    for each in made:
        each.close()


def test_wrong_passwords_count_at_every_page_of_the_realm(
    states: tuple[SharedState, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, foreign = map(SharedBrake, states)
    for _ in range(FREE + 2):
        first.failed("1.2.3.4", "ines")
    assert 3 < second.wait("5.6.7.8", "INES") <= 4
    assert 3 < second.wait("1.2.3.4", "jonas") <= 4
    assert second.wait("5.6.7.8", "jonas") == 0
    assert foreign.wait("1.2.3.4", "ines") == 0
    second.succeeded("5.6.7.8", "ines")
    assert SharedBrake(states[0]).wait("9.9.9.9", "ines") == 0
    later = time.time() + FORGOTTEN + 1
    monkeypatch.setattr(shared, "time", SimpleNamespace(time=lambda: later, monotonic=time.monotonic))
    second.failed("1.2.3.4", "jonas")  # begins anew, and the rows of long ago are gone
    assert SharedBrake(states[0]).wait("1.2.3.4", "jonas") == 0
    with states[0].engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(shared.FAILURE.select())]
    assert [row[3] for row in rows] == [1, 1]
    assert not any("1.2.3.4" in str(row) or "jonas" in str(row) for row in rows)


def test_uploads_of_a_day_count_together(
    states: tuple[SharedState, ...], changeable: Pressmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = changeable.settings.model_copy(update={"upload_files": 3})
    first, second, foreign = (Quotas(changeable.library.folder, settings, SharedDays(each)) for each in states)
    assert first.take("ed", 2, 1000) == ""
    assert "3 files in a day" in second.take("ed", 2, 1000)
    assert second.take("ed", 1, 1000) == ""
    assert foreign.take("ed", 3, 1000) == ""
    second.give_back("ed", 3, 2000)
    assert first.take("ed", 3, 1000) == ""
    later = time.time() + DAY + 1
    monkeypatch.setattr(shared, "time", SimpleNamespace(time=lambda: later))
    assert second.take("ed", 3, 1000) == ""


def test_a_session_that_ends_at_one_page_has_ended_at_the_other(
    pressmark: Pressmark, known: Path, on_postgres: SecretStr
) -> None:
    settings = pressmark.settings.model_copy(update={"secret": SecretStr(SHARED), "catalog": on_postgres})
    page, door = Pressmark(pressmark.library, settings), Door(users=users.read_users(known))
    with side_by_side((page, door), (page, door)) as (first, second), logged_in(first.address, "ines", SECRET) as ines:
        cookie = dict(ines.cookies)
        assert httpx.get(f"{second.address}config", cookies=cookie).status_code == 200
        ines.get("logout")
        assert not is_in(ines)
        deadline = time.monotonic() + 20
        while httpx.get(f"{second.address}config", cookies=cookie).status_code == 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.fixture
def by_command(pressmark: Pressmark, on_postgres: SecretStr, monkeypatch: pytest.MonkeyPatch) -> Pressmark:
    """A library whose pages share a secret and a database, which the settings of a command name, too."""
    monkeypatch.setenv("PRESSMARK_SECRET", SHARED)
    monkeypatch.setenv("PRESSMARK_CATALOG", on_postgres.get_secret_value())
    settings = pressmark.settings.model_copy(update={"secret": SecretStr(SHARED), "catalog": on_postgres})
    return Pressmark(pressmark.library, settings)


def wait_until_out(*clients: httpx.Client) -> None:
    deadline = time.monotonic() + 20
    while any(map(is_in, clients)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def listed(known: Path, sessions: int) -> list[str]:
    """Return the lines of the list once it has so many: a page notes a session beside its requests."""
    deadline = time.monotonic() + 20
    while len(lines := run_here("sessions", "--auth", known).stdout.splitlines()) != sessions:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return lines


def test_the_owner_lists_signed_sessions_of_every_page_and_ends_them(by_command: Pressmark, known: Path) -> None:
    door = Door(users=users.read_users(known))
    with (
        side_by_side((by_command, door), (by_command, door)) as (first, second),
        logged_in(first.address, "ines", SECRET) as ines,
        logged_in(second.address, "ines", SECRET) as again,
        logged_in(second.address, "jonas", SECRET) as jonas,
    ):
        latest = next(line for line in listed(known, 3) if "  jonas  from 127.0.0.1  since 20" in line)
        assert run_here("sessions", "--auth", known, "--end", latest.split()[0]).stdout == "Ended 1 session.\n"
        wait_until_out(jonas)
        assert is_in(ines)
        assert run_here("sessions", "--auth", known, "--end", "ines").stdout == "Ended 2 sessions.\n"
        wait_until_out(ines, again)
        assert listed(known, 0) == []
        with logged_in(first.address, "ines", SECRET) as later, logged_in(second.address, "jonas", SECRET) as other:
            assert is_in(later)
            assert len(listed(known, 2)) == 2
            assert run_here("sessions", "--auth", known, "--end", "all").stdout == "Ended 2 sessions.\n"
            wait_until_out(later, other)
        assert "There is no session 'nobody'" in run_here("sessions", "--auth", known, "--end", "nobody").stderr


def test_a_session_that_was_never_noted_ends_with_its_user(
    by_command: Pressmark, known: Path, on_postgres: SecretStr
) -> None:
    with (
        side_by_side((by_command, Door(users=users.read_users(known)))) as (only,),
        logged_in(only.address, "ines", SECRET) as ines,
        logged_in(only.address, "jonas", SECRET) as jonas,
    ):
        listed(known, 2)
        state = SharedState(on_postgres.get_secret_value(), Seal(SHARED.encode()).realm)
        with state.engine.begin() as connection:
            connection.execute(shared.BEGUN.delete())
        state.close()
        assert run_here("sessions", "--auth", known, "--end", "ines").stdout == "Ended 0 sessions.\n"
        wait_until_out(ines)
        assert is_in(jonas)


def test_who_has_another_password_is_no_longer_listed(by_command: Pressmark, known: Path) -> None:
    with (
        side_by_side((by_command, Door(users=users.read_users(known)))) as (only,),
        logged_in(only.address, "ines", SECRET),
    ):
        listed(known, 1)
        users.add_user(known, "ines", "another pass phrase")
        done = run_here("sessions", "--auth", known)
        assert (done.code, done.stdout, done.stderr) == (0, "", "Nobody is logged in.\n")


def test_signed_sessions_without_a_database_are_said_to_be_kept_nowhere(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSMARK_SECRET", SHARED)
    done = run_here("sessions", "--auth", known)
    assert (done.code, done.stdout) == (1, "")
    assert "are signed, and without a database kept nowhere: `pressmark add-user NAME" in done.stderr


def test_pages_go_on_alone_when_the_database_is_away(postgres: PostgresServer) -> None:
    state = SharedState(postgres.new_database(), "ours")
    brake, ended = SharedBrake(state), SharedEnded(state)
    postgres.stop()
    try:
        for _ in range(FREE + 1):
            brake.failed("1.2.3.4", "ines")
        assert brake.wait("1.2.3.4", "ines") > 0
        session = Session("ines", "127.0.0.1", time.time(), time.time() + 60)
        ended.begun("session", session)
        ended.end("session", session.until)
        assert ended.has_ended("session", session)
        assert not ended.has_ended("another", session)
    finally:
        postgres.start()
        ended.close()
    assert brake.wait("5.6.7.8", "jonas") == 0
    state.close()


def test_a_database_that_cant_be_reached_is_one_sentence() -> None:
    with pytest.raises(PressmarkError, match=r"The pages' tables can't be made in the catalog's database \("):
        SharedState("postgresql://tester:hush@127.0.0.1:9/nothing", "ours")
